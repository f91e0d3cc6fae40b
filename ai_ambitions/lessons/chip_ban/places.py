"""Places of lesson 06: country groups, where a rule applies, and for which kinds of shipment. ``engine`` asks it.

What the law says of places stands in two tables, ``export_country_groups`` and ``export_rule_places``; here is only how they are
read. A group that is not known on a day is unknown, and never "outside".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ai_ambitions.core.cells import known, rows_of
from ai_ambitions.core.errors import CourseError, unknown
from ai_ambitions.lessons.chip_ban.model import all_of, any_of, rule_in_force

KINDS = {  # in words, one and many
    "export": ("from the United States", "exports"),
    "reexport": ("from another state", "re-exports"),
    "transfer": ("within the state", "transfers within a country"),
}
# What the engine knows to be outside of it, and what an answer would need.
OUTSIDE_KINDS = {
    "import": "the rules of the buyer's own state on importing it",
    "purchase": "the rules of the buyer's own state on buying it",
    "remote access": "a rule on computing rented over a network; export rules speak of goods",
}
OUTSIDE_STATES = {
    "CN": "China's own rules on buying and importing chips, most of which were never published",
    "JP": "Japan's list of goods with its figures; the table names classes of tools only",
    "NL": "the Dutch list of goods with its figures; the table names classes of tools only",
}
# Short names that people type, and that are no codes.
SHORT_NAMES = {"uk": "GB", "usa": "US"}


@dataclass(frozen=True)
class Deal:
    """A shipment: codes of the destination and of the buyer's (or its ultimate parent's) seat, the kind, the day."""

    destination: str
    headquarters: str
    kind: str
    day: date


@dataclass(frozen=True)
class Places:
    """The rows of ``export_country_groups`` and ``export_rule_places``, and the names of economies by code."""

    groups: tuple[Mapping[str, Any], ...]
    scopes: tuple[Mapping[str, Any], ...]
    names: Mapping[str, str]

    def code(self, place: str) -> str:
        """The code of a place, from its code or its English name (UK and USA too); CourseError with the nearest names for any other."""
        if place in self.names:
            return place
        codes = {short: code for short, code in SHORT_NAMES.items() if code in self.names}
        codes |= {name.lower(): code for code, name in self.names.items()}
        if str(place).lower() in codes:
            return codes[str(place).lower()]
        raise unknown("place", place, self.names.values())

    def name(self, code: str) -> str:
        """The English name of a place."""
        return self.names[code]

    def groups_of(self, code: str, day: date) -> frozenset[str] | None:
        """The country groups of an economy on a day, or None where our sources do not reach."""
        rows = [row for row in self.groups if row["economy"] == code and rule_in_force(row, day)]
        return frozenset(str(rows[-1]["groups"]).split(";")) if rows else None

    def among(self, code: str, marks: Any, day: date) -> bool | None:
        """Whether a place is among codes and groups, such as ``D:5;MO``; None where its groups are unknown and would decide."""
        named = str(marks).split(";") if known(marks) else []
        wanted = {mark for mark in named if ":" in mark}
        if "*" in named or code in named or not wanted:
            return "*" in named or code in named
        mine = self.groups_of(code, day)
        return None if mine is None else bool(mine & wanted)

    def covered(self, row: Mapping[str, Any], deal: Deal) -> bool | None:
        """Whether one row of ``export_rule_places`` speaks to the places of a deal."""
        place = deal.destination if row["place"] == "destination" else deal.headquarters
        if not place:
            return False
        left_out = [self.among(place, row["excludes"], deal.day)]
        # What is mild is shut to buyers from there as well.
        if row["says"] in ("path", "review") and deal.headquarters:
            left_out.append(self.among(deal.headquarters, row["excludes"], deal.day))
        excluded = any_of(left_out)
        return all_of(
            [self.among(place, row["covers"], deal.day), None if excluded is None else not excluded]
        )

    def rows(self, rule_id: str, paragraph: str, says: str, day: date) -> list[Mapping[str, Any]] | None:
        """The rows on a paragraph that are in force on a day; None where the table has nothing on the paragraph."""
        mine = [
            row
            for row in self.scopes
            if (row["rule_id"], row["paragraph"], row["says"]) == (rule_id, paragraph, says)
        ]
        return [row for row in mine if rule_in_force(row, day)] if mine else None

    def asks(self, rule_id: str, paragraph: str, deal: Deal, words: str) -> tuple[bool | None, list[str]]:
        """Whether a paragraph asks for a licence in a deal, and what would be needed where that is not known."""
        plain, silent = (self.rows(rule_id, paragraph, says, deal.day) for says in ("licence", "unpublished"))
        if plain is None and silent is None:
            return None, [f"the places to which {words} apply"]
        answers: list[bool | None] = []
        needed = []
        for row in [*(plain or []), *(silent or [])]:
            here = self.covered(row, deal)
            if here and row["says"] == "unpublished":
                needed.append(f"the places named in {words}, which were not published")
                here = None
            elif here and deal.kind not in row["kinds"].split(";"):
                needed.append(f"what {words} say of {KINDS[deal.kind][1]}")
                here = None
            elif here is None:
                place = deal.destination if row["place"] == "destination" else deal.headquarters
                needed.append(f"the country groups of {self.name(place)} on {deal.day}")
            answers.append(here)
        answer = any_of(answers)
        return answer, list(dict.fromkeys(needed)) if answer is None else []

    def other_rules(self, deal: Deal) -> list[str]:
        """Rules that decide at a place and stand in no table of ours, in words: silence there does not mean freedom."""
        rows = (row for row in self.scopes if row["says"] == "other_rules" and rule_in_force(row, deal.day))
        return [str(row["policy"]) for row in rows if self.covered(row, deal)]

    def policy(self, rule_id: str, paragraph: str, says: str, deal: Deal) -> str:
        """The first policy of a paragraph that is known to hold for a deal, in words; empty where there is none."""
        for row in self.rows(rule_id, paragraph, says, deal.day) or []:
            if self.covered(row, deal) and deal.kind in row["kinds"].split(";"):
                return str(row["policy"])
        return ""


def places(groups: Any, scopes: Any, economies: Any) -> Places:
    """What ``decide`` needs to know of places.

    Parameters
    ----------
    groups, scopes, economies
        The tables ``export_country_groups``, ``export_rule_places`` and ``economies``.
    """
    names = {row["code"]: row["name"] for row in rows_of(economies) if row["kind"] == "economy"}
    return Places(tuple(rows_of(groups)), tuple(rows_of(scopes)), names)


def outside(kind: str, jurisdiction: str, destination: str) -> str:
    """What an answer would need for a question outside of the engine, in words; empty for one inside.

    Raises CourseError, with what is known, for a kind or a state that nobody told it of.
    """
    if kind not in KINDS and kind not in OUTSIDE_KINDS:
        raise CourseError(
            f"There is no kind of shipment called {kind!r}.",
            f"Known: {', '.join(KINDS)}; outside of the engine: {', '.join(OUTSIDE_KINDS)}.",
        )
    if jurisdiction != "US" and jurisdiction not in OUTSIDE_STATES:
        raise CourseError(
            f"The engine knows no rules of {jurisdiction!r}.",
            f"Known: US; outside of the engine: {', '.join(OUTSIDE_STATES)}.",
        )
    if jurisdiction != "US":
        return OUTSIDE_STATES[jurisdiction]
    if destination == "US":
        return "a place outside of the United States; what stays there is no export"
    return OUTSIDE_KINDS.get(kind, "")
