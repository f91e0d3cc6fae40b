"""What lesson 09 teaches: how evenly a host spreads its clouds, whose price, what a small table can say, and when a switch pays.

The core path of the notebook, in its order (tables in brackets):

1. Regions by provider and host economy on a map (``cloud_regions``). ``smaller_share``: the share of the side that has fewer
   regions. A host *hedges* where it is more than a line; the line makes the count. ``entropy`` says the same in bits.
2. One model, several clouds, two dates, two markets (``cloud_model_prices``). ``times_as_dear``: a price over another;
   ``cheaper_than_us``: in how many models the Chinese cloud asks less than a US cloud, at prices abroad or at home.
3. Clouds and clubs: a table of two by two (``cloud_regions``, ``forum_participation``). ``fisher``: the exact chance of a table
   as uneven as this or more, had the club nothing to do with the clouds.
4. ``npv_switch``: what a change of cloud is worth, the savings of later years discounted and weighted by the chance that the
   service is still there.

Sources of the definitions: Shannon's measure of information; Fisher's exact test with the tea-tasting table; the present value
as spreadsheets compute it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

SAME = 0.03  # prices of the mainland were turned into dollars at about seven yuan: smaller differences say nothing


def smaller_share(counts: Sequence[float]) -> float:
    """Share of the side that has least, 0 to 0.5 of two sides.

    Parameters
    ----------
    counts
        What each side has, two or more; none below zero.

    Raises
    ------
    ValueError
        Fewer than two sides, a count below zero, or nothing at all: then there is no share.
    """
    _need_counts(counts)
    return min(counts) / sum(counts)


def entropy(counts: Sequence[float]) -> float:
    """How evenly something is spread, in bits (Shannon): 0 where one side has all, 1 where two sides have the same.

    Parameters and errors as in ``smaller_share``.
    """
    _need_counts(counts)
    total = sum(counts)
    return sum(-(count / total) * math.log2(count / total) for count in counts if count > 0)


def _need_counts(counts: Sequence[float]) -> None:
    if len(counts) < 2 or any(count < 0 for count in counts):
        raise ValueError("give two sides or more, none below zero")
    if sum(counts) == 0:
        raise ValueError("nobody has any, so there is no share")


def times_as_dear(price: float, other: float) -> float:
    """How many times another price a price is: 2 is twice as dear, 0.5 half as dear.

    Raises ValueError for another price that is not above zero.
    """
    if other <= 0:
        raise ValueError("the other price must lie above zero")
    return price / other


def lower(price: float, other: float, same: float = SAME) -> bool:
    """Whether a price is lower than another by more than counts as the same, as a share of the other."""
    return price < other * (1 - same)


def cheaper_than_us(
    rows: Iterable[Mapping[str, float]], home: bool = False, same: float = SAME
) -> tuple[int, int]:
    """In how many models the Chinese cloud is cheaper than a US cloud, and of how many.

    Parameters
    ----------
    rows
        One a model, with prices under ``abroad``, ``at home`` and ``US cloud`` in the same unit; None where there is none.
    home
        Take the price for buyers in mainland China in place of that abroad. A US price is one for buyers abroad in both cases.
    same
        Differences up to this share count as none.

    Returns
    -------
    tuple
        Models in which the Chinese price is lower, and models that have both prices.
    """
    of = "at home" if home else "abroad"
    pairs = [
        (row[of], row["US cloud"])
        for row in rows
        if row.get(of) is not None and row.get("US cloud") is not None
    ]
    return sum(lower(own, other, same) for own, other in pairs), len(pairs)


def fisher(yes_a: int, no_a: int, yes_b: int, no_b: int) -> float:
    """Fisher's exact test of a table of two by two, two-sided.

    Keep the sums of rows and columns, and count all tables that have them: the result is the chance of those that are as
    improbable as the one seen, or more.

    Parameters
    ----------
    yes_a, no_a, yes_b, no_b
        Counts of yes and no in the first and in the second group.

    Raises
    ------
    ValueError
        A count below zero.
    """
    if min(yes_a, no_a, yes_b, no_b) < 0:
        raise ValueError("counts are not below zero")
    first, second, yes = yes_a + no_a, yes_b + no_b, yes_a + yes_b
    everything = math.comb(first + second, yes)
    ways = [
        math.comb(first, k) * math.comb(second, yes - k)
        for k in range(max(0, yes - second), min(first, yes) + 1)
    ]
    seen = math.comb(first, yes_a) * math.comb(second, yes_b)
    return sum(way for way in ways if way <= seen) / everything


def present_value(amounts: Sequence[float], rate: float) -> float:
    """What amounts at the end of the first, second, … year are worth today: each divided by (1 + rate) once for each year.

    Raises ValueError for a rate of -1 or less.
    """
    if rate <= -1:
        raise ValueError("a rate lies above -1")
    return sum(amount / (1 + rate) ** year for year, amount in enumerate(amounts, start=1))


def npv_switch(saving: float, cost: float, rate: float, years: int, risk: float = 0.0) -> float:
    """Net present value of changing the provider: expected savings, discounted, less what the change costs today.

    Parameters
    ----------
    saving
        What the new provider saves in a year, at the year's end.
    cost
        What the change costs today, in the same money.
    rate
        Discount rate a year, 0.08 for 8 per cent.
    years
        Years that count.
    risk
        Chance in each year that the service is lost for good, 0 to 1: after t years it is there with (1 - risk) ** t. What the
        loss itself would cost, and a change back, are left out.

    Raises
    ------
    ValueError
        A risk outside of 0 to 1, years below zero, or a rate of -1 or less.
    """
    if not 0 <= risk <= 1 or years < 0:
        raise ValueError("a risk lies between 0 and 1, and years are not below zero")
    return present_value([saving * (1 - risk) ** year for year in range(1, years + 1)], rate) - cost
