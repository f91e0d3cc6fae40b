"""What a verdict rule gives back: an outcome, the figure, the line it was held against, and the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Sized
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from ai_ambitions.core.errors import CourseError, unknown

Rows = TypeVar("Rows", bound=Sized)

OUTCOMES = {
    "supported": "supported",
    "supported_with_qualifier": "supported with a qualifier",
    "outdated": "outdated",
    "not_supported": "not supported",
    "not_checkable": "not checkable",
}

# Why a rule never gives one of these outcomes: reasons that many rules share, for ``NEVER`` in their rooms.
EACH_DAY = "Each day is judged by itself: what holds no longer is not supported on that day, and no verdict remembers another."
EVENT = "It asks whether something happened or was written. A later day takes nothing away from that."
REFUSES = "Without the figures that it reads the rule stops, and gives no verdict at all."
ABSENT = "What our tables do not hold counts as not there, so that the rule always finds an answer."


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

    @property
    def in_words(self) -> str:
        """The outcome as people say it."""
        return OUTCOMES[self.outcome]

    def __str__(self) -> str:
        return f"{self.claim} on {self.day}: {self.in_words}. {self.figure}; the line: {self.line}. {self.because}"


def known_until(tables: Mapping[str, Any]) -> str:
    """The last day (``YYYY-MM-DD``) that the newest of these tables can speak of; without an end where none is stamped."""
    stamps = [str(table.attrs["as_of"])[:10] for table in tables.values() if "as_of" in table.attrs]
    return max(stamps, default="9999-12-31")


def asked(
    claim: str,
    rules: Mapping[str, Mapping[str, str]],
    rule: str,
    day: str,
    first: str,
    last: str = "9999-12-31",
) -> str:
    """The day that a rule is asked about, as ``YYYY-MM-DD``, or a CourseError for what cannot be asked.

    Parameters
    ----------
    claim, rules, rule
        The claim, a room's ``RULES``, and the name of one of the claim's rules.
    day, first, last
        The day asked about, and the first and the last one that the tables can speak of: a rule never guesses what
        will have happened.
    """
    if rule not in rules[claim]:
        raise unknown("rule", rule, rules[claim])
    try:
        said = date.fromisoformat(str(day)[:10]).isoformat()
    except ValueError:
        raise CourseError(f"{day!r} is no day.", "Write it as year, month and day: 2025-10-31.") from None
    if not first <= said <= last:
        end = f"a day from {first} to {last}" if last < "9999" else f"{first} or a later day"
        raise CourseError(f"{claim} cannot be judged on {said}.", f"Ask for {end}.")
    return said


def some(rows: Rows, what: str) -> Rows:
    """The rows that a rule cannot do without: a list or a table with at least one row; else a CourseError that says what is missing."""
    if not len(rows):
        raise CourseError(
            f"The tables hold no {what}.",
            "Ask for another day or by another rule, or load the whole table: a rule never guesses.",
        )
    return rows


def by_rule(
    judges: Sequence[Callable[[Mapping[str, Any], str, str], Verdict]],
    rules: Mapping[str, Mapping[str, str]],
    tables: Mapping[str, Any],
    days: Callable[[str], Mapping[str, str]],
) -> list[dict[str, str]]:
    """What each named rule of each claim says on some days: a row a rule, in words.

    Parameters
    ----------
    judges, rules
        Functions named after their claims (``c20``), and the room's ``RULES``.
    tables
        What the functions read.
    days
        From a claim to its days by the names of their columns: ``{"when written": "2025-10-31", "today": …}``.
    """
    rows = []
    for judge in judges:
        claim = judge.__name__.upper()
        for name in rules[claim]:
            row = {"claim": claim, "rule": "our rule" if name == "default" else name.replace("-", " ")}
            rows.append(row | {word: judge(tables, day, name).in_words for word, day in days(claim).items()})
    return rows
