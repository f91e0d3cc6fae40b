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
from ai_ambitions.core.verdict import ABSENT, EACH_DAY, EVENT, Verdict, asked, known_until
from ai_ambitions.lessons.four_price_tags.peers import MONTHS, TOLERANCE, US, find, lead, pairs

if TYPE_CHECKING:
    import pandas as pd

RULES = {
    "C05": {
        "default": (
            "Two signs within 14 days of the release of R1: a US company's loss of market value in one day, tied to DeepSeek by "
            "the reports, that is larger than any earlier one named in them; and first place of DeepSeek's app among the free "
            "apps of a US store. Both: supported. One: supported with a qualifier. None: not supported."
        ),
        "both-stores": "As the default, but the app must lead every US store that the reports name.",
        "from-the-figure": (
            "As the default, but the 14 days begin with the release of V3, whose report already printed hours and price."
        ),
    },
    "C07": {
        "default": (
            f"US models, each beside the DeepSeek model nearest in score among those of the {MONTHS} months before the day: its maker "
            f"printed what training took (parameters and tokens, else chip-hours), it came out within {MONTHS} months of DeepSeek's, "
            f"and its index score lies at most {TOLERANCE:g} points away. So *about as good* is assumed and not tested; how far the "
            "leader lies is printed. A small part is a quarter or less of the peer's computing. Against all such peers: supported. "
            "Against some: supported with a qualifier. Against none: not supported. No such peer: not checkable."
        ),
        "any-country": "As the default, but makers of any country count as peers, save DeepSeek itself.",
        "both-halves": (
            f"As the default, but DeepSeek's best must also lie at most {TOLERANCE:g} points below the best US model of the day; "
            "else not supported."
        ),
        "untaught-peers": "As the default, but a peer that learnt from another model, as our table has it, does not count.",
        "leanest-peer": "As the default, but only the peer that took least beside DeepSeek decides.",
        "with-estimates": "As the default, but where a maker printed nothing, an outsider's estimate of the operations counts.",
    },
    "C09": {
        "default": (
            "Three words, each asked for by itself. Shown: in most tests by others that hold both, it lies above Hunyuan-Large, "
            "Tencent's open model before it; for open, the weights can be had under a licence that shuts out no country. Stated: "
            "it lies above Hunyuan-Large in most of the maker's own tests (more capable); weights under any licence (open). "
            "Inferred, which counts as stated: fewer active parameters (quicker). All three shown: supported. One of them neither "
            "shown nor stated: not supported. Else: supported with a qualifier."
        ),
        "as-stated": "As the default, but what the maker states counts as shown: the sentence speaks of a design.",
        "beside-rivals": (
            "As the default, but quicker and more capable are asked beside Qwen3-235B-A22B by Alibaba and DeepSeek-R1, the two open "
            "rivals on the maker's own page, and the weaker answer counts."
        ),
        "open-source": (
            "As the default, but open asks for a licence on the list of the Open Source Initiative, and a licence that is not on "
            "it does not count as stated either."
        ),
    },
}
# Outcomes that the default rule cannot give, and why. All others occur in this room's test_verdicts.py.
NEVER = {
    "C05": {"outdated": EVENT, "not_checkable": ABSENT},
    "C07": {"outdated": EACH_DAY},
    "C09": {"outdated": EACH_DAY, "not_checkable": ABSENT},
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
START = {"default": "DeepSeek-R1", "both-stores": "DeepSeek-R1", "from-the-figure": "DeepSeek-V3"}
A13B, BEFORE = "Hunyuan-A13B", "Hunyuan-Large"
RIVALS = ("Qwen3-235B-A22B", "DeepSeek-R1")  # open, and on the same page of the maker


def c05(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """C05: the rise of DeepSeek in 2025 stunned the world's technology community.

    Parameters
    ----------
    tables
        ``models``, ``market_reactions``.
    day
        The day to judge, such as ``"2025-10-31"``. Only figures known by then count.
    rule
        ``default``, ``both-stores`` or ``from-the-figure``; see ``RULES``.

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
    places = tied[tied["measure"] == "store_rank"]["value"] == 1
    first = bool(len(places) and (places.all() if rule == "both-stores" else places.any()))
    signs = record + first
    stores = "all US stores named" if rule == "both-stores" else "a US store"
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
        f"from {begun} to {until}: {loss}; {'first place' if first else 'no first place'} in {stores}",
        "both signs for supported, one for a qualifier",
        "Markets and buyers of apps reacted; whether experts were stunned is not measured."
        if signs
        else "In these days neither markets nor stores reacted, although the report with hours and price was public.",
        "A larger loss before it, or an app that stays second: supported with a qualifier; both: not supported.",
    )


def c07(
    tables: Mapping[str, pd.DataFrame],
    day: str,
    rule: str = "default",
    tolerance: float = TOLERANCE,
    fraction: float = FRACTION,
) -> Verdict:
    """C07: DeepSeek's models are about as good as leading rivals and need a small part of their computing.

    Parameters
    ----------
    tables
        ``models``, ``training_runs``, ``benchmark_scores``.
    day
        The day to judge, no later than the date of the index.
    rule
        ``default``, ``any-country``, ``both-halves``, ``untaught-peers``, ``leanest-peer`` or ``with-estimates``; see ``RULES``.
    tolerance
        Points of the index within which two scores count as about equal.
    fraction
        What counts as a small part of the peer's computing.

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
    country = "" if rule == "any-country" else US
    found = pairs(tables, day, tolerance=tolerance, estimates=rule == "with-estimates", country=country)
    ahead = lead(tables, day)
    trails = rule == "both-halves" and ahead is not None and ahead[2] > tolerance
    counted = found[-1:] if rule == "leanest-peer" else found
    if rule == "untaught-peers":
        runs = tables["training_runs"]
        taught = set(runs[runs["teacher"].notna()]["model"])
        counted = [pair for pair in found if pair.peer not in taught]
    cheap = [pair for pair in counted if pair.times <= fraction]
    if trails:
        outcome = NOT
    elif not counted:
        outcome = OPEN
    elif len(cheap) == len(counted):
        outcome = SUPPORTED
    else:
        outcome = QUALIFIED if cheap else NOT
    abroad = f"{country} " if country else ""
    part = "a quarter or less" if fraction == FRACTION else f"{fraction:g} or less"
    told = []
    if counted:
        ends = [counted[0], counted[-1]] if len(counted) > 1 else counted
        beside = " to ".join(f"{pair.times:.2f} ({pair.peer})" for pair in ends)
        told.append(f"DeepSeek's computing, times the peer's: {beside}")
    if ahead:
        told.append(
            f"{ahead[0]}, DeepSeek's best, lay {ahead[2]:.1f} points below {ahead[1]}, the best US model"
        )
    return Verdict(
        "C07",
        day,
        rule,
        outcome,
        f"DeepSeek took {part} of the computing of {len(cheap)} of {len(counted)} {abroad}models of about equal score"
        if counted
        else f"no peer: the index holds no {abroad}model of about equal score whose maker printed what training took",
        "all for supported, some for a qualifier, none for not supported" if counted else "a peer is needed",
        "; ".join(told) + "." if told else "The index holds neither side.",
        "All peers at least four times as dear: supported. None of them: not supported. No peer in the index: not checkable.",
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
        ``default``, ``as-stated``, ``beside-rivals`` or ``open-source``; see ``RULES``.

    Raises
    ------
    CourseError
        An unknown rule, or a day before the release.
    """
    day = asked("C09", RULES, rule, day, FIRST["C09"], known_until(tables))
    others = RIVALS if rule == "beside-rivals" else (BEFORE,)
    levels = {
        "quicker": min(_quicker(tables, day, other) for other in others),
        "more capable": min(_capable(tables, day, other) for other in others),
        "open": _open(tables, rule),
    }
    if rule == "as-stated":
        levels = {word: 2 if level else 0 for word, level in levels.items()}
    lowest = min(levels.values())
    outcome = SUPPORTED if lowest == 2 else QUALIFIED if lowest else NOT
    said = {2: "shown", 1: "stated", 0: "neither"}
    words = {word: said[level] for word, level in levels.items()}
    if levels["quicker"] == 1:
        words["quicker"] = "inferred"  # by this course, from the parameters; nobody states a measured speed
    where = _licence(tables)["excluded_territory"]
    return Verdict(
        "C09",
        day,
        rule,
        outcome,
        ", ".join(f"{word}: {how}" for word, how in words.items()),
        "all three shown for supported; one neither shown nor stated for not supported",
        f"The licence shuts out {len(str(where).split('|'))} territories."
        if known(where)
        else "The licence shuts out no territory.",
        "Tests by others for the first two, and a licence without a shut-out territory: supported.",
    )


def _better(
    tables: Mapping[str, pd.DataFrame], day: str, who: str, other: str, *, speed: bool = False
) -> bool:
    """Whether A13B lies above another model in most tests that ``who`` printed by the day for both, in one place and on equal settings.

    What a maker prints for another firm's model is reported by a rival.
    """
    by = {A13B: [who], other: [who, "rival"] if who == "developer" else [who]}
    rows = tables["benchmark_scores"]
    rows = rows[
        (rows["as_of"].astype(str).str[:10] <= day) & ((rows["unit"] == "tokens per second") == speed)
    ]
    ours, theirs = (
        rows[(rows["model"] == name) & rows["reported_by"].isin(printed)]
        .groupby(["benchmark", "setting", "source_id"], dropna=False)["score"]
        .max()
        for name, printed in by.items()
    )
    shared = ours.index.intersection(theirs.index)
    better = sum(ours[test] > theirs[test] for test in shared)
    return bool(better > len(shared) / 2)


def _quicker(tables: Mapping[str, pd.DataFrame], day: str, other: str) -> int:
    active = [find(tables["models"], "model", name)["active_params_b"] for name in (A13B, other)]
    return 2 if _better(tables, day, "third_party", other, speed=True) else int(active[0] < active[1])


def _capable(tables: Mapping[str, pd.DataFrame], day: str, other: str) -> int:
    if _better(tables, day, "third_party", other):
        return 2
    return int(_better(tables, day, "developer", other))


def _open(tables: Mapping[str, pd.DataFrame], rule: str) -> int:
    licence = _licence(tables)
    if find(tables["models"], "model", A13B)["weights"] != "open":
        return 0
    if rule == "open-source":
        return 2 if licence["osi_approved"] in ("yes", True) else 0
    return 1 if known(licence["excluded_territory"]) else 2


def _licence(tables: Mapping[str, pd.DataFrame]) -> dict[str, object]:
    return find(tables["licences"], "licence_id", str(find(tables["models"], "model", A13B)["licence_id"]))
