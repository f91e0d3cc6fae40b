"""How C29, C30 and C31 are judged: pure functions of the tables, a day and the name of a rule.

The first two apply to either government (``country``), so that a learner can hold the mirror to the second one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ai_ambitions.core.errors import unknown
from ai_ambitions.core.verdict import Verdict, asked, known_until

if TYPE_CHECKING:
    import pandas as pd

Tables = Mapping[str, "pd.DataFrame"]

RULES = {
    "C29": {
        "default": (
            "Three parts. Does a body of this government offer texts on governing AI to other states, or lead one at the "
            "United Nations? Does one of its texts name standards as a goal? Does a clause addressed to other states say that "
            "this serves own interests or values? All three: supported. Two: supported with a qualifier. Fewer: not supported."
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
            "supported. The first two: supported with a qualifier. Otherwise: not supported. A study counts once; one made by "
            "a body of either government, or about one origin only, does not count."
        ),
        "both sides asked": (
            "As the default, but only studies that put questions of both sides to models of both origins count."
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

TABLES = {
    "C29": ("governance_instruments", "value_clauses", "forum_participation"),
    "C30": ("content_evaluations", "value_clauses"),
    "C31": ("content_evaluations", "value_clauses"),
}

FIRST_DAY = "2017-07-08"  # the oldest text in value_clauses: before it, the tables know nothing

OFFERED = {
    "CN": (
        "cn-position-paper-2022", "cn-gaigi-2023", "cn-shanghai-declaration-2024", "un-78-311", "cn-capacity-plan-2024",
        "cn-action-plan-2025", "cn-waico-2025",
    ),
    "US": ("un-78-265", "pax-silica-2025"),
}  # fmt: skip
"""Texts that a body of a government addresses to other states or led at the United Nations; a proposal and its treaty are one."""

OWN_TOPIC = {"CN": "china_sensitive", "US": "western_sensitive"}
OTHER = {"CN": "US", "US": "CN"}
TWO_SIDED = ("persons", "us_china", "values")  # topics on which either origin can lean to its own side
OF_A_STATE = ("CAISI (US Department of Commerce)",)  # evaluators that are a body of a government
SAME_PROJECT = {
    "llmcensor-abstract": "llmcensor-findings"
}  # two pages about one project count once, the larger run

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
    texts, clauses = tables["governance_instruments"], tables["value_clauses"]
    offered = texts[texts["instrument_id"].isin(OFFERED[country]) & (texts["date_adopted"] <= day)]
    said = clauses[(clauses["country"] == country) & (clauses["published"] <= day)]
    standards = said[said["says"] == "standards"]
    own = said[said["says"].isin(["own_interest", "own_values"])]
    at_home = rule == "texts at home count"
    counts = own["document"].isin(standards["document"]) if at_home else own["addressee"] == "other_states"
    own = own[counts]
    parts = (len(offered) > 0, len(standards) > 0, len(own) > 0)
    outcome = ("not_supported", "not_supported", "supported_with_qualifier", "supported")[sum(parts)]
    forums = tables["forum_participation"]
    signed = forums[(forums["forum_id"] == "waico-2026") & forums["joined"] & (forums["date"] <= day)]
    read = int((said["addressee"] == "other_states").sum())
    treaty = (
        f" {len(signed)} states had signed the founding treaty of the World AI Cooperation Organization by then."
        if country == "CN" and len(signed)
        else ""
    )
    if parts[2]:
        aim = f"{_many(len(own), 'clause').capitalize()} that this rule counts: own interests or values are named."
    elif read:
        aim = f"Of {_many(read, 'clause')} that the course selected from texts addressed abroad, none names own interests or values: that part is an inference."
    else:
        aim = "The course has read no clause of a text addressed abroad: that part is unknown, and counts as not shown."
    return Verdict(
        "C29", day, rule, outcome,
        figure=f"{sum(parts)} of 3 parts hold: {_many(len(offered), 'text')} offered to other states, "
        f"{_many(len(standards), 'clause')} on standards, {_many(len(own), 'clause')} on own interests or values",
        line="three parts for supported, two for a qualifier",
        because=f"Promotion can be read and dated.{treaty} {aim} Which standards changed, nobody here examined.",
        turns="one clause addressed to other states that names own interests or values (supported), or no clause on standards "
        "(not supported).",
    )  # fmt: skip


@dataclass(frozen=True)
class Comparison:
    """One study that compared models by origin, and whether those of an origin lean to their own side in it."""

    study_id: str
    study: str
    published: str
    both_sides: bool
    leans: bool


def comparisons(tests: pd.DataFrame, country: str, day: str) -> list[Comparison]:
    """Studies known by a day that compared origins on the topics of one country's side, oldest first.

    Parameters
    ----------
    tests
        ``content_evaluations``. A study is taken where it counts refusals of both origins on this side's topics (it leans if
        the mean share of this origin is the larger; "under 3" counts as 3), or states whether models of this origin lean to
        their own side. Tests by a body of a government, and second pages about one project, are left out.
    country
        ``CN`` or ``US``.
    day
        ``YYYY-MM-DD``.
    """
    known = tests[(tests["published"] <= day) & ~tests["evaluator"].isin(OF_A_STATE)]
    found = []
    for study_id, rows in known.groupby("study_id", observed=True):
        name, since = str(rows["study"].iloc[0]), f"{rows['published'].min():%Y-%m-%d}"
        stated = rows[(rows["metric"] == "leans_to_own_side") & (rows["origin"] == country)]
        refused = rows[rows["metric"].isin(["refusal", "refusal_or_deflection"])]
        own, other = (_refusals(refused, OWN_TOPIC[country], of) for of in (country, OTHER[country]))
        if str(study_id) in SAME_PROJECT and SAME_PROJECT[str(study_id)] in set(known["study_id"]):
            continue
        if len(stated):
            two_sided = bool(stated["topic"].isin(TWO_SIDED).all())
            found.append(Comparison(str(study_id), name, since, two_sided, bool((stated["value"] > 0).all())))
        elif own is not None and other is not None:
            asked = set(refused["topic"])
            found.append(
                Comparison(str(study_id), name, since, asked >= set(OWN_TOPIC.values()), own > other)
            )
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
    leaning = [study for study in studies if study.leans]
    abroad = said[(said["addressee"] == "other_states") & (said["says"] == "own_values")]
    parts = (bool(duties), len(studies) >= 2 and len(leaning) > len(studies) / 2, len(abroad) > 0)
    outcome = "supported" if all(parts) else "supported_with_qualifier" if all(parts[:2]) else "not_supported"
    duty = (
        f"A duty on content: {', '.join(duties)}."
        if duties
        else "No rule found that counts as a duty on content."
    )
    against = ", ".join(study.study.split(",")[0] for study in studies if not study.leans)
    split = f" Not in: {against}." if against else ""
    aim = (
        "An aim abroad is stated."
        if parts[2]
        else "No clause addressed to other states says it, so an aim abroad is an inference."
    )
    margin = 2 * len(leaning) - len(
        studies
    )  # so many more studies without a lean, and half is no longer passed
    turning = "a clause addressed to other states that names own values (supported)"
    if parts[1]:
        turning += f", or {_many(margin, 'more study', 'more studies')} without a lean (not supported)"
    if not all(parts[:2]):
        turning = (
            "a rule that binds services for the public"
            if parts[1]
            else "more studies in which its models lean"
        )
    return Verdict(
        "C30", day, rule, outcome,
        figure=f"Models from {_COUNTRIES[country]} lean to their own side in {len(leaning)} of {len(studies)} studies",
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


def _refusals(rows: pd.DataFrame, topic: str, origin: str) -> float | None:
    """Mean share refused, in per cent, of the models of an origin on a topic; None where it was not asked."""
    given = rows[(rows["topic"] == topic) & (rows["origin"] == origin)]
    pooled = given[given["model"].str.contains("open-weight models")]
    given = pooled if len(pooled) else given  # the pooled row of a project holds its single models already
    shares = given["value"].fillna(given["value_high"]).dropna()
    return float(shares.mean()) if len(shares) else None


def _many(number: int, word: str, words: str = "") -> str:
    return f"{number or 'no'} {word if number == 1 else words or word + 's'}"


def _check(claim: str, tables: Tables, day: str, rule: str, country: str) -> None:
    """Refuse what the rules and the tables cannot answer."""
    asked(claim, RULES, rule, day, FIRST_DAY, known_until(tables))
    if country not in OFFERED:
        raise unknown("country", country, OFFERED)
