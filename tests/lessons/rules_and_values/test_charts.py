"""Estimates are drawn where the table says, and what is not known is drawn as not known."""

from __future__ import annotations

import pytest

from ai_ambitions.core.errors import CourseError
from ai_ambitions.display.style import PALETTE
from ai_ambitions.lessons.rules_and_values.charts import estimates
from tests.support.pictures import assert_whole_and_clear, colour, filled, frame, rows_of, words_in_rows

LONG = "A label of the length that real tables have"
TABLE = frame(
    (LONG, 0.55, 0.4, 0.69, "here"), ("no interval", 0.3, None, None, "there"), ("?", None, None, None, "there"),
    ("below", -0.2, -0.4, 0.1, "here"), columns="label value low high group",
)  # fmt: skip


def test_estimates_stand_in_their_intervals_and_without_one_they_are_hollow() -> None:
    picture = estimates(
        TABLE, "label", "value", "low", "high", title="Estimates", xlabel="share", group="group",
        marks={"none": 0}, missing="not asked",
    )  # fmt: skip
    assert_whole_and_clear(picture.figure)
    ax = picture.figure.axes[0]
    one, two = PALETTE[:2]
    *lines, zero = ax.lines
    spans = {
        round(line.get_ydata()[0]): tuple(line.get_xdata()) for line in lines if len(line.get_xdata()) == 2
    }
    signs = {
        round(line.get_ydata()[0]): (line.get_xdata()[0], line.get_marker(), filled(line), colour(line))
        for line in lines
        if len(line.get_xdata()) == 1
    }
    assert spans == {0: (0.4, 0.69), 3: (-0.4, 0.1)}
    assert signs == {
        0: (0.55, "o", "full", one), 1: (0.3, "s", "empty", two), 3: (-0.2, "o", "full", one),
    }  # fmt: skip
    assert list(zero.get_xdata()) == [0, 0]
    words = words_in_rows(ax)
    assert words == {0: "0.55", 1: "0.3", 2: "not asked", 3: "-0.2"}
    inside = {row: f", {low:g} to {high:g}" for row, (low, high) in spans.items()}
    groups = ["here", "there", "there", "here"]
    said = "; ".join(f"{n} {words[r]}{inside.get(r, '')} ({groups[r]})" for r, n in enumerate(rows_of(ax)))
    assert picture.alt == f"Estimates. Estimates with intervals, share: {said}. Lines: none at 0."


def test_no_estimate_left_gets_a_sentence() -> None:
    with pytest.raises(CourseError, match="nothing to draw"):
        estimates(TABLE.head(0), "label", "value", "low", "high", title="t", xlabel="x")
