"""Concentration: how much of a whole is in few hands (lessons 05, 07, 08).

Source of the definitions: Herfindahl-Hirschman index as the US Department of Justice describes it, with its example of four
firms with 30, 30, 20 and 20 per cent, 2,600 points.
"""

from __future__ import annotations

from collections.abc import Sequence


def shares(amounts: Sequence[float]) -> list[float]:
    """Amounts of any one unit as per cent of their sum.

    Raises ValueError for no amounts, a negative one, or a sum of zero.
    """
    amounts = list(amounts)
    if not amounts:
        raise ValueError("there are no amounts to share out")
    if any(amount < 0 for amount in amounts):
        raise ValueError("an amount cannot be negative")
    total = sum(amounts)
    if total == 0:
        raise ValueError("the amounts add up to zero, so there are no shares")
    return [100 * amount / total for amount in amounts]


def hhi(amounts: Sequence[float]) -> float:
    """Herfindahl-Hirschman index: the sum of the squared shares in per cent, from near 0 to 10,000 (one holder of all).

    ``amounts`` may be shares or any amounts of one unit; they are turned into shares of their own sum.
    """
    return sum(share**2 for share in shares(amounts))


def hhi_range(amounts: Sequence[float], rest: float) -> tuple[float, float]:
    """Lowest and highest index when an amount ``rest`` belongs to holders that nobody names.

    Lowest: the rest is spread over very many holders, whose squares vanish. Highest: one unnamed holder has it all. The true
    index lies between, if no named holder has a part of the rest.
    """
    if rest < 0:
        raise ValueError("an amount cannot be negative")
    everything = shares([*amounts, rest])
    low = sum(share**2 for share in everything[:-1])
    return low, low + everything[-1] ** 2
