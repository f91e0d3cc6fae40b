"""What lesson 07 teaches: yields turned round, the scarcest input, efficiency by task, and how a small base makes large ratios.

Sources of the definitions: a course on yield at Berkeley (Poisson, Murphy, Seeds, with a worked table); the count of dies on a
round wafer as engineers estimate it; the production function named after Leontief, in which the scarcest input decides.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

MM2_A_CM2 = 100.0
SECONDS_A_DAY = 86_400
TASKS = {"training": "dense_fp16_tflops", "serving": "memory_bandwidth_gbs"}


def poisson_yield(area_cm2: float, defects: float) -> float:
    """Share of good dies when faults fall like rain, each die is hit or not: exp(-area × defects per cm²)."""
    return math.exp(-area_cm2 * defects)


def murphy_yield(area_cm2: float, defects: float) -> float:
    """Share of good dies when some wafers are cleaner than others (Murphy): ((1 - exp(-AD)) / AD)², 1 at no defects."""
    faults = area_cm2 * defects
    return 1.0 if faults == 0 else ((1 - math.exp(-faults)) / faults) ** 2


def seeds_yield(area_cm2: float, defects: float) -> float:
    """Share of good dies when faults come in clusters (Seeds): 1 / (1 + AD). The kindest of the three to large dies."""
    return 1 / (1 + area_cm2 * defects)


YIELDS: dict[str, Callable[[float, float], float]] = {
    "Poisson": poisson_yield,
    "Murphy": murphy_yield,
    "Seeds": seeds_yield,
}


def implied_defects(
    share: float, area_cm2: float, model: Callable[[float, float], float] = poisson_yield
) -> float:
    """The defects per cm² that a yield would need to be true: a yield model turned round, by halving an interval.

    Parameters
    ----------
    share
        Good dies of all, above 0 and at most 1.
    area_cm2
        Area of the die, cm².
    model
        One of the functions of ``YIELDS``; it falls as defects rise.

    Raises
    ------
    ValueError
        A share that no density of defects gives, or a die without area.
    """
    if not 0 < share <= 1:
        raise ValueError("a yield lies above 0 and is at most 1")
    if area_cm2 <= 0:
        raise ValueError("a die has an area above zero")
    low, high = 0.0, 1.0
    while model(area_cm2, high) > share:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if model(area_cm2, middle) > share else (low, middle)
    return (low + high) / 2


def dies_per_wafer(area_mm2: float, diameter_mm: float = 300) -> float:
    """Whole dies on a round wafer: its area over that of a die, less those that the edge cuts."""
    return math.pi * (diameter_mm / 2) ** 2 / area_mm2 - math.pi * diameter_mm / math.sqrt(2 * area_mm2)


def good_dies(area_mm2: float, defects: float, diameter_mm: float = 300) -> float:
    """Working dies of a wafer: whole dies times the Poisson yield (defects per cm²)."""
    return dies_per_wafer(area_mm2, diameter_mm) * poisson_yield(area_mm2 / MM2_A_CM2, defects)


def leontief_output(have: Sequence[float], need: Sequence[float]) -> float:
    """Output when inputs cannot stand in for one another: the smallest of have / need.

    Raises ValueError for no inputs, or a need that is not above zero.
    """
    if not have or any(amount <= 0 for amount in need):
        raise ValueError("each input needs an amount above zero")
    return min(amount / per_unit for amount, per_unit in zip(have, need, strict=True))


def left_after_cut(share: float, points_a_year: float, years: float) -> float:
    """Per cent of an input that is there some years after a supplier of ``share`` per cent stopped.

    The others add so many points of the old total each year, and never more than was lost.
    """
    return 100 - share + min(share, points_a_year * years)


def efficiency(chip: Mapping[str, Any], task: str) -> float:
    """What a chip does with one watt: 16-bit TFLOPS for ``training``, GB/s from memory for ``serving``."""
    return float(chip[TASKS[task]]) / float(chip["tdp_w"])


def fold_change(new: float, old: float) -> float:
    """How many times the old amount the new one is; an increase of 100 per cent is 2.

    Raises ValueError for an old amount that is not above zero: a ratio to nothing says nothing.
    """
    if old <= 0:
        raise ValueError("a ratio needs an old amount above zero")
    return new / old


def days_to_train(flop: float, chips: float, peak_tflops: float, mfu: float) -> float:
    """Days that a run of so many calculations takes: work over chips × peak × the share of the peak that is used."""
    return flop / (chips * peak_tflops * 1e12 * mfu) / SECONDS_A_DAY
