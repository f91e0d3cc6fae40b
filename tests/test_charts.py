"""The kinds of chart that lessons draw: nothing is clipped, nothing overlaps, bad input gets a sentence."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from ai_ambitions.core.errors import CourseError
from ai_ambitions.display import charts
from ai_ambitions.display.charts.parts import say_number
from ai_ambitions.display.pictures import Picture
from ai_ambitions.display.style import PALETTE
from tests.support.pictures import (
    assert_whole_and_clear,
    colour,
    filled,
    frame,
    rows_of,
    words_in_rows,
    words_on,
)

DAYS = np.array(["2023-01-01", "2024-06-01", "2025-01-01"], dtype="datetime64[D]")
LONG = "A label of the length that real tables have"
SENTENCE = "A sentence that is long enough to need more than one line under the chart, and that says what the total would support."


RANGES = frame(
    (LONG, 84, 98, "plan"), ("point", 40, 40, "plan"), ("open above", 30, None, "outcome"),
    ("open below", None, 60, "plan"), ("?", None, None, "plan"), columns="label low high group",
)  # fmt: skip
SERIES = frame(
    *[("one", day, y) for day, y in zip(DAYS, [1, 2, 50], strict=True)],
    *[("two", day, y) for day, y in zip(DAYS, [3, 9, 49.9], strict=True)], columns="name day value",
)  # fmt: skip
EVENTS = frame(*[("one", day) for day in DAYS], ("none", None), columns="lane day")
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
        "board": charts.board(OPEN, "who", ["weights", "base_data"], words=WORDS, title="Board"),
        "caption": charts.caption(
            charts.intervals(two, "label", "low", "high", title="T", xlabel="billion", group="group", log=True), SENTENCE
        ),
    }  # fmt: skip


KINDS = ["bars", "intervals", "lines", "timeline", "board", "caption"]


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


ONE, TWO, THREE = PALETTE[:3]


def test_bars_are_as_long_as_their_numbers_and_the_right_ones_are_highlighted() -> None:
    table = frame(("c", 3), ("a", -12.5), ("b", None), ("d", 7.25), columns="label count")
    picture = charts.bars(table, "label", "count", title="Title", xlabel="count", highlight=["a"])
    ax = picture.figure.axes[0]
    assert rows_of(ax) == ["c", "a", "b", "d"]
    bars = {
        round(bar.get_y() + bar.get_height() / 2): (bar.get_x(), bar.get_width(), colour(bar))
        for bar in ax.patches
    }
    assert bars == {0: (0, 3, ONE), 1: (0, -12.5, TWO), 3: (0, 7.25, ONE)}
    assert words_in_rows(ax) == {0: "3", 1: "-12.5", 2: "unknown", 3: "7.25"}
    low, high = ax.get_xlim()
    assert low < -12.5 < 7.25 < high
    said = "; ".join(f"{name} {words_in_rows(ax)[row]}" for row, name in enumerate(rows_of(ax)))
    assert picture.alt == f"{ax.get_title(loc='left')}. Bars, {ax.get_xlabel()}: {said}. Highlighted: a."


def test_ranges_stand_at_their_ends_in_the_shape_of_their_group() -> None:
    picture = drawn()["intervals"]
    ax = picture.figure.axes[0]
    *ranges, line = ax.lines
    assert {(round(r.get_ydata()[0]), *r.get_xdata(), r.get_marker(), colour(r)) for r in ranges} == {
        (0, 84, 98, "o", ONE), (1, 40, 40, "o", ONE), (2, 30, "s", TWO), (3, 60, "o", ONE),
    }  # fmt: skip
    open_ends = {round(a.xy[1]): (a.xy[0], a.xyann[0] > 0) for a in ax.texts if a.arrowprops}
    assert open_ends == {2: (30, True), 3: (60, False)}  # where the arrow starts, and whether it points up
    assert [t.get_text() for t in picture.figure.legends[0].get_texts()] == ["plan", "outcome"]
    assert [colour(h) for h in picture.figure.legends[0].legend_handles] == [ONE, TWO]
    assert list(line.get_xdata()) == [70, 70]
    words = words_in_rows(ax)
    assert words == {0: "84–98", 1: "40", 2: "over 30", 3: "up to 60", 4: "unknown"}
    groups = ["plan", "plan", "outcome", "plan", "plan"]
    said = "; ".join(f"{name} {words[row]} ({groups[row]})" for row, name in enumerate(rows_of(ax)))
    assert picture.alt == f"Ranges. Ranges, billion: {said}. Lines: line at 70."


def test_a_board_fills_its_circles_by_the_words_of_the_table() -> None:
    table = frame(
        (LONG, "open", None, "semi"), ("b", "semi", "closed", "open"), columns="who weights base_data code"
    )
    words, key = {"open": "yes", "semi": "partial", "closed": "no"}, {"yes": "open to all", "no": "shut"}
    columns = ["weights", "base_data", "code"]
    picture = charts.board(table, "who", columns, words=words, key=key, title="Board", highlight=["b"])
    ax = picture.figure.axes[0]
    names = [tick.get_text() for tick in ax.get_xticklabels()]
    assert (rows_of(ax), names) == ([LONG, "b"], ["weights", "base data", "code"])
    circles = {(int(c.get_xdata()[0]), int(c.get_ydata()[0])): (filled(c), colour(c)) for c in ax.lines}
    assert circles == {
        (0, 0): ("full", ONE), (2, 0): ("half", ONE), (0, 1): ("half", TWO), (1, 1): ("empty", TWO), (2, 1): ("full", TWO),
    }  # fmt: skip
    assert [mark.get_position() for mark in ax.texts if mark.get_text() == "?"] == [(1, 0)]
    assert "● open to all   ◐ in part   ○ shut   ? unknown" in words_on(picture.figure)
    word_of = {"full": "open to all", "half": "in part", "empty": "shut", "?": "unknown"}
    for row, label in enumerate(rows_of(ax)):
        signs = {name: circles.get((place, row), ("?",))[0] for place, name in enumerate(names)}
        groups = [
            f"{word} {', '.join(n for n in names if signs[n] == sign)}" for sign, word in word_of.items()
        ]
        assert f"{label}: {', '.join(g for g in groups if not g.endswith(' '))}" in picture.alt
    assert picture.alt.endswith("Highlighted: b.")
    plain = charts.board(
        frame(("a", "yes", "no"), columns="who one two"), "who", ["one", "two"], title="Board"
    )
    assert "● yes   ◐ in part   ○ no   ? unknown" in words_on(plain.figure)
    assert plain.alt == "Board. Grid: a: yes one, no two."


def test_lines_run_through_their_points_and_their_names_have_their_colour() -> None:
    shuffled = SERIES.iloc[[2, 0, 1, 5, 4, 3]]  # each line is drawn in the order of time
    for log in (False, True):
        picture = charts.lines(
            shuffled, "day", "value", "name", title="Lines", ylabel="per cent", points=True, log=log
        )
        ax = picture.figure.axes[0]
        assert ax.get_yscale() == ("log" if log else "linear")
        for line, name, values, shade in zip(
            ax.lines, ["one", "two"], [[1, 2, 50], [3, 9, 49.9]], [ONE, TWO], strict=True
        ):
            days = [f"{day:%Y-%m-%d}" for day in line.get_xdata()]
            assert days == [str(day) for day in DAYS]
            assert list(line.get_ydata()) == values
            assert colour(line) == shade
            label = next(word for word in ax.texts if word.get_text() == name)
            assert (label.xy[1], label.get_color()) == (values[-1], shade)
            first, last = say_number(values[0]), say_number(values[-1])
            assert f"{name} from {first} ({days[0]}) to {last} ({days[-1]})" in picture.alt
        assert [line.get_marker() for line in ax.lines] == ["o", "s"]


def test_the_alt_text_of_a_line_tells_its_peak() -> None:
    table = frame((2023, 1, "a"), (2024, 9, "a"), (2025, 4, "a"), (2024, 5, "b"), columns="year value name")
    picture = charts.lines(table, "year", "value", "name", title="Lines", ylabel="y")
    assert picture.alt == "Lines. Lines, y: a from 1 (2023) to 4 (2025), highest 9 (2024); b 5 (2024)."


def test_a_timeline_has_one_tick_an_event_in_the_lane_of_its_name() -> None:
    from matplotlib.dates import date2num

    events = frame(("b", DAYS[2]), ("a", DAYS[0]), ("b", DAYS[1]), ("none", None), columns="lane day")
    notes = {"rule": "2024-03-01", "article": DAYS[2]}
    picture = charts.timeline(events, "lane", "day", title="Timeline", notes=notes)
    ax = picture.figure.axes[0]
    assert [[tuple(map(float, at)) for at in lane.get_offsets()] for lane in ax.collections] == [
        [(date2num(DAYS[2]), 0), (date2num(DAYS[1]), 0)], [(date2num(DAYS[0]), 1)], [],
    ]  # fmt: skip
    assert [colour(lane) for lane in ax.collections] == [ONE, TWO, THREE]
    named = [word for word in ax.texts if word.get_text() not in notes]
    assert [(word.get_text(), word.xy[1] + 0.36) for word in named] == [
        ("b (2)", 0),
        ("a (1)", 1),
        ("none (0)", 2),
    ]
    assert [date2num(line.get_xdata()[0]) for line in ax.lines] == [
        date2num(np.datetime64("2024-03-01")),
        date2num(DAYS[2]),
    ]
    assert [w.get_text() for w in ax.texts if w not in named] == list(notes)
    assert picture.alt == (
        "Timeline. Timeline: b 2, 2024-06-01 to 2025-01-01; a 1, 2023-01-01; none 0. "
        "Lines: rule (2024-03-01), article (2025-01-01)."
    )


def test_a_picture_brings_the_rows_that_name_their_sources() -> None:
    bare = counts(a=1)
    assert charts.bars(bare, "label", "count", title="T").data is None
    sourced = bare.assign(source_id="article-2025")
    picture = charts.bars(
        sourced, "label", "count", title="T", of="claims", source="Counted by us.", alt="Said otherwise."
    )
    assert picture.data is sourced
    assert (picture.of, picture.source, picture.alt) == ("claims", "Counted by us.", "Said otherwise.")


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


def test_a_stored_picture_has_rounded_places_and_no_name_that_is_not_used() -> None:
    from ai_ambitions.display.style import figure, svg_uri

    fig, ax = figure(4, 3)
    ax.plot([0, 1 / 3, 1], [0, 2 / 3, 0.123456], "o-")
    svg = unquote(svg_uri(fig).split(",", 1)[1])
    tree = ElementTree.fromstring(svg)
    places = [e.get(name, "") for e in tree.iter() for name in ("d", "x", "y") if e.get(name)]
    places += re.findall(r"translate\([^)]*\)", svg)
    assert len(places) > 30
    assert not [place for place in places if re.search(r"\.\d\d", place)]
    named = [e.get("id") for e in tree.iter() if e.get("id")]
    assert sorted(named) == sorted(set(re.findall(r"#(i\d+)", svg)))
    assert "scale(0.015625)" in svg  # the scale of letters is not a place
    corners = [re.findall(r"[\d.]+", e.get("d", "")) for e in tree.iter() if "#0072b2" in e.get("style", "")]
    line = next(numbers for numbers in corners if len(numbers) == 6)
    left, bottom, width, height = ax.get_position().bounds
    low, high = ax.get_xlim(), ax.get_ylim()
    x = 72 * 4 * (left + width * (1 / 3 - low[0]) / (low[1] - low[0]))
    y = 72 * 3 * (1 - bottom - height * (2 / 3 - high[0]) / (high[1] - high[0]))
    assert (float(line[2]), float(line[3])) == (round(x, 1), round(y, 1))


def test_ranges_keep_their_scale_where_one_is_given() -> None:
    table = frame(("a", 40, 60), columns="label low high")
    for log in (False, True):
        kept = charts.intervals(
            table, "label", "low", "high", title="T", xlabel="x", limits=(2, 500), log=log
        )
        ax = kept.figure.axes[0]
        assert (ax.get_xlim(), ax.get_xscale()) == ((2, 500), "log" if log else "linear")


def test_lines_keep_their_scale_where_one_is_given() -> None:
    picture = charts.lines(SERIES, "day", "value", "name", title="Lines", ylabel="per cent", limits=(-5, 200))
    assert picture.figure.axes[0].get_ylim() == (-5, 200)


def test_a_line_that_only_rises_has_no_peak_of_its_own() -> None:
    picture = charts.lines(SERIES, "day", "value", "name", title="Lines", ylabel="per cent")
    assert "one from 1 (2023-01-01) to 50 (2025-01-01)" in picture.alt
    assert "highest" not in picture.alt
