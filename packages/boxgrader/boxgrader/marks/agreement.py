"""How far two markers agree, in figures that say how sure they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np

DRAWS = 2000
Z95 = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class Agreement:
    """Two markers on one box.

    ``same`` and ``close`` are shares: equal points, and points at most so far apart as the markers agreed on. ``interval``
    is the 95 per cent interval of ``close`` (Wilson), ``bias`` how many points more the second gives on average. ``kappa``
    corrects for chance; it and its interval are None where a marker's points hardly differ.
    """

    count: int
    same: float
    close: float
    interval: tuple[float, float]
    bias: float
    kappa: float | None
    kappa_interval: tuple[float, float] | None


def agreement(
    first: Sequence[float], second: Sequence[float], apart: float = 1.0, seed: int = 0
) -> Agreement:
    """Agreement of two markers who marked the same essays.

    Parameters
    ----------
    first, second
        Points in the same order, at least one.
    apart
        How many points apart two marks may be and still count as close.
    seed
        Of the bootstrap for kappa's interval.
    """
    a, b = np.asarray(first, float), np.asarray(second, float)
    gap, count = np.abs(a - b), len(a)
    close = int((gap <= apart).sum())
    return Agreement(
        count,
        float((gap == 0).mean()),
        close / count,
        wilson(close, count),
        float((b - a).mean()),
        kappa(a, b),
        _kappa_interval(a, b, seed),
    )


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The 95 per cent interval of a share, by Wilson's score: never below 0 or above 1, also with few essays."""
    share, z2 = hits / count, Z95 * Z95
    middle = (share + z2 / (2 * count)) / (1 + z2 / count)
    half = Z95 / (1 + z2 / count) * sqrt(share * (1 - share) / count + z2 / (4 * count * count))
    return max(0.0, middle - half), min(1.0, middle + half)


def kappa(a: np.ndarray, b: np.ndarray) -> float | None:
    """Cohen's kappa with quadratic weights (Cohen 1968, doi 10.1037/h0026256); None where both give everybody the same.

    One less the mean squared gap of the pairs by that of all ways to pair them: what chance would give.
    """
    by_chance = float(a.var() + b.var() + (a.mean() - b.mean()) ** 2)
    return None if by_chance == 0 else 1 - float(((a - b) ** 2).mean()) / by_chance


def _kappa_interval(a: np.ndarray, b: np.ndarray, seed: int) -> tuple[float, float] | None:
    """The middle 95 per cent of kappa in classes drawn from this one with replacement."""
    chosen = np.random.default_rng(seed).integers(0, len(a), (DRAWS, len(a)))
    drawn = [kappa(a[rows], b[rows]) for rows in chosen]
    known = [value for value in drawn if value is not None]
    if len(known) < 0.9 * DRAWS:
        return None
    low, high = np.quantile(known, (0.025, 0.975))
    return float(low), float(high)
