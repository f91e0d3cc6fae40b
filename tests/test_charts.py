"""The kinds of chart that lessons draw: nothing is clipped, nothing overlaps, bad input gets a sentence."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ai_ambitions.core.errors import CourseError
from ai_ambitions.display import charts

DAYS = np.array(["2023-01-01", "2024-06-01", "2025-01-01"], dtype="datetime64[D]")
LONG = "A label of the length that real tables have"
SENTENCE = "A sentence that is long enough to need more than one line under the chart, and that says what the total would support."


def drawn() -> dict[str, Any]:
    return {
        "bars": charts.bars({LONG: 3, "b": 12.5}, title="Bars", xlabel="count", highlight=["b"]),
        "intervals": charts.intervals(
            [(LONG, 84, 98), ("point", 40, 40), ("open above", 30, None), ("open below", None, 60), ("?", None, None)],
            title="Ranges", xlabel="billion", groups=["plan", "plan", "outcome", "plan", "plan"], marks={"line": 70},
        ),
        "lines": charts.lines({"one": (DAYS, [1, 2, 50]), "two": (DAYS, [3, 9, 49.9])}, title="Lines", ylabel="per cent"),
        "lanes": charts.lanes({"one": DAYS, "none": []}, title="Lanes", notes={"rule": DAYS[1]}),
        "estimates": charts.estimates(
            [(LONG, 0.55, 0.4, 0.69), ("no interval", 0.3, None, None), ("?", None, None, None), ("below", -0.2, -0.4, 0.1)],
            title="Estimates", xlabel="share", groups=["here", "there", "there", "here"], marks={"none": 0}, missing="not asked",
        ),
        "board": charts.board({LONG: {"weights": "yes", "data": ""}, "b": {"weights": "partial", "data": "no"}}, title="Board"),
        "caption": charts.caption(
            charts.intervals([("a", 1, 2), ("b", 2, 900)], title="T", xlabel="billion", groups=["x", "y"], log=True), SENTENCE
        ),
    }  # fmt: skip


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


@pytest.mark.parametrize("kind", ["bars", "intervals", "lines", "lanes", "board", "estimates", "caption"])
def test_no_text_is_cut_off_or_covers_another(kind: str) -> None:
    assert_whole_and_clear(drawn()[kind])


def test_same_arguments_give_the_same_picture() -> None:
    from ai_ambitions.display.style import svg_uri

    first, second = drawn(), drawn()
    assert all(svg_uri(first[kind]) == svg_uri(second[kind]) for kind in first)


def test_unknown_is_drawn_as_unknown() -> None:
    words = [text.get_text() for text in drawn()["intervals"].axes[0].texts]
    assert "unknown" in words
    assert "over 30" in words
    assert "up to 60" in words
    assert "not asked" in [text.get_text() for text in drawn()["estimates"].axes[0].texts]
    assert "?" in [text.get_text() for text in drawn()["board"].axes[0].texts]


def test_bad_input_gets_a_sentence() -> None:
    for call in (
        lambda: charts.bars({}, title="t"),
        lambda: charts.lines({}, title="t", ylabel="y"),
        lambda: charts.lanes({"a": []}, title="t"),
        lambda: charts.intervals([], title="t", xlabel="x"),
        lambda: charts.estimates([], title="t", xlabel="x"),
    ):
        with pytest.raises(CourseError, match="nothing to draw"):
            call()
    with pytest.raises(CourseError, match="'maybe' is not yes, partial, no or empty"):
        charts.board({"a": {"weights": "maybe"}}, title="t")


def test_slanted_names_end_inside_the_picture() -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    columns = [f"dimension number {i} of the twelve" for i in range(12)]
    fig = charts.board({"a model": dict.fromkeys(columns, "yes")}, title="Board")
    box = fig.get_tightbbox(FigureCanvasAgg(fig).get_renderer())
    assert box.x1 <= fig.bbox_inches.x1 + 0.01


def test_a_span_keeps_the_x_axis() -> None:
    fig = charts.lines({"one": (DAYS[:2], [1, 2])}, title="Lines", ylabel="y", span=(DAYS[0], DAYS[2]))
    low, high = fig.axes[0].get_xlim()
    assert high > low
    assert fig.axes[0].lines[0].get_xdata(orig=False)[-1] < high


def test_rows_of_a_table_for_a_board() -> None:
    import pandas as pd

    frame = pd.DataFrame({"who": ["a"], "base_data": ["open"], "code": ["nobody knows"]})
    rows = charts.board_rows(frame, "who", ["base_data", "code"], {"open": "yes"})
    assert rows == {"a": {"base data": "yes", "code": ""}}


def drawn_for_law() -> dict[str, Any]:
    return {
        "plane": charts.plane(
            {"one": [(100, 1), (5000, 6)], "two": [(800, 3)]}, title="Plane", xlabel="speed", ylabel="density",
            limits=((60, 60_000), (0.1, 60)), ticks=([100, 1600, 4800], [0.2, 1.6, 5.92]),
            hollow={"two": [(4700, 7.7)]}, hollow_means="not for data centres",
            regions={"a": ([(4800, 0.1), (60_000, 0.1), (60_000, 60), (4800, 60)], (20_000, 0.15))},
            names={"chip": (800, 3, "left"), "other": (5000, 6, "above")},
        ),
        "strip": charts.strip(
            {LONG: [1, 1.2, 1.3, 33, 33, 33], "b": [99.5]}, title="Strip", xlabel="per cent", limits=(0, 100),
            band=(0, 5), notes={LONG: "3 of 6 within 5 %"}, ticks=[0, 5, 50, 100],
        ),
        "ladder": charts.ladder(
            [("3A090.a (1)", "TPP ≥ 4,800", 0.5, False, "2,368"), ("3A090.a (2)", "TPP ≥ 1,600", 1.48, True, "2,368"),
             ("3A090.a (2)", "density ≥ 5.92 per mm²", None, None, "unknown"), ("letter", "memory ≥ 1,400 GB/s", 40, True, "56,000 GB/s"),
             ("letter", "data centre", None, True, "yes")],
            title="Ladder", xlabel="figure as a multiple of the line", rows=8, marked=["letter"],
        ),
        "gauges": charts.gauges(
            [("US content", 25, 25, 40, False, "not reached"), ("Chinese content", 0.1, 0.1, 0.4, None, "not known")], title="Gauges",
        ),
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["plane", "strip", "ladder", "gauges"])
def test_charts_of_rules_are_whole_and_clear(kind: str) -> None:
    assert_whole_and_clear(drawn_for_law()[kind])


def test_charts_of_rules_say_what_they_are_told() -> None:
    made = drawn_for_law()
    signs = [text.get_text() for text in made["ladder"].axes[0].texts]
    assert "? density ≥ 5.92 per mm²" in signs
    assert "● memory ≥ 1,400 GB/s" in signs
    assert "○ TPP ≥ 4,800" in signs
    heights = {
        float(line.get_ydata()[0]) for line in made["strip"].axes[0].lines if line.get_xdata()[0] == 33
    }
    assert len(heights) == 3  # equal values are stacked, not hidden
    for call in (
        lambda: charts.ladder([], title="t", xlabel="x"),
        lambda: charts.gauges([], title="t"),
        lambda: charts.strip({}, title="t", xlabel="x", limits=(0, 1)),
    ):
        with pytest.raises(CourseError, match="nothing to draw"):
            call()


def test_notes_of_a_timeline_can_stand_on_either_side() -> None:
    fig = charts.lanes(
        {"one": DAYS},
        title="Lanes",
        notes={"first rule": DAYS[1], "second rule": DAYS[1] + 20},
        left=["first rule"],
    )
    assert_whole_and_clear(fig)


def test_lanes_of_one_group_share_a_colour() -> None:
    lanes = {"a: binding": DAYS, "b: binding": DAYS, "c": DAYS}
    fig = charts.lanes(lanes, title="Lanes", groups=["binding", "binding", "not binding"])
    one, two, three = (tuple(marks.get_edgecolor()[0]) for marks in fig.axes[0].collections)
    assert one == two != three
    assert [text.get_text() for text in fig.legends[0].get_texts()] == ["binding", "not binding"]
    assert_whole_and_clear(fig)


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
    assert charts.listed({"b\n(two lines)": 2.5}) == "b (two lines) 2.5"
    assert charts.listed([("a", 0.5, 0.1, 0.9), ("b", None, None, None)]) == "a 0.5, b unknown"
    assert charts.listed([("a", None)], missing="not asked") == "a not asked"


def test_a_caption_keeps_the_size_of_its_band_and_refuses_what_does_not_fit() -> None:
    heights = set()
    for text in ("Short.", SENTENCE):
        fig = charts.caption(charts.bars({"a": 1}, title="T"), text)
        heights.add(fig.get_figheight())
    assert len(heights) == 1
    with pytest.raises(CourseError, match="needs 6 lines, room is for 3"):
        charts.caption(charts.bars({"a": 1}, title="T"), " ".join([SENTENCE] * 4))


def test_log_ticks_are_plain_numbers() -> None:
    ax = charts.intervals([("a", 2, 90)], title="T", xlabel="x", log=True).axes[0]
    ax.figure.canvas.draw()
    words = [tick.get_text() for tick in ax.get_xticklabels()]
    assert {"2", "5", "10", "20", "50", "100"} <= set(words)
    assert not any("$" in word for word in words)
