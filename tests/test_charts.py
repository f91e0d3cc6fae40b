"""The kinds of chart that lessons draw: nothing is clipped, nothing overlaps, bad input gets a sentence."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from ai_ambitions.core.errors import CourseError
from ai_ambitions.display import charts
from ai_ambitions.display.pictures import Picture
from ai_ambitions.lessons.chip_ban.charts import gauges, ladder, scatter, strip
from ai_ambitions.lessons.rules_and_values.charts import estimates
from tests.support.pictures import assert_whole_and_clear, words_on

DAYS = np.array(["2023-01-01", "2024-06-01", "2025-01-01"], dtype="datetime64[D]")
LONG = "A label of the length that real tables have"
SENTENCE = "A sentence that is long enough to need more than one line under the chart, and that says what the total would support."


def frame(*rows: tuple[Any, ...], columns: str) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=columns.split())


RANGES = frame(
    (LONG, 84, 98, "plan"), ("point", 40, 40, "plan"), ("open above", 30, None, "outcome"),
    ("open below", None, 60, "plan"), ("?", None, None, "plan"), columns="label low high group",
)  # fmt: skip
SERIES = frame(
    *[("one", day, y) for day, y in zip(DAYS, [1, 2, 50], strict=True)],
    *[("two", day, y) for day, y in zip(DAYS, [3, 9, 49.9], strict=True)], columns="name day value",
)  # fmt: skip
EVENTS = frame(*[("one", day) for day in DAYS], ("none", None), columns="lane day")
ESTIMATES = frame(
    (LONG, 0.55, 0.4, 0.69, "here"), ("no interval", 0.3, None, None, "there"), ("?", None, None, None, "there"),
    ("below", -0.2, -0.4, 0.1, "here"), columns="label value low high group",
)  # fmt: skip
OPEN = frame((LONG, "open", None), ("b", "partial", "closed"), columns="who weights base_data")
WORDS = {"open": "yes", "closed": "no"}


def drawn() -> dict[str, Picture]:
    two = frame(("a", 1, 2, "x"), ("b", 2, 900, "y"), columns="label low high group")
    return {
        "bars": charts.bars(frame((LONG, 3), ("b", 12.5), columns="label count"), "label", "count", title="Bars",
                            xlabel="count", highlight=["b"]),
        "intervals": charts.intervals(RANGES, "label", "low", "high", title="Ranges", xlabel="billion", group="group",
                                      marks={"line": 70}),
        "lines": charts.lines(SERIES, "day", "value", "name", title="Lines", ylabel="per cent"),
        "timeline": charts.timeline(EVENTS, "lane", "day", title="Timeline", notes={"rule": "2024-06-01"}),
        "estimates": estimates(ESTIMATES, "label", "value", "low", "high", title="Estimates", xlabel="share", group="group",
                               marks={"none": 0}, missing="not asked"),
        "board": charts.board(OPEN, "who", ["weights", "base_data"], words=WORDS, title="Board"),
        "caption": charts.caption(
            charts.intervals(two, "label", "low", "high", title="T", xlabel="billion", group="group", log=True), SENTENCE
        ),
    }  # fmt: skip


KINDS = ["bars", "intervals", "lines", "timeline", "board", "estimates", "caption"]


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_cut_off_or_covers_another(kind: str) -> None:
    assert_whole_and_clear(drawn()[kind].figure)


def test_same_arguments_give_the_same_picture() -> None:
    from ai_ambitions.display.style import svg_uri

    first, second = drawn(), drawn()
    assert all(svg_uri(first[kind].figure) == svg_uri(second[kind].figure) for kind in first)
    assert all(first[kind].alt == second[kind].alt for kind in first)


def test_unknown_is_drawn_as_unknown() -> None:
    made = drawn()
    words = words_on(made["intervals"].figure)
    assert {"unknown", "over 30", "up to 60"} <= set(words)
    assert "not asked" in words_on(made["estimates"].figure)
    assert "?" in words_on(made["board"].figure)
    bars = charts.bars(frame(("a", 1), ("b", None), columns="label count"), "label", "count", title="T")
    assert "unknown" in words_on(bars.figure)
    assert "b unknown" in bars.alt


EMPTY = pd.DataFrame({"label": [], "low": [], "high": [], "day": []})


@pytest.mark.parametrize(
    "call",
    [
        lambda: charts.bars(EMPTY, "label", "low", title="t"),
        lambda: charts.lines(EMPTY, "day", "low", "label", title="t", ylabel="y"),
        lambda: charts.timeline(frame(("a", None), columns="lane day"), "lane", "day", title="t"),
        lambda: charts.intervals(EMPTY, "label", "low", "high", title="t", xlabel="x"),
        lambda: charts.board(EMPTY, "label", ["low"], title="t"),
        lambda: estimates(EMPTY, "label", "low", "low", "high", title="t", xlabel="x"),
    ],
)
def test_nothing_to_draw_gets_a_sentence(call: Any) -> None:
    with pytest.raises(CourseError, match="nothing to draw"):
        call()


def test_bad_input_gets_a_sentence() -> None:
    with pytest.raises(CourseError, match="'maybe' is not yes, partial, no or empty"):
        charts.board(frame(("a", "maybe"), columns="who weights"), "who", ["weights"], title="t")
    with pytest.raises(CourseError, match="no column 'size'") as caught:
        charts.bars(frame(("a", 1), columns="label count"), "label", "size", title="t")
    assert "label, count" in caught.value.next_step
    with pytest.raises(CourseError, match="'c', which is not in the chart"):
        charts.bars(frame(("a", 1), columns="label count"), "label", "count", title="t", highlight=["c"])


def test_slanted_names_end_inside_the_picture() -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    columns = [f"dimension number {i} of the twelve" for i in range(12)]
    table = pd.DataFrame([{"model": "a model"} | dict.fromkeys(columns, "yes")])
    fig = charts.board(table, "model", columns, title="Board").figure
    box = fig.get_tightbbox(FigureCanvasAgg(fig).get_renderer())
    assert box.x1 <= fig.bbox_inches.x1 + 0.01


def test_a_span_keeps_the_x_axis() -> None:
    some = SERIES[(SERIES["name"] == "one") & (SERIES["day"] < DAYS[2])]
    picture = charts.lines(some, "day", "value", "name", title="Lines", ylabel="y", span=(DAYS[0], DAYS[2]))
    low, high = picture.figure.axes[0].get_xlim()
    assert high - low == (DAYS[2] - DAYS[0]).astype(int)


CHIPS = frame(
    ("first", 100, 1, "one", False), ("other", 5000, 6, "one", False), ("chip", 800, 3, "two", False),
    ("desk", 4700, 7.7, "two", True), ("unknown", None, 7, "two", True), columns="chip tpp density market office",
)  # fmt: skip
TESTS = frame(
    ("3A090.a (1)", "TPP ≥ 4,800", 0.5, False, "2,368"), ("3A090.a (2)", "TPP ≥ 1,600", 1.48, True, "2,368"),
    ("3A090.a (2)", "density ≥ 5.92 per mm²", None, None, "unknown"), ("letter", "memory ≥ 1,400 GB/s", 40, True, "56,000 GB/s"),
    ("letter", "data centre", None, True, "yes"), columns="bracket condition ratio met figure",
)  # fmt: skip
DOTS = frame(*[(LONG, value) for value in [33, 1, 1.2, 1.3, 33, 33]], ("b", 99.5), columns="group gap")
READINGS = frame(
    ("US content", 25, 25, 40, False, "not reached"), ("Chinese content", 0.1, 0.1, 0.4, None, "not known"),
    ("third", 30, 25, 40, True, "reached"), columns="name reading line end reached words",
)  # fmt: skip


def drawn_for_law() -> dict[str, Picture]:
    return {
        "scatter": scatter(
            CHIPS, "tpp", "density", "market", title="Scatter", xlabel="speed", ylabel="density",
            limits=((60, 60_000), (0.1, 60)), ticks=([100, 1600, 4800], [0.2, 1.6, 5.92]),
            hollow="office", hollow_means="not for data centres",
            regions={"a": ([(4800, 0.1), (60_000, 0.1), (60_000, 60), (4800, 60)], (20_000, 0.15))},
            label="chip", names={"chip": "left", "other": "above"},
        ),
        "strip": strip(
            DOTS, "group", "gap", title="Strip", xlabel="per cent", limits=(0, 100),
            band=(0, 5), notes={LONG: "3 of 6 within 5 %"}, ticks=[0, 5, 50, 100],
        ),
        "ladder": ladder(
            TESTS, "bracket", "condition", "ratio", "met", "figure", title="Ladder", xlabel="figure as a multiple of the line",
            rows=8, marked=["letter"],
        ),
        "gauges": gauges(READINGS, "name", "reading", "line", "end", "reached", "words", title="Gauges"),
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["scatter", "strip", "ladder", "gauges"])
def test_charts_of_rules_are_whole_and_clear(kind: str) -> None:
    assert_whole_and_clear(drawn_for_law()[kind].figure)


def test_charts_of_rules_say_what_they_are_told() -> None:
    made = drawn_for_law()
    assert {"? density ≥ 5.92 per mm²", "● memory ≥ 1,400 GB/s", "○ TPP ≥ 4,800"} <= set(
        words_on(made["ladder"].figure)
    )
    dots = made["strip"].figure.axes[0].lines
    assert (
        len({float(dot.get_ydata()[0]) for dot in dots if dot.get_xdata()[0] == 33}) == 3
    )  # stacked, not hidden
    for call in (
        lambda: ladder(
            TESTS.head(0), "bracket", "condition", "ratio", "met", "figure", title="t", xlabel="x"
        ),
        lambda: gauges(READINGS.head(0), "name", "reading", "line", "end", "reached", "words", title="t"),
        lambda: strip(DOTS.head(0), "group", "gap", title="t", xlabel="x", limits=(0, 1)),
    ):
        with pytest.raises(CourseError, match="nothing to draw"):
            call()


def test_notes_of_a_timeline_can_stand_on_either_side() -> None:
    notes = {"first rule": DAYS[1], "second rule": DAYS[1] + 20}
    picture = charts.timeline(EVENTS, "lane", "day", title="Timeline", notes=notes, left=["first rule"])
    assert_whole_and_clear(picture.figure)


def test_lanes_of_one_group_share_a_colour() -> None:
    rows = [
        (lane, day, lane.split(": ")[1])
        for lane in ("a: binding", "b: binding", "c: not binding")
        for day in DAYS
    ]
    table = pd.DataFrame(rows, columns=["lane", "day", "force"])
    fig = charts.timeline(table, "lane", "day", title="Timeline", group="force").figure
    one, two, three = (tuple(marks.get_edgecolor()[0]) for marks in fig.axes[0].collections)
    assert one == two != three
    assert [text.get_text() for text in fig.legends[0].get_texts()] == ["binding", "not binding"]
    assert_whole_and_clear(fig)


def counts(**values: float) -> pd.DataFrame:
    return pd.DataFrame({"label": list(values), "count": list(values.values())})


def test_bars_of_counts_have_whole_ticks_and_keep_their_scale() -> None:
    ax = charts.bars(counts(a=1, b=2), "label", "count", title="Bars", xlabel="count").figure.axes[0]
    assert all(float(tick).is_integer() for tick in ax.get_xticks())
    for count in (1, 20):
        picture = charts.bars(counts(a=count), "label", "count", title="Bars", xlabel="count", limits=(0, 22))
        assert picture.figure.axes[0].get_xlim() == (0, 22)


def test_listed_says_labels_and_numbers() -> None:
    assert charts.listed(counts(date=8, share=0.25), "label", "count") == "date 8, share 0.25"
    assert charts.listed(counts(a=1500), "label", "count", "{:.1e}".format) == "a 1.5e+03"
    two_lines = counts(**{"b\n(two lines)": 2.5, "c": None})  # type: ignore[arg-type]
    assert charts.listed(two_lines, "label", "count") == "b (two lines) 2.5, c unknown"
    assert charts.listed(two_lines.tail(1), "label", "count", missing="not asked") == "c not asked"


def test_a_caption_keeps_the_size_of_its_band_and_refuses_what_does_not_fit() -> None:
    heights = set()
    for text in ("Short.", SENTENCE):
        picture = charts.caption(charts.bars(counts(a=1), "label", "count", title="T"), text)
        heights.add(picture.figure.get_figheight())
        assert picture.alt.endswith(text)
    assert len(heights) == 1
    with pytest.raises(CourseError, match="needs 6 lines, room is for 3"):
        charts.caption(charts.bars(counts(a=1), "label", "count", title="T"), " ".join([SENTENCE] * 4))


def test_log_ticks_are_plain_numbers() -> None:
    table = frame(("a", 2, 90), columns="label low high")
    picture = charts.intervals(table, "label", "low", "high", title="T", xlabel="x", log=True)
    words = words_on(picture.figure)
    assert {"2", "5", "10", "20", "50", "100"} <= set(words)
    assert not any("$" in word for word in words)
