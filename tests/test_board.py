"""The board of claims: every claim once, under an address of its own, with what each rule says on both dates."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace

import pytest

from ai_ambitions.core.course import lesson
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.verdict import OUTCOMES, Verdict
from ai_ambitions.data.contract import tables
from ai_ambitions.practice import ledger
from ai_ambitions.publish import board, catalogue, site

ROW = {
    "claim_id": "C99", "claim": "A & B", "type": "date", "type_2": "causal", "standing": "settled", "lesson": "06", "lessons_also": "01;12",
    "tables": "chips;claims", "verdict_when_written": "supported_with_qualifier", "verdict_today": "outdated", "confidence": "low",
    "as_of": "2026-01-01", "would_settle": "A count.", "rests_on": "Figures.", "strongest_objection": "One <law>.",
    "source_id": "law", "source_id_2": "count",
}  # fmt: skip
SOURCES = {
    "law": {"publisher": "Law", "published": "2025", "url": "https://a.example/law"},
    "count": {"publisher": "Count", "published": "2026", "url": "https://a.example/count"},
}


def said(outcome: str, rule: str) -> Verdict:
    return Verdict("C99", "2026-01-01", rule, outcome, "figure", "line", "because", "turns")


def pair(rule: str, then: str, now: str) -> tuple[Verdict, Verdict]:
    return said(then, rule), said(now, rule)


ENTRY = ledger.Entry(
    ROW,
    "A name & more",
    lesson("06"),
    {
        "default": pair("default", "supported_with_qualifier", "outdated"),
        "looser-words": pair("looser-words", "supported", "outdated"),
        "strict": pair("strict", "supported_with_qualifier", "not_supported"),
    },
    {"default": "One rule.", "looser-words": "Another <rule>.", "strict": "A third."},
)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "sources", lambda: SOURCES)
    monkeypatch.setattr(board, "history", lambda claim: ["2026-05-01, today: A & B."])


def test_every_claim_has_a_short_name_of_its_own() -> None:
    known = ledger.names()
    assert list(known) == [row["claim_id"] for row in catalogue.rows_of(tables()["claims"])]
    assert len(set(known.values())) == len(known)
    assert max(map(len, known.values())) <= 36
    judging = re.compile("|".join(OUTCOMES.values()) + r"|\b(true|false|wrong|right)\b")
    assert not any(judging.search(name.lower()) for name in known.values())


def test_mild_and_hard_are_the_ends_of_what_the_rules_say_on_each_date() -> None:
    assert set(ledger.FROM_MILD_TO_HARD) == set(OUTCOMES)
    assert ENTRY.by("own") == ("supported_with_qualifier", "outdated")
    assert ENTRY.by("mild") == ("supported", "outdated")
    assert ENTRY.by("hard") == ("supported_with_qualifier", "not_supported")
    provisional = replace(ENTRY, ruled={})
    assert {provisional.by(rule) for rule in ledger.RULES} == {ENTRY.ledger}


def test_a_row_holds_what_the_script_asks_for() -> None:
    made = board.board([ENTRY])
    held = re.search(r'data-verdicts="([^"]*)"', made)
    assert held
    assert json.loads(html.unescape(held[1])) == {rule: list(ENTRY.by(rule)) for rule in ledger.RULES}
    assert '<th scope="row"><a href="#c99">C99</a> A name &amp; more</th>' in made
    assert '<a href="lessons/06-chip-ban.html#verdict-c99">06</a>' in made
    for label, words in (
        ("When written", "◐ supported with a qualifier"),
        ("Today", "◷ outdated"),
        ("Standing", "settled"),
    ):
        assert f'<td data-label="{label}">{words}</td>' in made


def test_a_card_has_both_dates_every_rule_the_objection_and_its_links(small: None) -> None:
    made = board.card(ENTRY)
    assert all(entry["url"] in made for entry in SOURCES.values())
    assert made.startswith("(c99)=\n## C99 A name & more\n\nA &amp; B\n")
    assert "<dt>When written</dt><dd><b>◐ supported with a qualifier</b></dd>" in made
    assert "<dt>Today</dt><dd><b>◷ outdated</b> (evidence up to 2026-01-01)</dd>" in made
    assert "settled in lesson <a" in made
    assert '<th scope="row">looser words</th><td>● supported</td><td>◷ outdated</td>' in made
    assert "<li><b>looser words:</b> Another &lt;rule&gt;.</li>" in made
    assert "<dd>One &lt;law&gt;.</dd>" in made
    assert "<dt>Changed on</dt><dd>2026-05-01, today: A &amp; B.</dd>" in made
    assert '<a href="data/chips.html">chips</a>' in made
    assert '<a href="https://a.example/law">Law, 2025</a>' in made


def test_a_provisional_claim_says_so_and_shows_no_rule(small: None) -> None:
    coming = replace(ENTRY, row=ROW | {"standing": "provisional"}, ruled={}, rules={})
    made = board.card(coming)
    assert "provisional; lesson <a" in made
    assert "By other rules" not in made


def test_counts_are_of_the_chosen_date_and_name_every_outcome() -> None:
    twice = {"supported_with_qualifier": 2}
    assert ledger.counts([ENTRY.ledger[0]] * 2) == dict.fromkeys(OUTCOMES, 0) | twice
    made = board.told([ENTRY, replace(ENTRY, row=ROW | {"standing": "provisional"})])
    assert "| ◷ outdated | 0 | 2 |" in made
    assert "1 of the 2 claims are settled" in made
    assert "1 are provisional" in made
    assert "All 2 claims are settled" in (whole := board.told([ENTRY, ENTRY]))
    assert "provisional" not in whole, "where none waits, none is told of"
    assert site.LEDGER in (site.SITE / "index.md").read_text(encoding="utf-8")


def test_the_real_board_agrees_with_the_ledger() -> None:
    made = ledger.entries()
    assert [entry.id for entry in made] == list(ledger.names())
    assert all(bool(entry.ruled) == entry.settled for entry in made)
    page = board.page()
    for entry in made:
        assert page.count(f"({entry.id.lower()})=\n## {entry.id} ") == 1


def test_a_rule_that_parts_from_the_ledger_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.entries.cache_clear()
    monkeypatch.setattr(ledger, "read_rows", lambda path: [list(ROW), list(ROW.values())])
    monkeypatch.setattr(ledger, "names", lambda: {"C99": "A name"})
    other = {"default": pair("default", "supported", "outdated")}
    monkeypatch.setattr(ledger, "judged", lambda claim, today: (other, {"default": "One rule."}))
    with pytest.raises(CourseError, match="C99: its rule does not give what the ledger says"):
        ledger.entries()
    ledger.entries.cache_clear()
