"""One room a lesson, named by its subject: the formulas it teaches, its figures, its verdict rules, its questions."""
