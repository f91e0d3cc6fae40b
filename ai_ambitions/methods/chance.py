"""What chance alone would give, and how far it reaches."""

from __future__ import annotations

import math

Z95 = 1.959963984540054  # standard errors on either side that enclose 95 per cent


def fewer_by_guessing(right: int, asked: int, options: int = 3) -> float:
    """How often pure guessing gets fewer than ``right`` of ``asked`` questions, each with ``options`` options.

    The binomial distribution with chance 1/options, summed from 0 to right - 1; a share from 0 to 1.

    Raises
    ------
    ValueError
        ``right`` outside 0 to asked + 1, or fewer than two options.
    """
    if not 0 <= right <= asked + 1 or options < 2:
        raise ValueError(f"{right} of {asked} with {options} options is no test that could be taken")
    ways = sum(math.comb(asked, hits) * (options - 1) ** (asked - hits) for hits in range(right))
    return float(ways / options**asked)


def check_share(successes: float, n: float) -> None:
    """Raise ValueError where so many out of so many are no share."""
    for value in (successes, n):
        if isinstance(value, str | bool) or value != value:
            raise ValueError("a share needs two numbers: how many, and out of how many")
    if n <= 0:
        raise ValueError("no items were tested, so there is no share")
    if not 0 <= successes <= n:
        raise ValueError("the number of successes lies between zero and the number of items")


def wilson(successes: float, n: float, z: float = Z95) -> tuple[float, float]:
    """Wilson's interval for a share: where the true share may lie, given so many out of n.

    Parameters
    ----------
    successes, n
        How many items count, out of how many.
    z
        Standard errors on either side; 1.96 for 95 per cent.

    Returns
    -------
    tuple
        Low and high, as shares between 0 and 1. With p = successes / n:
        (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n).

    Raises
    ------
    ValueError
        No items, or more successes than items.

    Notes
    -----
    Wilson 1927. Unlike p ± z √(p(1−p)/n) it stays between 0 and 1, and has a width even for 0 out of n.
    """
    check_share(successes, n)
    p = successes / n
    middle = p + z * z / (2 * n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    below = 1 + z * z / n
    return max((middle - half) / below, 0.0), min((middle + half) / below, 1.0)
