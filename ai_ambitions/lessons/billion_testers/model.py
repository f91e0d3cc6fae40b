"""What lesson 04 teaches: a curve of spread, a correlation, what a lower price does to total use, and the cost of a success.

Plain numbers in, plain numbers out.

Sources: Bass, "A new product growth for model consumer durables" (Management Science, 1969) for the curve; for the price switch,
demand of constant elasticity, as textbooks of economics have it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np


def bass_share(p: float, q: float, years: float) -> float:
    """Share of all who will ever adopt that have adopted after some years (0 to 1), by the Bass curve.

    Parameters
    ----------
    p
        Those who start by themselves, as a share of the rest, in a year.
    q
        Pull of those who use it already, in a year.
    years
        Years since the start.

    Raises
    ------
    ValueError
        p not above zero, or q or years below zero.
    """
    if p <= 0 or q < 0 or years < 0:
        raise ValueError("p must be above zero, q and years not below it")
    fading = math.exp(-(p + q) * years)
    return (1 - fading) / (1 + q / p * fading)


def bass_peak(p: float, q: float) -> float:
    """Years until most people join at once: ln(q/p) / (p + q). Raises ValueError where p or q is not above zero."""
    if p <= 0 or q <= 0:
        raise ValueError("p and q must be above zero")
    return math.log(q / p) / (p + q)


def years_to(p: float, q: float, share: float) -> float:
    """Years until a share (0 to 1, the ends left out) of all who will ever adopt has adopted, by the Bass curve.

    Raises ValueError where p is not above zero, q is below it, or the share is outside.
    """
    if p <= 0 or q < 0 or not 0 < share < 1:
        raise ValueError("p must be above zero, q not below it, and the share between 0 and 1")
    return math.log((1 + share * q / p) / (1 - share)) / (p + q)


def fit_bass(years: Sequence[float], shares: Sequence[float], ceiling: float) -> tuple[float, float, float]:
    """p, q and the root of the mean squared error of the Bass curve that comes nearest to shares, under a given ceiling.

    Parameters
    ----------
    years
        Years since the start.
    shares
        Share of the population that had adopted by each of them; the error comes in the same unit.
    ceiling
        Where the curve ends, in that unit.

    Notes
    -----
    Least squares on a grid that is made finer four times: slow beside a solver, and nothing to go wrong.
    """
    t, seen = np.asarray(years, dtype=float), np.asarray(shares, dtype=float)
    low, high = np.array([np.log(1e-5), 0.02]), np.array([np.log(0.1), 1.5])
    best = (float("nan"), float("nan"), float("inf"))
    for _ in range(5):
        p = np.exp(np.linspace(low[0], high[0], 41))[:, None, None]
        q = np.linspace(low[1], high[1], 41)[None, :, None]
        fading = np.exp(-(p + q) * t)
        errors = np.sqrt(((ceiling * (1 - fading) / (1 + q / p * fading) - seen) ** 2).mean(axis=2))
        i, j = np.unravel_index(int(errors.argmin()), errors.shape)
        best = (float(p[i, 0, 0]), float(q[0, j, 0]), float(errors[i, j]))
        step = (high - low) / 20
        middle = np.array([math.log(best[0]), best[1]])
        low, high = np.maximum(middle - step, [-20.0, 1e-4]), middle + step
    return best


def rebound(cheaper: float, elasticity: float) -> float:
    """Total spending (or resources used), in multiples of before, once a unit needs only 1/cheaper: cheaper ** (elasticity - 1).

    Parameters
    ----------
    cheaper
        How many times cheaper one unit became.
    elasticity
        By how many per cent use grows when the price falls by one per cent (a positive number).

    Raises
    ------
    ValueError
        cheaper not above zero, or elasticity below zero.
    """
    if cheaper <= 0 or elasticity < 0:
        raise ValueError("cheaper must be above zero, elasticity not below it")
    return float(cheaper ** (elasticity - 1))


def blended(usd_in: float, usd_out: float, read: float = 0.75) -> float:
    """One price for a million tokens, in US dollars, of which a share is read (three in four if nothing is said)."""
    return read * usd_in + (1 - read) * usd_out


def cost_per_success(price: float, tokens_m: float, solved: float) -> float:
    """What one *solved* task costs, in US dollars.

    Parameters
    ----------
    price
        US dollars for a million tokens.
    tokens_m
        Tokens of one try, in millions.
    solved
        Share of the tries that succeed, above 0 and at most 1; a failed try is paid, and made again.

    Raises
    ------
    ValueError
        A negative price or number of tokens, or a share outside of 0 to 1.
    """
    if price < 0 or tokens_m < 0 or not 0 < solved <= 1:
        raise ValueError("price and tokens cannot be negative; solved lies above 0 and at most at 1")
    return price * tokens_m / solved


def correlation(first: Sequence[float], second: Sequence[float]) -> float:
    """Pearson's r of two series of equal length, from -1 to 1."""
    return float(np.corrcoef(np.asarray(first, dtype=float), np.asarray(second, dtype=float))[0, 1])


def interval_of_r(r: float, number: int, width: float = 1.96) -> tuple[float, float]:
    """Ends of the 95 per cent interval of a correlation over so many rows, by Fisher's z.

    Raises ValueError where r is not between -1 and 1, or there are fewer than four rows.
    """
    if not -1 < r < 1 or number < 4:
        raise ValueError("r must be between -1 and 1, over four rows at least")
    middle, off = math.atanh(r), width / math.sqrt(number - 3)
    return math.tanh(middle - off), math.tanh(middle + off)


def ranks(values: Sequence[float]) -> list[float]:
    """The rank of each value from 1, the smallest; equal values share the mean of their places."""
    array = np.asarray(values, dtype=float)
    return [float((array < value).sum() + ((array == value).sum() + 1) / 2) for value in array]


def held(first: Sequence[float], second: Sequence[float], third: Sequence[float]) -> float:
    """Correlation of the first two once a straight line through the third has been taken off both (a partial correlation)."""
    ab, ac, bc = correlation(first, second), correlation(first, third), correlation(second, third)
    return (ab - ac * bc) / math.sqrt((1 - ac**2) * (1 - bc**2))
