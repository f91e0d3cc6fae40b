"""Cards of claims and verdicts: both days, the objection, and a lesson that must agree with the ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from ai_ambitions.core.course import course
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.verdict import OUTCOMES, Verdict, asked, known_until
from ai_ambitions.practice import claims

ROW: dict[str, Any] = {
    "claim_id": "C20", "claim": "A & B", "type": "causal", "type_2": "normative", "would_settle": "A count of C.",
    "verdict_when_written": "supported", "verdict_today": "outdated", "as_of": "2026-01-02 00:00:00", "confidence": "medium",
    "standing": "settled", "settled_in": "06-chip-ban", "rests_on": "Figures.", "strongest_objection": "Who says < so?",
}  # fmt: skip
SIGNS = {
    "supported": "●", "supported_with_qualifier": "◐", "outdated": "◷", "not_supported": "○", "not_checkable": "◇",
}  # fmt: skip


@pytest.fixture(autouse=True)
def ledger(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    row = dict(ROW)
    monkeypatch.setattr(claims, "_row", lambda claim_id: row)
    monkeypatch.setattr(
        claims, "history", lambda claim_id: ["2026-05-01, today: one became another. Why <so>."]
    )
    return row


def ruled(day: str, outcome: str) -> Verdict:
    return Verdict(
        "C20",
        day,
        "default",
        outcome,
        f"{day} & figure",
        "the line drawn",
        f"since {day}",
        f"turned after {day}",
    )


THEN, NOW = ruled("2025-10-31", "supported"), ruled("2026-01-02", "outdated")


def test_every_outcome_has_a_sign_of_its_own() -> None:
    assert {outcome: claims.badge(outcome) for outcome in OUTCOMES} == {
        outcome: f"{SIGNS[outcome]} {words}" for outcome, words in OUTCOMES.items()
    }


def test_a_claim_says_what_would_settle_it() -> None:
    made = claims.claim("C20")
    assert (
        f"<b>Claim C20</b> (causal and normative, article of {course().article.written})<br>A &amp; B"
        in made.markup
    )
    assert "<i>What would settle it:</i> A count of C." in made.markup
    assert repr(made) == "Claim C20 (causal and normative): A & B\nWhat would settle it: A count of C."


def test_a_verdict_card_has_both_days_and_its_objection(ledger: dict[str, Any]) -> None:
    made = claims.verdict("C20")
    for name, words in (
        ("Claim C20", "A &amp; B"), ("When written", "● supported"), ("Today", "◷ outdated (evidence up to 2026-01-02)"),
        ("Confidence", "medium; computed in lesson 06"), ("Rests on", "Figures."), ("Strongest objection", "Who says &lt; so?"),
        ("Changed on", "2026-05-01, today: one became another. Why &lt;so&gt;."),
    ):  # fmt: skip
        assert f"<b>{name}:</b> {words}" in made.markup
    assert "Strongest objection: Who says < so?" in repr(made)
    ledger["standing"] = "provisional"
    assert "a judgement of the course, not yet computed" in repr(claims.verdict("C20"))


def test_a_settled_verdict_shows_how_it_was_reached_and_what_speaks_against_it() -> None:
    made = claims.settle("C20", THEN, NOW, confidence="medium")
    assert "(medium confidence, evidence up to 2026-01-02)" in made.markup
    first, second = made.markup.split("<b>Today:")
    assert (
        "<b>When written: ● supported</b><br>2025-10-31 &amp; figure; the line: the line drawn. since 2025-10-31"
        in first
    )
    assert second.startswith(
        " ◷ outdated</b><br>2026-01-02 &amp; figure; the line: the line drawn. since 2026-01-02"
    )
    assert "<i>What would turn it:</i> turned after 2026-01-02" in second
    assert "<i>The strongest objection:</i> Who says &lt; so?" in second
    assert "when written supported; today outdated (medium confidence)" in repr(made)


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: claims.settle("C20", NOW, NOW, confidence="medium"), "when written"),
        (lambda: claims.settle("C20", THEN, THEN, confidence="medium"), "today"),
        (lambda: claims.settle("C20", THEN, NOW, confidence="high"), "confidence"),
    ],
)  # fmt: skip
def test_a_lesson_that_differs_from_the_ledger_stops(call: Callable[[], object], name: str) -> None:
    with pytest.raises(CourseError, match=f"C20, {name}: computed here is"):
        call()


def test_the_same_reason_on_both_dates_is_said_once(ledger: dict[str, Any]) -> None:
    ledger["verdict_today"] = "supported"
    made = claims.settle("C20", THEN, THEN, confidence="medium")
    assert made.markup.count("2025-10-31 &amp; figure") == 1
    assert "<b>When written, and today: ● supported</b>" in made.markup


def test_a_verdict_on_another_claim_is_refused() -> None:
    with pytest.raises(CourseError, match="was given a verdict on C20 and one on C22"):
        claims.settle("C20", THEN, replace(NOW, claim="C22"), confidence="medium")


@pytest.mark.parametrize("claim_id", [claim for lesson in course().ready for claim in lesson.claims])
def test_a_rule_shows_its_own_code(claim_id: str) -> None:
    made = claims.rule(claim_id)
    assert f"def {claim_id.lower()}(" in made.markup
    assert "  default: " in repr(made)


def test_an_outcome_that_does_not_exist_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="C20: 'suported' is no outcome; known: supported"):
        ruled("2025-10-31", "suported")


def test_a_rule_is_asked_from_its_first_day_on() -> None:
    rules = {"C99": {"default": "A rule."}}
    assert asked("C99", rules, "default", "2025-06-30", "2025-06-30") == "2025-06-30"
    with pytest.raises(CourseError, match="cannot be judged on 2025-06-29"):
        asked("C99", rules, "default", "2025-06-29", "2025-06-30")


def test_a_rule_is_asked_no_further_than_the_newest_table_reaches() -> None:
    older, newer, bare = pd.DataFrame(), pd.DataFrame(), pd.DataFrame()
    older.attrs["as_of"], newer.attrs["as_of"] = "2026-01-31", "2026-02-28"
    assert known_until({"a": newer, "b": older, "c": bare}) == "2026-02-28"
    assert known_until({"c": bare}) == "9999-12-31"
    rules = {"C99": {"default": "A rule."}}
    assert asked("C99", rules, "default", "2026-02-28", "2025-06-30", "2026-02-28") == "2026-02-28"
    with pytest.raises(CourseError, match="cannot be judged on 2026-03-01") as told:
        asked("C99", rules, "default", "2026-03-01", "2025-06-30", "2026-02-28")
    assert told.value.next_step == "Ask for a day from 2025-06-30 to 2026-02-28."
