"""How lesson 02 judges C05 (DeepSeek stunned), C07 (about as good at a fraction) and C09 (Hunyuan-A13B: faster, smarter, open).

The functions read only the tables they are given. One rule judges both dates; a rule that measures something else has a name of
its own. The lines were drawn with the data known, so each verdict says what would turn it, and the lesson turns it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ai_ambitions.core.cells import known
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.verdict import Verdict, asked, known_until
from ai_ambitions.lessons.four_price_tags.peers import MONTHS, TOLERANCE, find, pairs

if TYPE_CHECKING:
    import pandas as pd

RULES = {
    "C05": {
        "default": (
            "Two signs within 14 days of the release of R1: a US company's loss of market value in one day, tied to DeepSeek by "
            "the reports, that is larger than any earlier one named in them; and first place of DeepSeek's app among the free "
            "apps of a US store. Both: supported. One: supported with a qualifier. None: not supported."
        ),
        "from-the-figure": (
            "As the default, but the 14 days begin with the release of V3, whose report already printed hours and price."
        ),
    },
    "C07": {
        "default": (
            f"DeepSeek's models of the {MONTHS} months before the day, beside US models whose maker printed what training took "
            f"(parameters and tokens, or chip-hours), released within {MONTHS} months of it, with an index score at most "
            f"{TOLERANCE:g} points away. A small part is a quarter or less of the peer's computing. Against all such peers: "
            "supported. Against some: supported with a qualifier. Against none: not supported. No such peer: not checkable."
        ),
        "leanest-peer": "As the default, but only the peer that took least beside DeepSeek decides.",
        "with-estimates": "As the default, but where a maker printed nothing, an outsider's estimate of the operations counts.",
    },
    "C09": {
        "default": (
            "Three words, each asked for by itself. Shown: somebody other than Tencent measured it against Tencent's open model "
            "before it, or, for open, the weights can be had under a licence that shuts out no country. Stated: fewer active "
            "parameters (quicker), scores printed by the maker (more capable), weights that can be had under any licence (open). "
            "All three shown: supported. One of them neither shown nor stated: not supported. Else: supported with a qualifier."
        ),
        "as-stated": "As the default, but what the maker states counts as shown: the sentence speaks of a design.",
        "open-source": (
            "As the default, but open asks for a licence on the list of the Open Source Initiative, and a licence that is not on "
            "it does not count as stated either."
        ),
    },
}
TABLES = {
    "C05": ("models", "market_reactions"),
    "C07": ("models", "training_runs", "benchmark_scores"),
    "C09": ("models", "licences", "benchmark_scores"),
}

SUPPORTED, QUALIFIED, NOT, OPEN = (
    "supported",
    "supported_with_qualifier",
    "not_supported",
    "not_checkable",
)
DAYS = 14
FRACTION = 1 / 4
FIRST = {"C05": "2025-01-20", "C07": "2024-01-01", "C09": "2025-06-27"}
START = {"default": "DeepSeek-R1", "from-the-figure": "DeepSeek-V3"}
A13B, BEFORE = "Hunyuan-A13B", "Hunyuan-Large"


def c05(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """C05: the rise of DeepSeek in 2025 stunned the world's technology community.

    Parameters
    ----------
    tables
        ``models``, ``market_reactions``.
    day
        The day to judge, such as ``"2025-10-31"``. Only figures known by then count.
    rule
        ``default`` or ``from-the-figure``; see ``RULES``.

    Raises
    ------
    CourseError
        An unknown rule, or a day before the release of R1.
    """
    day = asked("C05", RULES, rule, day, FIRST["C05"], known_until(tables))
    begun = str(find(tables["models"], "model", START[rule])["released"])[:10]
    until = min(day, (date.fromisoformat(begun) + timedelta(days=DAYS)).isoformat())
    seen = tables["market_reactions"]
    days = seen["date"].astype(str).str[:10]
    tied = seen[seen["release"].notna() & (days >= begun) & (days <= until)]
    losses = seen[(seen["measure"] == "one_day_loss") & (days <= until)]
    ours = tied[tied["measure"] == "one_day_loss"]["value"].max()
    before = losses[losses["release"].isna()]["value"].max()
    record = bool(known(ours) and not ours <= before)
    first = bool(((tied["measure"] == "store_rank") & (tied["value"] == 1)).any())
    signs = record + first
    loss = (
        f"a loss of USD {ours:,.0f} bn in one day (the largest before: {before:,.0f})"
        if known(ours)
        else "no such loss"
    )
    return Verdict(
        "C05",
        day,
        rule,
        (NOT, QUALIFIED, SUPPORTED)[signs],
        f"from {begun} to {until}: {loss}; {'first place' if first else 'no first place'} in a US store",
        "both signs for supported, one for a qualifier",
        "Markets and buyers of apps reacted; whether experts were stunned is not measured."
        if signs
        else "In these days neither markets nor stores reacted, although the report with hours and price was public.",
        "A larger loss before it, or an app that stays second: supported with a qualifier; both: not supported.",
    )


def c07(
    tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default", tolerance: float = TOLERANCE
) -> Verdict:
    """C07: DeepSeek's models are about as good as leading rivals and need a small part of their computing.

    Parameters
    ----------
    tables
        ``models``, ``training_runs``, ``benchmark_scores``.
    day
        The day to judge, no later than the date of the index.
    rule
        ``default``, ``leanest-peer`` or ``with-estimates``; see ``RULES``.
    tolerance
        Points of the index within which two scores count as about equal.

    Raises
    ------
    CourseError
        An unknown rule, a negative tolerance, or a day on which the index has nothing to say.
    """
    last = str(
        tables["benchmark_scores"].attrs.get("as_of", "9999-12-31")
    )  # without the index there are no peers
    day = asked("C07", RULES, rule, day, FIRST["C07"], last)
    if tolerance < 0:
        raise CourseError(
            "A tolerance cannot be negative.", "Write the points within which two scores count as equal."
        )
    found = pairs(tables, day, tolerance=tolerance, estimates=rule == "with-estimates")
    counted = found[-1:] if rule == "leanest-peer" else found
    cheap = [pair for pair in counted if pair.times <= FRACTION]
    if not counted:
        outcome = OPEN
    elif len(cheap) == len(counted):
        outcome = SUPPORTED
    else:
        outcome = QUALIFIED if cheap else NOT
    told = [found[0], found[-1]] if len(found) > 1 else found
    return Verdict(
        "C07",
        day,
        rule,
        outcome,
        f"DeepSeek took a quarter or less of the computing of {len(cheap)} of {len(counted)} US models of about equal score"
        if counted
        else "no peer: no US model of about equal score has a maker who printed what training took",
        "all for supported, some for a qualifier, none for not supported",
        "; ".join(pair.in_words for pair in told) + "."
        if told
        else "So nobody outside can say whose computing DeepSeek's would be a fraction of.",
        "All peers at least four times as dear: supported. None of them: not supported. Nothing printed: not checkable.",
    )


def c09(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """C09: Tencent released Hunyuan-A13B as quicker, more capable and open.

    Parameters
    ----------
    tables
        ``models``, ``licences``, ``benchmark_scores``.
    day
        The day to judge. Only scores known by then count.
    rule
        ``default``, ``as-stated`` or ``open-source``; see ``RULES``.

    Raises
    ------
    CourseError
        An unknown rule, or a day before the release.
    """
    day = asked("C09", RULES, rule, day, FIRST["C09"], known_until(tables))
    levels = {
        "quicker": _quicker(tables, day),
        "more capable": _capable(tables, day),
        "open": _open(tables, rule),
    }
    if rule == "as-stated":
        levels = {word: 2 if level else 0 for word, level in levels.items()}
    lowest = min(levels.values())
    outcome = SUPPORTED if lowest == 2 else QUALIFIED if lowest else NOT
    said = {2: "shown", 1: "stated", 0: "neither"}
    where = _licence(tables)["excluded_territory"]
    return Verdict(
        "C09",
        day,
        rule,
        outcome,
        ", ".join(f"{word}: {said[level]}" for word, level in levels.items()),
        "all three shown for supported; one neither shown nor stated for not supported",
        f"The licence shuts out {len(str(where).split('|'))} territories."
        if known(where)
        else "The licence shuts out no territory.",
        "Tests by others for the first two, and a licence without a shut-out territory: supported.",
    )


def _measured(tables: Mapping[str, pd.DataFrame], day: str, *, speed: bool) -> tuple[int, int]:
    """How many scores somebody else printed in which A13B beats the model before it; how many of its own the maker printed."""
    rows = tables["benchmark_scores"]
    rows = rows[
        (rows["as_of"].astype(str).str[:10] <= day) & ((rows["unit"] == "tokens per second") == speed)
    ]
    others = rows[rows["reported_by"] == "third_party"]
    ours, theirs = (
        others[others["model"] == name].set_index("benchmark")["score"] for name in (A13B, BEFORE)
    )
    better = sum(ours[test] > theirs[test] for test in ours.index.intersection(theirs.index))
    return int(better), int(((rows["model"] == A13B) & (rows["reported_by"] == "developer")).sum())


def _quicker(tables: Mapping[str, pd.DataFrame], day: str) -> int:
    active = [find(tables["models"], "model", name)["active_params_b"] for name in (A13B, BEFORE)]
    return 2 if _measured(tables, day, speed=True)[0] else int(active[0] < active[1])


def _capable(tables: Mapping[str, pd.DataFrame], day: str) -> int:
    shown, stated = _measured(tables, day, speed=False)
    return 2 if shown else int(stated > 0)


def _open(tables: Mapping[str, pd.DataFrame], rule: str) -> int:
    licence = _licence(tables)
    if find(tables["models"], "model", A13B)["weights"] != "open":
        return 0
    if rule == "open-source":
        return 2 if licence["osi_approved"] in ("yes", True) else 0
    return 1 if known(licence["excluded_territory"]) else 2


def _licence(tables: Mapping[str, pd.DataFrame]) -> dict[str, object]:
    return find(tables["licences"], "licence_id", str(find(tables["models"], "model", A13B)["licence_id"]))
