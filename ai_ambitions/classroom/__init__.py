"""Grade a class: look at every file, run it in a sandbox, write nbgrader's gradebook, give feedback, report, export.

The house of the house: ``run`` leads; ``collect`` copies what platforms pack; ``intake`` looks at files and ``tidy`` builds
notebooks of the right kinds from them; ``worker`` grades one submission with nbgrader's own preprocessors and knows no
gradebook; ``sandbox`` and ``zygote`` run the learner's code; ``sanitise`` makes harmless what is stored; ``gradebook`` is
the one place that writes marks.
"""
