"""The few kinds of chart that several lessons draw, so that a cell says what is compared and not how ink is placed.

Each function takes a table and the names of its columns, and returns a ``Picture``: the figure in the house style with an
alt text of its own, the rows behind it and their source. Rows are drawn in the order of the table, an empty cell is drawn
as unknown. Give the picture to ``show`` or return it from a function given to ``explore``.

All kinds take ``alt=`` (a sentence instead of the chart's own alt text), ``of=`` (name of the table, or tables, that the rows
come from; needed after a merge), ``source=`` (extra words for the source line) and ``height=`` (inches). Rows that carry a
``source_id`` become the fold-out table under the figure: choose the columns before you draw.
"""

from ai_ambitions.display.charts.grids import board
from ai_ambitions.display.charts.parts import caption, listed, mark
from ai_ambitions.display.charts.rows import bars, intervals
from ai_ambitions.display.charts.time import lines, timeline

__all__ = ["bars", "board", "caption", "intervals", "lines", "listed", "mark", "timeline"]
