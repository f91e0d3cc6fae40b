"""Whose cost? DeepSeek's models beside US models of about equal score: what each side needed, and by which count.

A model's computing counts as *published* where its maker printed the parameters used for a token and the tokens, or the
chip-hours. Where both sides printed the first, operations are compared, else chip-hours.

Tables arrive as DataFrames; only their own methods are used, so that this module needs no pandas.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ai_ambitions.core.cells import known, rows_of
from ai_ambitions.core.errors import unknown
from ai_ambitions.lessons.four_price_tags.model import times, training_flop
from ai_ambitions.methods.dated import months_between as months_between

INDEX = "Epoch Capabilities Index"
US, MAKER = "US", "DeepSeek"
TOLERANCE = 5.0  # points; two models that lie closer can hardly be told apart by the index
MONTHS = 12
BUILT_ON = {"DeepSeek-R1": "DeepSeek-V3"}  # R1's hours come on top of those of V3
OPERATIONS, HOURS = "operations", "chip-hours"


@dataclass(frozen=True)
class Effort:
    """What training a model took: operations and chip-hours, None where nobody printed them."""

    flop: float | None
    hours: float | None


@dataclass(frozen=True)
class Pair:
    """A DeepSeek model beside a peer: their scores, and how many times the peer's computing DeepSeek's took."""

    ours: str
    peer: str
    our_score: float
    peer_score: float
    count: str
    times: float


def as_fraction(ratio: float) -> str:
    """A ratio as people say it: ``1/12 of``, ``0.81 of``, ``1.5 times``, ``about as much as``."""
    if 1 / 1.05 <= ratio <= 1.05:
        return "about as much as"
    if ratio < 0.1:
        return f"1/{1 / ratio:.0f} of"
    return f"{ratio:.2f} of" if ratio < 1 else f"{ratio:.1f} times"


def scores(table: Any) -> dict[str, float]:
    """Index score by model; the highest where a model stands there several times."""
    index = table[table["benchmark"] == INDEX]
    return {str(model): float(best) for model, best in index.groupby("model")["score"].max().items()}


def effort(model: Mapping[str, Any], runs: Any, *, estimates: bool = False) -> Effort:
    """What a model's training took, as its maker printed it.

    Parameters
    ----------
    model
        A row of ``models``.
    runs
        The table ``training_runs``, or its rows.
    estimates
        Whether an outsider's estimate fills a gap.
    """
    printed = (
        model["params_status"] == "reported"
        and model["model"] not in BUILT_ON  # its tokens are those of the base, without what came on top
        and all(known(model[column]) for column in ("active_params_b", "training_tokens_t"))
    )
    flop = training_flop(model["active_params_b"], model["training_tokens_t"]) if printed else None
    if flop is None and estimates and known(model["training_flop"]):
        flop = float(model["training_flop"])
    return Effort(flop, printed_hours(str(model["model"]), runs))


def printed_hours(name: str, runs: Any) -> float | None:
    """Chip-hours that a maker printed: of all stages where it did, else of the main one, with those of the model it was built on.

    ``runs`` is the table ``training_runs``, or its rows.
    """
    printed = {
        row["stage"]: float(row["gpu_hours"])
        for row in rows_of(runs)
        if row["model"] == name and row["status"] == "reported" and known(row["gpu_hours"])
    }
    for stage in ("final_run_total", "beyond_base_total", "pretraining"):
        if stage in printed:
            base = printed_hours(BUILT_ON[name], runs) if name in BUILT_ON else 0.0
            return None if base is None else printed[stage] + base
    return None


def compare(ours: Effort, theirs: Effort) -> tuple[str, float] | None:
    """By what they can be compared, and how many times theirs ours is; None where nothing is known of both."""
    if ours.flop is not None and theirs.flop is not None:
        return OPERATIONS, times(ours.flop, theirs.flop)
    if ours.hours is not None and theirs.hours is not None:
        return HOURS, times(ours.hours, theirs.hours)
    return None


def pairs(
    tables: Mapping[str, Any],
    day: str,
    *,
    tolerance: float = TOLERANCE,
    estimates: bool = False,
    country: str = US,
) -> list[Pair]:
    """Each peer beside the DeepSeek model nearest to it in score, cheapest comparison for DeepSeek first.

    Parameters
    ----------
    tables
        ``models``, ``training_runs``, ``benchmark_scores``.
    day
        Only models released by that day count, and of DeepSeek's only those of the 12 months before it.
    tolerance
        Points of the index within which two scores count as equal.
    estimates
        As in ``effort``.
    country
        Where the makers of peers are at home; empty for any country.
    """
    known_scores, runs = scores(tables["benchmark_scores"]), rows_of(tables["training_runs"])
    rows = _scored(tables, known_scores, day)
    mine = [row for row in rows if row["developer"] == MAKER and months_between(row["day"], day) < MONTHS]
    took = {row["model"]: effort(row, runs, estimates=estimates) for row in rows}
    rivals = [row for row in rows if row["developer"] != MAKER and country in ("", row["developer_country"])]
    found = []
    for peer in rivals:
        near = [
            (abs(gap), row["model"], shared)
            for row in mine
            if abs(gap := known_scores[row["model"]] - known_scores[peer["model"]]) <= tolerance
            and abs(months_between(row["day"], peer["day"])) < MONTHS
            and (shared := compare(took[row["model"]], took[peer["model"]]))
        ]
        if near:
            _, name, (count, ratio) = min(near)
            found.append(
                Pair(name, peer["model"], known_scores[name], known_scores[peer["model"]], count, ratio)
            )
    return sorted(found, key=lambda pair: pair.times)


def _scored(tables: Mapping[str, Any], known_scores: Mapping[str, float], day: str) -> list[dict[str, Any]]:
    """The models released by a day that stand in the index, each with its own day as text."""
    return [
        row | {"day": str(row["released"])[:10]}
        for row in rows_of(tables["models"])
        if row["model"] in known_scores and str(row["released"])[:10] <= day
    ]


def lead(tables: Mapping[str, Any], day: str) -> tuple[str, str, float] | None:
    """DeepSeek's best model of a day, the best US model, and the points by which the first lies below the second.

    ``tables`` has ``models`` and ``benchmark_scores``; only models released by the day count. None where one side has no score.
    """
    known_scores = scores(tables["benchmark_scores"])
    rows = _scored(tables, known_scores, day)
    mine = [str(row["model"]) for row in rows if row["developer"] == MAKER]
    theirs = [str(row["model"]) for row in rows if row["developer_country"] == US]
    if not (mine and theirs):
        return None
    ours, best = max(mine, key=known_scores.__getitem__), max(theirs, key=known_scores.__getitem__)
    return ours, best, known_scores[best] - known_scores[ours]


def find(table: Any, column: str, name: str) -> dict[str, Any]:
    """The one row with a name in a column, as a dict. Raises CourseError with the closest names when there is none."""
    rows = {str(row[column]): row for row in rows_of(table)}
    if name not in rows:
        raise unknown(column.replace("_", " "), name, rows)
    return rows[name]
