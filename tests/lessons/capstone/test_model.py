"""What lesson 12 teaches, held against published values, and the tables it is taught on."""

from __future__ import annotations

import random
from typing import Any

import pytest

from ai_ambitions import load
from ai_ambitions.core.verdict import OUTCOMES
from ai_ambitions.lessons.capstone import figures as f
from ai_ambitions.lessons.capstone import model as m
from ai_ambitions.practice import ledger
from ai_ambitions.practice.progress import judged_guesses

VALUES = load("formula_test_values")
VALUES = VALUES[VALUES["lesson"].astype(str) == "12"].set_index("test_id")
SUPPORTED, QUALIFIED, NOT, OPEN = (
    "supported",
    "supported with a qualifier",
    "not supported",
    "not checkable",
)


def inputs(test_id: str) -> dict[str, list[float]]:
    parts = (part.split("=") for part in str(VALUES.loc[test_id, "inputs"]).split(";"))
    return {name: [float(value) for value in values.split("|")] for name, values in parts}


def expected(test_id: str) -> Any:
    row = VALUES.loc[test_id]
    return pytest.approx(float(row["expected"]), abs=float(row["tolerance"]))


# --- the score --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("test_id", VALUES.index[VALUES["formula"] == "brier"])
def test_the_score_is_the_published_one(test_id: str) -> None:
    given = inputs(test_id)
    came = [value == 1 for value in given["came"]]
    assert m.brier(given["said"], came) == expected(test_id)


@pytest.mark.parametrize("test_id", VALUES.index[VALUES["formula"] == "expected"])
def test_the_long_run_is_the_published_formula(test_id: str) -> None:
    given = inputs(test_id)
    assert m.expected(given["said"][0], given["share"][0]) == expected(test_id)


def test_there_are_published_values_of_both_formulas() -> None:
    assert list(VALUES["formula"].value_counts()) == [8, 2]


def test_a_penalty_is_a_squared_distance_and_refuses_what_is_no_probability() -> None:
    assert m.penalty(0.7, True) == pytest.approx(0.09)
    assert m.penalty(0.7, False) == pytest.approx(0.49)
    assert {m.penalty(0.5, True), m.penalty(0.5, False)} == {0.25}
    for said in (-0.1, 1.1, 70):
        with pytest.raises(ValueError, match="between 0 and 1"):
            m.penalty(said, True)
    with pytest.raises(ValueError, match="empty list"):
        m.brier([], [])
    with pytest.raises(ValueError, match="2 and 1 long"):
        m.brier([0.5, 0.5], [True])
    with pytest.raises(ValueError, match="share"):
        m.expected(0.5, 1.2)


def test_saying_what_comes_costs_least_and_certain_beats_the_coin_above_three_quarters() -> None:
    levels = [number / 100 for number in range(101)]
    for share in levels:
        assert min(levels, key=lambda said: m.expected(said, share)) == share
        assert (m.expected(1.0, share) < 0.25 - 1e-9) == (share > 0.75)
        assert m.expected(0.5, share) == pytest.approx(0.25)


def test_the_long_run_is_the_mean_of_many_cases() -> None:
    draw = random.Random(12)
    came = [draw.random() < 0.7 for _ in range(20000)]
    assert m.brier([0.9] * len(came), came) == pytest.approx(m.expected(0.9, 0.7), abs=0.01)


def test_calibration_is_the_share_right_of_each_number_that_was_said() -> None:
    said, came = [0.9, 0.5, 0.9, 0.5, 0.7], [True, False, False, False, True]
    assert m.calibration(said, came) == {0.5: 0.0, 0.7: 1.0, 0.9: 0.5}
    assert list(m.calibration(said, came)) == [0.5, 0.7, 0.9]
    with pytest.raises(ValueError, match="empty list"):
        m.calibration([], [])


# --- verdicts ---------------------------------------------------------------------------------------------------------


def test_what_moved_a_verdict() -> None:
    assert m.moved([SUPPORTED, SUPPORTED], [SUPPORTED, SUPPORTED]) == "neither"
    assert m.moved([SUPPORTED, OPEN], [SUPPORTED, SUPPORTED]) == "the date"  # one rule is enough
    assert m.moved([SUPPORTED], [NOT]) == "the date"
    assert m.moved([SUPPORTED, QUALIFIED], [SUPPORTED, QUALIFIED]) == "the rule"
    assert m.moved([SUPPORTED, SUPPORTED, NOT], [SUPPORTED, SUPPORTED, NOT]) == "the rule"
    assert m.moved([SUPPORTED, SUPPORTED], [NOT, SUPPORTED]) == "both"
    words = (NOT, OPEN)
    assert {m.moved([a, b], [c, d]) for a in words for b in words for c in words for d in words} == set(
        m.MOVES
    )
    with pytest.raises(ValueError, match="1 and 2 long"):
        m.moved([NOT], [NOT, NOT])


def test_the_share_kept_compares_place_by_place() -> None:
    assert m.share_kept([SUPPORTED, NOT], [NOT, SUPPORTED]) == 0
    assert m.share_kept([SUPPORTED, NOT, OPEN, NOT], [SUPPORTED, NOT, NOT, NOT]) == 0.75
    with pytest.raises(ValueError, match="1 and 2 long"):
        m.share_kept([NOT], [NOT, NOT])


def test_how_many_stand_hangs_on_the_qualifier() -> None:
    verdicts = [SUPPORTED, QUALIFIED, QUALIFIED, NOT, OPEN, "outdated"]
    assert m.stands(verdicts, qualifier_counts=True) == 3
    assert m.stands(verdicts, qualifier_counts=False) == 1
    assert set(m.STANDS) <= set(OUTCOMES.values())


# --- one figure again -------------------------------------------------------------------------------------------------

ROWS = [
    {"released": "2024-09-01", "score": 101},
    {"released": "2024-01-01", "score": 98},
    {"released": "2022-01-01", "score": 120},
    {"released": "2024-05-01", "score": 99.8},
]


def test_months_until_a_score_is_matched_but_for_an_allowance() -> None:
    def months(allowance: float) -> float | None:
        return m.months_to_match(ROWS, 100, "2023-01-01", allowance)

    assert months(0) == pytest.approx(20, abs=0.05)
    assert months(0.2) == pytest.approx(16, abs=0.1)  # just as near as the allowance counts
    assert months(0.1) == months(0)
    assert months(5) == pytest.approx(12, abs=0.1)  # what came before the start never counts
    assert m.months_to_match(ROWS, 130, "2023-01-01") is None
    assert m.months_to_match(ROWS, 120, "2022-01-01") == 0
    with pytest.raises(ValueError, match="below zero"):
        months(-1)


def test_the_first_to_match_is_the_first_day_and_of_that_day_the_better() -> None:
    day = "2024-03-01"
    rows = [{"released": day, "score": score, "model": f"of {score}"} for score in (101, 103, 102)]
    first = m.first_to_match([*rows, {"released": "2024-04-01", "score": 110, "model": "later"}], 100, day)
    assert first is not None
    assert first["model"] == "of 103"
    assert m.first_to_match(rows, 104, day) is None


# --- the tables -------------------------------------------------------------------------------------------------------


def test_the_ledger_has_a_row_a_claim_and_says_what_the_entries_say() -> None:
    table, rules = f.ledger(), f.by_rule()
    entries = {entry.id: entry for entry in ledger.entries()}
    assert list(table["claim"]) == list(entries) == list(dict.fromkeys(rules["claim"]))
    order = [OUTCOMES[outcome] for outcome in ledger.FROM_MILD_TO_HARD]
    for row in table.to_dict("records"):
        assert (row["then"], row["now"]) == tuple(OUTCOMES[each] for each in entries[row["claim"]].ledger)
        mine = rules[rules["claim"] == row["claim"]]
        assert mine["own"].sum() == 1
        for column, mild, hard in (("then", "mildest then", "hardest then"), ("now", "mildest", "hardest")):
            places = [order.index(word) for word in mine[column]]
            assert (order.index(row[mild]), order.index(row[hard])) == (min(places), max(places))
    assert "default" not in set(rules["rule"])


def test_first_verdicts_lead_to_todays_by_the_history() -> None:
    """What was said first, changed by each row of the history in order, is what the ledger holds."""
    provisional, history = load("provisional_verdicts"), load("verdict_history")
    entries = {entry.id: entry for entry in ledger.entries()}
    assert set(entries) - set(provisional["claim_id"]) == {"C20", "C22"}
    for row in provisional.to_dict("records"):
        held = {"when_written": str(row["when_written"]), "today": str(row["today"])}
        for change in history[history["claim_id"] == row["claim_id"]].to_dict("records"):
            assert held[str(change["which"])] == str(change["before"]), (row["claim_id"], change["date"])
            held[str(change["which"])] = str(change["after"])
        assert tuple(held.values()) == entries[row["claim_id"]].ledger, row["claim_id"]


def test_first_verdicts_are_kept_only_if_both_are() -> None:
    first = f.first_verdicts(load("provisional_verdicts"))
    for row in first.to_dict("records"):
        same = [row[f"first, {day}"] == row[f"settled, {day}"] for day in ("when written", "today")]
        assert row["kept"] == all(same)
    assert {tuple(pair) for pair in first[["confidence", "said"]].to_numpy().tolist()} == {
        ("low", 0.5), ("medium", 0.7), ("high", 0.9),
    }  # fmt: skip


def test_judged_guesses_are_those_with_a_confidence() -> None:
    stored = {
        "reveals": {
            "06-a": {"actual": 3, "guess": 3, "confidence": 0.9, "right": True},
            "06-b": {"actual": 3, "guess": 9, "confidence": 0.5, "right": False},
            "06-c": {"actual": 3},
        }
    }
    assert judged_guesses(stored) == [(0.9, True), (0.5, False)]
    assert judged_guesses({}) == []
