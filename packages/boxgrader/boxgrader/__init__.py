"""Grade notebooks of an nbgrader course in boxes: marks that a learner's code cannot touch.

``checks`` is what exercises import; it needs nothing but Python. The grader itself needs the extra ``boxgrader[grader]``::

    box/     where learners' code runs: shell, guard, namespaces, keeper, and the grader's end of them
    intake/  whose a file is, for whom it counts, and a look at it before anything runs
    marks/   the key, one submission, the gradebook: the one place that writes marks
    pages/   what a learner may see, feedback, report, export
    run/     a class, on this computer or on a cluster, and the command line
    step.py  the same for one submission, as a step of nbgrader's own autograde
"""

__version__ = "0.1.0"
