"""The formulas of lesson 04 give published values, and say what they cannot take."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from ai_ambitions import load
from ai_ambitions.lessons.billion_testers import model as m

PUBLISHED = load("formula_test_values")


def values(formula: str) -> list[tuple[dict[str, float], float, float]]:
    """Arguments, expected value and tolerance of each published value of a formula."""
    found = []
    for _, row in PUBLISHED[PUBLISHED["formula"] == formula].iterrows():
        given = {name: float(value) for name, value in (part.split("=") for part in row["inputs"].split(";"))}
        found.append((given, float(row["expected"]), float(row["tolerance"])))
    assert found, formula
    return found


def test_the_bass_curve_gives_published_values() -> None:
    for given, expected, tolerance in values("bass_cumulative_share"):
        assert m.bass_share(given["p"], given["q"], given["t"]) == pytest.approx(expected, abs=tolerance)
    for given, expected, tolerance in values("bass_peak_time"):
        assert m.bass_peak(given["p"], given["q"]) == pytest.approx(expected, abs=tolerance)


def test_the_switch_gives_published_values() -> None:
    for given, expected, tolerance in values("rebound_factor"):
        assert m.rebound(given["k"], given["elasticity"]) == pytest.approx(expected, abs=tolerance)
    assert m.rebound(300, 1.0) == 1.0
    assert m.rebound(10, 1.5) == pytest.approx(math.sqrt(10))
    assert m.rebound(0.5, 0) == 2.0


def test_the_curve_begins_at_nothing_and_ends_below_all() -> None:
    assert m.bass_share(0.01, 0.4, 0) == 0.0
    assert 0.999 < m.bass_share(0.01, 0.4, 40) < 1
    shares = [m.bass_share(0.01, 0.4, year) for year in range(30)]
    assert shares == sorted(shares)
    assert m.bass_share(0.03, 0.0, 5) == pytest.approx(1 - math.exp(-0.15))  # without pull, a plain decay


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_years_to_turns_the_curve_round(share: float) -> None:
    assert m.bass_share(0.002, 0.3, m.years_to(0.002, 0.3, share)) == pytest.approx(share)
    assert m.bass_share(0.02, 0.0, m.years_to(0.02, 0.0, share)) == pytest.approx(share)


def test_a_fit_finds_the_curve_that_made_the_dots() -> None:
    years = list(range(5, 25))
    dots = [80 * m.bass_share(0.002, 0.3, year) for year in years]
    p, q, error = m.fit_bass(years, dots, 80)
    assert (p, q) == (pytest.approx(0.002, rel=0.02), pytest.approx(0.3, rel=0.01))
    assert error < 0.05
    assert m.fit_bass(years, dots, 60)[2] > 3


def test_a_blend_weighs_what_is_read() -> None:
    assert m.blended(0.05, 0.40) == pytest.approx(0.1375)
    assert m.blended(1.0, 5.0, read=1.0) == 1.0
    assert m.blended(1.0, 5.0, read=0.0) == 5.0


def test_a_failed_try_is_paid() -> None:
    assert m.cost_per_success(1.0, 0.01, 1.0) == pytest.approx(0.01)
    assert m.cost_per_success(1.0, 0.01, 0.25) == pytest.approx(0.04)
    assert m.cost_per_success(0.1375, 0.08, 1) > m.cost_per_success(1.0, 0.01, 1)


def test_correlation_and_ranks() -> None:
    assert m.correlation([1, 2, 3], [2, 4, 6]) == pytest.approx(1)
    assert m.correlation([1, 2, 3], [6, 4, 2]) == pytest.approx(-1)
    assert m.ranks([10, 30, 20, 20]) == [1, 4, 2.5, 2.5]
    assert m.correlation(m.ranks([1, 10, 1000]), m.ranks([1, 2, 3])) == pytest.approx(1)


def test_what_is_held_constant_is_gone() -> None:
    """Two columns that only follow a third one do not go together once it is held."""
    draw = np.random.default_rng(4)
    third = draw.normal(size=4000)
    first, second = third + draw.normal(size=4000), third + draw.normal(size=4000)
    assert m.correlation(list(first), list(second)) > 0.4
    assert abs(m.held(list(first), list(second), list(third))) < 0.05


@pytest.mark.parametrize(
    "call",
    [
        lambda: m.bass_share(0, 0.4, 5),
        lambda: m.bass_share(0.01, -0.1, 5),
        lambda: m.bass_share(0.01, 0.4, -1),
        lambda: m.bass_peak(0.01, 0),
        lambda: m.years_to(0.01, 0.4, 1.0),
        lambda: m.years_to(0.0, 0.4, 0.5),
        lambda: m.rebound(0, 1),
        lambda: m.rebound(10, -0.5),
        lambda: m.cost_per_success(1, 0.01, 0),
        lambda: m.cost_per_success(1, 0.01, 1.2),
        lambda: m.cost_per_success(-1, 0.01, 1),
    ],
)
def test_what_makes_no_sense_is_refused(call: Callable[[], float]) -> None:
    with pytest.raises(ValueError, match=r"must|cannot"):
        call()


def test_the_interval_of_a_correlation_shrinks_with_the_rows() -> None:
    low, high = m.interval_of_r(0.5, 103)
    assert (round(low, 3), round(high, 3)) == (0.339, 0.632)  # tanh(atanh 0.5 -+ 0.196)
    assert m.interval_of_r(0.5, 12)[0] < low < 0.5 < high < m.interval_of_r(0.5, 12)[1]
    assert m.interval_of_r(-0.5, 103) == pytest.approx((-high, -low))
    for r, number in ((1.0, 50), (0.1, 3)):
        with pytest.raises(ValueError, match="between -1 and 1"):
            m.interval_of_r(r, number)
