"""The few kinds of chart that the lessons draw, so that a cell says what is compared and not how ink is placed.

Each function is pure: it takes values, returns a figure in the house style, and keeps nothing. Labels stand beside what
they name. Give the figure to ``show`` or return it from a function given to ``explore``.
"""

from ai_ambitions.display.charts.grids import board, board_rows
from ai_ambitions.display.charts.parts import caption, listed, mark
from ai_ambitions.display.charts.rows import bars, estimates, intervals, strip
from ai_ambitions.display.charts.rules import gauges, ladder, plane
from ai_ambitions.display.charts.time import lanes, lines

__all__ = [
    "bars",
    "board",
    "board_rows",
    "caption",
    "estimates",
    "gauges",
    "intervals",
    "ladder",
    "lanes",
    "lines",
    "listed",
    "mark",
    "plane",
    "strip",
]
