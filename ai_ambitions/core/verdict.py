"""What a verdict rule gives back: an outcome, the figure, the line it was held against, and the reason."""

from __future__ import annotations

from dataclasses import dataclass

OUTCOMES = {
    "supported": "supported",
    "supported_with_qualifier": "supported with a qualifier",
    "outdated": "outdated",
    "not_supported": "not supported",
    "not_checkable": "not checkable (value, motive or metaphor)",
}


@dataclass(frozen=True)
class Verdict:
    """One claim judged on one day by one rule.

    Attributes
    ----------
    claim, day, rule
        Which claim, the day (``YYYY-MM-DD``) and the name of the rule.
    outcome
        One of the keys of ``OUTCOMES``.
    figure
        What was measured, in words with its unit, computed from the tables.
    line
        What the figure was held against, in words: the line that was drawn beforehand.
    because
        One or two sentences that say why the outcome follows.
    turns
        What would have to be seen for another outcome.
    """

    claim: str
    day: str
    rule: str
    outcome: str
    figure: str
    line: str
    because: str
    turns: str

    def __post_init__(self) -> None:
        if self.outcome not in OUTCOMES:
            raise ValueError(f"{self.claim}: {self.outcome!r} is no outcome; known: {', '.join(OUTCOMES)}")

    def __str__(self) -> str:
        return f"{self.claim} on {self.day}: {OUTCOMES[self.outcome]}. {self.figure}; the line: {self.line}. {self.because}"
