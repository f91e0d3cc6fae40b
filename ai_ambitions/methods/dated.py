"""Sentences that carry a date of their own, and what "today" asks of them: one rule for the whole course.

A sentence dated by its own words ("by July 2025", "were expected to spend in 2025") is judged for its date, and later growth
cannot make it untrue. "Today" asks whether the state that it describes still holds. It is *outdated* only if a newer row of the
**same scope** (same measure, counted by the same body of the same thing) says otherwise. A newer row of another scope says
nothing about it, and no newer row at all leaves the verdict as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ai_ambitions.core.cells import as_date, known, span

DAYS_A_MONTH = 365.25 / 12

RULE = (
    "A sentence dated by its own words is judged for its date. Today asks whether the state it describes still holds: "
    "outdated if the newest row of the same scope says otherwise, else as it was."
)


def months_between(first: Any, last: Any) -> float:
    """Months from one day to another, a twelfth of a year each; negative if the second comes first."""
    return (as_date(last) - as_date(first)).days / DAYS_A_MONTH


def newer(
    rows: Iterable[Mapping[str, Any]], scope: Mapping[str, Any], after: str, by: str
) -> list[Mapping[str, Any]]:
    """Rows of the same scope that speak of a time after one day and no later than another, oldest first.

    Parameters
    ----------
    rows
        Mappings with ``date`` (a day, or a part of one such as ``2025-07``) and, where it is known only to the month, quarter
        or year, ``date_precision``.
    scope
        Columns and the values that a row must have in them, such as ``{"kind": …, "counted_by": …, "country": …}``.
    after, by
        Days, ``YYYY-MM-DD``. A row counts as newer if the *whole* of its date lies after the first, and as known if the whole
        of it lies no later than the second. A row without a date is neither.
    """
    found = []
    for row in rows:
        precision = row.get("date_precision")
        first, last = span(str(row["date"])[:10], str(precision) if known(precision) else "")
        same = all(str(row.get(column)) == str(value) for column, value in scope.items())
        if same and first and first > after and last <= by:
            found.append((last, row))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def published(row: Mapping[str, Any], sources: Iterable[Mapping[str, Any]]) -> tuple[str, str]:
    """First and last day of the time in which the earlier of a row's two sources came out; two empty strings if unknown.

    Parameters
    ----------
    row
        A mapping with ``source_id`` and perhaps ``source_id_2``.
    sources
        Rows of the table ``sources``: ``source_id`` and ``published``, which may be a day, a month or a year.
    """
    ids = {row.get("source_id"), row.get("source_id_2")}
    out = [str(one["published"]) for one in sources if one["source_id"] in ids and known(one["published"])]
    return min((span(text) for text in out if span(text)[1]), key=lambda days: days[1], default=("", ""))


def known_by(
    rows: Iterable[Mapping[str, Any]], sources: Iterable[Mapping[str, Any]], day: str
) -> list[Mapping[str, Any]]:
    """The rows that had certainly been published by a day, oldest first: a month counts from its end, unknown never."""
    listed = list(sources)
    out = [(published(row, listed)[1], row) for row in rows]
    return [row for last, row in sorted(out, key=lambda pair: pair[0]) if last and last <= day]


def today(then: str, holds: Iterable[bool | None]) -> str:
    """The outcome today of a dated sentence: ``outdated``, or the outcome of its own date.

    Parameters
    ----------
    then
        The outcome for the date that the sentence names.
    holds
        For each newer row of the same scope, oldest first, whether the state still holds in it; None where the row cannot say.
        The last row that can say decides. A sentence that was not supported for its own date does not become outdated.
    """
    said = [answer for answer in holds if answer is not None]
    held = then in ("supported", "supported_with_qualifier")
    return "outdated" if held and said and not said[-1] else then
