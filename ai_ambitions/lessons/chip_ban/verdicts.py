"""How lesson 06 judges C20 (chips and tools shut out) and C22 (an import ban in response).

Each rule is a sentence written before the figures were looked at; the functions read only the tables they are given. One rule
judges both dates. A rule that measures something else has a name of its own, so that a reader can see what hangs on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ai_ambitions.core.errors import CourseError, unknown
from ai_ambitions.core.verdict import Verdict
from ai_ambitions.lessons.chip_ban.engine import CONTROLLED, Decision, decide
from ai_ambitions.lessons.chip_ban.model import as_date, rows_of, with_metrics

if TYPE_CHECKING:
    import pandas as pd

RULES = {
    "C20": {
        "default": (
            "Two halves, and the weaker one decides. Chips: of the ten data-centre chips with the highest TPP on sale that "
            "day from AMD, Intel and Nvidia, how many met a US rule with no easier path? Nine or ten: shut; five to eight: "
            "partly; fewer: open. Tools: whose rules in force put a licence on advanced chip-making tools? Those of the US "
            "alone: shut; other states' as well: partly; nobody's: open. Both shut: supported. One open: not supported. "
            "Else: supported with a qualifier."
        ),
        "whoever-closed-it": (
            "As the default, but a tool counts as shut whichever state's rule closes it: asks what a Chinese buyer could "
            "not get, and not by whose law."
        ),
    },
    "C22": {
        "default": (
            "A ban on imports is a measure that an authority published and that bars imports. None by that day: not "
            "supported. One that does not name Micron: supported with a qualifier. One that names Micron: supported."
        ),
        "any-bar": (
            "Takes the word ban loosely: any measure, published or reported, that bars imports or purchases of US firms' "
            "chips. None: not supported. Some, but none that names Micron and binds all buyers: supported with a qualifier. "
            "One that does: supported."
        ),
    },
}
TABLES = {
    "C20": ("chips", "export_rule_thresholds", "controls_timeline", "china_chip_market"),
    "C22": ("controls_timeline",),
}

FIRST_DAY = "2022-10-21"  # the first published chip rule came into force: before it there is nothing to judge
SELLERS = ("AMD", "Intel", "Nvidia")  # US firms that sell chips; Amazon and Google mainly rent theirs out
TEN, SHUT_FROM, PARTLY_FROM = 10, 9, 5
STATES = {"JP": "Japan", "NL": "the Netherlands", "US": "the United States"}
ENDED = ("lifted", "superseded", "suspended", "not enforced", "reported", "bill", "unknown")
SHUT, PARTLY, OPEN = 2, 1, 0
_OUTCOMES = {SHUT: "supported", PARTLY: "supported_with_qualifier", OPEN: "not_supported"}


def c20(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """C20: US export rules have shut Chinese buyers out of cutting-edge chips and of the tools that make them.

    Parameters
    ----------
    tables
        ``chips``, ``export_rule_thresholds``, ``controls_timeline``, ``china_chip_market``.
    day
        The day to judge, such as ``"2025-10-31"``.
    rule
        ``default`` or ``whoever-closed-it``; see ``RULES``.

    Raises
    ------
    CourseError
        An unknown rule, or a day before the first rule or after the date of the table of rules.
    """
    _check("C20", rule)
    day = _day(day, tables["export_rule_thresholds"], FIRST_DAY)
    decisions = fastest_on_sale(tables, day)
    shut = sum(shut_out(decision) for decision in decisions)
    states = closing_tools(tables["controls_timeline"], day)
    chips = SHUT if shut >= SHUT_FROM else PARTLY if shut >= PARTLY_FROM else OPEN
    others = states - {"US"}
    tools = OPEN if not states else PARTLY if others and rule == "default" else SHUT
    whose = _listed(sorted(STATES.get(state, state) for state in states)) or "no state"
    reviewed = sum(bool(decision.paths) for decision in decisions)
    return Verdict(
        "C20",
        day,
        rule,
        _OUTCOMES[min(chips, tools)],
        f"{shut} of the {len(decisions)} fastest chips had no easier path; advanced tools are closed by {whose}",
        f"{SHUT_FROM} of {TEN} chips, and tools closed by "
        + ("US rules alone" if rule == "default" else "any rule"),
        (
            f"For {reviewed} of the {len(decisions)} an easier path is open, which is not yet a sale. "
            if reviewed
            else ""
        )
        + _bought(tables["china_chip_market"], day),
        f"Fewer than {PARTLY_FROM} chips without an easier path, or no rule on tools: not supported. "
        f"{SHUT_FROM} chips or more, and "
        + ("no tool rule of another state" if rule == "default" else "some rule on tools")
        + ": supported.",
    )


def fastest_on_sale(tables: Mapping[str, pd.DataFrame], day: str) -> list[Decision]:
    """What the engine says, on a day, of the ten data-centre chips of highest TPP on sale from three US firms."""
    chips = with_metrics(tables["chips"])
    sold = chips[
        chips["vendor"].isin(SELLERS)
        & (chips["market"] == "global")
        & chips["datacenter"].fillna(False)
        & (chips["announced"] <= day)
    ]
    law = rows_of(tables["export_rule_thresholds"])
    return [decide(chip, law, day) for chip in rows_of(sold.nlargest(TEN, "tpp"))]


def shut_out(decision: Decision) -> bool:
    """Whether a chip meets a rule and no easier path is open to it."""
    return decision.outcome == CONTROLLED and not decision.paths


def closing_tools(timeline: pd.DataFrame, day: str) -> set[str]:
    """The states (as codes) whose rules in force on a day close chip-making tools to buyers in China."""
    steps = timeline[(timeline["effect"] == "tightens") & (timeline["date"] <= day)]
    is_tool = (steps["category"] == "tools") | steps["instrument"].str.contains("manufacturing rule")
    in_force = ~steps["legal_status"].isin(ENDED)
    return set(steps.loc[is_tool & in_force, "jurisdiction"])


def c22(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """C22: Chinese authorities answered the controls with an import ban on important US suppliers, Micron among them.

    Parameters
    ----------
    tables
        ``controls_timeline``.
    day
        The day to judge, such as ``"2025-10-31"``.
    rule
        ``default`` or ``any-bar``; see ``RULES``.

    Raises
    ------
    CourseError
        An unknown rule, or a day before the first rule or after the date of the timeline.
    """
    _check("C22", rule)
    timeline = tables["controls_timeline"]
    day = _day(day, timeline, FIRST_DAY)
    measures = timeline[
        (timeline["category"] == "market_ban")
        & (timeline["direction"] == "china_on_us")
        & (timeline["date"] <= day)
    ]
    imports, purchases = measures[measures["bars"] == "import"], measures[measures["bars"] == "purchase"]
    if rule == "default":
        counted = imports[imports["legal_status"] != "reported"]
        whole = counted["instrument"].str.contains("Micron").any()
    else:
        counted = measures[measures["bars"].isin(["import", "purchase"])]
        whole = (counted["instrument"].str.contains("Micron") & (counted["target"] == "all")).any()
    level = OPEN if counted.empty else SHUT if whole else PARTLY
    published = imports[imports["legal_status"] != "reported"]
    notice = measures[measures["instrument"].str.contains("Micron") & (measures["bars"] == "purchase")]
    micron = (
        "No measure on Micron's chips was known by then."
        if notice.empty
        else "The notice on Micron speaks to one class of buyers; others could import and use its chips."
    )
    unpublished = len(imports) - len(published)
    reported = (
        f"{unpublished} import bar was reported by the press, and never published." if unpublished else ""
    )
    return Verdict(
        "C22",
        day,
        rule,
        _OUTCOMES[level],
        f"{len(published)} published import bars; measures that told some buyers not to buy: {len(purchases)}",
        "a published import bar that names Micron"
        if rule == "default"
        else "a bar on Micron's chips that binds all buyers",
        f"{micron} {reported}".strip(),
        "A published order to customs against Micron's chips: supported."
        if rule == "default"
        else "A bar on Micron's chips that binds all buyers: supported; no bar at all: not supported.",
    )


def _check(claim: str, rule: str) -> None:
    if rule not in RULES[claim]:
        raise unknown("rule", rule, RULES[claim])


def _day(day: str, table: pd.DataFrame, first: str) -> str:
    """The day as text, if the table can speak about it."""
    asked, last = as_date(day).isoformat(), str(table.attrs.get("as_of", "9999-12-31"))
    if not first <= asked <= last:
        raise CourseError(
            f"The tables cannot say what held on {asked}.", f"Choose a day from {first} to {last}."
        )
    return asked


def _listed(names: list[str]) -> str:
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)


def _bought(market: pd.DataFrame, day: str) -> str:
    """What is known of tools that were bought all the same: all kinds together, so it decides nothing here."""
    billed = market[(market["indicator"] == "equipment_billings") & (market["entity"] == "China")]
    whole_years = billed[billed["period_label"].str.fullmatch(r"\d{4}") & (billed["year"] < int(day[:4]))]
    if whole_years.empty:
        return "How much chip-making equipment China bought by then is not in the table."
    row = whole_years.sort_values("year").iloc[-1]
    return (
        f"Chip-making equipment for USD {row['value']:g} billion was billed to China in {row['period_label']}: "
        "of all kinds, old and new together, so it is not counted."
    )
