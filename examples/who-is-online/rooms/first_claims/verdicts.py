"""How lesson 00 judges its three claims. The figures were known when the rules were written, and each has another beside it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from ai_ambitions.core.verdict import Verdict, asked, known_until

if TYPE_CHECKING:
    import pandas as pd

RULES = {
    "C01": {
        "default": "The newest year that was over by the day: above 80 per cent is supported, anything else is not.",
        "three-years": "As the default, but each of the newest three years is to be above 80 per cent.",
    },
    "C02": {
        "default": "The newest year that both have: at most 5 points apart is supported, anything else is not.",
        "halved": "As the default, but a gap of at most half of that of the first year is supported with a qualifier.",
    },
    "C03": {
        "default": (
            "No fall from a year to the next in any economy: supported. Falls, but each economy ends at or above where it began: "
            "supported with a qualifier. Else not supported."
        ),
        "every-year": "One fall from a year to the next, of any size, in any economy, and the sentence is not supported.",
    },
}
TABLES = {"C01": ("online",), "C02": ("online",), "C03": ("online",)}
FIRST = "2020-01-01"  # by then two years of the table were over
MANY, LEVEL = 80.0, 5.0  # per cent; points


def series(online: pd.DataFrame, day: str) -> dict[str, dict[int, float]]:
    """The share of each economy by year, of the years that were over by a day."""
    found: dict[str, dict[int, float]] = {}
    for economy, year, percent in zip(online["economy"], online["year"], online["percent"], strict=True):
        if int(year) < int(day[:4]):
            found.setdefault(economy, {})[int(year)] = float(percent)
    return found


def gaps(online: pd.DataFrame, day: str, one: str = "Brazil", other: str = "Indonesia") -> dict[int, float]:
    """How many points one economy is ahead of another, in each year that both have."""
    held = series(online, day)
    both = sorted(held.get(one, {}).keys() & held.get(other, {}).keys())
    return {year: held[one][year] - held[other][year] for year in both}


def falls(online: pd.DataFrame, day: str) -> list[tuple[str, int, float]]:
    """Each fall from a year to the next: economy, the later year, points."""
    return [
        (economy, later, shares[before] - shares[later])
        for economy, shares in series(online, day).items()
        for before, later in pairwise(sorted(shares))
        if shares[later] < shares[before]
    ]


def _asked(claim: str, tables: Mapping[str, pd.DataFrame], day: str, rule: str) -> str:
    return asked(claim, RULES, rule, day, FIRST, known_until(tables))


def c01(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """More than eight in ten people in Brazil use the internet."""
    day = _asked("C01", tables, day, rule)
    shares = sorted(series(tables["online"], day).get("Brazil", {}).items())
    read = shares[-3:] if rule == "three-years" else shares[-1:]
    enough = len(read) == (3 if rule == "three-years" else 1)
    outcome = "supported" if all(share > MANY for _, share in read) else "not_supported"
    return Verdict(
        "C01",
        day,
        rule,
        outcome if enough else "not_checkable",
        figure=", ".join(f"{share:g} per cent in {year}" for year, share in read) or "no year of Brazil",
        line=f"above {MANY:g} per cent",
        because="It is a share of all people, by one series."
        if enough
        else "Too few years are in the table.",
        turns=f"A newer year at or below {MANY:g} per cent.",
    )


def c02(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """Indonesia has caught up with Brazil."""
    day = _asked("C02", tables, day, rule)
    found = gaps(tables["online"], day)
    if not found:
        return Verdict(
            "C02",
            day,
            rule,
            "not_checkable",
            "no year that both have",
            "none",
            "No gap can be told.",
            "A year.",
        )
    (begun, first), (newest, last) = min(found.items()), max(found.items())
    outcome = "supported" if last <= LEVEL else "not_supported"
    if rule == "halved" and outcome == "not_supported" and last <= first / 2:
        outcome = "supported_with_qualifier"
    return Verdict(
        "C02",
        day,
        rule,
        outcome,
        figure=f"{last:.2f} points behind in {newest}, {first:.2f} in {begun}",
        line=f"at most {LEVEL:g} points" + (", or half of the first gap" if rule == "halved" else ""),
        because="A gap that closes is not yet closed." if last > LEVEL else "Both are level.",
        turns=f"A year with a gap of at most {LEVEL:g} points.",
    )


def c03(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """The share of users does not fall."""
    day = _asked("C03", tables, day, rule)
    held, found = series(tables["online"], day), falls(tables["online"], day)
    if not held:
        return Verdict(
            "C03", day, rule, "not_checkable", "no year", "none", "Nothing is in the table.", "A year."
        )
    below = [economy for economy, shares in held.items() if shares[max(shares)] < shares[min(shares)]]
    if not found:
        outcome = "supported"
    else:
        outcome = "not_supported" if below or rule == "every-year" else "supported_with_qualifier"
    largest = max((points for _, _, points in found), default=0.0)
    return Verdict(
        "C03",
        day,
        rule,
        outcome,
        figure=f"{len(found)} falls from a year to the next, by {largest:.2f} points at most; {len(below)} economies end lower",
        line="no fall" if rule == "every-year" else "no fall, or none from the first year to the last",
        because="The share rises on the whole, and not in each year."
        if found
        else "No year was below the one before.",
        turns="An economy that ends below where it began.",
    )
