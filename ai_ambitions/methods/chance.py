"""What chance alone would give."""

from __future__ import annotations

import math


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
