"""Grade a class: look at every file, run it in a sandbox, write nbgrader's gradebook, give feedback, report, export.

The house of the house: ``run`` leads; ``intake`` looks at files; ``worker`` grades one submission with nbgrader's own
preprocessors and knows no gradebook; ``sandbox`` and ``zygote`` run the learner's code; ``gradebook`` is the one place
that writes marks.
"""
