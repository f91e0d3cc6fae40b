"""The verdict audit: every claim once, with its rule, figure, line, turning point, what it can never say, and its links."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest

from ai_ambitions.core.course import course, lesson, rules_of
from ai_ambitions.core.verdict import OUTCOMES, Verdict
from ai_ambitions.practice import ledger
from ai_ambitions.publish import audit

ROW = {
    "claim_id": "C99", "claim": "A & B", "standing": "settled", "verdict_when_written": "supported", "verdict_today": "outdated",
    "confidence": "low", "as_of": "2026-01-01", "would_settle": "A count.", "strongest_objection": "One <law>.",
}  # fmt: skip


def said(day: str, outcome: str, rule: str) -> Verdict:
    return Verdict("C99", day, rule, outcome, f"{day} & figure", "the line", f"since {day}", "a turn")


def pair(rule: str, then: str, now: str) -> tuple[Verdict, Verdict]:
    return said("2025-10-31", then, rule), said("2026-01-01", now, rule)


ENTRY = ledger.Entry(
    ROW,
    "A name",
    lesson("06"),
    {
        "default": pair("default", "supported", "outdated"),
        "same-words": pair("same-words", "supported", "outdated"),
        "strict": pair("strict", "supported", "not_supported"),
    },
    {"default": "One <rule>.", "same-words": "Another.", "strict": "A third."},
)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    room = SimpleNamespace(NEVER={"C99": {"not_checkable": "It counts & counts."}})
    monkeypatch.setattr(audit, "rules_of", lambda claim: room)
    monkeypatch.setattr(audit, "history", lambda claim: ["2026-05-01, today: A & B."])


def test_a_settled_claim_shows_how_it_is_judged(small: None) -> None:
    made = audit.section(ENTRY)
    for name, words in (
        ("The course’s rule", "One &lt;rule&gt;."),
        ("The line", "the line"),
        ("When written, 2025-10-31", "<b>● supported</b>. 2025-10-31 &amp; figure. since 2025-10-31"),
        ("Today, 2026-01-01", "<b>◷ outdated</b>. 2026-01-01 &amp; figure. since 2026-01-01"),
        ("What would turn it", "a turn"),
        ("Confidence", "low"),
        ("Strongest objection", "One &lt;law&gt;."),
        ("History", "<ul><li>2026-05-01, today: A &amp; B.</li></ul>"),
    ):
        assert f"<dt>{name}</dt><dd>{words}</dd>" in made
    assert "(audit-c99)=\n## C99 A name" in made
    assert 'href="lessons/06-chip-ban.html#verdict-c99"' in made
    assert 'href="claims.html#c99"' in made


def test_it_says_what_the_rule_can_never_say_and_why(small: None) -> None:
    made = audit.section(ENTRY)
    can = re.search(r"<dt>Can come out as</dt><dd>(.*?)<ul>", made)
    assert can
    assert can[1] == "● supported, ◐ supported with a qualifier, ◷ outdated, ○ not supported"
    assert "<li>Never not checkable: It counts &amp; counts.</li>" in made


def test_other_rules_are_counted_by_whether_they_agree_on_both_dates(small: None) -> None:
    made = audit.section(ENTRY)
    assert "<summary>2 other rules; 1 agrees with it on both dates</summary>" in made
    assert "<b>strict:</b> A third.<br>When written ● supported, today ○ not supported." in made
    assert '<td data-label="Other rules that agree">1 of 2</td>' in audit._overview((ENTRY,))


def test_a_claim_that_is_not_settled_says_so(small: None) -> None:
    waiting = replace(ENTRY, row=ROW | {"standing": "provisional"}, ruled={}, rules={})
    made = audit.section(waiting)
    assert "not settled yet, a judgement of the course until then; for lesson" in made
    assert "<dt>When written</dt><dd>● supported, provisional</dd>" in made
    assert "<dt>What would settle it</dt><dd>A count.</dd>" in made
    assert "rule</dt>" not in made
    assert "not settled yet</td>" in audit._overview((waiting,))


def test_the_real_page_has_every_claim_once_and_each_settled_one_whole() -> None:
    page, made = audit.page(), ledger.entries()
    parts = {part[:3].upper(): part for part in page.split("(audit-")[1:]}
    assert list(parts) == [entry.id for entry in made]
    assert len(made) == course().article.claims
    for entry in made:
        assert ("The course’s rule" in parts[entry.id]) is entry.settled
        assert ("not settled yet" in parts[entry.id]) is not entry.settled
        if entry.settled:
            never = getattr(rules_of(entry.id), "NEVER", {}).get(entry.id, {})
            assert len(re.findall("<li>Never ", parts[entry.id])) == len(never) < len(OUTCOMES)
