"""The kinds of chart that lessons draw: nothing is clipped, nothing overlaps, bad input gets a sentence."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ai_ambitions import charts
from ai_ambitions.errors import CourseError

DAYS = np.array(["2023-01-01", "2024-06-01", "2025-01-01"], dtype="datetime64[D]")
LONG = "A label of the length that real tables have"


def drawn() -> dict[str, Any]:
    return {
        "bars": charts.bars({LONG: 3, "b": 12.5}, title="Bars", xlabel="count", highlight=["b"]),
        "intervals": charts.intervals(
            [(LONG, 84, 98), ("point", 40, 40), ("open above", 30, None), ("open below", None, 60), ("?", None, None)],
            title="Ranges", xlabel="billion", groups=["plan", "plan", "outcome", "plan", "plan"], marks={"line": 70},
        ),
        "lines": charts.lines({"one": (DAYS, [1, 2, 50]), "two": (DAYS, [3, 9, 49.9])}, title="Lines", ylabel="per cent"),
        "lanes": charts.lanes({"one": DAYS, "none": []}, title="Lanes", notes={"rule": DAYS[1]}),
        "board": charts.board({LONG: {"weights": "yes", "data": ""}, "b": {"weights": "partial", "data": "no"}}, title="Board"),
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["bars", "intervals", "lines", "lanes", "board"])
def test_no_text_is_cut_off_or_covers_another(kind: str) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    fig = drawn()[kind]
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


def test_same_arguments_give_the_same_picture() -> None:
    from ai_ambitions.figures import svg_uri

    first, second = drawn(), drawn()
    assert all(svg_uri(first[kind]) == svg_uri(second[kind]) for kind in first)


def test_unknown_is_drawn_as_unknown() -> None:
    words = [text.get_text() for text in drawn()["intervals"].axes[0].texts]
    assert "unknown" in words
    assert "over 30" in words
    assert "up to 60" in words
    assert "?" in [text.get_text() for text in drawn()["board"].axes[0].texts]


def test_bad_input_gets_a_sentence() -> None:
    for call in (
        lambda: charts.bars({}, title="t"),
        lambda: charts.lines({}, title="t", ylabel="y"),
        lambda: charts.lanes({"a": []}, title="t"),
        lambda: charts.intervals([], title="t", xlabel="x"),
    ):
        with pytest.raises(CourseError, match="nothing to draw"):
            call()
    with pytest.raises(CourseError, match="'maybe' is not yes, partial, no or empty"):
        charts.board({"a": {"weights": "maybe"}}, title="t")


def test_bars_of_counts_have_whole_ticks_and_keep_their_scale() -> None:
    ax = charts.bars({"a": 1, "b": 2}, title="Bars", xlabel="count").axes[0]
    assert all(float(tick).is_integer() for tick in ax.get_xticks())
    for count in (1, 20):
        assert charts.bars({"a": count}, title="Bars", xlabel="count", limits=(0, 22)).axes[0].get_xlim() == (
            0,
            22,
        )


def test_listed_says_labels_and_numbers() -> None:
    assert charts.listed({"date": 8, "share": 0.25}) == "date 8, share 0.25"
    assert charts.listed({"a": 1500}, say=lambda number: f"{number:.1e}") == "a 1.5e+03"
