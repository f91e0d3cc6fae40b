"""How lesson 08 judges C25 (the US leads in pioneering research) and C26 (US image, video and agent systems as a US strength).

The functions read only the tables they are given; one rule judges both dates. Every line and every list below is a choice, and
each rule has others beside it. The data were known when the rules were written.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.cells import known, rows_of
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.verdict import EACH_DAY, REFUSES, Verdict, asked, known_until, some
from ai_ambitions.lessons.many_yardsticks import model as m

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

RULES = {
    "C25": {
        "default": (
            "US beside China, the only two that each yardstick has; a lead over all others is not judged. Each yardstick in its newest "
            "edition known by the day that has both for one year, as a share of the two. Two halves, each by random weights. "
            "Pioneering is what picks a few from many works on AI, told by where they were made: the 100 most cited papers of a year, and "
            "notable models; the US leads in at least 67 of 100 weightings, for pioneering is the claim's own word. All research: these and what adds up good and middling work "
            "alike, that is, publications, citations of papers, granted patents, citations of patents, and papers at two conferences that "
            "take thousands each, NeurIPS and ICLR; the US leads in at least 50. Both: supported. One: supported with a qualifier. "
            "Neither: not supported."
        ),
        "win-or-lose": "As the default, but each yardstick counts 1 for whoever has more, and nothing for the other.",
        "top-one-per-cent": (
            "As the default, but in place of the 100 most cited papers of AI: articles among the most cited 1 per cent in all computer "
            "science, of 2020. The same figures serve on both days."
        ),
        "with-conferences": (
            "As the default, but papers at NeurIPS and ICLR are pioneering, too, since judges picked them: about a quarter or less of what "
            "was sent in."
        ),
        "with-citations": (
            "As the default, but citations, of papers and of patents, are pioneering, too, since whoever cites builds on it."
        ),
        "with-both": "As the default, but conferences and citations are pioneering, too: all but publications and granted patents.",
        "per-head": "As the default, but each yardstick is divided by the number of people, of the US and of China alone.",
        "with-means": (
            "As the default, but to all research are added the means: private investment, computing in clusters and large models. The "
            "same figures serve on both days. Large models and notable models come from one list, Epoch AI's, and so count twice."
        ),
    },
    "C26": {
        "default": (
            "The implied contrast: whose model is first on the boards of the LMArena, where people vote without knowing the makers? The "
            "newest board in our data by the day. Two halves. Images: a US firm's model is first in text to image. Video: a US firm's is "
            "first in both text to video and image to video. Both: supported. One: supported with a qualifier. Neither: outdated if both "
            "once held by the rule, else not supported. Agents are left out, since we have no board of them from 2025."
        ),
        "late-boards": (
            "As the default, but a board printed up to seven days after the day counts, since most of its votes are older. It serves one "
            "list, of images, printed on 6 November 2025; some of its votes can be younger than the day."
        ),
        "text-to-video": "As the default, but video is text to video alone.",
        "with-margin": (
            "As the default, but a lead counts only over the best Chinese model, and only if the difference of the ratings is wider than "
            "its margin, the root of both margins squared and added. Where a first place has no margin that we know, its half is open; "
            "where an open half decides, the claim is not checkable."
        ),
        "with-editing": "As the default, but images include the editing of images, and video the editing of video, once we have a board.",
        "with-agents": (
            "As the default, but with a third half, agents, once we have a board of them: a US firm's is first. All: supported. Some: "
            "supported with a qualifier."
        ),
        "statement-alone": (
            "No contrast: a US firm's model stands on a board of images and on a board of video. Both: supported. One: supported with a "
            "qualifier. Neither: not supported."
        ),
    },
}  # fmt: skip
NEVER = {
    "C25": {"outdated": EACH_DAY, "not_checkable": REFUSES},
    "C26": {
        "not_checkable": "By our rule a place is known or the rule stops; only the rule with margins can leave a half open."
    },
}
TABLES = {
    "C25": ("research_output", "yardsticks", "economy_size"),
    "C26": ("video_arena",),
}
# The table that says how far "today" reaches.
DATED_BY = {"C25": "research_output", "C26": "video_arena"}

SUPPORTED, QUALIFIED, NOT, OUTDATED = "supported", "supported_with_qualifier", "not_supported", "outdated"
OPEN = "not_checkable"
MOST, HALF = 67.0, 50.0  # of 100 weightings
# From when each compiler's edition was known: the AI Index came out on these days, the others in the months of their sources.
KNOWN_FROM = {
    ("AI Index", 2021): "2021-03-31",
    ("AI Index", 2023): "2023-04-30",
    ("AI Index", 2024): "2024-04-30",
    ("AI Index", 2025): "2025-04-30",
    ("AI Index", 2026): "2026-04-13",
    ("Paper Copilot", 2025): "2025-12-31",
    ("SCMP from listed affiliations", 2026): "2026-05-31",
}
PIONEERING = {
    "top_100_papers": "100 most cited papers",
    "notable_models": "notable models",
}
OTHER = {
    "publication_share": "publications",
    "citation_share": "citations of papers",
    "granted_patent_share": "granted patents",
    "patent_forward_citation_share": "citations of patents",
    "neurips_papers": "papers at NeurIPS",
    "iclr_paper_share": "papers at ICLR",
}
CONFERENCES, CITATIONS = (
    ("neurips_papers", "iclr_paper_share"),
    ("citation_share", "patent_forward_citation_share"),
)
# What else a rule calls pioneering.
TOO = {"with-conferences": CONFERENCES, "with-citations": CITATIONS, "with-both": (*CONFERENCES, *CITATIONS)}
# Yardsticks that are sums over years, not one year: how their label says it.
SPANS = {"patent_forward_citation_share": "2010 to"}
MEANS = {
    "private_ai_investment": "private investment",
    "computing_in_clusters": "computing in clusters",
    "large_models": "large models",
}
MOST_CITED = {"most_cited_articles": "top 1 per cent of computer science"}
LATE = 7  # days after, by the rule "late-boards"


def today(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """The last day that each claim can be judged on: the stamp of the table that ``DATED_BY`` names."""
    return {claim: known_until({name: tables[name]}) for claim, name in DATED_BY.items()}


def _word(yes: bool | None) -> str:
    return "open" if yes is None else "yes" if yes else "no"


def _counted(halves: Sequence[bool | None]) -> str:
    """The outcome of some halves, of which None is open: not checkable where it depends on an open one."""
    if None in halves:
        place = list(halves).index(None)
        ends = {_counted([*halves[:place], end, *halves[place + 1 :]]) for end in (True, False)}
        return ends.pop() if len(ends) == 1 else OPEN
    return SUPPORTED if all(halves) else QUALIFIED if any(halves) else NOT


# --- C25 --------------------------------------------------------------------------------------------------------------


def newest_pair(research: pd.DataFrame, indicator: str, day: str) -> dict[str, Any] | None:
    """US and China by one yardstick: the newest edition known by a day, and in it the newest year that has both; else nothing.

    ``{"US": …, "CN": …, "year": …, "edition": …, "source_id": …}``.
    """
    found: dict[tuple[int, str], dict[str, Any]] = {}
    for row in rows_of(research[research["indicator"] == indicator]):
        edition = (str(row["compiler"]), int(row["edition"]))
        if KNOWN_FROM.get(edition, "9999") <= day and row["country"] in ("US", "CN"):
            pair = found.setdefault((edition[1], str(row["date"])[:10]), {"source_id": row["source_id"]})
            pair[str(row["country"])] = float(row["value"])
    whole = {key: pair for key, pair in found.items() if "US" in pair and "CN" in pair}
    if not whole:
        return None
    newest = max(whole)
    return {**whole[newest], "edition": newest[0], "year": int(newest[1][:4])}


def _of(yardsticks: pd.DataFrame, indicator: str) -> dict[str, Any]:
    """US and China by one yardstick of the wide table."""
    rows = {row["code"]: row for row in rows_of(yardsticks[yardsticks["indicator"] == indicator])}
    some(rows, f"row of the yardstick {indicator.replace('_', ' ')}")
    return {
        "US": float(rows["US"]["value"]),
        "CN": float(rows["CN"]["value"]),
        "edition": int(rows["US"]["year_end"]),
        "year": int(rows["US"]["year_end"]),
        "source_id": rows["US"]["source_id"],
    }


def research_pairs(
    tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default"
) -> list[dict[str, Any]]:
    """The yardsticks that a rule of C25 uses on a day, a dictionary each: name, group, span of years, US, CN, year, edition, source.

    ``group`` is ``pioneering``, ``research`` or ``means``.
    """
    research, wide = tables["research_output"], tables["yardsticks"]
    rows = []
    for group, names in (("pioneering", PIONEERING), ("research", OTHER)):
        for indicator, name in names.items():
            if rule == "top-one-per-cent" and indicator == "top_100_papers":
                (other, name), *_ = MOST_CITED.items()
                rows.append({"name": name, "group": group, "span": "2020", **_of(wide, other)})
            elif pair := newest_pair(research, indicator, day):
                mine = "pioneering" if indicator in TOO.get(rule, ()) else group
                span = " ".join([*SPANS.get(indicator, "").split(), str(pair["year"])])
                rows.append({"name": name, "group": mine, "span": span, **pair})
    if rule == "with-means":
        rows += [
            {"name": name, "group": "means", "span": "", **_of(wide, indicator)}
            for indicator, name in MEANS.items()
        ]
    if rule == "per-head":
        people = some(tables["economy_size"], "population").set_index("code")["population_2024"]
        for row in rows:
            row["US"], row["CN"] = m.per_head([row["US"], row["CN"]], [people["US"], people["CN"]])
    return rows


LEVEL = 1e-12  # a difference of scores that is only rounding


@cache
def _weights(yardsticks: int) -> np.ndarray:
    """The same draws for each question: what would turn a verdict asks hundreds of times."""
    return m.random_weights(yardsticks)


def us_leads(pairs: Sequence[Mapping[str, Any]], win_or_lose: bool = False) -> float:
    """In how many of 100 random weightings of these yardsticks the US scores above China; shares of the two, or 1 and 0."""
    if win_or_lose:
        return m.win_share(sum(float(pair["US"]) > float(pair["CN"]) for pair in pairs), len(pairs))
    shares = [float(pair["US"]) / (float(pair["US"]) + float(pair["CN"])) for pair in pairs]
    ahead = _weights(len(pairs)) @ [
        2 * share - 1 for share in shares
    ]  # above zero: the US has more than a half
    return 100 * float((ahead > LEVEL).mean() + (abs(ahead) <= LEVEL).mean() / 2)


def weightings(pairs: Sequence[Mapping[str, Any]], win_or_lose: bool = False) -> tuple[float, float]:
    """In how many of 100 weightings the US leads: over the pioneering of these yardsticks, and over all of them.

    CourseError where none of them is pioneering.
    """
    first = [pair for pair in pairs if pair["group"] == "pioneering"]
    if not first:
        raise CourseError("No pioneering yardstick is known by this day.", "Ask for a later day.")
    return us_leads(first, win_or_lose), us_leads(pairs, win_or_lose)


def left_out(tables: Mapping[str, pd.DataFrame], day: str) -> dict[str, tuple[float, float, str]]:
    """Jackknife of our rule for C25: by the name of the yardstick left out, both counts of weightings and the outcome."""
    pairs = research_pairs(tables, day)
    found = {}
    for gone in pairs:
        both = weightings([pair for pair in pairs if pair is not gone])
        found[str(gone["name"])] = (*both, _counted(_two_halves(*both, MOST)))
    return found


def _judged(pairs: Sequence[Mapping[str, Any]], most: float, win_or_lose: bool) -> str:
    return _counted(_two_halves(*weightings(pairs, win_or_lose), most))


def _two_halves(pioneering: float, research: float, most: float) -> list[bool]:
    """Whether each half of C25 holds, of both counts of weightings."""
    return [pioneering >= most, research >= HALF]


def turning(
    pairs: Sequence[Mapping[str, Any]], most: float = MOST, win_or_lose: bool = False
) -> dict[str, int]:
    """What would turn C25: by yardstick, the whole per cent of the two that the US would need there, all others as they are.

    The nearest on either side of its own share; a yardstick that cannot turn the outcome alone is left out. The least change first.
    """
    here = _judged(pairs, most, win_or_lose)
    found: dict[str, tuple[float, int]] = {}
    for pair in pairs:
        own = 100 * pair["US"] / (pair["US"] + pair["CN"])

        def turns(share: int, mine: Mapping[str, Any] = pair) -> bool:
            moved = [{**each, "US": share, "CN": 100 - share} if each is mine else each for each in pairs]
            return _judged(moved, most, win_or_lose) != here

        for far, near in ((0, math.floor(own)), (100, math.ceil(own))):
            if not turns(far):
                continue
            while (
                abs(far - near) > 1
            ):  # the more the US has, the more halves hold: so the border can be halved in
                middle = (far + near) // 2
                far, near = (middle, near) if turns(middle) else (far, middle)
            far = near if turns(near) else far
            if pair["name"] not in found or abs(far - own) < found[pair["name"]][0]:
                found[str(pair["name"])] = (abs(far - own), far)
    return {name: far for name, (_, far) in sorted(found.items(), key=lambda item: item[1])}


NEAREST = 3  # how many of what would turn C25 are told


def _turns_of_c25(pairs: Sequence[Mapping[str, Any]], most: float, win_or_lose: bool) -> str:
    own = {pair["name"]: 100 * pair["US"] / (pair["US"] + pair["CN"]) for pair in pairs}
    found = list(turning(pairs, most, win_or_lose).items())[:NEAREST]
    if not found:
        return "No yardstick alone: two or more would have to move."
    told = "; ".join(
        f"{name}, {'down' if share < own[name] else 'up'} to {share} (now {own[name]:.0f})"
        for name, share in found
    )
    return f"One of these alone, as the US per cent of the two: {told}."


def c25(
    tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default", *, most: float = MOST
) -> Verdict:
    """C25: the US leads in pioneering AI research. See ``RULES``.

    ``most`` is the number of 100 weightings that the first half asks for. CourseError for an unknown rule or day.
    """
    day = asked("C25", RULES, rule, day, "2025-04-30", known_until({"": tables[DATED_BY["C25"]]}))
    pairs = research_pairs(tables, day, rule)
    pioneering, research = weightings(pairs, rule == "win-or-lose")
    halves = _two_halves(pioneering, research, most)
    what = "all research and means" if rule == "with-means" else "all research"
    return Verdict(
        "C25",
        day,
        rule,
        _counted(halves),
        f"the US leads in {pioneering:.0f} of 100 weightings of the pioneering yardsticks, and in {research:.0f} of {what}",
        f"{most:.0f} and {HALF:.0f}",
        f"Pioneering: {_word(halves[0])}; {what}: {_word(halves[1])}.",
        _turns_of_c25(pairs, most, rule == "win-or-lose"),
    )


# --- C26 --------------------------------------------------------------------------------------------------------------

IMAGES, VIDEO = ("text_to_image",), ("text_to_video", "image_to_video")


def _place(row: Mapping[str, Any]) -> float:
    """The place on a board; below every other where none is stated."""
    return float(row["rank"]) if known(row["rank"]) else math.inf


def board(arena: pd.DataFrame, task: str, day: str, grace: int = 0) -> dict[str, Any] | None:
    """The newest LMArena board of a task by a day (or so many days later): day, best US and best Chinese row; else nothing."""
    last = (date.fromisoformat(day) + timedelta(days=grace)).isoformat()
    mine = arena[(arena["arena"] == "LMArena") & (arena["task"] == task)]
    rows = [row for row in rows_of(mine) if str(row["as_of"])[:10] <= last]
    if not rows:
        return None
    newest = max(str(row["as_of"])[:10] for row in rows)
    found: dict[str, Any] = {"day": newest}
    for row in sorted(rows, key=_place):
        if str(row["as_of"])[:10] == newest:
            found.setdefault(str(row["developer_country"]), row)
    return found


def us_first(found: Mapping[str, Any], margin: bool = False) -> bool | None:
    """Whether a US firm's model is first on a board; with ``margin``, by more than the margin of the difference to the best Chinese.

    None where it is first and no margin is known.
    """
    us, cn = found.get("US"), found.get("CN")
    if us is None or _place(us) != 1:
        return False
    if not margin:
        return True
    if cn is None or not all(known(row[cell]) for row in (us, cn) for cell in ("rating", "margin")):
        return None
    return float(us["rating"]) - float(cn["rating"]) > math.hypot(float(us["margin"]), float(cn["margin"]))


def leader_of(found: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The row that is highest on a board, of the US and the Chinese one; nothing without a board."""
    rows = [row for who, row in (found or {}).items() if who != "day"]
    return min(rows, key=_place) if rows else None


def _tasks(rule: str) -> dict[str, tuple[str, ...]]:
    parts = {"images": IMAGES, "video": VIDEO}
    if rule == "text-to-video":
        parts["video"] = VIDEO[:1]
    if rule == "with-editing":
        parts = {"images": (*IMAGES, "image_edit"), "video": (*VIDEO, "video_edit")}
    if rule == "with-agents":
        parts["agents"] = ("agent",)
    return parts


def _all(firsts: Sequence[bool | None]) -> bool | None:
    """Whether all hold; None where none fails and some are open."""
    return False if False in firsts else None if None in firsts else True


def _halves(arena: pd.DataFrame, day: str, rule: str) -> tuple[dict[str, bool | None], dict[str, Any]]:
    """Each part of the contrast and whether it holds on a day (None: open), and the boards that say so; editing and agents once there is one."""
    grace = LATE if rule == "late-boards" else 0
    boards = {task: board(arena, task, day, grace) for tasks in _tasks(rule).values() for task in tasks}
    need = {*IMAGES, *VIDEO} & set(boards)
    if any(boards[task] is None for task in need):
        raise CourseError(
            f"We have no board of images and of video by {day}.", "Ask for October 2025 or later."
        )
    there = {task: found for task, found in boards.items() if found is not None}
    halves: dict[str, bool | None] = {}
    for part, tasks in _tasks(rule).items():
        mine = [there[task] for task in tasks if task in there]
        if not mine:
            continue
        if rule == "statement-alone":
            halves[part] = any("US" in found for found in mine)
        else:
            halves[part] = _all([us_first(found, rule == "with-margin") for found in mine])
    return halves, there


def _needs(rule: str) -> str:
    """What a half of C26 asks of a US firm's model."""
    if rule == "statement-alone":
        return "on a board"
    return "first beyond the margin" if rule == "with-margin" else "first"


def _turns_of_c26(
    halves: Mapping[str, bool | None], boards: Mapping[str, Mapping[str, Any]], rule: str
) -> str:
    """Each half that would turn C26 alone, and what a newer board would have to show for it."""
    now = _counted(list(halves.values()))
    if now == OPEN:
        unknown = [TASKS[task] for task, found in boards.items() if us_first(found, margin=True) is None]
        return f"Boards of that day with ratings and margins, of {' and '.join(unknown)}."
    told = []
    for part, yes in halves.items():
        if _counted([*({**halves, part: not yes}).values()]) == now:
            continue
        mine = [task for task in _tasks(rule)[part] if task in boards]
        alone = rule == "statement-alone"  # there one board of a half is enough
        if not yes:
            mine = [task for task in mine if alone or not us_first(boards[task], rule == "with-margin")]
        which = (" or " if alone else " and ").join(TASKS[task] for task in mine)
        if yes and not alone and len(mine) > 1:
            told.append(f"no US firm's model {_needs(rule)} in one of {which}")
        else:
            told.append(f"{'no' if yes else 'a'} US firm's model {_needs(rule)} in {which}")
    return (
        f"Newer boards with {'; or with '.join(told)}."
        if told
        else "No half alone: two would have to change."
    )


def c26(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """C26: US work on images, video and agents as a US strength. See ``RULES``; CourseError for an unknown rule or day."""
    arena = tables["video_arena"]
    day = asked("C26", RULES, rule, day, "2025-10-30", known_until({"": arena}))
    halves, there = _halves(arena, day, rule)
    outcome = _counted(list(halves.values()))
    if outcome == NOT and rule != "statement-alone":
        days = sorted({str(row["as_of"])[:10] for row in rows_of(arena)} | {"2025-10-31"})
        earlier = [each for each in days if "2025-10-30" <= each < day]
        if any(all(_halves(arena, each, rule)[0].values()) for each in earlier):
            outcome = OUTDATED
    firsts = [
        f"{TASKS[task]} {first['developer']}" for task, found in there.items() if (first := leader_of(found))
    ]
    return Verdict(
        "C26",
        day,
        rule,
        outcome,
        f"first: {', '.join(firsts)}",
        "a US firm's model on a board"
        if rule == "statement-alone"
        else "a US firm's model first, in each half",
        "; ".join(f"{part}: {_word(yes)}" for part, yes in halves.items()).capitalize() + ".",
        _turns_of_c26(halves, there, rule),
    )


TASKS = {
    "text_to_image": "text to image",
    "image_edit": "editing images",
    "text_to_video": "text to video",
    "image_to_video": "image to video",
    "video_edit": "editing video",
    "agent": "agents",
}


__all__ = [
    "MEANS", "NEVER", "OTHER", "PIONEERING", "RULES", "TABLES", "TASKS", "board", "c25", "c26", "leader_of", "left_out", "newest_pair",
    "research_pairs", "today", "turning", "us_first", "us_leads", "weightings",
]  # fmt: skip
