"""Maps, ladders and strips show each case where the rule puts it."""

from __future__ import annotations

from typing import Any

import pytest

from ai_ambitions.core.errors import CourseError
from ai_ambitions.display.pictures import Picture
from ai_ambitions.display.style import MUTED, PALETTE
from ai_ambitions.lessons.chip_ban.charts import ladder, scatter, strip
from tests.support.pictures import (
    assert_whole_and_clear,
    colour,
    filled,
    frame,
    rows_of,
    words_in_rows,
    words_on,
)

LONG = "A label of the length that real tables have"
ONE, TWO = PALETTE[:2]
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


def drawn() -> dict[str, Picture]:
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
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["scatter", "strip", "ladder"])
def test_no_text_is_cut_off_or_covers_another(kind: str) -> None:
    assert_whole_and_clear(drawn()[kind].figure)


def test_points_stand_in_their_place_and_hollow_ones_are_hollow() -> None:
    picture = drawn()["scatter"]
    ax = picture.figure.axes[0]
    points = {
        (line.get_marker(), colour(line), filled(line), at)
        for line in ax.lines
        for at in zip(line.get_xdata(), line.get_ydata(), strict=True)
    }
    assert points == {
        ("o", ONE, "full", (100, 1)), ("o", ONE, "full", (5000, 6)), ("s", TWO, "full", (800, 3)), ("s", TWO, "empty", (4700, 7.7)),
    }  # fmt: skip
    assert (ax.get_xlim(), ax.get_ylim()) == ((60, 60_000), (0.1, 60))
    legend = picture.figure.legends[0]
    named = {
        text.get_text(): filled(sign)
        for text, sign in zip(legend.get_texts(), legend.legend_handles, strict=True)
    }
    assert named == {"one": "full", "two": "full", "not for data centres": "empty"}
    beside = {word.get_text(): word.xy for word in ax.texts}
    assert beside == {"a": (20_000, 0.15), "chip": (800, 3), "other": (5000, 6)}
    assert [list(map(tuple, area.get_xy()))[:2] for area in ax.patches] == [[(4800, 0.1), (60_000, 0.1)]]
    assert picture.alt == (
        "Scatter. Points, density against speed: one 2 points; two 2 points, 1 of them hollow. "
        "Hollow: not for data centres. chip at 800 and 3, other at 5,000 and 6."
    )


def test_conditions_met_and_unmet_have_their_own_sign_colour_and_filling() -> None:
    picture = drawn()["ladder"]
    ax = picture.figure.axes[0]
    points = {int(p.get_ydata()[0]): p for p in ax.lines if len(p.get_xdata()) == 1}
    assert {row: (p.get_xdata()[0], p.get_marker(), filled(p), p.get_markeredgecolor()) for row, p in points.items()} == {
        1: (0.5, "o", "empty", ONE), 3: (1.48, "o", "full", TWO), 6: (8.5, ">", "full", TWO),  # 40 is beyond the scale
    }  # fmt: skip
    lines = {round(w.xy[1]): w.get_text() for w in ax.texts if w.xy[0] == 0.05}
    assert lines == {
        1: "○ TPP ≥ 4,800: 2,368", 3: "● TPP ≥ 1,600: 2,368", 4: "? density ≥ 5.92 per mm²: unknown",
        6: "● memory ≥ 1,400 GB/s: 56,000 GB/s", 7: "● data centre: yes",
    }  # fmt: skip
    assert "● met   ○ not met   ? unknown\nin each line" in " ".join(words_on(picture.figure))
    brackets = {
        w.get_text(): (w.xy[1], w.get_fontweight(), w.get_color()) for w in ax.texts if w.xy[0] == 0.02
    }
    assert brackets == {
        "3A090.a (1)": (0, "normal", MUTED), "3A090.a (2)": (2, "normal", MUTED), "letter: all met": (5, "bold", TWO),
    }  # fmt: skip
    assert picture.alt == (
        "Ladder. Conditions: 3A090.a (1), TPP ≥ 4,800: 2,368, not met; 3A090.a (2), TPP ≥ 1,600: 2,368, met; "
        "3A090.a (2), density ≥ 5.92 per mm²: unknown, unknown; letter, memory ≥ 1,400 GB/s: 56,000 GB/s, met; "
        "letter, data centre: yes, met. Brackets that hold: letter."
    )


def test_a_ladder_can_be_read_on_a_phone() -> None:
    """Shown at 390 pixels, no text is smaller than nine pixels."""
    fig = drawn()["ladder"].figure
    points = [
        w.get_fontsize() for w in fig.findobj(match=lambda a: hasattr(a, "get_fontsize")) if w.get_text()
    ]
    assert min(points) * 390 / (fig.get_figwidth() * 72) > 9


def test_rows_of_a_strip_take_the_colours_they_are_given() -> None:
    picture = strip(
        DOTS, "group", "gap", title="t", xlabel="x", limits=(0, 100), colours={"b": ONE, LONG: TWO}
    )
    assert {(round(dot.get_ydata()[0] - 0.2), colour(dot)) for dot in picture.figure.axes[0].lines} == {
        (0, TWO),
        (1, ONE),
    }


def test_dots_of_a_strip_are_stacked_and_none_is_hidden() -> None:
    picture = drawn()["strip"]
    ax = picture.figure.axes[0]
    assert rows_of(ax) == [LONG, "b"]
    dots = [(float(dot.get_xdata()[0]), float(dot.get_ydata()[0]), colour(dot)) for dot in ax.lines]
    assert sorted(x for x, y, _ in dots if y < 0.5) == sorted(DOTS["gap"][:6])
    assert [(x, shade) for x, y, shade in dots if y > 0.5] == [(99.5, TWO)]
    assert {shade for _, y, shade in dots if y < 0.5} == {ONE}
    assert len({y for x, y, _ in dots if x == 33}) == 3
    assert words_in_rows(ax) == {0: "3 of 6 within 5 %"}
    [band] = ax.patches
    assert (band.get_x(), band.get_width()) == (0, 5)
    assert (
        picture.alt == f"Strip. Dots, per cent: {LONG}: 1, 1.2, 1.3, 33, 33, 33 (3 of 6 within 5 %); b: 99.5."
    )


@pytest.mark.parametrize(
    "call",
    [
        lambda: scatter(CHIPS.tail(1), "tpp", "density", "market", title="t", xlabel="x", ylabel="y",
                        limits=((1, 2), (1, 2)), ticks=([], [])),
        lambda: ladder(TESTS.head(0), "bracket", "condition", "ratio", "met", "figure", title="t", xlabel="x"),
        lambda: strip(DOTS.head(0), "group", "gap", title="t", xlabel="x", limits=(0, 1)),
    ],
)  # fmt: skip
def test_nothing_to_draw_gets_a_sentence(call: Any) -> None:
    with pytest.raises(CourseError, match="nothing to draw"):
        call()


def test_a_name_stands_at_its_own_point_where_an_earlier_row_has_none() -> None:
    table = frame(
        ("nowhere", None, 3, "one"), ("a", 100, 1, "one"), ("b", 800, 2, "one"), columns="chip x y group"
    )
    picture = scatter(
        table, "x", "y", "group", title="T", xlabel="x", ylabel="y", limits=((10, 1000), (0.1, 10)), ticks=([100], [1]),
        label="chip", names={"a": "right", "b": "left"},
    )  # fmt: skip
    assert {word.get_text(): word.xy for word in picture.figure.axes[0].texts} == {
        "a": (100, 1),
        "b": (800, 2),
    }
    assert "a at 100 and 1, b at 800 and 2" in picture.alt
