"""How C29, C30 and C31 are judged: pure functions of the tables, a day and the name of a rule.

The first two apply to either government (``country``), so that a learner can hold the mirror to the second one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ai_ambitions.core.errors import unknown
from ai_ambitions.core.verdict import ABSENT, EACH_DAY, Verdict, asked, known_until

if TYPE_CHECKING:
    import pandas as pd

Tables = Mapping[str, "pd.DataFrame"]

RULES = {
    "C29": {
        "default": (
            "Three parts. In the two years before the day, did a body of this government offer other states a text on governing "
            "AI, or lead one at the United Nations? In the same two years, did one of its texts name standards beyond its "
            "borders as a goal? And did a clause addressed to other states ever say that this serves own interests or values? "
            "All three: supported. The first two: supported with a qualifier. Otherwise: not supported. Speeches and press notes do "
            "not count; a proposal and the treaty it led to count once. Where no text or clause is listed, or nobody read one "
            "addressed abroad, a part is unknown, and counts as not shown."
        ),
        "texts at home count": (
            "As the default, but for the third part it is enough that a text which names standards also names own interests "
            "or values, whomever it addresses: a plan for bodies at home counts too."
        ),
    },
    "C30": {
        "default": (
            "Three parts. Does a rule that binds services for the public name both own values and unwanted content? Do models "
            "of this origin lean to their own side in more than half of the studies known by that day that compared origins on "
            "its topics, and are there at least two? Does a clause addressed to other states name own values? All three: "
            "supported. The first two: supported with a qualifier. Otherwise: not supported. To lean is to stand nearer to the "
            "own side than models of the other origin do. A study counts once, if it put the same questions to both origins and "
            "tells the result of all its models; one made by a body of either government does not count."
        ),
        "both sides asked": (
            "As the default, but only studies that put questions of both sides to models of both origins count."
        ),
        "figures only": (
            "As the default, but only studies whose figures the course read count, not those coded from their abstracts."
        ),
        "purchases count": (
            "As the default, but a rule for what the government itself buys counts like one that binds services for the public."
        ),
    },
    "C31": {
        "default": (
            "A quotation can be checked only if one of its parts, as worded, names something that can be measured. Its parts "
            "are coded by hand as image, motive or measurable. None measurable: not checkable. Some: judged like C30."
        ),
        "read as C30": "The quotation is read as the nearest sentence that can be tested, C30, and gets its verdict.",
    },
}

# Outcomes that the default rule cannot give, and why. All others occur in this room's test_verdicts.py.
NEVER = {
    "C29": {"outdated": EACH_DAY, "not_checkable": ABSENT},
    "C30": {"outdated": EACH_DAY, "not_checkable": ABSENT},
    "C31": {"outdated": EACH_DAY},
}

TABLES = {
    "C29": ("governance_instruments", "value_clauses", "forum_participation"),
    "C30": ("content_evaluations", "value_clauses"),
    "C31": ("content_evaluations", "value_clauses"),
}

NEEDED = sorted({name for names in TABLES.values() for name in names})


def today(tables: Tables) -> str:
    """The last day that these claims can be asked about: that to which the rules were followed."""
    return known_until({"rules": tables["governance_instruments"]})


WINDOW = 2  # years in which C29 looks for texts and for standards: an old plan does not pass for ever

FIRST_DAY = "2017-07-08"  # the oldest text in value_clauses: before it, the tables know nothing

OFFERED = {
    "CN": (
        "cn-position-paper-2022", "cn-gaigi-2023", "cn-shanghai-declaration-2024", "un-78-311", "cn-capacity-plan-2024",
        "cn-action-plan-2025", "cn-waico-2025", "waico-agreement-2026",
    ),
    "US": ("un-78-265", "pax-silica-2025"),
}  # fmt: skip
"""Texts that a body of a government addresses to other states or led at the United Nations."""

BECAME = {"cn-waico-2025": "waico-agreement-2026"}
"""A proposal and the treaty it led to: one offer, as new as the treaty."""

OWN_TOPIC = {"CN": "china_sensitive", "US": "western_sensitive"}
OTHER = {"CN": "US", "US": "CN"}
TWO_SIDED = ("persons", "us_china", "values")  # topics on which either origin can lean to its own side
OF_A_STATE = ("CAISI (US Department of Commerce)",)  # evaluators that are a body of a government
SAME_PROJECT = {
    "llmcensor-abstract": "llmcensor-findings"
}  # two pages about one project count once, the larger run
LEFT_OUT = {
    "caisi-2025": "made by a body of the US government",
    "newsguard-2025-01a": "fifteen claims for DeepSeek, three for each Western tool",
    "state-media-audit-2026": "tells the refusals of two of its nine models",
    "freedombench-2026": "the course holds results of Chinese models only",
    "r1dacted-2025": "took questions because DeepSeek's R1 withholds an answer",
}
"""Studies of the table that name two origins and compare them not, each with the reason."""
MEASURES = {"refusal": 1, "refusal_or_deflection": 1, "stance": 1, "honest_engagement": -1}
"""What a study may measure on one side's topics, and whether more of it (1) or less (-1) is nearer to that side."""

SENTENCE_OF_C31 = {
    "controls the models": "image",
    "controls past and future": "image",
    "its version of reality": "image",
    "China wants": "motive",
}

_COUNTRIES = {"CN": "China", "US": "the United States"}


def c29(tables: Tables, day: str, rule: str = "default", country: str = "CN") -> Verdict:
    """C29: a governance framework promoted abroad, to shape standards in line with national interests.

    Parameters
    ----------
    tables
        ``governance_instruments``, ``value_clauses`` and ``forum_participation``.
    day
        ``YYYY-MM-DD``: texts of later days are left out.
    rule
        A name in ``RULES["C29"]``.
    country
        Whose government is judged, ``CN`` or ``US``.

    Raises
    ------
    CourseError
        A rule or country that does not exist, or a day that the tables cannot speak of.
    """
    _check("C29", tables, day, rule, country)
    since = f"{int(day[:4]) - WINDOW}{day[4:10]}".replace("-02-29", "-02-28")
    texts, clauses = tables["governance_instruments"], tables["value_clauses"]
    offered = texts[texts["instrument_id"].isin(OFFERED[country]) & texts["date_adopted"].between(since, day)]
    led_to = {old for old, treaty in BECAME.items() if treaty in set(offered["instrument_id"])}
    offered = offered[~offered["instrument_id"].isin(led_to)]
    said = clauses[(clauses["country"] == country) & (clauses["published"] <= day)]
    standards = said[(said["says"] == "standards") & (said["published"] >= since)]
    own = said[said["says"].isin(["own_interest", "own_values"])]
    naming = said[said["says"] == "standards"]["document"]
    at_home = rule == "texts at home count"
    counts = own["document"].isin(naming) if at_home else own["addressee"] == "other_states"
    own = own[counts]
    parts = (len(offered) > 0, len(standards) > 0, len(own) > 0)
    outcome = _outcome(parts)
    forums = tables["forum_participation"]
    signed = forums[(forums["forum_id"] == "waico-2026") & forums["joined"] & (forums["date"] <= day)]
    treaty = (
        f" By {signed['date'].max():%Y-%m-%d} {len(signed)} states had signed the founding treaty of the World AI Cooperation "
        "Organization; its text was not read."
        if country == "CN" and len(signed)
        else ""
    )
    where = "at home or abroad" if at_home else "abroad"
    unread = not parts[2] and not (said["addressee"] == "other_states").any()
    if parts[2]:
        aim = f"{_many(len(own), 'clause').capitalize()} that this rule counts: own interests or values are named."
    else:
        aim = _abroad(said, "own interests or values")
    return Verdict(
        "C29", day, rule, outcome,
        figure=f"Texts offered to other states: {_listed(parts[0])}; standards as a goal: {_listed(parts[1])}; "
        f"own interests named {where}: {_tick(None if unread else parts[2])}",
        line="all three for supported, the first two for a qualifier",
        because=f"In two years, of what the course lists: {_many(len(offered), 'text')} "
        f"offered{_newest(offered, 'date_adopted')}, {_many(len(standards), 'clause')} on "
        f"standards{_newest(standards, 'published')}. {aim}{treaty} Which standards changed, nobody here examined.",
        turns="one clause addressed to other states that names own interests or values (supported), or two years without a text "
        "offered, or without a clause on standards (not supported).",
    )  # fmt: skip


@dataclass(frozen=True)
class Comparison:
    """One study that compared models by origin, and whether those of an origin lean to their own side in it."""

    study_id: str
    study: str
    published: str
    both_sides: bool
    leans: bool
    size: str = ""  # the two sides' results in words; empty where the course read an abstract only
    year_only: bool = False

    @property
    def since(self) -> str:
        """When it was made public, as far as that is known: a day, or a year."""
        return self.published[:4] if self.year_only else self.published


def comparisons(tests: pd.DataFrame, country: str, day: str) -> list[Comparison]:
    """Studies known by a day that compared origins on the topics of one country's side, oldest first.

    Parameters
    ----------
    tests
        ``content_evaluations``. A study is taken where it measures (``MEASURES``) models of both origins on this side's
        topics; it leans if the mean of this origin is nearer to this side than the mean of the other ("under 3" counts as 3).
        Or where it states whether models of this origin lean to their own side. Tests by a body of a government, second
        pages about one project, and those that compare no origins (``LEFT_OUT``) are left out.
    country
        ``CN`` or ``US``.
    day
        ``YYYY-MM-DD``.
    """
    known = tests[(tests["published"] <= day) & ~tests["evaluator"].isin(OF_A_STATE)]
    known = known[~known["study_id"].isin(list(LEFT_OUT))]
    found = []
    for study_id, rows in known.groupby("study_id", observed=True):
        name, since = str(rows["study"].iloc[0]), f"{rows['published'].min():%Y-%m-%d}"
        year = bool((rows["published_precision"] == "year").all())
        stated = rows[(rows["metric"] == "leans_to_own_side") & (rows["origin"] == country)]
        measured = rows[rows["metric"].isin(list(MEASURES))]
        own, other = (_results(measured, OWN_TOPIC[country], of) for of in (country, OTHER[country]))
        if str(study_id) in SAME_PROJECT and SAME_PROJECT[str(study_id)] in set(known["study_id"]):
            continue
        if len(stated):
            two_sided = bool(stated["topic"].isin(TWO_SIDED).all())
            leans = bool((stated["value"] > 0).all())
            found.append(Comparison(str(study_id), name, since, two_sided, leans, year_only=year))
        elif len(own) and len(other):
            asked, measure = set(measured["topic"]), str(measured["metric"].iloc[0])
            leans = MEASURES[measure] * (_mean(own) - _mean(other)) > 0
            size = f"{_span(own)} against {_span(other)}, {_WHAT[measure]}"
            both = asked >= set(OWN_TOPIC.values())
            found.append(Comparison(str(study_id), name, since, both, leans, size, year))
    return sorted(found, key=lambda one: (one.published, one.study_id))


def c30(tables: Tables, day: str, rule: str = "default", country: str = "CN") -> Verdict:
    """C30: by spreading models, a government wants to shape how AI presents history, culture and truth.

    Parameters
    ----------
    tables
        ``content_evaluations`` and ``value_clauses``.
    day
        ``YYYY-MM-DD``: what was published later is left out.
    rule
        A name in ``RULES["C30"]``.
    country
        Whose government is judged, ``CN`` or ``US``.

    Raises
    ------
    CourseError
        A rule or country that does not exist, or a day that the tables cannot speak of.
    """
    _check("C30", tables, day, rule, country)
    clauses = tables["value_clauses"]
    said = clauses[(clauses["country"] == country) & (clauses["published"] <= day)]
    binding = said[said["addressee"] != "other_states"]
    if rule != "purchases count":
        binding = binding[binding["addressee"] == "own_country"]
    values = set(binding.loc[binding["says"] == "own_values", "document"])
    duties = sorted(values & set(binding.loc[binding["says"] == "banned_content", "document"]))
    studies = comparisons(tables["content_evaluations"], country, day)
    if rule == "both sides asked":
        studies = [study for study in studies if study.both_sides]
    if rule == "figures only":
        studies = [study for study in studies if study.size]
    leaning = [study for study in studies if study.leans]
    abroad = said[(said["addressee"] == "other_states") & (said["says"] == "own_values")]
    parts = (bool(duties), len(studies) >= 2 and len(leaning) > len(studies) / 2, len(abroad) > 0)
    outcome = _outcome(parts)
    duty = (
        f"A duty on content: {', '.join(duties)}."
        if duties
        else "No rule found that counts as a duty on content."
    )
    against = ", ".join(study.study.split(",")[0] for study in studies if not study.leans)
    split = f" Not in: {against}." if against else ""
    aim = "An aim abroad is stated." if parts[2] else _abroad(said, "own values")
    newest = f", the newest of {studies[-1].since}" if studies else ""
    undated = sum(study.year_only for study in studies)
    if undated and not studies[-1].year_only:
        newest += f" (of {undated} only the year is known)"
    margin = 2 * len(leaning) - len(
        studies
    )  # so many more studies without a lean, and half is no longer passed
    turning = "a clause addressed to other states that names own values (supported)"
    if parts[1]:
        turning += f", or {_many(margin, 'more study', 'more studies')} without a lean (not supported)"
    coded = sum(1 for study in studies if not study.size)
    rest = len(studies) - coded
    if coded and rest < 2:
        turning += f", or a reader who does not trust the {coded} that the course coded from abstracts (not supported)"
    if not all(parts[:2]):
        turning = (
            "a rule that binds services for the public"
            if parts[1]
            else "more studies in which its models lean"
        )
    return Verdict(
        "C30", day, rule, outcome,
        figure=f"Models from {_COUNTRIES[country]} lean to their own side in {len(leaning)} of {len(studies)} studies{newest}"
        if studies
        else "No study is left",
        line="a duty on content, and more than half of at least two studies; for supported, an aim stated abroad as well",
        because=f"{duty}{split} {aim}",
        turns=f"{turning}.",
    )  # fmt: skip


def c31(tables: Tables, day: str, rule: str = "default") -> Verdict:
    """C31: whoever controls large language models controls past and future, and China wants its version of reality.

    Parameters
    ----------
    tables
        ``content_evaluations`` and ``value_clauses``, for the second rule.
    day
        ``YYYY-MM-DD``.
    rule
        A name in ``RULES["C31"]``.

    Raises
    ------
    CourseError
        A rule that does not exist, or a day that the tables cannot speak of.
    """
    _check("C31", tables, day, rule, "CN")
    measurable = [part for part, kind in SENTENCE_OF_C31.items() if kind not in ("image", "motive")]
    near = c30(tables, day) if measurable or rule == "read as C30" else None
    return Verdict(
        "C31", day, rule, near.outcome if near else "not_checkable",
        figure=f"{len(measurable)} of its {len(SENTENCE_OF_C31)} parts can be measured as worded",
        line="one measurable part",
        because=near.because if near else "Images and a motive: whether answers change minds is another question.",
        turns="a sentence with a quantity, such as the share of readers whose view an answer changes.",
    )  # fmt: skip


_WHAT = {
    "refusal": "per cent refused",
    "refusal_or_deflection": "per cent refused or dodged",
    "stance": "from -5 to +5, plus is nearer to China's government",
    "honest_engagement": "per cent open answers, more is more open",
}


def _results(rows: pd.DataFrame, topic: str, origin: str) -> pd.DataFrame:
    """The models of an origin on a topic, both languages together where a study tells them apart, with a result in ``value``."""
    given = rows[(rows["topic"] == topic) & (rows["origin"] == origin)]
    given = given.assign(value=given["value"].fillna(given["value_high"])).dropna(subset="value")
    single = given[given["language"].isin(["en", "zh"])]
    pooled = given[~given["language"].isin(["en", "zh"])]
    return pooled if len(pooled) else single


def _mean(rows: pd.DataFrame) -> float:
    """Mean result of the models of an origin; a row for all of them together goes before single ones."""
    together = rows[rows["model"].str.contains("open-weight models")]
    return float((together if len(together) else rows)["value"].mean())


def _span(rows: pd.DataFrame) -> str:
    """The lowest and the highest result, in words; one number where they are one."""
    low, high = rows["value"].min(), rows["value"].max()
    under = "under " if len(rows) == 1 and rows["value_high"].notna().any() else ""
    low, high = round(low, 1), round(high, 1)
    return f"{under}{low:g}" if low == high else f"{low:g} to {high:g}"


def _abroad(said: pd.DataFrame, what: str) -> str:
    """What the clauses addressed to other states say about an aim: none of those read, or nobody read one."""
    read = said[said["addressee"] == "other_states"]
    if not len(read):
        return "The course has read no clause of a text addressed abroad: an aim is unknown, and counts as not shown."
    return (
        f"Of {_many(len(read), 'clause')} selected from texts addressed abroad{_newest(read, 'published')} none names "
        f"{what}, so an aim is an inference."
    )


def _newest(rows: pd.DataFrame, column: str) -> str:
    return f" (newest {rows[column].max():%Y-%m-%d})" if len(rows) else ""


def _outcome(parts: tuple[bool, bool, bool]) -> str:
    """All three parts, the first two, or fewer."""
    return "supported" if all(parts) else "supported_with_qualifier" if all(parts[:2]) else "not_supported"


def _listed(found: bool) -> str:
    """An empty list is no "no": nobody may have looked."""
    return "yes" if found else "none listed"


def _tick(holds: bool | None) -> str:
    return {True: "yes", False: "no", None: "unknown"}[holds]


def _many(number: int, word: str, words: str = "") -> str:
    return f"{number or 'no'} {word if number == 1 else words or word + 's'}"


def _check(claim: str, tables: Tables, day: str, rule: str, country: str) -> None:
    """Refuse what the rules and the tables cannot answer."""
    asked(claim, RULES, rule, day, FIRST_DAY, known_until(tables))
    if country not in OFFERED:
        raise unknown("country", country, OFFERED)
