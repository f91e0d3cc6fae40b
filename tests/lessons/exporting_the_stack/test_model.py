"""What lesson 09 teaches, held against published values."""

from __future__ import annotations

from typing import Any

import pytest

from ai_ambitions import load
from ai_ambitions.lessons.exporting_the_stack import model as m

VALUES = load("formula_test_values")
VALUES = VALUES[VALUES["lesson"].astype(str) == "09"].set_index("test_id")


def inputs(test_id: str) -> dict[str, str]:
    return dict(part.split("=") for part in str(VALUES.loc[test_id, "inputs"]).split(";"))


def of(function: str) -> list[str]:
    found = [str(name) for name in VALUES.index[VALUES["formula"].astype(str) == function]]
    assert found
    return found


def expected(test_id: str) -> Any:
    row = VALUES.loc[test_id]
    return pytest.approx(float(row["expected"]), abs=float(row["tolerance"]))


def test_entropy_of_published_coins() -> None:
    for test_id in of("entropy"):
        assert m.entropy([float(x) for x in inputs(test_id)["counts"].split("|")]) == expected(test_id)


def test_entropy_is_none_at_one_side_and_grows_with_evenness() -> None:
    assert m.entropy([7, 0]) == 0
    assert m.entropy([1, 1, 1, 1]) == pytest.approx(2)
    bits = [m.entropy([part, 10 - part]) for part in range(6)]
    assert bits == sorted(bits)
    assert m.entropy([2, 3]) == m.entropy([3, 2]) == m.entropy([20, 30])


def test_the_smaller_share_is_that_of_the_side_with_least() -> None:
    assert m.smaller_share([4, 1]) == m.smaller_share([1, 4]) == 0.2
    assert m.smaller_share([3, 3]) == 0.5
    assert m.smaller_share([7, 0]) == 0
    assert m.smaller_share([1, 2, 5]) == 0.125


@pytest.mark.parametrize("measure", [m.smaller_share, m.entropy])
def test_what_cannot_be_spread_is_refused(measure: Any) -> None:
    for counts in ([], [3], [3, -1]):
        with pytest.raises(ValueError, match="two sides or more"):
            measure(counts)
    with pytest.raises(ValueError, match="nobody has any"):
        measure([0, 0])


def test_fisher_against_published_tables() -> None:
    for test_id in of("fisher"):
        given = {name: int(value) for name, value in inputs(test_id).items()}
        assert m.fisher(**given) == expected(test_id), test_id


def test_fisher_keeps_the_sums_and_does_not_ask_which_group_comes_first() -> None:
    assert m.fisher(4, 13, 0, 18) == pytest.approx(17 * 16 * 15 * 14 / (35 * 34 * 33 * 32))
    assert m.fisher(0, 18, 4, 13) == pytest.approx(m.fisher(4, 13, 0, 18))
    assert m.fisher(4, 16, 0, 18) == pytest.approx(0.1071, abs=1e-4)
    assert m.fisher(5, 5, 5, 5) == pytest.approx(1)
    assert m.fisher(10, 0, 0, 10) == pytest.approx(2 / 184_756)  # both extremes are as improbable
    assert m.fisher(0, 3, 0, 4) == 1
    with pytest.raises(ValueError, match="not below zero"):
        m.fisher(3, -1, 2, 2)


def test_times_as_dear() -> None:
    assert m.times_as_dear(2.80, 0.60) == pytest.approx(4.667, abs=1e-3)
    assert m.times_as_dear(1, 2) == 0.5
    for other in (0, -1):
        with pytest.raises(ValueError, match="above zero"):
            m.times_as_dear(1, other)


ROWS = [
    {"abroad": 2.0, "at home": 0.5, "US cloud": 1.0},
    {"abroad": 0.9, "at home": 1.5, "US cloud": 1.0},
    {"abroad": 1.0, "at home": 0.4, "US cloud": 1.0},
    {"abroad": None, "at home": 0.2, "US cloud": 1.0},
    {"abroad": 0.1, "at home": 0.1, "US cloud": None},
]


def test_cheaper_counts_lower_prices_of_models_that_have_both() -> None:
    assert m.cheaper_than_us(ROWS) == (1, 3)
    assert m.cheaper_than_us(ROWS, home=True) == (3, 4)
    assert m.cheaper_than_us([]) == (0, 0)


def test_present_value_of_a_published_series() -> None:
    for test_id in of("present_value"):
        given = inputs(test_id)
        amounts = [float(x) for x in given["amounts"].split("|")]
        assert m.present_value(amounts, float(given["rate"])) == expected(test_id)
    assert m.present_value([], 0.1) == 0
    assert m.present_value([10, 10], 0) == 20
    with pytest.raises(ValueError, match="above -1"):
        m.present_value([1], -1)


def test_the_worked_changes() -> None:
    for test_id in of("npv_switch"):
        given = {name: float(value) for name, value in inputs(test_id).items()}
        years = int(given.pop("years"))
        assert m.npv_switch(years=years, **given) == expected(test_id), test_id


def test_risk_takes_more_from_later_years() -> None:
    def loss(years: int) -> float:
        sure, risky = (m.npv_switch(10, 35, 0.08, years, risk) for risk in (0, 0.1))
        return sure - risky

    assert loss(2) > 2 * loss(1)
    assert m.npv_switch(10, 35, 0.08, 5, 1) == -35
    assert m.npv_switch(10, 35, 0.08, 0) == -35
    for bad in ({"risk": 1.1}, {"risk": -0.1}, {"years": -1}):
        with pytest.raises(ValueError, match="risk lies between 0 and 1"):
            m.npv_switch(**({"saving": 1, "cost": 1, "rate": 0.1, "years": 3} | bad))


def test_a_price_that_is_lower_by_what_counts_as_the_same_is_not_lower() -> None:
    assert m.lower(96.9, 100)
    assert not m.lower(97, 100)
    assert not m.lower(100, 100, same=0)
    assert m.lower(99.9, 100, same=0)
