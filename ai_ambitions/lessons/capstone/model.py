"""The formulas of lesson 12: what moved a verdict, how many were kept, one gap again, and the score of a stated confidence.

Pure functions of plain values. Verdicts are words, as ``OUTCOMES`` has them. What the notebook teaches:

- ``share_kept(before, after)``: the part, 0 to 1, of verdicts in one list that are the same in the other.
- ``moved(then, now)``: what moves a claim's verdict by all its rules: ``neither``, ``the date``, ``the rule`` or ``both``.
- ``stands(verdicts, qualifier_counts)``: how many verdicts stand, with a qualifier counted or not.
- ``first_to_match(rows, score, start, allowance)``: the first row that reaches a score, but for an allowance.
- ``months_to_match(rows, score, start, allowance)``: months until a model first reaches a score, but for an allowance.
- ``penalty(said, came)``: squared distance of a probability from what came, 0 to 1.
- ``brier(said, came)``: the mean of the penalties.
- ``expected(said, share)``: the mean penalty in the long run for a thing that comes out right in that share of cases.
- ``calibration(said, came)``: for each probability that was said, the share that came out right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ai_ambitions.core.cells import as_date, rows_of
from ai_ambitions.methods.dated import months_between

STANDS = ("supported", "supported with a qualifier")
MOVES = ("neither", "the date", "the rule", "both")


def _pairs(first: Sequence[object], second: Sequence[object]) -> None:
    if not len(first):
        raise ValueError("an empty list has no share and no mean")
    if len(first) != len(second):
        raise ValueError(
            f"the lists must be as long as each other, and are {len(first)} and {len(second)} long"
        )


def share_kept(before: Sequence[str], after: Sequence[str]) -> float:
    """The part of the verdicts, 0 to 1, that are the same at the same place of both lists.

    Raises ValueError for empty lists, or lists of different lengths.
    """
    _pairs(before, after)
    return sum(old == new for old, new in zip(before, after, strict=True)) / len(before)


def moved(then: Sequence[str], now: Sequence[str]) -> str:
    """What moves the verdict of a claim, asked of all its rules: ``the date``, ``the rule``, ``both`` or ``neither``.

    The date moves it if by some rule it differs between the days; the rule, if some two rules differ on the second day.

    Parameters
    ----------
    then, now
        Verdicts of both days, a place a rule. Raises ValueError for empty lists, or lists of different lengths.
    """
    _pairs(then, now)
    date, rule = any(old != new for old, new in zip(then, now, strict=True)), len(set(now)) > 1
    return "both" if date and rule else "the date" if date else "the rule" if rule else "neither"


def stands(verdicts: Sequence[str], qualifier_counts: bool) -> int:
    """How many of the verdicts stand: those supported, and those with a qualifier if that is said to count."""
    return sum(verdict in (STANDS if qualifier_counts else STANDS[:1]) for verdict in verdicts)


def first_to_match(rows: Any, score: float, start: Any, allowance: float = 0.0) -> Mapping[str, Any] | None:
    """The first row, from a day on, that has a score, or lies below it by no more than an allowance.

    Parameters
    ----------
    rows
        A table, or a list of mappings, with ``released`` (a day) and ``score``; models released before the start do not count.
    score
        Index points to be matched.
    start
        Day on which the model with that score came out.
    allowance
        Index points that count as no difference.

    Returns
    -------
    Mapping or None
        The row; of two released on one day the better. None where no model came so near.

    Raises
    ------
    ValueError
        An allowance below zero.
    """
    if allowance < 0:
        raise ValueError("an allowance is not below zero")
    near = [row for row in rows_of(rows) if row["score"] >= score - allowance]
    after = [row for row in near if as_date(row["released"]) >= as_date(start)]
    return min(after, key=lambda row: (as_date(row["released"]), -row["score"]), default=None)


def months_to_match(rows: Any, score: float, start: Any, allowance: float = 0.0) -> float | None:
    """Months, a twelfth of a year each, until ``first_to_match``, whose arguments and errors these are; None where no model came so near."""
    first = first_to_match(rows, score, start, allowance)
    return None if first is None else months_between(start, first["released"])


def penalty(said: float, came: bool) -> float:
    """The squared distance between a probability and what came, which is 1 if it came out right and else 0.

    Brier 1950, for one thing that comes or does not; he adds up both sides, which doubles the number.
    Raises ValueError for a probability outside of 0 to 1.
    """
    if not 0 <= said <= 1:
        raise ValueError("a probability lies between 0 and 1")
    return (said - bool(came)) ** 2


def brier(said: Sequence[float], came: Sequence[bool]) -> float:
    """The mean penalty: 0 for a seer, 0.25 for whoever always says one half, 1 for whoever is sure and always wrong.

    Raises ValueError for empty lists, lists of different lengths, or a probability outside of 0 to 1.
    """
    _pairs(said, came)
    return sum(penalty(one, two) for one, two in zip(said, came, strict=True)) / len(said)


def expected(said: float, share: float) -> float:
    """The mean penalty in the long run of always saying ``said``, where ``share`` of the cases come out right.

    share × (1 − said)² + (1 − share) × said²: least at said = share, so that the best thing to say is what one believes.
    Raises ValueError for a number outside of 0 to 1.
    """
    if not 0 <= share <= 1:
        raise ValueError("a share lies between 0 and 1")
    return share * penalty(said, True) + (1 - share) * penalty(said, False)


def calibration(said: Sequence[float], came: Sequence[bool]) -> dict[float, float]:
    """For each probability that was said, from the lowest up, the share of those cases that came out right.

    Raises ValueError for empty lists, or lists of different lengths.
    """
    _pairs(said, came)
    cases: dict[float, list[bool]] = {}
    for one, two in zip(said, came, strict=True):
        cases.setdefault(one, []).append(bool(two))
    return {one: sum(cases[one]) / len(cases[one]) for one in sorted(cases)}
