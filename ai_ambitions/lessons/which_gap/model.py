"""What lesson 03 teaches: how far two front-runners are apart, in points, in votes, in months and in speed.

Rows arrive as a table or as a list of mappings with ``released`` (a day) and ``score``, so the functions work on a table of
the course, on rows typed by hand or on a test case.

Sources of the definitions: the Elo system (400 points are odds of ten to one); Epoch AI's description of its Capabilities
Index, whose expected score on a test is a logistic curve; order statistics of the normal distribution for the best of many.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from statistics import NormalDist
from typing import Any

from ai_ambitions.core.cells import as_date, known, rows_of
from ai_ambitions.core.errors import CourseError
from ai_ambitions.methods.dated import months_between as months_between

DAYS_A_YEAR = 365.25
_Z90 = NormalDist().inv_cdf(0.95)  # half of a 90 per cent interval, in standard deviations


def known_by(rows: Any, day: Any) -> list[dict[str, Any]]:
    """The rows with a score that had been released by a day, oldest first."""
    end = as_date(day)
    found = [row for row in rows_of(rows) if known(row["released"]) and known(row["score"])]
    return sorted(
        (row for row in found if as_date(row["released"]) <= end), key=lambda row: as_date(row["released"])
    )


def best_by(rows: Any, day: Any) -> dict[str, Any]:
    """The row with the highest score released by a day; the older one of two equals.

    Raises CourseError where nothing had been released.
    """
    found = known_by(rows, day)
    if not found:
        raise CourseError(
            f"No model with a score had been released by {as_date(day)}.", "Choose a later day."
        )
    return max(found, key=lambda row: row["score"])


def first_level(leader: Any, score: float, day: Any) -> dict[str, Any] | None:
    """The first row of the leader, by release, that has at least a score; None if none had by that day."""
    return next((row for row in known_by(leader, day) if row["score"] >= score), None)


def lag_months(leader: Any, follower: Any, day: Any) -> float:
    """How many months ago the leader first had what the follower's best model has on a day.

    Parameters
    ----------
    leader, follower
        Rows with ``released`` and ``score``.
    day
        The day of the question; only models released by then count.

    Returns
    -------
    float
        Months; zero where no model of the leader is as good, so that the follower is level or ahead.

    Raises
    ------
    CourseError
        The follower had no model by that day.
    """
    level = first_level(leader, best_by(follower, day)["score"], day)
    return 0.0 if level is None else months_between(level["released"], day)


def gap_points(leader: Any, follower: Any, day: Any) -> float:
    """The leader's best score on a day minus the follower's, in points of the scale."""
    return float(best_by(leader, day)["score"] - best_by(follower, day)["score"])


def record_steps(rows: Any, first: Any, last: Any) -> list[dict[str, Any]]:
    """The models that set a record of their group when they were released, between two days.

    Of several models of one day only the best can set a record.
    """
    best, steps = -math.inf, []
    ordered = sorted(known_by(rows, last), key=lambda row: (as_date(row["released"]), -row["score"]))
    for row in ordered:
        if row["score"] > best:
            best = row["score"]
            if as_date(row["released"]) >= as_date(first):
                steps.append(row)
    return steps


def speed(steps: Sequence[Mapping[str, Any]]) -> tuple[float, float]:
    """Points a year of a straight line through steps (least squares), and its standard error.

    The error takes the steps as independent. Records are not, so it is too small rather than too large.

    Raises
    ------
    ValueError
        Fewer than three steps, or all on one day: no line with an error can be drawn.
    """
    days = [as_date(step["released"]).toordinal() / DAYS_A_YEAR for step in steps]
    scores = [float(step["score"]) for step in steps]
    count = len(days)
    if count < 3 or len(set(days)) < 2:
        raise ValueError("a line with an error needs three steps on two days or more")
    day_mean, score_mean = sum(days) / count, sum(scores) / count
    spread = sum((day - day_mean) ** 2 for day in days)
    slope = sum((d - day_mean) * (s - score_mean) for d, s in zip(days, scores, strict=True)) / spread
    rest = sum((s - score_mean - slope * (d - day_mean)) ** 2 for d, s in zip(days, scores, strict=True))
    return slope, math.sqrt(rest / (count - 2) / spread)


def errors_apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """How many standard errors lie between two speeds: the difference over the root of the squared errors."""
    apart, error = one[0] - other[0], math.hypot(one[1], other[1])
    if error == 0:
        return math.copysign(math.inf, apart) if apart else 0.0
    return apart / error


def win_share(points: float) -> float:
    """Expected share of votes for the one who leads by so many rating points (Elo): 0.5 at none, 10 to 1 at 400."""
    return float(1 / (1 + 10 ** (-points / 400)))


def expected_score(ability: float, difficulty: float, slope: float) -> float:
    """Expected share of right answers on a test: a logistic curve of ability minus difficulty, times the test's slope."""
    return float(1 / (1 + math.exp(-slope * (ability - difficulty))))


def ability_of(score: float, difficulty: float, slope: float) -> float:
    """The ability that a share of right answers stands for: ``expected_score`` turned round.

    Raises ValueError for a share that is not between 0 and 1: nothing right or all right has no place on the scale.
    """
    if not 0 < score < 1:
        raise ValueError("a share of right answers must lie between 0 and 1, without the ends")
    return float(difficulty + math.log(score / (1 - score)) / slope)


def expected_best_of(count: int) -> float:
    """Expected highest of so many independent draws from a normal distribution, in its standard deviations.

    Computed by Simpson's rule from the density of the highest, count × pdf × cdf^(count - 1).

    Raises ValueError for fewer than one draw.
    """
    if count < 1:
        raise ValueError("the best of none does not exist")
    normal, low, high, parts = NormalDist(), -9.0, 9.0, 2000
    width = (high - low) / parts

    def weighted(x: float) -> float:
        return float(x * count * normal.pdf(x) * normal.cdf(x) ** (count - 1))

    inner = sum((4 if i % 2 else 2) * weighted(low + i * width) for i in range(1, parts))
    return width / 3 * (weighted(low) + inner + weighted(high))


def yearly_factor(days: Sequence[Any], amounts: Sequence[float]) -> float:
    """By how much an amount multiplies in a year: 10 to the power of the slope of its logarithm.

    Raises ValueError for amounts that are not positive, or fewer than two days.
    """
    if any(amount <= 0 for amount in amounts):
        raise ValueError("a logarithm needs amounts above zero")
    x = [as_date(day).toordinal() / DAYS_A_YEAR for day in days]
    y = [math.log10(amount) for amount in amounts]
    if len(set(x)) < 2:
        raise ValueError("growth needs two days")
    x_mean, y_mean = sum(x) / len(x), sum(y) / len(y)
    rise = sum((a - x_mean) * (b - y_mean) for a, b in zip(x, y, strict=True))
    return float(10 ** (rise / sum((a - x_mean) ** 2 for a in x)))


def shaken_lags(leader: Any, follower: Any, day: Any, draws: int = 500, seed: int = 3) -> list[float]:
    """The lag in many worlds where every score is drawn anew from its 90 per cent interval, sorted.

    A row without an interval keeps its score. Draws are normal on either side of the score, each side as wide as its half of
    the interval, and independent of each other.
    """
    luck = random.Random(seed)
    groups = [known_by(leader, day), known_by(follower, day)]

    def shaken(row: dict[str, Any]) -> dict[str, Any]:
        push = luck.gauss(0, 1)
        if not (known(row.get("score_low")) and known(row.get("score_high"))):
            return row
        half = row["score_high"] - row["score"] if push > 0 else row["score"] - row["score_low"]
        return {**row, "score": row["score"] + push * half / _Z90}

    lags = []
    for _ in range(draws):
        ahead, behind = ([shaken(row) for row in group] for group in groups)
        lags.append(lag_months(ahead, behind, day))
    return sorted(lags)
