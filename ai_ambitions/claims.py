"""The article's claims as cards, and verdicts that a notebook computes and the ledger checks."""

from __future__ import annotations

import html
from typing import Any

from ai_ambitions.errors import CourseError, unknown
from ai_ambitions.figures import Shown

VERDICTS = {
    "supported": "supported",
    "supported_with_qualifier": "supported with a qualifier",
    "outdated": "outdated",
    "not_supported": "not supported",
    "not_checkable": "not checkable (value, motive or metaphor)",
}
_BADGE = {
    "supported": "●",
    "supported_with_qualifier": "◐",
    "outdated": "◷",
    "not_supported": "○",
    "not_checkable": "◇",
}


def _row(claim_id: str) -> dict[str, Any]:
    from ai_ambitions.data import load

    ledger = load("claims").set_index("claim_id")
    if claim_id not in ledger.index:
        raise unknown("claim", claim_id, ledger.index)
    row = {str(column): value for column, value in ledger.loc[claim_id].items()}
    return row


def badge(verdict: str) -> str:
    """A verdict in words with a sign that differs in shape, not only in colour."""
    return f"{_BADGE[verdict]} {VERDICTS[verdict]}"


def claim(*claim_ids: str) -> Shown:
    """Claims of the article, in our own words, each with its type and what would settle it.

    Raises CourseError for an unknown id, with the closest ones.
    """
    cards, words = [], []
    for claim_id in claim_ids:
        row = _row(claim_id)
        kind = row["type"] + (f" and {row['type_2']}" if isinstance(row["type_2"], str) else "")
        text = f"<b>Claim {claim_id}</b> ({html.escape(kind)}, article of late October 2025)<br>{html.escape(row['claim'])}"
        text += f"<br><i>What would settle it:</i> {html.escape(row['would_settle'])}"
        cards.append(
            f'<div style="border:1px solid #5c6670;border-radius:6px;padding:.6em 1em;margin:.4em 0">{text}</div>'
        )
        words.append(
            f"Claim {claim_id} ({kind}): {row['claim']}\nWhat would settle it: {row['would_settle']}"
        )
    return Shown("<div>" + "".join(cards) + "</div>", "\n".join(words))


def verdict(*claim_ids: str) -> Shown:
    """What the ledger says of claims: both verdicts, confidence, evidence, and the strongest objection.

    Reads ``datasets/claims.csv`` and computes nothing; a lesson that computes a verdict uses ``settle``.
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
        ]
        text = "<br>".join(f"<b>{name}:</b> {html.escape(said)}" for name, said in lines)
        cards.append(
            f'<div style="border:1px solid #5c6670;border-radius:6px;padding:.6em 1em;margin:.4em 0">{text}</div>'
        )
        words.append("\n".join(f"{name}: {said}" for name, said in lines))
    return Shown("<div>" + "".join(cards) + "</div>", "\n\n".join(words))


def settle(claim_id: str, *, when_written: str, today: str, confidence: str, because: str) -> Shown:
    """State the verdict computed here, and hold it against the ledger.

    Parameters
    ----------
    claim_id
        For instance ``"C20"``.
    when_written, today
        One of supported, supported_with_qualifier, outdated, not_supported, not_checkable: for late October 2025, and now.
    confidence
        low, medium or high.
    because
        One or two sentences with the computed figures.

    Raises
    ------
    CourseError
        An unknown verdict, or one that differs from ``claims.csv``: then either the ledger or the notebook is wrong.
    """
    row = _row(claim_id)
    for name, said, column in (
        ("when_written", when_written, "verdict_when_written"),
        ("today", today, "verdict_today"),
        ("confidence", confidence, "confidence"),
    ):
        if name != "confidence" and said not in VERDICTS:
            raise unknown("verdict", said, VERDICTS)
        if said != str(row[column]):
            raise CourseError(
                f"{claim_id}, {name}: this notebook says {said!r}, the ledger says {row[column]!r}.",
                "Find out which is right; then mend datasets/claims.csv or this cell.",
            )
    text = (
        f"<b>Verdict on {claim_id}</b> ({confidence} confidence, evidence up to {str(row['as_of'])[:10]})"
        f"<br>When written: {badge(when_written)}<br>Today: {badge(today)}<br>{html.escape(because)}"
        f"<br><i>The strongest objection:</i> {html.escape(row['strongest_objection'])}"
    )
    return Shown(
        f'<div class="ai-verdict" style="border:2px solid #1b1f24;border-radius:6px;padding:.6em 1em">{text}</div>',
        f"Verdict on {claim_id}: when written {VERDICTS[when_written]}; today {VERDICTS[today]} ({confidence} confidence).\n{because}",
    )
