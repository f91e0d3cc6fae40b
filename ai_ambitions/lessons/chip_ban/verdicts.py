"""How lesson 06 judges C20 (chips and tools shut out) and C22 (an import ban in response).

The functions read only the tables they are given. One rule judges both dates. A rule that measures something else has a name of
its own, so that a reader can see what hangs on it. One standard of proof serves both states: what no authority published counts
only under the rules called ``unpublished-too``. The rules were written anew after sceptical readers had shown what the first ones
could not say; the data were known by then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.cells import rows_of, span
from ai_ambitions.core.verdict import ABSENT, EACH_DAY, EVENT, Verdict, asked, known_until
from ai_ambitions.lessons.chip_ban.engine import CONTROLLED, UNDECIDED, decide
from ai_ambitions.lessons.chip_ban.model import rule_in_force, with_metrics

if TYPE_CHECKING:
    import pandas as pd

RULES = {
    "C20": {
        "default": (
            "Two halves, and the weaker one decides. Chips: data-centre parts of AMD, Intel and Nvidia, variants for China "
            "included, first shown in the 24 months before the day, with at least a third of the TPP of the fastest; a part "
            "whose figures or date leave the answer open counts on neither side. Tools: EUV lithography, newest immersion "
            "lithography, and deposition and etching for advanced factories. Same test for both: a published US rule asks for "
            "a licence, alone or beside other states', and no easier path is known. A rule that lets off machines sent from "
            "the states that make them does not close them. All of a half: shut; fewer than half of it: mostly open; else "
            "partly shut. Both shut: supported. One mostly open: not supported. Else: supported with a qualifier."
        ),
        "unpublished-too": (
            "As the default, but US letters count as well that no authority published and that firms named in their filings."
        ),
        "whoever-closed-it": (
            "As the default, but it counts whichever state's rule asks for the licence: what a Chinese buyer could not get, "
            "and not by whose law."
        ),
        "as-named": (
            "As the default, but a class of tools counts as soon as a US rule names it, even where the rule lets off what "
            "allied states send."
        ),
    },
    "C22": {
        "default": (
            "A ban on imports is a measure that an authority published and that bars imports of US firms' chips; one that was "
            "lifted later counts. None found by that day: not supported. One that does not name Micron: supported with a "
            "qualifier. One that names Micron: supported."
        ),
        "unpublished-too": (
            "As the default, but bars on imports count as well that no authority published and that the press or a firm reported."
        ),
        "any-goods": (
            "As the default, but it counts published bars on imports of any goods of US firms: gene sequencers and the goods of "
            "arms makers as well as chips."
        ),
        "any-bar": (
            "Takes the word ban loosely: any measure, published or reported, that bars imports or purchases of US firms' "
            "chips. None: not supported. Some, but none that names Micron and binds all buyers: supported with a qualifier. "
            "One that does: supported."
        ),
    },
}
# Outcomes that the default rule cannot give, and why. All others occur in this room's test_verdicts.py.
NEVER = {
    "C20": {"outdated": EACH_DAY, "not_checkable": ABSENT},
    "C22": {"outdated": EVENT, "not_checkable": ABSENT},
}

TABLES = {"C20": ("chips", "export_rule_thresholds"), "C22": ("controls_timeline",)}

FIRST_DAY = "2019-01-01"  # from here on the tables hold rules on tools
SELLERS = ("AMD", "Intel", "Nvidia")  # US firms that sell chips; Amazon and Google mainly rent theirs out
SHARE = (
    1 / 3
)  # at most one generation behind: the newest step multiplies the TPP by two to three, if its rates hold
MONTHS = 24  # makers bring a new generation every one to two years
TOOLS = ("EUV lithography", "newest immersion lithography", "deposition", "etching")
# Rules do not list these classes whole: they reach tools by kind, or all tools that go to a factory for advanced chips.
_SCOPE = {"deposition": " for advanced factories", "etching": " for advanced factories"}
STATES = {"JP": "Japan", "NL": "the Netherlands", "US": "the United States"}
SHUT, PARTLY, OPEN = 2, 1, 0
_HALVES = {SHUT: "shut", PARTLY: "partly shut", OPEN: "mostly open"}
_OUTCOMES = {SHUT: "supported", PARTLY: "supported_with_qualifier", OPEN: "not_supported"}


@dataclass(frozen=True)
class Item:
    """A chip or a class of tools on a day: which states (as codes) ask for a licence with no easier path known.

    ``announced`` is the day on which a chip was first shown, empty for tools; ``path`` names an easier path to China, empty where
    none is known; ``unknown`` says what keeps the answer open, so that the item counts on neither side.
    """

    half: str
    name: str
    states: frozenset[str]
    path: str = ""
    announced: str = ""
    unknown: str = ""

    @property
    def closed_by(self) -> str:
        """Who closes it, in words."""
        if self.unknown:
            return f"not counted: {self.unknown}"
        if self.path:
            return f"open to {self.path}"
        return _listed(sorted(STATES[state] for state in self.states)) or "nobody"


def c20(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default", share: float = SHARE) -> Verdict:
    """C20: US export rules have shut Chinese buyers out of cutting-edge chips and of the tools that make them.

    Parameters
    ----------
    tables
        ``chips``, ``export_rule_thresholds``.
    day
        The day to judge, such as ``"2025-10-31"``.
    rule
        ``default``, ``unpublished-too``, ``whoever-closed-it`` or ``as-named``; see ``RULES``.
    share
        Which share of the fastest part's TPP makes a part cutting-edge.

    Raises
    ------
    CourseError
        An unknown rule, or a day before the first rule or after the newest date of the tables.
    """
    day = asked("C20", RULES, rule, day, FIRST_DAY, known_until(tables))
    law = tables["export_rule_thresholds"]
    row = front_row(tables, day, share, letters=rule == "unpublished-too")
    chips, open_ones = [item for item in row if not item.unknown], [item for item in row if item.unknown]
    tools = tool_classes(law, day, let_off=rule != "as-named")
    counted = [
        sum(bool(item.states) if rule == "whoever-closed-it" else "US" in item.states for item in half)
        for half in (chips, tools)
    ]
    levels = [_level(count, len(half)) for count, half in zip(counted, (chips, tools), strict=True)]
    whose = "a US rule names" if rule == "as-named" else "a US rule closes"
    whose = "some state's rule closes" if rule == "whoever-closed-it" else whose
    whose = "a US rule or letter closes" if rule == "unpublished-too" else whose
    joint = [item.name for item in tools if "US" in item.states and len(item.states) > 1]
    alone = [item.name for item in tools if item.states and "US" not in item.states]
    newest = max(chips, key=lambda item: item.announced, default=None)
    paths = sum(bool(item.path) for item in chips)
    said = [
        f"Chips: {_HALVES[levels[0]]}. Tools: {_HALVES[levels[1]]}.",
        f"Closed by other states as well: {_listed(joint)}." if joint else "",
        f"Closed by other states only: {_listed(alone)}." if alone else "",
        f"Not counted, since the answer is open: {_listed([item.name for item in open_ones])}."
        if open_ones
        else "",
        f"For {paths} of the chips an easier path is open, which is not yet a sale." if paths else "",
        f"Newest chip counted: {newest.name}, shown in {date.fromisoformat(newest.announced):%B %Y}."
        if newest
        else "",
    ]
    return Verdict(
        "C20",
        day,
        rule,
        _OUTCOMES[min(levels)],
        f"{whose} {counted[0]} of {len(chips)} cutting-edge chips and {counted[1]} of {len(tools)} classes of tools",
        "all of both",
        " ".join(filter(None, said)),
        "Upwards: BIS no longer lets off the lithography machines that 33 states send. Downwards: a repeal of the US rules on "
        "tools, or an easier path for the newest chips.",
    )


def front_row(
    tables: Mapping[str, pd.DataFrame], day: str, share: float = SHARE, *, letters: bool = False
) -> list[Item]:
    """The cutting-edge data-centre parts of three US firms on a day, fastest first, and what US rules say of each.

    Letters, which no authority published, count only with ``letters``. A part whose date is known to the
    month or year only is in the row from the last day that the date may mean, and until then marked as unknown.
    """
    chips = with_metrics(tables["chips"])
    since = _months_before(day)
    mine = rows_of(
        chips[chips["vendor"].isin(SELLERS) & chips["datacenter"].fillna(False) & chips["tpp"].notna()]
    )
    near = [(chip, *_shown(chip)) for chip in mine]
    near = [(chip, first, last) for chip, first, last in near if first and first <= day and last > since]
    sure = [chip["tpp"] for chip, first, last in near if last <= day and first > since]
    law = [
        row
        for row in rows_of(tables["export_rule_thresholds"])
        if letters or not str(row["paragraph"]).startswith("letter")  # the words of no letter were published
    ]
    found = []
    for chip, first, last in sorted(near, key=lambda one: -one[0]["tpp"]):
        if chip["tpp"] < share * max(sure, default=0):
            continue
        decision = decide(chip, law, day)
        shut = decision.outcome == CONTROLLED and not decision.paths
        states = frozenset({"US"} if shut else ())
        in_time = last <= day and first > since
        unknown = "" if decision.outcome != UNDECIDED else f"{' and '.join(decision.missing)} unknown"
        unknown = unknown if in_time else f"the day of its first showing unknown, {first} to {last}"
        found.append(
            Item("chip", chip["chip"], states, decision.easier_path, str(chip["announced"])[:10], unknown)
        )
    return found


def _shown(chip: Mapping[str, Any]) -> tuple[str, str]:
    """First and last day on which a part may have been first shown; empty where the table has no date."""
    return span(str(chip["announced"])[:10], str(chip["announced_precision"]))


def tool_classes(rules: pd.DataFrame, day: str, *, let_off: bool = True) -> list[Item]:
    """The four classes of advanced tools, and whose rules in force on a day ask for a licence to China.

    A state whose rule lets off what the makers' own states send does not close the class, unless ``let_off`` is false.
    """
    law = [row for row in rows_of(rules[rules["subject"] == "tool"]) if rule_in_force(row, day)]
    closing = [row for row in law if row["role"] == "control"]
    easing = {(row["jurisdiction"], row["relieves"]) for row in law if row["role"] != "control"}
    return [
        Item(
            "tool",
            name + _SCOPE.get(name, ""),
            frozenset(
                row["jurisdiction"]
                for row in closing
                if row["paragraph"] == name and not (let_off and (row["jurisdiction"], name) in easing)
            ),
        )
        for name in TOOLS
    ]


def spells(tables: Mapping[str, pd.DataFrame], last: str) -> list[tuple[str, str, Verdict]]:
    """The outcome of C20 over all days: first and last day of each stretch with one outcome, and the verdict on its first day.

    An outcome can change only when a rule starts or ends, or a chip is shown or grows older than 24 months.
    """
    rules, chips = tables["export_rule_thresholds"], tables["chips"]
    turns = {str(value)[:10] for end in ("effective", "until") for value in rules[end].dropna()}
    for end in (end for chip in rows_of(chips) for end in _shown(chip) if end):
        turns |= {end, _shifted(end, MONTHS // 12)}
    found: list[tuple[str, str, Verdict]] = []
    for day in [FIRST_DAY, *sorted(turn for turn in turns if FIRST_DAY < turn <= last)]:
        verdict = c20(tables, day)
        if not found or found[-1][2].outcome != verdict.outcome:
            if found:
                eve = date.fromordinal(date.fromisoformat(day).toordinal() - 1)
                found[-1] = (found[-1][0], eve.isoformat(), found[-1][2])
            found.append((day, last, verdict))
    return found


def c22(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """C22: Chinese authorities answered the controls with an import ban on important US suppliers, Micron among them.

    Parameters
    ----------
    tables
        ``controls_timeline``.
    day
        The day to judge, such as ``"2025-10-31"``.
    rule
        ``default``, ``unpublished-too``, ``any-goods`` or ``any-bar``; see ``RULES``.

    Raises
    ------
    CourseError
        An unknown rule, or a day before the first rule or after the newest date of the tables.
    """
    day = asked("C22", RULES, rule, day, FIRST_DAY, known_until(tables))
    timeline = tables["controls_timeline"]
    known = timeline[(timeline["direction"] == "china_on_us") & (timeline["date"] <= day)]
    measures = known[known["category"] == "against_chips"]  # steps against chips; other goods stand elsewhere
    imports, purchases = measures[measures["bars"] == "import"], measures[measures["bars"] == "purchase"]
    other_goods = known[(known["category"] != "against_chips") & (known["bars"] == "import")]
    published = imports[imports["legal_status"] != "reported"]
    if rule != "any-bar":
        counted = imports if rule == "unpublished-too" else published
        if rule == "any-goods":
            every = known[known["bars"] == "import"]
            counted = every[every["legal_status"] != "reported"]
        whole = counted["instrument"].str.contains("Micron").any()
    else:
        counted = measures[measures["bars"].isin(["import", "purchase"])]
        whole = (counted["instrument"].str.contains("Micron") & (counted["binds"] == "all_buyers")).any()
    level = OPEN if counted.empty else SHUT if whole else PARTLY
    notice = measures[measures["instrument"].str.contains("Micron") & (measures["bars"] != "neither")]
    micron = (
        "No measure on Micron's chips was known by then."
        if notice.empty
        else "The notice on Micron speaks to one class of buyers; others could import and use its chips."
        if (notice["binds"] == "some_buyers").all()
        else "A measure on Micron's chips binds all buyers."
    )
    unpublished = len(imports) - len(published)
    reported = (
        f"{unpublished} import bar was reported by the press, and no text was found; counted, it is a qualifier."
        if unpublished and rule == "default"
        else ""
    )
    in_print = int((purchases["legal_status"] != "reported").sum())
    return Verdict(
        "C22",
        day,
        rule,
        _OUTCOMES[level],
        f"{len(published)} published bars on importing US firms' chips found, {len(other_goods)} on other goods; "
        f"{len(purchases)} measures that tell some buyers not to buy such chips, {in_print} of them published",
        "a published bar on importing Micron's chips"
        if rule != "any-bar"
        else "a bar on Micron's chips that binds all buyers",
        " ".join(filter(None, (micron, reported))),
        "A published bar on importing Nvidia's H200: supported with a qualifier. One on importing Micron's chips: supported."
        if rule != "any-bar"
        else "A bar on Micron's chips that binds all buyers: supported; no bar at all: not supported.",
    )


def _level(closed: int, of: int) -> int:
    """How far a half is shut: all of it, at least half of it, or less."""
    return SHUT if of and closed == of else PARTLY if of and 2 * closed >= of else OPEN


def _shifted(day: str, years: int) -> str:
    """The same day some years later or earlier; the last of February where there is no 29th."""
    of = date.fromisoformat(day)
    last = 28 if (of.month, of.day) == (2, 29) else of.day
    return date(of.year + years, of.month, last).isoformat()


def _months_before(day: str) -> str:
    return _shifted(day, -MONTHS // 12)


def _listed(names: list[str]) -> str:
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)
