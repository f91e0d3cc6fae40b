"""Money in intervals: published values, sums that refuse what overlaps, targets, and bad input."""

from __future__ import annotations

import math
from typing import Any

import pytest

from ai_ambitions import load
from ai_ambitions.lessons.ambition_and_money import model as m

VALUES = {
    row["test_id"]: row for row in load("formula_test_values").query("lesson == '01'").to_dict("records")
}
SPENDING = {row["row_id"]: row for row in load("ai_spending").to_dict("records")}
NAN = float("nan")


def inputs(test_id: str) -> dict[str, float]:
    return {part.split("=")[0]: float(part.split("=")[1]) for part in VALUES[test_id]["inputs"].split(";")}


@pytest.mark.parametrize("test_id", [name for name, row in VALUES.items() if row["formula"] != "ratio"])
def test_published_and_computed_values(test_id: str) -> None:
    row = VALUES[test_id]
    got = getattr(m, row["formula"])(**inputs(test_id))
    assert got == pytest.approx(row["expected"], abs=row["tolerance"])


def test_the_study_and_the_federal_reserve_do_not_use_one_rate() -> None:
    """Wei, Ang & Jia print 10.18 trillion yuan and 1.52 trillion dollars: 6.70 yuan a dollar, not the average of 2021."""
    rate = load("exchange_rates").query("currency == 'CNY' and year == 2021")["units_per_usd"].item()
    assert m.to_usd(10180, rate) > 1520 * 1.03
    assert pytest.approx(6.70, abs=0.01) == 10180 / 1520


def row(name: str, low: float | None, high: float | None, **more: Any) -> dict[str, Any]:
    return {"row_id": name, "amount_low": low, "amount_high": high, "currency": "CNY"} | more


def test_bank_forecast_in_dollars_as_published() -> None:
    """The bank's dollars, 84 to 98, follow from its yuan at a rate of about 7.14."""
    low, high = m.interval_sum([m.in_usd(SPENDING["cn-2025-bofa-total-cny"], {"CNY": 600 / 84})])
    assert low == pytest.approx(84)
    assert high == pytest.approx(98, abs=0.1)


def test_the_parts_stay_within_the_total() -> None:
    low, high = m.interval_sum([SPENDING["cn-2025-bofa-government"], SPENDING["cn-2025-bofa-internet"]])
    assert (low, high) == (0, 572)
    assert high < SPENDING["cn-2025-bofa-total-cny"]["amount_low"]


def test_lows_and_highs_are_added_separately() -> None:
    assert m.interval_sum([row("a", 1, 2), row("b", 10, 30)]) == (11, 32)
    assert m.interval_sum([row("a", None, 2), row("b", 10, 10)]) == (10, 12)
    assert m.interval_sum([row("a", 5, None), row("b", 10, 30)]) == (15, None)
    assert m.interval_sum([row("a", 5, NAN)]) == (5, None)
    assert m.interval_sum([row("a", 0, 0)]) == (0, 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cn-2025-bofa-total-cny", "cn-2025-bofa-internet"),
        ("cn-2025-bofa-total-cny", "cn-2025-bofa-total-usd"),
        ("cn-2025-bofa-total-cny", "cn-2025-telecom-capex"),
        ("cn-2025-bofa-internet", "cn-2025-ubs-cloud"),
        ("cn-2025-china-mobile-capex", "cn-2025-telecom-capex"),
        ("cn-2025-ai-fund", "cn-2024-big-fund-3"),
        ("cn-2025-bofa-government", "cn-2025-ai-fund"),
        ("cn-2025-expert-dc", "cn-2025-bofa-total-cny"),
        ("cn-2025-expert-dc", "cn-2025-telecom-capex"),
        ("us-2025-stargate-first", "us-2025-four-oct"),
        ("world-2025-private", "us-2025-private"),
    ],
)
def test_rows_that_share_money(one: str, other: str) -> None:
    assert m.overlap(SPENDING[one], SPENDING[other])
    assert m.overlap(SPENDING[other], SPENDING[one])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cn-2025-bofa-government", "cn-2025-bofa-internet"),
        ("cn-2025-bofa-government", "cn-2025-telecom-capex"),
        ("cn-2025-bofa-total-cny", "cn-2025-semi-equipment"),
        ("cn-2025-bofa-total-cny", "cn-2025-state-grid"),
        ("cn-2025-private", "us-2025-private"),
    ],
)
def test_rows_that_do_not(one: str, other: str) -> None:
    assert not m.overlap(SPENDING[one], SPENDING[other])


def test_a_part_overlaps_with_its_whole_even_without_a_group() -> None:
    whole, part = row("whole", 5, 9), row("part", 1, 2, part_of="whole")
    assert m.overlap(whole, part)
    assert m.overlap(part, whole)
    assert not m.overlap(part, row("other", 1, 2))
    assert not m.overlap(row("a", 1, 2), row("b", 1, 2))


def test_every_part_of_the_table_names_a_row_that_it_overlaps_with() -> None:
    for one in SPENDING.values():
        if isinstance(one["part_of"], str):
            assert m.overlap(one, SPENDING[one["part_of"]]), one["row_id"]


def test_a_sum_refuses_overlaps_and_names_them() -> None:
    pair = [SPENDING["cn-2025-bofa-total-cny"], SPENDING["cn-2025-bofa-internet"]]
    with pytest.raises(ValueError, match="cn-2025-bofa-total-cny and cn-2025-bofa-internet"):
        m.interval_sum(pair)
    assert m.interval_sum(pair, refuse=False) == (600, 872)
    kept, left_out = m.without_overlaps(pair)
    assert [r["row_id"] for r in kept] == ["cn-2025-bofa-total-cny"]
    assert [r["row_id"] for r in left_out] == ["cn-2025-bofa-internet"]
    assert m.interval_sum(kept) == (600, 700)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "no rows"),
        ([row("a", 1, 2), row("b", 1, 2) | {"currency": "USD"}], "CNY and USD"),
        ([row("a", None, None)], "a has no amount"),
        ([row("a", 3, 2)], "wrong way round: 3 to 2"),
        ([row("a", -1, 2)], "negative"),
        ([row("a", "1", 2)], "'1'"),
    ],
)
def test_a_sum_answers_bad_input_with_a_sentence(rows: list[dict[str, Any]], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        m.interval_sum(rows)


def test_dollars_need_no_rate_and_yuan_do() -> None:
    assert m.in_usd(row("a", 1, 2) | {"currency": "USD"}, {})["amount_high"] == 2
    assert m.in_usd(row("a", None, 14), {"CNY": 7})["amount_low"] is None
    assert m.in_usd(row("a", None, 14), {"CNY": 7})["amount_high"] == 2
    with pytest.raises(ValueError, match="no rate for CNY"):
        m.in_usd(row("a", 1, 2), {"EUR": 0.9})


def test_ranges_in_words() -> None:
    assert m.range_words(84, 98) == "84 to 98"
    assert m.range_words(None, 400) == "up to 400"
    assert m.range_words(0, 400) == "up to 400"
    assert m.range_words(650, None) == "more than 650"
    assert m.range_words(12.4, 12.4, 1) == "12.4"


def test_the_sentence_names_what_is_mixed() -> None:
    total, grid = SPENDING["cn-2025-bofa-total-cny"], SPENDING["cn-2025-state-grid"]
    assert m.sentence([total], (84, 98)) == (
        "In 2025, capital expenditure for AI of government, telecoms, internet firms was forecast (Bank of America in "
        "June 2025) at 84 to 98 billion dollars."
    )
    assert m.sentence([total, grid], (174, None)) == (
        "In 2025, capital expenditure and grid investment for AI and other things of government, telecoms, internet firms "
        "and State Grid Corporation were forecast and planned (Bank of America in June 2025; company plan by state television) "
        "at more than 174 billion dollars."
    )
    assert "grid investment for all purposes of State Grid" in m.sentence([grid], (90, None))
    state, firms = SPENDING["cn-2025-bofa-government"], SPENDING["cn-2025-bofa-internet"]
    assert (
        "central and local government and major internet firms was forecast (Bank of America in June 2025) at up to 80"
        in (m.sentence([state, firms], (0, 80)))
    )
    anonymous = {name: value for name, value in total.items() if name != "estimator"}
    assert "was forecast at 84 to 98" in m.sentence([anonymous], (84, 98))
    with pytest.raises(ValueError, match="no rows"):
        m.sentence([], (0, 1))


def test_a_ceiling_bounds_the_part_and_the_rest() -> None:
    """Published: government up to 400 and internet firms as much as 172 of 600 to 700 billion yuan (bank of June 2025)."""
    state = SPENDING["cn-2025-bofa-government"]["amount_high"]
    firms = SPENDING["cn-2025-bofa-internet"]["amount_high"]
    assert [m.share_at_most(state, total) for total in (600, 700)] == pytest.approx([2 / 3, 4 / 7])
    assert [m.rest_at_least(firms, total) for total in (600, 700)] == pytest.approx([428 / 600, 528 / 700])
    assert m.share_at_most(5, 4) == 1
    assert m.rest_at_least(5, 4) == 0
    assert m.share_at_most(0, 0.5) == 0


def test_phrases_are_looked_for_in_their_order() -> None:
    assert m.first_phrase("abc", ["x", "c", "a"]) == "c"
    assert m.first_phrase("abc", []) is None


def test_growth_to_a_target() -> None:
    assert m.cagr(600, 1000, 6) == pytest.approx(1.0889 - 1, abs=1e-4)
    assert m.cagr(5, 5, 3) == 0
    bought = [SPENDING[f"cn-{year}-semi-equipment"]["amount_high"] for year in (2024, 2025)]
    assert m.cagr(*bought, 1) == pytest.approx(-0.24, abs=0.005)  # SEMI prints minus 24 per cent
    assert m.cagr(8, 1, 3) == pytest.approx(-0.5)


def test_share_of_funds_is_not_share_of_money() -> None:
    raised, targets = [10, 90, 80, 20], [10, 100, 100, 100]
    assert m.share_meeting_target(raised, targets) == 0.25
    assert sum(raised) / sum(targets) == pytest.approx(0.645, abs=0.001)
    assert m.share_meeting_target([1, None, NAN], [1, 5, 5]) == 1.0
    assert m.share_meeting_target([1, 2], [None, 2]) == 1.0


def test_what_a_target_adds() -> None:
    assert m.additional_capital(1000, 0.26, 0.5, 0.5) == pytest.approx(65)
    assert m.additional_capital(1000, 1, 1, 0) == 1000
    assert m.additional_capital(1000, 1, 1, 1) == 0
    assert m.additional_capital(1000, 0.5, 1, -0.2) == pytest.approx(600)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: m.to_usd(1, 0), "above zero"),
        (lambda: m.to_usd(1, -7), "above zero"),
        (lambda: m.to_usd(None, 7), "the amount is None"),
        (lambda: m.to_usd("5", 7), "the amount is '5'"),
        (lambda: m.to_usd([5], 7), "known number"),
        (lambda: m.to_usd(math.inf, 7), "the amount is inf"),
        (lambda: m.cagr(0, 1, 1), "above zero"),
        (lambda: m.cagr(1, 0, 1), "above zero"),
        (lambda: m.cagr(1, 2, 0), "after the start"),
        (lambda: m.cagr(1, 2, -3), "after the start"),
        (lambda: m.cagr(True, 2, 3), "the start is True"),
        (lambda: m.share_meeting_target([], []), "no share"),
        (lambda: m.share_meeting_target([NAN], [5]), "no share"),
        (lambda: m.share_meeting_target([1], [1, 2]), "one raised amount"),
        (lambda: m.share_meeting_target([1], [0]), "above zero"),
        (lambda: m.additional_capital(-1, 1, 1, 0), "not negative"),
        (lambda: m.additional_capital(1, 26, 1, 0), "26 per cent is 0.26"),
        (lambda: m.additional_capital(1, 1, -0.1, 0), "between 0 and 1"),
        (lambda: m.additional_capital(1, 1, 1, 1.1), "at most 1"),
        (lambda: m.share_at_most(1, 0), "not above zero"),
        (lambda: m.share_at_most(1, -2), "not above zero"),
        (lambda: m.share_at_most(-1, 2), "not negative"),
        (lambda: m.rest_at_least(None, 2), "the part is None"),
        (lambda: m.price_factor(0, 1), "above zero"),
        (lambda: m.price_factor(1, 0), "above zero"),
        (lambda: m.first_phrase(" ", ["a"]), "no text"),
        (lambda: m.first_phrase(None, ["a"]), "no text"),
    ],
)
def test_bad_input_gets_a_sentence(call: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()
