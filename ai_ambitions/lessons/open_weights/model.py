"""What is open, for whom, and since when: openness, licences, crossovers (lesson 05).

Rows arrive as plain mappings, so the functions work on a row of a table, a dict typed by hand or a test case. A permission to
train on outputs or to make money that nobody has seen is unknown, and unknown is never taken for a yes.

Sources of the definitions: the European Open Source AI Index (Liesenfeld and Dingemanse 2024) for the grades open, partial
and closed; the licence texts behind ``licences.csv`` for the clauses; the Open Source AI Definition of the Open Source
Initiative (2024) for what the strict level asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ai_ambitions.core.cells import known

POINTS = {"open": 1.0, "partial": 0.5, "closed": 0.0}
CLOSED, WEIGHTS, FREE_WEIGHTS, SOURCE = "closed", "open weights", "open weights, free licence", "open source"
LEVELS = (CLOSED, WEIGHTS, FREE_WEIGHTS, SOURCE)
USES = ("research", "product", "hosting", "training")

# States of the European Union, by ISO 3166-1 code: licences shut out "EU" as one.
EU = frozenset([
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE",
    "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
])  # fmt: skip


def openness_score(grades: Mapping[str, str], weights: Mapping[str, float]) -> float:
    """Weighted openness, from 0 (all closed) to 1 (all open): S = Σ w·x / Σ w.

    Parameters
    ----------
    grades
        Dimension and grade: ``open`` counts 1, ``partial`` 0.5, ``closed`` 0. The points are this course's, not the index's.
    weights
        Dimension and weight, none negative. Only these dimensions count.

    Raises
    ------
    ValueError
        No weight above zero, a negative weight, a dimension without a grade, or a word that is no grade.
    """
    if any(weight < 0 for weight in weights.values()):
        raise ValueError("a weight cannot be negative")
    total = sum(weights.values())
    if total == 0:
        raise ValueError("at least one weight must be above zero")
    points = 0.0
    for dimension, weight in weights.items():
        grade = grades.get(dimension)
        if grade not in POINTS:
            raise ValueError(f"{dimension} has the grade {grade!r}; known are {', '.join(POINTS)}")
        points += weight * POINTS[grade]
    return points / total


def openness_level(grades: Mapping[str, str]) -> str:
    """One of four steps, from the grades of the index's dimensions.

    ``closed``: the tuned weights are closed. ``open weights``: they are open, at least in part.
    ``open weights, free licence``: they and the licence are fully open; put the licence of the *weights* into
    ``licence_terms`` if the step is to speak of them, since the index grades the licence of the whole project.
    ``open source``: in addition training code and both kinds of data, of the base model and of the tuning, are fully open.

    The last step asks for the data themselves, as the index does. The definition of the Open Source Initiative asks for
    detailed *information* on the data, which is less.
    """
    needed = ("tuned_weights", "licence_terms", "training_code", "base_data", "tuning_data")
    for dimension in needed:
        if grades.get(dimension) not in POINTS:
            raise ValueError(f"{dimension} has no grade; the level needs {', '.join(needed)}")
    if grades["tuned_weights"] == "closed":
        return CLOSED
    if grades["tuned_weights"] != "open" or grades["licence_terms"] != "open":
        return WEIGHTS
    return SOURCE if all(grades[part] == "open" for part in needed[2:]) else FREE_WEIGHTS


def licence_grade(name: Any) -> str:
    """Grade of a licence of *weights* by its name: Apache-2.0 and MIT ``open``, Modified MIT ``partial``, others ``closed``.

    Both open ones are approved by the Open Source Initiative (opensource.org/licenses); "Modified MIT" adds a duty to show a
    name. Several licences in one name, or no name, are ``closed``: nobody can rely on the freer one.
    """
    text = str(name).strip().lower().replace("-", " ").removesuffix(" license")
    if text in ("apache 2.0", "mit"):
        return "open"
    return "partial" if text == "modified mit" else "closed"


def crossover(
    periods: Sequence[Any], ours: Sequence[float], theirs: Sequence[float], hold: int | None = 1
) -> Any:
    """The first period from which ``ours`` exceeds ``theirs`` and goes on to do so.

    Parameters
    ----------
    periods
        Months, weeks or days, in order and without repetition.
    ours, theirs
        The two series, of the same length as ``periods``, in the same unit.
    hold
        How many periods in a row the lead must last, the first included: 1 is the first touch. ``None`` asks that it last to
        the end of the series.

    Returns
    -------
    The period in which such a lead begins, or None if there is none. A tie is not a lead. A series that ends before ``hold``
    periods have passed cannot show that the lead lasted.

    Raises
    ------
    ValueError
        Empty or unequal lengths, periods out of order, or a hold below 1.
    """
    if not len(periods) == len(ours) == len(theirs) > 0:
        raise ValueError("periods and both series must be of one length, and not empty")
    if any(not later > earlier for earlier, later in zip(periods, list(periods)[1:], strict=False)):
        raise ValueError("periods must be in order, each later than the one before")
    if hold is not None and hold < 1:
        raise ValueError("a lead must hold for at least one period")
    ahead = [a > b for a, b in zip(ours, theirs, strict=True)]
    for start, leads in enumerate(ahead):
        rest = ahead[start:] if hold is None else ahead[start : start + hold]
        if leads and all(rest) and (hold is None or len(rest) == hold):
            return periods[start]
    return None


@dataclass(frozen=True)
class Use:
    """What somebody wants to do with a model, and how large they are.

    kind
        ``research`` (no money), ``product`` (the model inside a product of one's own), ``hosting`` (selling access to the
        model) or ``training`` (its outputs train another model that is passed on).
    users_m
        Monthly users of the product, in millions.
    revenue_usd_m
        Revenue of the whole firm in twelve months, million USD.
    country
        Where the user is based, ISO 3166-1.
    """

    kind: str
    users_m: float = 0.0
    revenue_usd_m: float = 0.0
    country: str = "US"

    def __post_init__(self) -> None:
        """Refuse a use that makes no sense."""
        if self.kind not in USES:
            raise ValueError(f"{self.kind!r} is no use known here; choose one of {', '.join(USES)}")
        if self.users_m < 0 or self.revenue_usd_m < 0:
            raise ValueError("users and revenue cannot be negative")


@dataclass(frozen=True)
class Permission:
    """The answer of a licence to a use: ``yes``, ``yes, name shown``, ``ask``, ``no``, ``silent`` or ``unknown``, and why."""

    answer: str
    clause: str

    def __str__(self) -> str:
        """Answer and clause in one line."""
        return f"{self.answer}: {self.clause}"


def _over(value: float, threshold: Any) -> bool:
    return known(threshold) and value > float(threshold)


def permission(licence: Mapping[str, Any], use: Use, on: str | date) -> Permission:
    """What one licence, as coded in ``licences.csv``, says to a use on a day. Not legal advice.

    The clauses are asked in this order, and the first that speaks decides: date, territory, training on outputs, commercial
    use, number of users, revenue of those who sell access, name to be shown. An empty cell is a clause that was not seen. Where
    the answer hangs on training or commercial use, it is ``silent`` if the text was read and says nothing about training, and
    ``unknown`` otherwise. An empty territory, threshold or name clause counts as absent. Research is taken to make no money,
    so only the territory can stand against it; barred uses are not asked at all, nor are gates on a kind of product (an "AI work
    assistant" in two licences of 2026).

    Raises ValueError where the licence was not yet in use on that day.
    """
    day = str(on)[:10]
    begins = licence.get("valid_from")
    if known(begins) and str(begins)[:10] > day:
        raise ValueError(f"{licence.get('licence_id')} begins on {str(begins)[:10]}, after {day}")
    shut_out = (
        str(licence["excluded_territory"]).split("|") if known(licence.get("excluded_territory")) else []
    )
    if use.country in shut_out or ("EU" in shut_out and use.country in EU):
        return Permission("no", f"not licensed in {use.country}")
    if use.kind == "training" and not known(licence.get("outputs_may_train_others")):
        read = str(licence.get("text_read")) in ("yes", "True")
        return Permission("silent" if read else "unknown", "no clause on training with outputs was seen")
    if use.kind == "training" and not licence["outputs_may_train_others"]:
        return Permission("no", "outputs may not train other models")
    if use.kind == "research":
        return Permission("yes", "no money is made")
    if not known(licence.get("commercial_use")):
        return Permission("unknown", "no clause on commercial use was seen")
    if not licence["commercial_use"]:
        return Permission("ask", "commercial use needs a separate agreement")
    if _over(use.users_m, licence.get("user_threshold_m")):
        return Permission("ask", f"over {float(licence['user_threshold_m']):g} million monthly users")
    if use.kind == "hosting" and _over(use.revenue_usd_m, licence.get("revenue_gate_usd_m")):
        gate = float(licence["revenue_gate_usd_m"])
        return Permission(
            "ask", f"sellers of access over {gate:,g} million USD in twelve months need an agreement"
        )
    months = float(licence["naming_revenue_months"]) if known(licence.get("naming_revenue_months")) else 12.0
    limits = (licence.get("naming_user_threshold_m"), licence.get("naming_revenue_usd_m"))
    always = not any(known(limit) for limit in limits)
    big = _over(use.users_m, limits[0]) or _over(use.revenue_usd_m * months / 12, limits[1])
    if known(licence.get("naming_duty")) and licence["naming_duty"] and (always or big):
        return Permission("yes, name shown", "a name must be displayed")
    return Permission("yes", "no clause stands against it")


def permissions(
    licences: Iterable[Mapping[str, Any]], uses: Mapping[str, Use], on: str | date
) -> list[dict[str, str]]:
    """A board of answers: one row a licence, with its name, and one column a use. See ``permission``."""
    return [
        {"licence": str(row["licence"])}
        | {name: permission(row, use, on).answer for name, use in uses.items()}
        for row in licences
    ]
