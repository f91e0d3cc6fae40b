"""The article's claims as cards, and verdicts that a notebook computes and the ledger checks."""

from __future__ import annotations

import html
import inspect
from typing import Any

from ai_ambitions.core.course import course, rules_of
from ai_ambitions.core.errors import CourseError, unknown
from ai_ambitions.core.verdict import OUTCOMES, Verdict
from ai_ambitions.display.tables import Shown

_BADGE = {
    "supported": "●",
    "supported_with_qualifier": "◐",
    "outdated": "◷",
    "not_supported": "○",
    "not_checkable": "◇",
}


def _row(claim_id: str) -> dict[str, Any]:
    from ai_ambitions.data.load import load

    ledger = load("claims").set_index("claim_id")
    if claim_id not in ledger.index:
        raise unknown("claim", claim_id, ledger.index)
    row = {str(column): value for column, value in ledger.loc[claim_id].items()}
    return row


def history(claim_id: str) -> list[str]:
    """Each change of a claim's verdicts as a sentence, oldest first; empty where neither ever changed."""
    from ai_ambitions.data.contract import names
    from ai_ambitions.data.load import load

    if "verdict_history" not in names():  # nothing changed yet
        return []
    rows = load("verdict_history").query("claim_id == @claim_id").to_dict("records")
    return [
        f"{str(row['date'])[:10]}, {str(row['which']).replace('_', ' ')}: {OUTCOMES[row['before']]} became {OUTCOMES[row['after']]}. "
        f"{row['why']} (found in {row['found_in']})"
        for row in rows
    ]


def badge(verdict: str) -> str:
    """A verdict in words with a sign that differs in shape, not only in colour."""
    return f"{_BADGE[verdict]} {OUTCOMES[verdict]}"


def claim(*claim_ids: str) -> Shown:
    """Claims of the article, in our own words, each with its type and what would settle it.

    Raises CourseError for an unknown id, with the closest ones.
    """
    cards, words = [], []
    for claim_id in claim_ids:
        row = _row(claim_id)
        kind = row["type"] + (f" and {row['type_2']}" if isinstance(row["type_2"], str) else "")
        text = f"<b>Claim {claim_id}</b> ({html.escape(kind)}, article of {course().article.written})<br>{html.escape(row['claim'])}"
        text += f"<br><i>What would settle it:</i> {html.escape(row['would_settle'])}"
        cards.append(
            f'<div style="border:1px solid #5c6670;border-radius:6px;padding:.6em 1em;margin:.4em 0">{text}</div>'
        )
        words.append(
            f"Claim {claim_id} ({kind}): {row['claim']}\nWhat would settle it: {row['would_settle']}"
        )
    return Shown("<div>" + "".join(cards) + "</div>", "\n".join(words))


def verdict(*claim_ids: str) -> Shown:
    """What the ledger says of claims: both verdicts, confidence, evidence, strongest objection, and past changes.

    Reads ``datasets/claims.csv`` and ``verdict_history.csv`` and computes nothing; a lesson that computes a verdict uses ``settle``.
    Raises CourseError for an unknown id, with the closest ones.
    """
    cards, words = [], []
    for claim_id in claim_ids:
        row = _row(claim_id)
        standing = (
            f"computed in lesson {row['settled_in'][:2]}"
            if row["standing"] == "settled"
            else "a judgement of the course, not yet computed in a lesson"
        )
        lines = [
            (f"Claim {claim_id}", row["claim"]),
            ("When written", badge(row["verdict_when_written"])),
            ("Today", f"{badge(row['verdict_today'])} (evidence up to {str(row['as_of'])[:10]})"),
            ("Confidence", f"{row['confidence']}; {standing}"),
            ("Rests on", row["rests_on"]),
            ("Strongest objection", row["strongest_objection"]),
            *(("Changed on", said) for said in history(claim_id)),
        ]
        text = "<br>".join(f"<b>{name}:</b> {html.escape(said)}" for name, said in lines)
        cards.append(
            f'<div style="border:1px solid #5c6670;border-radius:6px;padding:.6em 1em;margin:.4em 0">{text}</div>'
        )
        words.append("\n".join(f"{name}: {said}" for name, said in lines))
    return Shown("<div>" + "".join(cards) + "</div>", "\n\n".join(words))


def rule(claim_id: str) -> Shown:
    """How a claim is judged: each rule in a sentence, the tables it reads, and its source code behind a fold.

    Raises CourseError for an unknown claim, or one whose lesson is still to come.
    """
    module = rules_of(claim_id)
    named: dict[str, str] = module.RULES[claim_id]
    tables = ", ".join(module.TABLES[claim_id]) or "none"
    code = inspect.getsource(getattr(module, claim_id.lower()))
    listed = "".join(
        f"<li><b>{html.escape(name)}:</b> {html.escape(said)}</li>" for name, said in named.items()
    )
    folded = f"<details><summary>The rule as code</summary><pre>{html.escape(code)}</pre></details>"
    words = "\n".join(f"  {name}: {said}" for name, said in named.items())
    return Shown(
        f"<div><b>How {claim_id} is judged</b><ul>{listed}</ul><p>Tables: {html.escape(tables)}.</p>{folded}</div>",
        f"How {claim_id} is judged\n{words}\n  Tables: {tables}",
    )


def settle(claim_id: str, then: Verdict, now: Verdict, *, confidence: str) -> Shown:
    """State the verdict computed here, and hold it against the ledger.

    Parameters
    ----------
    claim_id
        For instance ``"C20"``.
    then, now
        What the claim's rule says of the day the article was written, and of today.
    confidence
        low, medium or high.

    Raises
    ------
    CourseError
        A verdict that differs from ``claims.csv``, or one on another claim: then either the ledger or the rule is wrong.
    """
    row = _row(claim_id)
    for name, computed, column in (
        ("when written", then.outcome, "verdict_when_written"),
        ("today", now.outcome, "verdict_today"),
        ("confidence", confidence, "confidence"),
    ):
        if computed != str(row[column]):
            raise CourseError(
                f"{claim_id}, {name}: computed here is {computed!r}, the ledger says {row[column]!r}.",
                "Find out which is right; then mend datasets/claims.csv, or the rule.",
            )
    if {then.claim, now.claim} != {claim_id}:
        raise CourseError(
            f"settle({claim_id!r}) was given a verdict on {then.claim} and one on {now.claim}.",
            f"Hand over what {claim_id.lower()}(…) gives.",
        )
    days = [("When written", then), ("Today", now)]
    if _reason(then) == _reason(now):  # the same words twice would only tire the reader
        days = [("When written, and today", now)]
    parts = [f"<b>{when}: {badge(said.outcome)}</b><br>{html.escape(_reason(said))}" for when, said in days]
    told = [f"{when}: {_reason(said)}" for when, said in days]
    text = (
        f"<b>Verdict on {claim_id}</b> ({confidence} confidence, evidence up to {str(row['as_of'])[:10]})<br>"
        + "<br>".join(parts)
        + f"<br><i>What would turn it:</i> {html.escape(now.turns)}"
        + f"<br><i>The strongest objection:</i> {html.escape(row['strongest_objection'])}"
    )
    words = f"when written {then.in_words}; today {now.in_words} ({confidence} confidence)"
    return Shown(
        f'<div class="ai-verdict" style="border:2px solid #1b1f24;border-radius:6px;padding:.6em 1em">{text}</div>',
        "\n".join([f"Verdict on {claim_id}: {words}.", *told, f"What would turn it: {now.turns}"]),
    )


def _reason(verdict: Verdict) -> str:
    return f"{verdict.figure}; the line: {verdict.line}. {verdict.because}"
