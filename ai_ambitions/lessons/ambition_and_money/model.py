"""Money in intervals: scopes that may be added, rates with a date, targets and what becomes of them (lesson 01).

A published amount arrives as a mapping, so that a row of a table, a dict typed by hand or a test case will do. It has a low
and a high end. An end that is missing is unknown: "up to 400" has no low end, "more than 650" no high one.

Amounts are in billions of the currency named; the functions do not care, as long as it is one currency.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ai_ambitions.core.cells import known

Row = Mapping[str, Any]
Interval = tuple[float, float | None]


def number(value: Any, name: str) -> float:
    """A value as a finite number, or a ValueError that says which one is missing or odd."""
    if isinstance(value, str | bool) or not known(value):
        raise ValueError(f"{name} is {value!r}; a known number is needed")
    try:
        result = float(value)
    except TypeError:
        raise ValueError(f"{name} is {value!r}; a known number is needed") from None
    if result != result or result in (float("inf"), float("-inf")):
        raise ValueError(f"{name} is {value!r}; a known number is needed")
    return result


# --- conversion -------------------------------------------------------------------------------------------------------


def to_usd(amount: float, units_per_usd: float) -> float:
    """Convert an amount at a dated rate: dollars = amount ÷ (units of the currency for one dollar).

    Parameters
    ----------
    amount
        In the other currency, for instance billions of yuan.
    units_per_usd
        Price of one dollar in that currency, as in ``exchange_rates``: about 7.19 yuan on average in 2025.

    Returns
    -------
    float
        Dollars, in the scale of the amount.

    Raises
    ------
    ValueError
        Something unknown, or a rate that is not above zero.
    """
    rate = number(units_per_usd, "the rate")
    if rate <= 0:
        raise ValueError("a rate must be above zero; did you take dollars for one yuan?")
    return number(amount, "the amount") / rate


def price_factor(index_from: float, index_to: float) -> float:
    """By how much prices rose between two values of a price index: index_to ÷ index_from.

    Dollars of the first year times this factor are dollars of the second year. An index of US consumer prices is a rough
    guide for chips or salaries, and none for yuan. Source of the index: ``price_index`` (CPI-U).
    """
    first, second = number(index_from, "the first index"), number(index_to, "the second index")
    if first <= 0 or second <= 0:
        raise ValueError("a price index is above zero")
    return second / first


# --- adding intervals -------------------------------------------------------------------------------------------------


def _groups(row: Row) -> set[str]:
    """The groups of money that a row counts: its own and those it is said to share money with."""
    named = str(row["overlaps_with"]).split(";") if known(row.get("overlaps_with")) else []
    own = [str(row["overlap_group"])] if known(row.get("overlap_group")) else []
    return {name.strip() for name in [*own, *named]}


def overlap(one: Row, other: Row) -> bool:
    """Whether two rows count some of the same money, as their columns say.

    They do when they stand in one ``overlap_group``, when one names the group of the other in ``overlaps_with`` (names are
    joined by semicolons), or when one is ``part_of`` the other. Symmetric. Rows without these columns do not overlap.
    """
    if known(one.get("overlap_group")) and str(one["overlap_group"]) in _groups(other):
        return True
    if known(other.get("overlap_group")) and str(other["overlap_group"]) in _groups(one):
        return True
    pairs = ((one, other), (other, one))
    return any(known(a.get("part_of")) and a["part_of"] == b.get("row_id") for a, b in pairs)


def overlapping(rows: Iterable[Row]) -> list[tuple[str, str]]:
    """All pairs that count some of the same money, in the order of the rows: by ``name``, or by ``row_id`` without one."""
    pairs = itertools.combinations(list(rows), 2)
    return [(_called(a), _called(b)) for a, b in pairs if overlap(a, b)]


def _called(row: Row) -> str:
    return str(row["name"] if known(row.get("name")) else row.get("row_id"))


def without_overlaps(rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Rows that may be added, and rows left out because they overlap with one that stands before them.

    The order decides: put first what the sentence is about.
    """
    kept: list[Row] = []
    left_out: list[Row] = []
    for row in rows:
        (left_out if any(overlap(row, other) for other in kept) else kept).append(row)
    return kept, left_out


def interval_sum(rows: Iterable[Row], *, refuse: bool = True) -> Interval:
    """Add published intervals: lows to lows, highs to highs.

    Equation: low = Σ lowᵢ, high = Σ highᵢ. An unknown low end counts as zero, because money spent is never negative; an
    unknown high end leaves the sum open above (``None``).

    Parameters
    ----------
    rows
        Mappings with ``amount_low``, ``amount_high`` and ``currency``; for the check of overlaps also ``row_id``,
        ``overlap_group``, ``overlaps_with``, ``part_of``.
    refuse
        False adds what overlaps all the same, to show by how much a careless sum errs.

    Returns
    -------
    tuple
        Low and high, in the scale and currency of the rows.

    Raises
    ------
    ValueError
        No rows, more than one currency, a row with both ends unknown, a range the wrong way round, a negative amount, or
        rows that count some of the same money (they are named).
    """
    listed = list(rows)
    if not listed:
        raise ValueError("there is nothing to add: no rows")
    currencies = sorted({str(row.get("currency")) for row in listed})
    if len(currencies) > 1:
        raise ValueError(f"the rows are in {' and '.join(currencies)}; convert them at a dated rate first")
    if refuse and (pairs := overlapping(listed)):
        named = "; ".join(f"{a} and {b}" for a, b in pairs)
        raise ValueError(f"these rows count some of the same money: {named}. Choose one of each pair")
    total_low, total_high, open_above = 0.0, 0.0, False
    for row in listed:
        low, high = ends(row)
        total_low += low or 0.0
        total_high += high or 0.0
        open_above = open_above or high is None
    return total_low, None if open_above else total_high


def ends(row: Row) -> tuple[float | None, float | None]:
    """Low and high of a row, unknown ones as None; a ValueError for a row that gives neither, or that is reversed."""
    low = number(row["amount_low"], "the low end") if known(row.get("amount_low")) else None
    high = number(row["amount_high"], "the high end") if known(row.get("amount_high")) else None
    name = row.get("row_id", "a row")
    if low is None and high is None:
        raise ValueError(f"{name} has no amount")
    if (low is not None and low < 0) or (high is not None and high < 0):
        raise ValueError(f"{name} is negative")
    if low is not None and high is not None and low > high:
        raise ValueError(f"{name} stands the wrong way round: {low:g} to {high:g}")
    return low, high


def in_usd(row: Row, rates: Mapping[str, float]) -> dict[str, Any]:
    """The row with its ends in dollars. ``rates`` gives units for one dollar by currency; dollars need none."""
    currency = str(row.get("currency"))
    if currency != "USD" and currency not in rates:
        raise ValueError(f"no rate for {currency} is given")
    rate = 1.0 if currency == "USD" else rates[currency]
    low, high = ends(row)
    converted = {
        "amount_low": None if low is None else to_usd(low, rate),
        "amount_high": None if high is None else to_usd(high, rate),
    }
    return {**row, **converted, "currency": "USD"}


def range_words(low: float | None, high: float | None, digits: int = 0) -> str:
    """An interval in words: ``84 to 98``, ``up to 56``, ``more than 90``, or one number where both ends agree."""
    first = "" if low is None else f"{low:,.{digits}f}"
    last = "" if high is None else f"{high:,.{digits}f}"
    if high is None:
        return f"more than {first}"
    if low is None or not low:
        return f"up to {last}"
    return first if first == last else f"{first} to {last}"


STANDING = {
    "plan": "planned",
    "forecast": "forecast",
    "estimate": "estimated",
    "reported": "reported without a method",
    "outcome": "counted",
}


def sentence(rows: Sequence[Row], total: Interval, unit: str = "billion dollars") -> str:
    """The sentence that a sum would support: when, what kind of money, whose, for what, of which standing, said by whom, how much.

    Needs ``actor``, ``scope``, ``status``, ``ai_only`` and ``year_to`` in each row; ``estimator`` if known. What differs between the rows is listed,
    so that a mixed sum reads as clumsily as it is.
    """
    if not rows:
        raise ValueError("there is nothing to say: no rows")
    kinds = list(dict.fromkeys(str(row["scope"]) for row in rows))
    actors = list(dict.fromkeys(str(row["actor"]) for row in rows))
    standing = list(dict.fromkeys(STANDING.get(str(row["status"]), str(row["status"])) for row in rows))
    years = list(dict.fromkeys(str(row["year_to"]) for row in rows))
    said_by = list(dict.fromkeys(str(row["estimator"]) for row in rows if known(row.get("estimator"))))
    voices = f" ({'; '.join(said_by)})" if said_by else ""
    alone = [bool(row["ai_only"]) for row in rows]
    purpose = "for AI" if all(alone) else "for AI and other things" if any(alone) else "for all purposes"
    return (
        f"In {_joined(years)}, {_joined(kinds)} {purpose} of {_joined(actors, '; ')} "
        f"{'was' if len(kinds) == 1 else 'were'} {_joined(standing)}{voices} at {range_words(*total)} {unit}."
    )


def _joined(words: Sequence[str], comma: str = ", ") -> str:
    """Words in order, joined by commas and a last "and"."""
    return words[0] if len(words) == 1 else comma.join(words[:-1]) + " and " + words[-1]


# --- shares of a total ------------------------------------------------------------------------------------------------


def share_at_most(part_high: float, total: float) -> float:
    """Largest share that a part stated as "up to" can have: part ÷ total, and never more than 1.

    The part's low end is unknown, so its share can be anything from 0 to this.
    """
    part, whole = number(part_high, "the part"), number(total, "the total")
    if part < 0:
        raise ValueError("a part is not negative")
    if whole <= 0:
        raise ValueError("there is no share of a total that is not above zero")
    return min(part / whole, 1.0)


def rest_at_least(part_high: float, total: float) -> float:
    """Smallest share that all the rest must have if one part is stated as "up to": 1 − part ÷ total, and never below 0."""
    return 1 - share_at_most(part_high, total)


# --- targets ----------------------------------------------------------------------------------------------------------


def cagr(start: float, end: float, years: float) -> float:
    """Compound annual growth rate: (end ÷ start)^(1 ÷ years) − 1.

    Parameters
    ----------
    start, end
        First and last value, in one unit; above zero.
    years
        Years between them, above zero.

    Returns
    -------
    float
        Growth a year as a share: 0.25 is 25 per cent. To reach a target, give today's value and the target.

    Raises
    ------
    ValueError
        A value that is not above zero, or dates in the wrong order.
    """
    first, last, span = number(start, "the start"), number(end, "the end"), number(years, "years")
    if first <= 0 or last <= 0:
        raise ValueError("growth from or to zero has no rate; both values must be above zero")
    if span <= 0:
        raise ValueError("the end must lie after the start: years must be above zero")
    return float((last / first) ** (1 / span)) - 1


def share_meeting_target(raised: Sequence[Any], targets: Sequence[Any]) -> float:
    """Share of funds whose raised capital reaches their target: count(raisedᵢ ≥ targetᵢ) ÷ count of known pairs.

    A fund of which either figure is unknown is left out of both counts. Mind the unit: this is a share of *funds*; the share
    of the *money* is Σ raised ÷ Σ target. Measure as in Wei, Ang & Jia 2023, The China Quarterly.

    Raises
    ------
    ValueError
        Lists of different length, no fund with both figures known, or a target that is not above zero.
    """
    if len(raised) != len(targets):
        raise ValueError("each fund needs one raised amount and one target")
    pairs = [(r, t) for r, t in zip(raised, targets, strict=True) if known(r) and known(t)]
    if not pairs:
        raise ValueError("no fund has both figures, so there is no share")
    if any(number(t, "a target") <= 0 for _, t in pairs):
        raise ValueError("a target must be above zero")
    met = sum(number(r, "an amount") >= number(t, "a target") for r, t in pairs)
    return met / len(pairs)


def additional_capital(target: float, raise_rate: float, deploy_rate: float, crowd_out: float) -> float:
    """New money that an announced target brings: target × r × d × (1 − c).

    Parameters
    ----------
    target
        Announced capital.
    raise_rate
        r, share of the target that is raised, 0 to 1.
    deploy_rate
        d, share of the raised capital that is invested, 0 to 1.
    crowd_out
        c, share of the invested money that only replaces what private investors would have spent anyway: 1 means that
        nothing is added; a negative value means that private money follows (crowding in). At most 1.

    Returns
    -------
    float
        In the unit of the target.

    Notes
    -----
    A model of this course, in the order of the argument of Wei, Ang & Jia 2023 (target, capital raised, what it changes).
    They give evidence on r only. d and c are assumptions, and whoever uses the number has to state them.
    """
    amount = number(target, "the target")
    r, d = number(raise_rate, "the raise rate"), number(deploy_rate, "the deploy rate")
    c = number(crowd_out, "the crowd-out share")
    if amount < 0:
        raise ValueError("a target is not negative")
    if not (0 <= r <= 1 and 0 <= d <= 1):
        raise ValueError("raise and deploy rates are shares between 0 and 1; 26 per cent is 0.26")
    if c > 1:
        raise ValueError("no more than all of the money can replace private money: c is at most 1")
    return amount * r * d * (1 - c)


def first_phrase(text: str, phrases: Iterable[str]) -> str | None:
    """The first of the phrases that stands in the text, or None: for a rule on wording that is fixed before one looks."""
    if not isinstance(text, str) or not text.strip():
        raise ValueError("there is no text to look in")
    return next((phrase for phrase in phrases if phrase in text), None)
