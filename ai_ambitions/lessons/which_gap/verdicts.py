"""How lesson 03 judges C06 (DeepSeek competes), C13 (same speed, at the top) and C14 (the US was not far ahead).

The functions read only the tables they are given; one rule judges both dates. Every line below is a choice, and each rule has
others beside it that draw another line or use another yardstick. The data were known when the rules were written.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ai_ambitions.core.cells import as_date, rows_of
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.verdict import EACH_DAY, REFUSES, Verdict, asked, known_until, some
from ai_ambitions.data.editions import COLUMNS, INDEX, editions, with_country
from ai_ambitions.lessons.which_gap import model as m

if TYPE_CHECKING:
    import pandas as pd

RULES = {
    "C06": {
        "default": (
            "The newest published table of the text arena by the day in which DeepSeek, OpenAI and xAI all appear. How many of "
            "100 votes would the better of the two US makers' best models win against DeepSeek's best? At most 55: supported. "
            "More, up to 64: supported with a qualifier. More than 64: not supported. Of two lists of one day, the votes as they fell count."
        ),
        "as-voted": (
            "As the default, but only tables of the votes as they fell; a table in which style is discounted does not count."
        ),
        "index": (
            "The newest edition of Epoch's index, models released by the day. How many months ago did OpenAI or xAI, whichever "
            "did so earlier, first have DeepSeek's best score? At most 3: supported. More, up to 12: supported with a "
            "qualifier. More than 12: not supported."
        ),
    },
    "C13": {
        "default": (
            "Newest edition of Epoch's index, models released by the day. Speed: a line through the models that set a record "
            "of their country, US and China, in a window before the day. The Chinese record keeps pace if its points a year are "
            "higher, or lower by less than two standard errors. So that no window decides alone, five may vote (12, 18, 24, 30 and "
            "36 months); one with fewer than six records of either country abstains. The speed is the same if it keeps pace in "
            "more than half of those that vote. Position, which also stands for having caught up: the best Chinese score is at "
            "least the best US score; nothing is allowed for error, for the newest edition prints none. Both: supported. One: supported with a qualifier. Neither: not supported."
        ),
        "two-years": "As the default, but the window of 24 months decides alone.",
        "wider-errors": (
            "As the default, but lower by less than two and a half standard errors still keeps pace: records build on each other, "
            "so that our errors are too small."
        ),
        "edition-of-the-day": (
            "As the default, but with the edition of the index that was published nearest to the day, before it or after."
        ),
        "without-pro": (
            "As the default, but without the five models that OpenAI sells as Pro (o3-pro to GPT-5.5 Pro, which was rated before "
            "its release); no other maker's models are left out."
        ),
    },
    "C14": {
        "default": (
            "Far ahead on the index: the best US model had the best Chinese score 12 months ago or more (newest edition, models "
            "released by the day). Far ahead by votes: 100 rating points or more on the newest arena table by the day, whatever it does with style, about 64 "
            "of 100 votes; a table that does not follow all makers gives the lead among those that it follows. Far ahead on neither: supported. On "
            "one: supported with a qualifier. On both: not supported. 'Was' is read as on the day judged. Tests do not vote, though "
            "they were promised: easy ones are full, and on the hard one four Chinese models are rated."
        ),
        "six-months": "As the default, but six months are far on the index, and 50 points by votes (57 of 100).",
        "hard-test": (
            "As the default, but months are measured on FrontierMath, a test of hard mathematics, in place of the index."
        ),
    },
}
# Outcomes that the default rule cannot give, and why. All others occur in this room's test_verdicts.py.
NEVER = {claim: {"outdated": EACH_DAY, "not_checkable": REFUSES} for claim in ("C06", "C13", "C14")}

TABLES = {
    "C06": ("benchmark_scores", "models", "arena_style_control", "research_output", "index_vintages"),
    "C13": ("benchmark_scores", "models", "index_vintages"),
    "C14": ("benchmark_scores", "models", "index_vintages", "arena_gaps"),
}

SUPPORTED, QUALIFIED, NOT = "supported", "supported_with_qualifier", "not_supported"
HARD_TEST = "FrontierMath (tiers 1-3)"
ARENA = "LMArena text"
LEVEL_VOTES, FAR_VOTES = 55, 64  # of 100; 64 is a lead of 100 rating points
FAR_MONTHS, FAR_POINTS = 12.0, 100.0
ERRORS = 2.0
WIDER = 2.5  # where the errors are taken to be too small
WINDOWS, YARD = (12, 18, 24, 30, 36), 24  # months
FEWEST = 6  # records of each country: below, the error of a slope is so wide that a window cannot fail
PRO = r"^(?:gpt|o\d).*-pro"  # the labels of OpenAI's Pro models in the index
_OPENAI = ("gpt", "chatgpt", "o1", "o3", "o4")
_MAKERS = {"DeepSeek": ("deepseek",), "OpenAI": _OPENAI, "xAI": ("grok",)}


# --- the index as it stood in several editions ----------------------------------------------------------------------
#
# A later edition rates more tests and models, and so moves the scores of old models, too.


def newest_edition(index: pd.DataFrame) -> pd.DataFrame:
    """The rows of the newest edition."""
    newest: pd.DataFrame = index[index["edition"] == index["edition"].max()]
    return newest


def split(table: pd.DataFrame, edition: str | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The American and the Chinese rows of a table of scores; of one edition, where it is named."""
    rows = table if edition is None else table[table["edition"] == edition]
    return rows[rows["country"] == "US"], rows[rows["country"] == "CN"]


# --- the verdicts ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Snapshot:
    """The best rating of three makers on one published arena table, and whether style is discounted in it."""

    day: str
    best: Mapping[str, float]
    style: str

    @property
    def rival(self) -> str:
        """The better placed of the two US makers."""
        return max(("OpenAI", "xAI"), key=lambda maker: self.best[maker])

    @property
    def votes(self) -> int:
        """Of 100 votes, how many the rival would win against DeepSeek's best."""
        return round(100 * m.win_share(self.best[self.rival] - self.best["DeepSeek"]))


AS_VOTED, ASIDE, NOT_SAID = "as voted", "set aside", "not said"
STYLES = {"off": AS_VOTED, "on": ASIDE, "not_said": NOT_SAID}  # as arena_gaps names them


def snapshots(tables: Mapping[str, pd.DataFrame]) -> list[Snapshot]:
    """The published arena tables that name all three makers, oldest first; of one day, that of the votes as they fell comes last.

    Tables of 2025 and 2026 in ``benchmark_scores``, both lists of December 2025 in ``arena_style_control``, and the figures for
    March 2026 that the AI Index cites (``research_output``; it does not say how style is treated).
    """
    scores = tables["benchmark_scores"]
    arena = scores[(scores["benchmark"] == ARENA) & scores["score_low"].notna()]
    controlled = arena["setting"].astype(str).str.contains("style control on")
    styled = tables["arena_style_control"]
    full = styled[styled["category"].astype(str) == "full"]
    switched = full["style_control"].astype(str) == "on"
    parts = [
        (arena[~controlled], AS_VOTED),
        (arena[controlled], ASIDE),
        (full[switched], ASIDE),
        (full[~switched], AS_VOTED),
    ]
    found = []
    for table, style in parts:
        for day, rows in table.groupby(table["as_of"].astype(str).str[:10]):
            found.append(Snapshot(str(day), _best_of_makers(rows_of(rows)), style))
    cited = tables["research_output"]
    cited = cited[cited["indicator"].astype(str).str.startswith("best_arena_rating_")]
    for day, rows in cited.groupby(cited["date"].astype(str).str[:10]):
        named = {str(row["indicator"]).rsplit("_", 1)[1]: float(row["value"]) for row in rows_of(rows)}
        best = {maker: named[maker.lower()] for maker in _MAKERS if maker.lower() in named}
        found.append(Snapshot(str(day), best, NOT_SAID))
    whole = [snap for snap in found if set(snap.best) == set(_MAKERS)]
    return sorted(whole, key=lambda snap: (snap.day, snap.style == AS_VOTED))


def _best_of_makers(rows: list[dict[str, Any]]) -> dict[str, float]:
    best: dict[str, float] = {}
    for row in rows:
        for maker, starts in _MAKERS.items():
            if str(row["model_label"]).lower().startswith(starts):
                best[maker] = max(best.get(maker, 0.0), float(row["score"]))
    return best


def c06(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """C06: DeepSeek's language model competes with ChatGPT and Grok.

    Parameters
    ----------
    tables
        See ``TABLES``.
    day
        The day to judge, such as ``"2025-10-31"``.
    rule
        ``default``, ``as-voted`` or ``index``; see ``RULES``.

    Raises
    ------
    CourseError
        An unknown rule, or a day that the tables cannot speak of.
    """
    if rule == "index":
        return _c06_by_index(tables, asked("C06", RULES, rule, day, "2024-12-26", _last("C06", tables)))
    day = asked("C06", RULES, rule, day, "2025-08-04", _last("C06", tables))
    known = [snap for snap in snapshots(tables) if snap.day <= day]
    fits = [snap for snap in known if rule == "default" or snap.style == AS_VOTED]
    snap = some(fits, "table of the arena that names all three by that day")[-1]
    votes = snap.votes
    outcome = SUPPORTED if votes <= LEVEL_VOTES else QUALIFIED if votes <= FAR_VOTES else NOT
    return Verdict(
        "C06",
        day,
        rule,
        outcome,
        f"of a hundred votes {snap.rival}, the better rival, would win {votes} against DeepSeek's best",
        "at most 55 for level, more than 64 for far",
        f"Arena table of {_month(snap.day)}, style {snap.style}.",
        "The better rival at 56 of 100 votes: with a qualifier. At 65: not supported.",
    )


def _c06_by_index(tables: Mapping[str, pd.DataFrame], day: str) -> Verdict:
    newest = _edition(tables, None)
    developers = tables["models"].drop_duplicates("model").set_index("model")["developer"].astype(str)
    scores = tables["benchmark_scores"]
    mine = scores[(scores["benchmark"] == INDEX)]
    mine = mine.assign(maker=mine["model"].map(developers), released=mine["version_released"])
    own = mine[mine["maker"] == "DeepSeek"]
    lags = {maker: m.lag_months(mine[mine["maker"] == maker], own, day) for maker in ("OpenAI", "xAI")}
    far = max(lags, key=lambda maker: lags[maker])
    outcome = SUPPORTED if lags[far] <= 3 else QUALIFIED if lags[far] <= FAR_MONTHS else NOT
    return Verdict(
        "C06",
        day,
        "index",
        outcome,
        f"{far} had the score of DeepSeek's best model {lags[far]:.1f} months before, on the index of {_month(newest)}",
        "3 months for level, 12 for far",
        "The index measures solved tasks, and not what visitors like.",
        "A DeepSeek model that matches the newest of both: supported.",
    )


def c13(
    tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default", windows: Sequence[int] = ()
) -> Verdict:
    """C13: Pedro Domingos says that China has caught up, now stands at the top and keeps pace with the US.

    Parameters
    ----------
    tables
        See ``TABLES``.
    day
        The day to judge.
    rule
        ``default``, ``two-years``, ``wider-errors``, ``edition-of-the-day`` or ``without-pro``; see ``RULES``.
    windows
        Other windows than those of the rule, in months, to see what hangs on them.

    Raises
    ------
    CourseError
        An unknown rule, or a day before enough Chinese models had a score.
    """
    day = asked("C13", RULES, rule, day, "2024-10-01", _last("C13", tables))
    edition = _edition(tables, day if rule == "edition-of-the-day" else None)
    us, cn = split(editions(tables), edition)
    if rule == "without-pro":
        us = us[~us["model"].str.contains(PRO)]
    windows = windows or ((YARD,) if rule == "two-years" else WINDOWS)
    voting = [months for months in windows if min(records(us, cn, day, months)) >= FEWEST]
    paces = [pace(us, cn, day, months) for months in voting or windows]
    allowed = WIDER if rule == "wider-errors" else ERRORS
    kept = sum(found.apart > -allowed for found in paces)
    same_speed = 2 * kept > len(paces)
    gap = m.gap_points(us, cn, day)
    level = gap <= 0
    because = f"Edition of the index: {_month(edition)}."
    nearest = _edition(tables, day)
    if rule == "default" and nearest != edition:
        then = c13(tables, day, "edition-of-the-day", windows).in_words
        because += f" By that of {_month(nearest)}, published nearest to the day: {then}."
    place = "no US model led" if level else f"the best US model led by {gap:.1f} points"
    return Verdict(
        "C13",
        day,
        rule,
        (NOT, QUALIFIED, SUPPORTED)[same_speed + level],
        f"China's record kept pace in {kept} of {len(paces)} windows that vote; {place}",
        "more than half of these windows for the same speed, no US lead for the top",
        because,
        "A Chinese model at the top, at the same speed: supported. China keeping pace in half of the windows or fewer: not supported, "
        "unless it is at the top.",
    )


@dataclass(frozen=True)
class Pace:
    """The speeds of two records over one window, in points a year with their standard errors."""

    months: int
    us: tuple[float, float]
    china: tuple[float, float]

    @property
    def apart(self) -> float:
        """China's speed minus that of the US, in standard errors."""
        return m.errors_apart(self.china, self.us)

    @property
    def kept(self) -> bool:
        """Whether China kept pace: higher, or lower by less than two standard errors."""
        return self.apart > -ERRORS


def steps_in(
    us: pd.DataFrame, cn: pd.DataFrame, day: str, months: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The models that set a US and a Chinese record in a window before a day."""
    first = _months_before(day, months)
    return m.record_steps(us, first, day), m.record_steps(cn, first, day)


def records(us: pd.DataFrame, cn: pd.DataFrame, day: str, months: int) -> tuple[int, int]:
    """How many models set a US and a Chinese record in a window before a day."""
    american, chinese = steps_in(us, cn, day, months)
    return len(american), len(chinese)


def pace(us: pd.DataFrame, cn: pd.DataFrame, day: str, months: int) -> Pace:
    """The speeds over a window before a day. Raises CourseError where fewer than ``FEWEST`` records were set."""
    if min(records(us, cn, day, months)) < FEWEST:
        raise CourseError(
            f"Too few models set a record in {months} months before {day}.",
            "Choose a longer window or a later day.",
        )
    american, chinese = steps_in(us, cn, day, months)
    return Pace(months, m.speed(american), m.speed(chinese))


def c14(tables: Mapping[str, pd.DataFrame], day: str, rule: str = "default") -> Verdict:
    """C14: it is a misconception that the US was far ahead in large language models.

    Parameters
    ----------
    tables
        See ``TABLES``.
    day
        The day to judge.
    rule
        ``default``, ``six-months`` or ``hard-test``; see ``RULES``.

    Raises
    ------
    CourseError
        An unknown rule, or a day before the first arena table, or before a Chinese model had a score.
    """
    day = asked("C14", RULES, rule, day, "2024-03-05", _last("C14", tables))
    if rule == "hard-test":
        us, cn = split(with_country(tables["benchmark_scores"], tables["models"], HARD_TEST))
        scale = "on FrontierMath"
    else:
        us, cn = split(editions(tables), _edition(tables, None))
        scale = "on the index"
    months = m.lag_months(us, cn, day)
    gap = arena_gap(tables["arena_gaps"], day)
    points = float(gap["us_score"]) - float(gap["cn_score"])
    far_months, far_points = (6.0, 50.0) if rule == "six-months" else (FAR_MONTHS, FAR_POINTS)
    far = [months >= far_months, points >= far_points]
    outcome = (SUPPORTED, QUALIFIED, NOT)[sum(far)]
    ahead = [name for name, is_far in zip((scale, "by votes"), far, strict=True) if is_far]
    return Verdict(
        "C14",
        day,
        rule,
        outcome,
        f"{months:.1f} months {scale}, {points:.0f} rating points in the arena",
        f"{'half a year' if far_months == 6 else 'a year'} or {far_points:.0f} points for far ahead",
        f"Far ahead {' and '.join(ahead) or 'on neither'}. Arena table of {_month(str(gap['as_of'])[:10])}, "
        f"style {STYLES[str(gap['style'])]}." + _among(gap),
        "Over one of the lines: with a qualifier. Over both: not supported.",
    )


def arena_gap(gaps: pd.DataFrame, day: str) -> dict[str, Any]:
    """The newest arena table by a day: best US and best Chinese rating."""
    rows = sorted(rows_of(gaps), key=lambda row: str(row["as_of"]))
    return some([row for row in rows if str(row["as_of"])[:10] <= day], "table of the arena by that day")[-1]


def _among(gap: Mapping[str, Any]) -> str:
    whole = gap["coverage"] != "eight_labs"
    return (
        ""
        if whole
        else " That table follows eight laboratories only: among all makers the lead can be another."
    )


def _last(claim: str, tables: Mapping[str, pd.DataFrame]) -> str:
    """The last day that the scores and votes of a claim's tables can speak of; the list of models goes on longer."""
    return known_until({name: tables[name] for name in TABLES[claim] if name != "models"})


def _edition(tables: Mapping[str, pd.DataFrame], day: str | None) -> str:
    """The newest edition of the index, or the one nearest to a day."""
    days = sorted(set(editions(tables)["edition"]))
    if day is None:
        return str(days[-1])
    return str(min(days, key=lambda edition: abs((as_date(edition) - as_date(day)).days)))


def _months_before(day: str, months: int) -> str:
    """The same day some months earlier, or the last day of that month."""
    at = as_date(day)
    year, month = divmod(12 * at.year + at.month - 1 - months, 12)
    return date(year, month + 1, min(at.day, monthrange(year, month + 1)[1])).isoformat()


def _month(day: str) -> str:
    return f"{as_date(day):%B %Y}"


__all__ = [
    "COLUMNS",
    "INDEX",
    "RULES",
    "TABLES",
    "WIDER",
    "Pace",
    "Snapshot",
    "arena_gap",
    "c06",
    "c13",
    "c14",
    "editions",
    "newest_edition",
    "pace",
    "records",
    "snapshots",
    "split",
    "steps_in",
    "with_country",
]
