"""Concentration against the published example, and its edges."""

from __future__ import annotations

import pytest

from ai_ambitions import load
from ai_ambitions.methods import concentration as i


def test_published_values() -> None:
    values = load("formula_test_values")
    rows = values[values["formula"] == "hhi"]
    assert len(rows) >= 3
    for row in rows.itertuples():
        amounts = [float(part) for part in row.inputs.removeprefix("shares=").split("|")]
        low, _ = i.hhi_range(amounts, 100 - sum(amounts)) if sum(amounts) < 100 else (i.hhi(amounts), 0)
        assert low == pytest.approx(row.expected, abs=row.tolerance), row.test_id


def test_amounts_need_not_be_shares() -> None:
    assert i.hhi([3, 3, 2, 2]) == pytest.approx(2600)
    assert i.hhi([7]) == 10_000


def test_an_unnamed_rest_gives_a_range() -> None:
    low, high = i.hhi_range([60, 20], 20)
    assert (low, high) == (pytest.approx(4000), pytest.approx(4400))
    assert i.hhi_range([60, 40], 0) == (pytest.approx(5200), pytest.approx(5200))


@pytest.mark.parametrize("amounts", [[], [0, 0], [1, -1]], ids=["empty", "zero", "negative"])
def test_no_shares_of_nothing(amounts: list[float]) -> None:
    with pytest.raises(ValueError, match=r"no amounts|zero|negative"):
        i.hhi(amounts)
    with pytest.raises(ValueError, match="negative"):
        i.hhi_range([1], -1)


def test_a_negative_amount_is_refused_whatever_the_sum() -> None:
    with pytest.raises(ValueError, match="negative"):
        i.hhi([3, -1])
