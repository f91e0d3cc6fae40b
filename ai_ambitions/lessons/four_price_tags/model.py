"""What lesson 02 teaches: the price of a run, its computing, how well chips were used, and what a fraction is a fraction of.

Plain numbers in, plain numbers out. Parameters are counted in billions and tokens in trillions, as model cards print them.

Sources: the report on DeepSeek-V3 (arXiv 2412.19437) for the price of a run; Kaplan and others (arXiv 2001.08361) for six
operations a parameter and token; Chowdhery and others (arXiv 2204.02311) for utilisation; Hoffmann and others (arXiv 2203.15556)
and Besiroglu and others (arXiv 2404.10102) for the scaling law and its two sets of constants.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

BILLION, TRILLION = 1e9, 1e12
SECONDS_AN_HOUR = 3600


def run_cost(chip_hours: float, usd_per_hour: float, trials: float = 0) -> float:
    """What a training run costs in rent, in US dollars.

    Parameters
    ----------
    chip_hours
        Hours times chips of the final run.
    usd_per_hour
        Rent of one chip for an hour, in US dollars.
    trials
        Trial and failed runs before it, in multiples of the final run; 0 leaves them out, as the published tag does.

    Raises
    ------
    ValueError
        A negative number.
    """
    if min(chip_hours, usd_per_hour, trials) < 0:
        raise ValueError("hours, rent and trials cannot be negative")
    return chip_hours * usd_per_hour * (1 + trials)


def training_flop(active_params_b: float, tokens_t: float) -> float:
    """Operations of a training run: six for each *active* parameter and token (C = 6ND).

    Parameters
    ----------
    active_params_b
        Parameters used for one token, in billions. Of a mixture of experts these are fewer than all.
    tokens_t
        Tokens read in training, in trillions.

    Returns
    -------
    float
        Operations (FLOP): two for the way forward, four for the way back.

    Raises
    ------
    ValueError
        A number that is not positive.
    """
    if active_params_b <= 0 or tokens_t <= 0:
        raise ValueError("parameters and tokens must be above zero")
    return 6 * active_params_b * BILLION * tokens_t * TRILLION


def utilisation(flop: float, chip_hours: float, peak_tflops: float) -> float:
    """Model FLOP utilisation (MFU): operations that the model needed, as a share of what its chips could have done.

    Parameters
    ----------
    flop
        Operations of the run.
    chip_hours
        Hours times chips.
    peak_tflops
        Dense peak of one chip, in trillions of operations a *second*.

    Returns
    -------
    float
        A share between 0 and 1.

    Raises
    ------
    ValueError
        Hours or a peak that are not positive, or a share above 1: then one of the three is in the wrong unit.
    """
    if chip_hours <= 0 or peak_tflops <= 0:
        raise ValueError("hours and peak must be above zero")
    share = flop / (chip_hours * SECONDS_AN_HOUR * peak_tflops * TRILLION)
    if share > 1:
        raise ValueError(
            "more than all of the peak: is the peak per second, and are the hours those of all chips?"
        )
    return share


def times(ours: float, theirs: float) -> float:
    """How many times ours is theirs: below 1 we needed less, above 1 more.

    Raises ValueError for a number that is not positive.
    """
    if ours <= 0 or theirs <= 0:
        raise ValueError("both must be above zero to be compared")
    return ours / theirs


def best_split(flop: float, a: float, b: float, alpha: float, beta: float) -> tuple[float, float]:
    """Parameters and tokens with the lowest loss for a given computing, by the scaling law.

    The law says: loss = E + a / N^alpha + b / D^beta, for N parameters and D tokens, with 6ND operations.

    Parameters
    ----------
    flop
        Operations to spend.
    a, b, alpha, beta
        The fitted constants. E does not move the optimum.

    Returns
    -------
    tuple
        N and D, as plain counts.

    Raises
    ------
    ValueError
        A number that is not positive.

    Notes
    -----
    Setting the derivative to zero gives N = G (C/6)^(beta/(alpha+beta)) with G = (alpha a / beta b)^(1/(alpha+beta)).
    Source: Hoffmann and others 2022, section 3.3.
    """
    if min(flop, a, b, alpha, beta) <= 0:
        raise ValueError("computing and constants must be above zero")
    pairs = flop / 6
    n = (alpha * a / (beta * b)) ** (1 / (alpha + beta)) * pairs ** (beta / (alpha + beta))
    return n, pairs / n


def tokens_per_parameter(flop: float, constants: Mapping[str, float]) -> float:
    """Tokens for each parameter at the optimum; ``constants`` has a, b, alpha and beta as in ``best_split``."""
    n, d = best_split(flop, **constants)
    return d / n


# Three ways to write one fit, and its refit: the constants of the equation in the paper of 2022 (two decimals in the exponents),
# the same with its exponents unrounded, and the replication of 2024.
CONSTANTS = {
    "as printed": {"a": 406.4, "b": 410.7, "alpha": 0.34, "beta": 0.28},
    "exponents unrounded": {"a": 406.4, "b": 410.7, "alpha": 0.3392, "beta": 0.2849},
    "replication of 2024": {"a": 482.01, "b": 2085.43, "alpha": 0.3478, "beta": 0.3658},
}


@dataclass(frozen=True)
class Offer:
    """One way to count: so many chip-hours of rent, or so many chips bought."""

    usd: float
    words: str


def price_tag(
    chip_hours: float, usd_per_hour: float, trials: float, chips: int, usd_per_chip: float
) -> Offer:
    """The price tag for a choice of what to count.

    Parameters
    ----------
    chip_hours, usd_per_hour, trials
        As in ``run_cost``.
    chips
        Chips bought; 0 means that the hours are rented. Who buys pays no rent.
    usd_per_chip
        Price of a chip with its share of a server, in US dollars.
    """
    if chips < 0 or usd_per_chip < 0:
        raise ValueError("chips and their price cannot be negative")
    if chips:
        return Offer(chips * usd_per_chip, f"{chips:,} chips bought")
    runs = "final run only" if not trials else f"final run and {trials:g} times as much for trials"
    return Offer(run_cost(chip_hours, usd_per_hour, trials), f"{runs}, rented")


def nearest(usd: float, tags: Mapping[str, float]) -> str:
    """The name of the tag that a sum comes nearest to, by factor and not by difference."""
    return min(tags, key=lambda name: abs(math.log(tags[name] / usd)))
