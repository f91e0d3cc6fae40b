"""What tests ask of a figure: what stands on it, and that nothing is cut off or covered."""

from __future__ import annotations

from typing import Any

import pandas as pd


def frame(*rows: tuple[Any, ...], columns: str) -> pd.DataFrame:
    """A small table: rows, and the names of the columns in one string."""
    return pd.DataFrame(list(rows), columns=columns.split())


def assert_whole_and_clear(fig: Any) -> None:
    """No text is cut off, and none covers another."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    whole, frame = fig.get_tightbbox(canvas.get_renderer()), fig.bbox_inches
    assert whole.x0 >= frame.x0 - 0.01, "cut off on the left"
    assert whole.x1 <= frame.x1 + 0.01, "cut off on the right"
    assert whole.y0 >= frame.y0 - 0.01, "cut off below"
    assert whole.y1 <= frame.y1 + 0.01, "cut off above"
    boxes = []
    for text in fig.findobj(Text):
        if text.get_text().strip() and text.get_visible() and text.get_rotation() == 0:
            box = text.get_window_extent(canvas.get_renderer())
            if (
                box.width >= 1 and box.x1 <= fig.bbox.x1 and box.y1 <= fig.bbox.y1
            ):  # ticks beyond the axis are not drawn
                boxes.append((text.get_text(), box))
    assert len(boxes) > 3
    for place, (name, box) in enumerate(boxes):
        for other, second in boxes[place + 1 :]:
            across = min(box.x1, second.x1) - max(box.x0, second.x0)
            along = min(box.y1, second.y1) - max(box.y0, second.y0)
            assert across < 2 or along < 4, f"{name!r} covers {other!r}"


def words_on(fig: Any) -> list[str]:
    """Every word of the figure: axes, ticks, labels, notes, legends."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    FigureCanvasAgg(fig).draw()
    return [text.get_text() for text in fig.findobj(Text) if text.get_text().strip() and text.get_visible()]


def colour(artist: Any) -> str:
    """The colour of a line, a bar, a word, or the ticks of a lane, as #rrggbb."""
    from matplotlib.colors import to_hex, to_rgba_array

    found = artist.get_facecolor() if hasattr(artist, "get_facecolor") else artist.get_color()
    return to_hex(to_rgba_array(found)[0])


def rows_of(ax: Any) -> list[str]:
    """The labels of a chart with one row a thing, from the top."""
    places = sorted(
        zip(ax.get_yticks(), ax.get_yticklabels(), strict=True), key=lambda tick: -_height(ax, tick[0])
    )
    return [label.get_text() for _, label in places]


def _height(ax: Any, place: float) -> float:
    return float(ax.transData.transform((1, place))[1])


def words_in_rows(ax: Any) -> dict[int, str]:
    """What is written in each row, beside its value or in its place."""
    notes = [note for note in ax.texts if note.get_text() and hasattr(note, "xy")]
    return {
        round(float(n.xy[1])): n.get_text() for n in notes if n.xycoords == "data" or n.xycoords[1] == "data"
    }


def filled(line: Any) -> str:
    """Whether the sign of a point is full, half or empty (filled with white)."""
    from matplotlib.colors import to_hex

    if line.get_fillstyle() != "full":
        return {"left": "half", "none": "empty"}[line.get_fillstyle()]
    return "empty" if to_hex(line.get_markerfacecolor()) == "#ffffff" else "full"


def letters(fig: Any) -> list[float]:
    """The sizes of the letters of a figure, in points."""
    from matplotlib.text import Text

    return sorted({float(text.get_fontsize()) for text in fig.findobj(Text) if text.get_text().strip()})


def faults_of(fig: Any) -> list[str]:
    """Words that are cut off, and words that cover others, a sentence each; ticks beyond the ends of an axis are not drawn."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    axes = [axis for ax in fig.axes for axis in (ax.xaxis, ax.yaxis)]
    ticks = {tick for axis in axes for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks())}
    beyond = ticks - {tick for axis in axes for tick in axis._update_ticks()}
    hidden = {id(label) for tick in beyond for label in (tick.label1, tick.label2)}
    texts = [t for t in fig.findobj(Text) if t.get_text().strip() and t.get_visible() and id(t) not in hidden]
    boxes = [(text, text.get_window_extent(canvas.get_renderer())) for text in texts]
    found = []
    for text, box in boxes:
        beyond_edge = max(-box.x0, -box.y0, box.x1 - fig.bbox.x1, box.y1 - fig.bbox.y1)
        if beyond_edge > 0.015 * fig.dpi:
            found.append(f"{text.get_text()!r} is cut off")
    level = [(text, box) for text, box in boxes if not text.get_rotation()]
    for place, (text, box) in enumerate(level):
        for other, second in level[place + 1 :]:
            across = min(box.x1, second.x1) - max(box.x0, second.x0)
            along = min(box.y1, second.y1) - max(box.y0, second.y0)
            if across >= 2 and along >= 4:
                found.append(f"{text.get_text()!r} covers {other.get_text()!r}")
    return found
