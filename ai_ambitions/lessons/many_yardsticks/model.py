"""What lesson 08 teaches: indicators on one scale, weights drawn at random, coverage turned round, and margins of a survey.

Sources of the definitions: the handbook on composite indicators of the OECD and the Joint Research Centre (min-max, weights,
leaving one indicator out); the Dirichlet distribution with all parameters 1, which makes every set of weights as likely as any
other; Kish on samples in groups (design effect 1 + (m - 1) × likeness).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from ai_ambitions.methods.chance import Z95

SEED, DRAWS = 8, 10_000


def minmax(values: Sequence[float]) -> list[float]:
    """Amounts on a scale from 0 (the lowest) to 1 (the highest): (x - lowest) / (highest - lowest).

    Raises ValueError for no amounts, or amounts that are all equal: they rank nobody.
    """
    low, high = min(values), max(values)
    if low == high:
        raise ValueError("the amounts are all equal, so they rank nobody")
    return [(value - low) / (high - low) for value in values]


def share_of_best(values: Sequence[float]) -> list[float]:
    """Amounts over the largest: 1 for the best, a half for half of it.

    Raises ValueError where the largest amount is not above zero.
    """
    high = max(values)
    if high <= 0:
        raise ValueError("the largest amount must be above zero")
    return [value / high for value in values]


def places(values: Sequence[float]) -> list[float]:
    """Places in the order of the amounts, from 0 (the lowest) to 1 (the highest); equal amounts share the mean of their places.

    How far apart the amounts lie is lost. Raises ValueError for amounts that are all equal.
    """
    if min(values) == max(values):
        raise ValueError("the amounts are all equal, so they rank nobody")
    below = [sum(other < value for other in values) for value in values]
    equal = [sum(other == value for other in values) for value in values]
    return [(low + (same - 1) / 2) / (len(values) - 1) for low, same in zip(below, equal, strict=True)]


SCALES = {"lowest 0, highest 1": minmax, "share of the best": share_of_best, "places": places}


def per_head(amounts: Sequence[float], people: Sequence[float]) -> list[float]:
    """Amounts for each million people. Raises ValueError for an economy without people."""
    if any(count <= 0 for count in people):
        raise ValueError("a share per head needs people")
    return [1e6 * amount / count for amount, count in zip(amounts, people, strict=True)]


def weighted_score(scaled: Sequence[float], weights: Sequence[float]) -> float:
    """One economy's score: each scaled indicator times its weight, over the sum of the weights.

    Raises ValueError for a weight below zero, or weights that add up to zero.
    """
    if any(weight < 0 for weight in weights) or sum(weights) == 0:
        raise ValueError("weights are zero or more, and not all zero")
    parts = [value * weight for value, weight in zip(scaled, weights, strict=True)]
    return sum(parts) / sum(weights)


def leader(scores: Mapping[str, float]) -> str:
    """The name with the highest score; of several, the first in the order given."""
    return max(scores, key=lambda name: scores[name])


def random_weights(indicators: int, draws: int = DRAWS, seed: int = SEED) -> np.ndarray:
    """Sets of weights, one a row, each adding up to 1, every possible set as likely as any other (flat Dirichlet).

    Shape: ``(draws, indicators)``. The same seed gives the same sets on every machine.
    """
    return np.random.default_rng(seed).dirichlet(np.ones(indicators), size=draws)


def lead_shares(
    scaled: Mapping[str, Sequence[float]], draws: int = DRAWS, seed: int = SEED
) -> dict[str, float]:
    """Per cent of random weightings in which each economy has the highest score; leaders of equal score share it.

    ``scaled`` holds each economy's indicators on one scale, in one order.
    """
    values = np.array([list(row) for row in scaled.values()], dtype=float)
    scores = random_weights(values.shape[1], draws, seed) @ values.T
    best = np.isclose(scores, scores.max(axis=1, keepdims=True), rtol=0, atol=1e-12)
    wins = (best / best.sum(axis=1, keepdims=True)).mean(axis=0)
    return {name: 100 * float(win) for name, win in zip(scaled, wins, strict=True)}


def win_share(won: int, of: int) -> float:
    """Per cent of weightings led by whoever wins ``won`` of ``of`` yardsticks that count 1 or 0, worked out and not drawn.

    The sum of ``won`` flat weights is beyond a half as often as ``of - 1`` fair coins show fewer than ``won`` heads.
    Raises ValueError for more wins than yardsticks, or none to win.
    """
    if not 0 <= won <= of or of < 1:
        raise ValueError("wins lie between none and all of the yardsticks")
    if won in (0, of):
        return 100.0 * (won == of)
    ways = sum(math.comb(of - 1, heads) for heads in range(won))
    return float(100 * ways / 2 ** (of - 1))


def observed_share(true: float, capture_a: float, capture_b: float) -> float:
    """Country A's share of what a list holds of two countries, if the list captures a share of each (all from 0 to 1).

    true × capture_a / (true × capture_a + (1 - true) × capture_b). Raises ValueError where nothing is captured.
    """
    seen_a, seen_b = true * capture_a, (1 - true) * capture_b
    if seen_a + seen_b <= 0:
        raise ValueError("the list holds nothing, so there is no share")
    return seen_a / (seen_a + seen_b)


def true_share(observed: float, capture_a: float, capture_b: float) -> float:
    """``observed_share`` turned round: the true share of country A of the two that would be seen as ``observed``.

    Raises ValueError for a capture of zero: what is never seen cannot be reckoned back.
    """
    if capture_a <= 0 or capture_b <= 0:
        raise ValueError("a capture of zero cannot be turned round")
    whole_a, whole_b = observed / capture_a, (1 - observed) / capture_b
    return whole_a / (whole_a + whole_b)


def margin_of_error(share: float, n: float, design_effect: float = 1.0) -> float:
    """Half width of the 95 per cent interval of a share from a sample of ``n``, as a share.

    1.96 × √(design_effect × share × (1 - share) / n). Raises ValueError for a share outside 0 to 1 or an empty sample.
    """
    if not 0 <= share <= 1 or n <= 0 or design_effect <= 0:
        raise ValueError("a share from 0 to 1, a sample above zero, a design effect above zero")
    return Z95 * math.sqrt(design_effect * share * (1 - share) / n)


def z_of_difference(
    share_1: float, n_1: float, share_2: float, n_2: float, design_effect: float = 1.0
) -> float:
    """How many standard errors lie between two shares from two samples; beyond 1.96 chance is an unlikely cause.

    Two shares of one sample hang together: for those, ``z_within_sample``.
    """
    spread = share_1 * (1 - share_1) / n_1 + share_2 * (1 - share_2) / n_2
    if spread <= 0:
        raise ValueError("two shares of 0 or 1 have no standard error")
    return (share_1 - share_2) / math.sqrt(design_effect * spread)


def z_within_sample(share_1: float, share_2: float, n: float, design_effect: float = 1.0) -> float:
    """How many standard errors lie between two shares of one sample, such as two countries among the same authors.

    Whoever is counted in one share cannot be in the other, so the error is √(design_effect × (p₁ + p₂ - (p₁ - p₂)²) / n): the
    variance of a difference in a multinomial sample. Raises ValueError for shares that add up to more than 1, or an empty sample.
    """
    if min(share_1, share_2) < 0 or share_1 + share_2 > 1 or n <= 0:
        raise ValueError(
            "two shares of one sample lie between 0 and 1 together, and the sample is above zero"
        )
    gap = share_1 - share_2
    spread = (share_1 + share_2 - gap**2) / n
    if spread <= 0:
        raise ValueError("a sample all of one kind has no standard error")
    return gap / math.sqrt(design_effect * spread)


def design_effect(group: float, likeness: float = 1.0) -> float:
    """How many times a sample drawn in groups loses in size: 1 + (group - 1) × likeness (Kish).

    ``likeness`` 0: people of one group have nothing in common; 1: they are all alike, the worst case.
    """
    return 1 + (group - 1) * likeness
