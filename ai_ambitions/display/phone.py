"""A figure laid out for the width of a phone: margins as wide as the words need, and no wider.

Charts draw for the width that ``style.drawing_for`` names. Within it they choose what suits a narrow sheet (names of lines
under the axis, rows with their label above). What is the same for all of them is done here, once a figure is drawn and
before it becomes a picture: the title is wrapped, the words of the y axis stand above it and not beside it, long labels of
rows stand above their rows, ticks that would touch are thinned, words of reference lines take turns, and all margins are
measured. Nothing is stretched and no letter is made smaller: the sheet grows downwards.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ai_ambitions.display.style import INK, MARK, MUTED, PHONE, ROW

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.legend import Legend
    from matplotlib.text import Text

EDGE = 0.08  # inches that stay white around everything
LINE = 1.3  # height of a line of text, in sizes of its font
BESIDE = 1.3  # inches: labels of rows longer than this stand above their rows
_LEADER = "leader"  # tells the thin line from a reference line up to its words
_HEAD = 10  # points between a panel and what its y axis says, above it
MOST = 1.5  # inches that words beside the axes may take from them on one side


@dataclass
class _Sheet:
    """What is measured and placed, in inches from the top left corner."""

    fig: Figure
    pen: Any
    known: dict[tuple[Any, ...], float] = field(default_factory=dict)  # widths of words

    def wide(self, text: Text, words: str) -> float:
        return float(
            self.pen.get_text_width_height_descent(words, text.get_fontproperties(), False)[0] / self.fig.dpi
        )

    def box(self, artist: Any) -> tuple[float, float, float, float]:
        """Left, right, bottom and top of something drawn; inches from the lower left corner."""
        found = artist.get_window_extent(self.pen)
        dpi = self.fig.dpi
        return found.x0 / dpi, found.x1 / dpi, found.y0 / dpi, found.y1 / dpi

    def wrap(self, text: Text, room: float) -> int:
        """Break the words of a text where they leave the room, into lines of about one length. Returns how many.

        Breaks that it has already stay.
        """
        font = text.get_fontproperties()
        key = (font.get_size_in_points(), font.get_weight())

        def wide(word: str) -> float:
            if (*key, word) not in self.known:
                self.known[*key, word] = self.wide(text, word)
            return self.known[*key, word]

        gap = wide("n n") - wide("nn")
        lines: list[str] = []
        for given in text.get_text().split("\n"):
            words = re.split(" (?!%)", given)  # a number and its sign stay together
            sizes = [wide(word) for word in words]
            found, less = _broken(words, sizes, gap, room), room
            while len(tighter := _broken(words, sizes, gap, less := less - 0.1)) == len(found) > 1:
                found = tighter
            lines += found
        text.set_text("\n".join(lines))
        return len(lines)


def _broken(words: list[str], sizes: list[float], gap: float, room: float) -> list[str]:
    """Words in lines, each as long as the room lets it be."""
    lines: list[str] = []
    taken = 0.0
    for word, size in zip(words, sizes, strict=True):
        if lines and taken + gap + size <= room:
            lines[-1] += f" {word}"
            taken += gap + size
        else:
            lines.append(word)
            taken = size
    return lines


def lay_out(fig: Figure) -> None:
    """Lay out a figure that was drawn within ``drawing_for(PHONE)``, in place."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    sheet = _Sheet(fig, FigureCanvasAgg(fig).get_renderer())
    panels = [ax for ax in fig.axes if ax.get_visible()]
    grid = fig.subplotpars
    inner = (grid.top - grid.bottom) * fig.get_figheight()
    title = _title(fig, panels)
    heights = []
    for ax in panels:
        _words_of_y_above(ax)
        for text in _written(ax):
            if text.get_gid() == ROW:
                sheet.wrap(text, PHONE - 2 * EDGE)
        heights.append(_rows(sheet, ax, inner))
    for legend in [*fig.legends]:
        _stacked(sheet, legend)
    below = [*fig.legends, *(text for text in fig.texts if text is not title)]
    below.sort(key=lambda block: -sheet.box(block)[2])
    taken = max([0.0, *(sheet.box(text)[1] for ax in panels for text in _written(ax) if _beside(text))])
    left, right = 0.5, 0.2
    for turn in range(3):
        for ax in panels:
            box = ax.get_position()
            ax.set_position((left / PHONE, box.y0, 1 - (left + right) / PHONE, box.height))
            _level_words(sheet, ax, left, right)
            _thin_ticks(sheet, ax)
            _turns(sheet, ax)
        sides = [_overhang(sheet, ax) for ax in panels]
        before = left, right
        left = max(taken, min(MOST, max(side[0] for side in sides))) + EDGE
        right = EDGE + min(MOST, max(side[1] for side in sides))
        if turn:  # margins change ticks, and ticks margins: from the second turn on they only grow
            left, right = max(left, before[0]), max(right, before[1])
        if abs(left - before[0]) + abs(right - before[1]) < 0.02:
            break
    _place(sheet, panels, heights, title, below, left, right)


def _stacked(sheet: _Sheet, legend: Legend) -> None:
    """Make a legend again with as many columns as the sheet has room for."""
    handles: list[Any] = list(legend.legend_handles)
    texts = legend.get_texts()
    words, size = [text.get_text() for text in texts], float(texts[0].get_fontsize())
    sign, gap = 3.2 * size / 72, 1.2 * size / 72
    wide = max(sheet.wide(text, line) for text in texts for line in text.get_text().split("\n")) + sign + gap
    columns = max(1, min(legend._ncols, int((PHONE - 2 * EDGE + gap) / wide)))  # type: ignore[attr-defined]
    legend.remove()
    sheet.fig.legend(
        handles, words, ncols=columns, fontsize=size, columnspacing=1.2, borderpad=0, loc="upper left"
    )


def _title(fig: Figure, panels: list[Axes]) -> Text | None:
    """The title as a text of the sheet: that of the figure, or that of its only panel."""
    text: Text | None = fig._suptitle  # type: ignore[attr-defined]
    if text is None or not text.get_text():
        ax = panels[0]
        text = next((t for t in (ax._left_title, ax.title) if t.get_text()), None)  # type: ignore[attr-defined]
        if text is None or len(panels) > 1:
            return None
        words, size, weight = text.get_text(), text.get_fontsize(), text.get_fontweight()
        text.set_text("")
        text = fig.suptitle(words, fontsize=size, fontweight=weight)
    text.set(ha="left", va="top")
    return text


def _words_of_y_above(ax: Axes) -> None:
    """What the y axis says, level and above it: beside it, it would take width."""
    words = ax.get_ylabel()
    if not words:
        return
    ax.set_ylabel("")
    head = ax.get_title("left") or ax.get_title("center")
    ax.set_title("", loc="center")
    if head:
        words = f"{head}\n{words}"
    ax.set_title(words, loc="left", fontsize=10.5, fontweight="normal", color=INK, pad=_HEAD)


def _rows(sheet: _Sheet, ax: Axes, inner: float) -> float:
    """Put long labels of rows above their rows; returns the height of the panel."""
    labels = [label for label in ax.get_yticklabels() if label.get_text().strip()]
    if not labels or list(ax.get_yticks()) != list(
        range(len(ax.get_yticks()))
    ):  # an axis of numbers, not of rows
        return inner
    if max(sheet.box(label)[1] - sheet.box(label)[0] for label in labels) <= BESIDE:
        return inner
    rows = [
        (place, " ".join(label.get_text().split()), label.get_color(), label.get_fontweight())
        for place, label in zip(ax.get_yticks(), ax.get_yticklabels(), strict=True)
    ]
    ax.set_yticks([row[0] for row in rows], [""] * len(rows))
    said = [
        ax.annotate(
            words, (EDGE / PHONE, row), xycoords=("figure fraction", "data"),
            xytext=(0, 0), textcoords="offset points", va="bottom", color=colour, fontsize=10, fontweight=weight,
            gid=ROW, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
        )
        for row, words, colour, weight in rows
    ]  # fmt: skip
    label = 0.03 + 0.165 * max(sheet.wrap(text, PHONE - 2 * EDGE) for text in said)
    thick = max([bar.get_height() for bar in ax.patches if 0 < bar.get_height() < 1], default=0.0)  # type: ignore[attr-defined]
    signs = 0.0 if thick else 0.16  # inches of a row without a bar
    pitch = max((label + signs + 0.1) / (1 - thick), inner / (len(rows) + 0.5))
    above = thick / 2 * pitch + signs / 2
    for text in said:
        text.set_position((0, 72 * (above + 0.02)))
    ax.set_ylim(len(rows) - 0.5, -(above + label + 0.04) / pitch)
    return float(pitch * (len(rows) - 0.5 + (above + label + 0.04) / pitch))


def _place(
    sheet: _Sheet,
    panels: list[Axes],
    heights: list[float],
    title: Text | None,
    below: list[Any],
    left: float,
    right: float,
) -> None:
    """Put everything one under another, and make the sheet as tall as that takes."""
    fig, room = sheet.fig, PHONE - 2 * EDGE
    down = EDGE
    places: list[tuple[Any, float]] = []
    if title is not None:
        lines = sheet.wrap(title, room)
        places.append((title, down))
        down += lines * LINE * float(title.get_fontsize()) / 72 + 0.06
    spans = []
    for ax, height in zip(panels, heights, strict=True):
        above, under = _above_and_under(sheet, ax)
        down += above
        spans.append((ax, down, height))
        down += height + under + 0.08
    for block in below:
        if hasattr(block, "get_fontsize"):
            sheet.wrap(block, room)
        box = sheet.box(block)
        places.append((block, down))
        down += box[3] - box[2] + 0.08
    fig.set_size_inches(PHONE, down)
    for block, top in places:
        _move(block, EDGE / PHONE, 1 - top / down)
    for ax, top, height in spans:
        ax.set_position((left / PHONE, 1 - (top + height) / down, 1 - (left + right) / PHONE, height / down))
        _level_words(sheet, ax, left, right)


def _move(block: Any, x: float, y: float) -> None:
    if hasattr(block, "set_bbox_to_anchor"):
        block.set_loc("upper left")
        block.borderaxespad = 0
        block.set_bbox_to_anchor((x, y))
    else:
        block.set(x=x, y=y, ha="left", va="top")


def _level_words(sheet: _Sheet, ax: Axes, left: float, right: float) -> None:
    """The head of a panel begins at the left edge of the sheet; the words under its axis stand where they have room."""
    across = PHONE - left - right
    for head in (ax._left_title, ax.title):  # type: ignore[attr-defined]
        if head.get_text():
            sheet.wrap(head, PHONE - 2 * EDGE)
            head.set(x=(EDGE - left) / across, ha="left")
    label = ax.xaxis.label
    if label.get_text():
        sheet.wrap(label, PHONE - 2 * EDGE)
        label.set(ha="center", multialignment="center")
        wide = max(sheet.wide(label, line) for line in label.get_text().split("\n"))
        middle = min(max(left + across / 2, EDGE + wide / 2), PHONE - EDGE - wide / 2)
        label.set_x((middle - left) / across)


def _above_and_under(sheet: _Sheet, ax: Axes) -> tuple[float, float]:
    """Inches that words take above and below a panel."""
    ax.apply_aspect()
    frame = sheet.box(ax)
    ax._update_title_position(sheet.pen)  # type: ignore[attr-defined]
    parts = [sheet.box(part) for part in _written(ax)]
    ticks = ax.xaxis.get_tightbbox(sheet.pen)  # with what the axis says
    if ticks:
        parts.append((0.0, 0.0, ticks.y0 / sheet.fig.dpi, ticks.y1 / sheet.fig.dpi))
    parts += [sheet.box(t) for t in (ax._left_title, ax.title) if t.get_text()]  # type: ignore[attr-defined]
    return (
        max([0.0, *(box[3] - frame[3] for box in parts)]),
        max([0.0, *(frame[2] - box[2] for box in parts)]),
    )


def _written(ax: Axes) -> list[Text]:
    """The words in and around a panel, without those of its axes and its title."""
    return [text for text in ax.texts if text.get_visible() and text.get_text().strip()]


def _overhang(sheet: _Sheet, ax: Axes) -> tuple[float, float]:
    """Inches by which labels, words and signs reach out of a panel on the left and on the right."""
    frame = sheet.box(ax)
    low, high = sorted(ax.get_xlim())
    apart = (ROW, *MARK.values())
    parts: list[Any] = [text for text in _written(ax) if not _on_sheet(text) and text.get_gid() not in apart]
    parts += [label for label in ax.get_yticklabels() if label.get_text()]
    ticks = zip(ax.get_xticks(), ax.get_xticklabels(), strict=True)
    parts += [label for place, label in ticks if label.get_text() and low <= place <= high]
    parts += [line for line in ax.lines if not line.get_clip_on()]
    boxes = [sheet.box(part) for part in parts]
    return (
        max([0.0, *(frame[0] - box[0] for box in boxes)]),
        max([0.0, *(box[1] - frame[1] for box in boxes)]),
    )


def _beside(text: Text) -> bool:
    """Whether words stand on the sheet beside a panel, which begins where they end; labels above rows stand over it."""
    return _on_sheet(text) and text.get_gid() != ROW


def _on_sheet(text: Text) -> bool:
    """Whether words stand at a place of the sheet and not of the panel, so that they do not move with it."""
    across = getattr(text, "xycoords", "")
    across = across[0] if isinstance(across, tuple) else across
    return isinstance(across, str) and across.startswith("figure")


def _thin_ticks(sheet: _Sheet, ax: Axes) -> None:
    """Leave out every second label of the x axis, or more of them, where they would touch."""
    low, high = sorted(ax.get_xlim())
    shown = [
        (place, label)
        for place, label in zip(ax.get_xticks(), ax.get_xticklabels(), strict=True)
        if low <= place <= high and label.get_text() and not label.get_rotation()
    ]
    shown.sort(key=lambda tick: sheet.box(tick[1])[0])
    boxes = [sheet.box(label) for _, label in shown]

    def clear(kept: list[int]) -> bool:
        return all(boxes[one][1] + 0.03 <= boxes[other][0] for one, other in itertools.pairwise(kept))

    everyone = list(range(len(shown)))
    if clear(everyone):
        return
    gaps = [other[0] + other[1] - one[0] - one[1] for one, other in itertools.pairwise(boxes)]
    if max(gaps) < 1.5 * min(gaps):
        kept = next(kept for step in everyone[1:] if clear(kept := everyone[::step]) or step == everyone[-1])
    else:  # chosen places, which no step fits: from the right, those that have room
        kept = []
        for one in reversed(everyone):
            if clear([one, *kept]):
                kept.insert(0, one)
    ax.set_xticks([shown[one][0] for one in kept], [shown[one][1].get_text() for one in kept])


def _turns(sheet: _Sheet, ax: Axes) -> None:
    """Words of reference lines keep inside the sheet, beside their lines, and one above another where they would touch."""
    for old in [text for text in ax.texts if text.get_gid() == _LEADER]:
        old.remove()
    wanted = []
    for text in (text for text in ax.texts if text.get_gid() in MARK.values()):
        x = float(ax.transData.transform((ax.convert_xunits(text.xy[0]), 0))[0]) / sheet.fig.dpi  # type: ignore[attr-defined]
        sheet.wrap(text, 0.65 * PHONE)
        box = sheet.box(text)
        wide, lines = box[1] - box[0] + 0.06, text.get_text().count("\n") + 1
        left = text.get_gid() == MARK["left"]
        fits = {True: x - wide >= EDGE, False: x + wide <= PHONE - EDGE}
        left = left if fits[left] else not left
        begins = min(max(EDGE, x - wide if left else x), PHONE - EDGE - wide)
        wanted.append((left, -x if not left else x, x, begins, begins + wide, lines, text))
    # Of each: its line, where its words begin and end, its lane and how many lines.
    placed: list[tuple[float, float, float, int, int]] = []
    above = 0
    for _, _, x, begins, ends, lines, text in sorted(wanted, key=lambda each: each[:2]):
        free = [
            lane
            for lane in range(len(wanted) * 3)
            if not any(
                begins < stop and start < ends and lane < low + many and low < lane + lines
                for _, start, stop, low, many in placed
            )
        ]
        clear = [
            lane
            for lane in free
            if not any(
                (start < x < stop and low < lane) or (begins < line < ends and low > lane)
                for line, start, stop, low, _ in placed
            )
        ]
        lane = [*clear, *free][0]  # where no thin line runs through words, if there is such a place
        placed.append((x, begins, ends, lane, lines))
        text.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.3})  # over the lines of others
        text.set(ha="left", position=(72 * (begins - x) + (4 if begins >= x else 0), 1 + lane * 12))
        above = max(above, lane + lines)
        if lane:
            ax.annotate(
                "", text.xy, xycoords=text.xycoords, xytext=(0, 12 * lane + 8), textcoords="offset points", gid=_LEADER,  # type: ignore[attr-defined]
                arrowprops={"arrowstyle": "-", "color": MUTED, "lw": 1, "ls": (0, (3, 3)), "shrinkA": 0, "shrinkB": 0},
            )  # fmt: skip
    if wanted:
        ax._set_title_offset_trans(_HEAD + 12 * above)  # type: ignore[attr-defined]  # what the y axis says stands over them


def same_height(figures: Iterable[Figure]) -> None:
    """Make frames under controls as tall as the tallest, so that the page below does not jump."""
    figures = list(figures)
    tallest = max((fig.get_figheight() for fig in figures), default=0.0)
    for fig in figures:
        old = fig.get_figheight()
        if old < tallest:
            _lengthen(fig, tallest - old)


def _lengthen(fig: Figure, more: float) -> None:
    """White at the foot of a sheet; everything keeps its size."""
    old = fig.get_figheight()
    new = old + more
    places = {ax: ax.get_position() for ax in fig.axes}
    fig.set_figheight(new)

    def up(y: float) -> float:
        return 1 - (1 - y) * old / new

    for ax, box in places.items():
        ax.set_position((box.x0, up(box.y0), box.width, box.height * old / new))
    for text in fig.texts:
        text.set_y(up(text.get_position()[1]))
    for legend in fig.legends:
        anchor = legend.get_bbox_to_anchor().transformed(fig.transFigure.inverted())
        legend.set_bbox_to_anchor((anchor.x0, up(anchor.y0)))
