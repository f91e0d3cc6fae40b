"""The ledger as tables for lesson 12 and its exercise: a row a claim, a row a rule, and the course's first verdicts beside the settled ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ai_ambitions.core.verdict import OUTCOMES
from ai_ambitions.practice.ledger import Entry, entries, named
from ai_ambitions.practice.predict import CONFIDENCE

if TYPE_CHECKING:
    import pandas as pd

# What the three words of the ledger are taken for: the same numbers as for the learner's own three words.
AS_NUMBER = dict(zip(("low", "medium", "high"), sorted(CONFIDENCE.values()), strict=True))


def _row(entry: Entry) -> dict[str, str]:
    own, mild, hard = (entry.by(rule) for rule in ("own", "mild", "hard"))
    words = {
        "then": own[0], "now": own[1], "mildest": mild[1], "hardest": hard[1],
        "mildest then": mild[0], "hardest then": hard[0],
    }  # fmt: skip
    return (
        {"claim": entry.id, "name": entry.name, "lesson": entry.owner.number}
        | {"confidence": entry.row["confidence"]}
        | {column: OUTCOMES[outcome] for column, outcome in words.items()}
    )


def ledger() -> pd.DataFrame:
    """The ledger: a row a claim, verdicts in words.

    Returns
    -------
    DataFrame
        ``claim``, ``name``, ``lesson``, ``confidence``; ``then`` and ``now`` by the course's rule (the day of the article,
        today); ``mildest`` and ``hardest`` of what its rules say today, and the same of the day of the article.
    """
    import pandas as pd

    return pd.DataFrame([_row(entry) for entry in entries()])


def by_rule() -> pd.DataFrame:
    """Each rule of each claim: a row a rule, verdicts of both days in words; ``own`` marks the course's rule."""
    import pandas as pd

    rows = [
        {
            "claim": entry.id,
            "name": entry.name,
            "confidence": entry.row["confidence"],
            "rule": named(rule),
            "own": rule == "default",
            "then": then.in_words,
            "now": now.in_words,
        }
        for entry in entries()
        for rule, (then, now) in entry.ruled.items()
    ]
    return pd.DataFrame(rows)


def first_verdicts(provisional: pd.DataFrame) -> pd.DataFrame:
    """The course's first verdicts beside the settled ones.

    Parameters
    ----------
    provisional
        The table ``provisional_verdicts``.

    Returns
    -------
    DataFrame
        ``claim``, ``name``, ``confidence`` (as it was said first), ``said`` (the same as a number), both verdicts first and now,
        in words, ``kept`` (whether both are the same), ``source_id``.
    """
    import pandas as pd

    settled = {entry.id: entry for entry in entries()}
    rows = []
    for first in provisional.to_dict("records"):
        entry = settled[first["claim_id"]]
        before = (str(first["when_written"]), str(first["today"]))
        rows.append(
            {
                "claim": entry.id,
                "name": entry.name,
                "confidence": str(first["confidence"]),
                "said": AS_NUMBER[str(first["confidence"])],
                "first, when written": OUTCOMES[before[0]],
                "first, today": OUTCOMES[before[1]],
                "settled, when written": OUTCOMES[entry.ledger[0]],
                "settled, today": OUTCOMES[entry.ledger[1]],
                "kept": before == entry.ledger,
                "source_id": first["source_id"],
            }
        )
    return pd.DataFrame(rows)
