"""One room a lesson, named by its subject: the formulas it teaches, its figures, its verdict rules, its questions.

In a course on another article they lie in its folder ``rooms/``, and are imported from here all the same.
"""

from ai_ambitions.core.paths import ROOMS

__path__ = [str(ROOMS)]
