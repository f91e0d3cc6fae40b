"""How a class is assessed and how long it takes: tables for teachers, from the map of the course and the solutions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ai_ambitions.core import notebooks
from ai_ambitions.core.course import Lesson, course, has_room, lesson
from ai_ambitions.core.paths import SITE, SOLUTIONS

SHORT = 45  # minutes of the short version that each teacher's page describes
SIMULATION = 120  # minutes, as its page says
LAST_WORDS = 30  # minutes at the end of a day, with the ledger
ROOM = "chip_ban"  # of the lesson with the simulation

DAY = "day"  # the plan of one day; the others are by weeks


@dataclass(frozen=True)
class Points:
    """What nbgrader can give for a lesson's exercise: points of automatic tests, and of what a person reads.

    That is an essay; or pieces of the capstone, of the reflection, or of another part, as ``course.yaml`` names their cells.
    """

    automatic: float
    essays: float
    capstone: float = 0
    reflection: float = 0
    other: float = 0


@cache
def points(slug: str) -> Points:
    """The points of a lesson's exercise, counted in its solution."""
    nb = notebooks.read(SOLUTIONS / slug / f"{slug}.ipynb")
    found = dict.fromkeys(("automatic", "essays"), 0.0)
    for graded in (cell.metadata.get("nbgrader", {}) for cell in nb.cells):
        if graded.get("grade"):
            kind = _read_for(graded["grade_id"]) if graded["solution"] else "automatic"
            found[kind] = found.get(kind, 0.0) + float(graded["points"])
    return Points(**found)


def _read_for(cell: str) -> str:
    """The part of the mark that a cell counts for which a person reads."""
    kind = next((part.kind for part in course().assessment if cell in part.cells), "essays")
    return kind if kind in ("essays", "capstone", "reflection") else "other"


def mark(shares: Mapping[str, Sequence[float]]) -> float:
    """A mark for the whole course, in per cent.

    Parameters
    ----------
    shares
        For each kind of work of ``course.yaml`` the shares of its points that were reached, from 0 to 1: one for each
        exercise or essay, missing work as 0. Of a kind with ``best``, the best so many count; each piece weighs the same.

    Raises
    ------
    ValueError
        A kind that is missing or unknown, one without any share, or a share outside of 0 to 1.
    """
    parts = course().assessment
    if set(shares) != {part.kind for part in parts}:
        raise ValueError(
            f"shares are needed for {', '.join(part.kind for part in parts)}, and for nothing else"
        )
    total = 0.0
    for part in parts:
        given = sorted(shares[part.kind], reverse=True)[: part.best]
        if not given or not all(0 <= share <= 1 for share in given):
            raise ValueError(f"{part.kind} needs shares from 0 to 1")
        total += part.percent * sum(given) / (part.best or len(given))
    return total


def _hours(minutes: int) -> str:
    """Minutes as people say them: ``2 h 10``."""
    return f"{minutes // 60} h {minutes % 60:02d}" if minutes >= 60 else f"{minutes} min"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [
        f"| {' | '.join(head)} |",
        f"|{'---|' * len(head)}",
        *(f"| {' | '.join(row)} |" for row in rows),
        "",
    ]


def _named(entry: Lesson) -> str:
    words = f"{entry.number} {entry.title}"
    return f"[{words}]({entry.slug}.md)" if entry.ready else f"{words} (to come)"


def _weights() -> list[str]:
    rows = [
        (part.name, f"{part.percent} %", f"the best {part.best}" if part.best else "all of them")
        for part in course().assessment
    ]
    return _table(("part", "weight", "what counts"), rows)


def _exercises() -> list[str]:
    automatic = sum(part.percent for part in course().assessment if part.kind == "automatic")
    here = course().ready
    rows = [
        (
            _named(entry),
            f"{points(entry.slug).automatic:g}",
            f"{points(entry.slug).essays:g}",
            f"{automatic / len(here):.1f} %",
        )
        for entry in here
    ]
    total = (
        "**all that are here**",
        f"{sum(points(entry.slug).automatic for entry in here):g}",
        f"{sum(points(entry.slug).essays for entry in here):g}",
        f"{automatic} %",
    )
    return _table(
        ("exercise", "automatic points", "essay points", "weight of its automatic part"), [*rows, total]
    )


def _example() -> str:
    """A worked example, computed; nothing where a mark is put together of other parts."""
    here = len(course().ready)
    shares = {
        "automatic": [0.9] * (here - 1) + [0.0],
        "essays": [0.75] * 5 + [0.25],
        "capstone": [0.8],
        "reflection": [1.0],
    }
    if set(shares) != {part.kind for part in course().assessment}:
        return ""
    return (
        f"*An example.* Someone hands in {here - 1} of {here} exercises and reaches 90 per cent of the automatic points in each, writes six "
        f"essays (75 per cent in five, 25 in one), reaches 80 per cent in the capstone and hands in the whole reflection: "
        f"{mark(shares):.1f} per cent. The missing exercise counts as 0; the weakest essay does not count."
    )  # fmt: skip


def _sum(entries: Sequence[Lesson], *kinds: str) -> int:
    return sum(entry.minutes[kind] for entry in entries for kind in kinds)


def _all_essays(entries: Sequence[Lesson]) -> int:
    return _sum(entries, "exercise", "essay")


def _one_essay(entries: Sequence[Lesson]) -> int:
    return _sum(entries, "exercise") + max(entry.minutes["essay"] for entry in entries)


@dataclass(frozen=True)
class Words:
    """What is said of a plan: its title, what stands before it, the head of its last column, and how the minutes at home add up."""

    title: str
    before: str = ""
    head: str = "at home: exercise and essay"
    home: Callable[[Sequence[Lesson]], int] = _all_essays


def _words(name: str) -> Words:
    """The words of a plan; one that we do not know is called as ``course.yaml`` calls it."""
    if name == "twelve":
        return Words("Twelve weeks", _TWELVE + (_SIMULATED if has_room(ROOM) else ""))
    if name == "six":
        return Words("Six weeks", _six(), "at home: exercises, one essay", _one_essay)
    return Words(name[0].upper() + name[1:])


def _plan(name: str) -> list[str]:
    said, rows, whole = _words(name), [], [0, 0]
    for number, step in enumerate(course().plans[name], 1):
        entries = [lesson(each) for each in step]
        minutes = _sum(entries, "core"), said.home(entries)
        whole = [total + more for total, more in zip(whole, minutes, strict=True)]
        rows.append((str(number), ", ".join(map(_named, entries)), *map(_hours, minutes)))
    rows.append(("", "**together**", *map(_hours, whole)))
    table = _table(("week", "lessons", "in class: core paths", said.head), rows)
    return [f"## {said.title}", "", *([said.before, ""] if said.before else []), *table]


def _day() -> list[str]:
    steps = [lesson(each) for step in course().plans[DAY] for each in step]
    first, *others = steps
    rows = [(_named(first), "the core path", str(first.minutes["core"]))]
    rows += [(_named(entry), f"its {SHORT}-minute version", str(SHORT)) for entry in others]
    minutes = first.minutes["core"] + SHORT * len(others) + LAST_WORDS
    if has_room(ROOM):
        rows.append(
            ("[A table for five](simulation.md)", "the simulation, all three rounds", str(SIMULATION))
        )
        minutes += SIMULATION
    rows.append(
        ("[The claims](../claims.md)", "each picks a verdict and says what would turn it", str(LAST_WORDS))
    )
    rows.append(("**together**, without breaks", "", f"{minutes} ({_hours(minutes)})"))
    return ["## One day", "", _ONE_DAY, "", *_table(("what", "how", "minutes"), rows)]


_ONE_DAY = (
    "For a workshop: no exercises, one screen for two people, a break after each hour. Leave out one short version for each "
    "45 minutes that you do not have."
)
_TWELVE = (
    "One session a week with the core path, *Further* parts left to those who like them; the whole exercise with its essay at "
    "home."
)
_SIMULATED = (
    " The [simulation](simulation.md) fits after lesson 07, in the week of a lesson that is still to come or of one that you "
    "leave out."
)


def _best() -> int | None:
    """How many essays count, the best ones; None where all do, or where there are none."""
    return next((part.best for part in course().assessment if part.kind == "essays"), None)


def _six() -> str:
    enough = (
        f"; one essay a week is enough for the best {_NUMBER.get(best, best)}, whichever lesson each learner takes"
        if (best := _best())
        else ""
    )
    last = " In the last week the capstone stands in its place." if _kinds() >= {"capstone"} else ""
    return f"Two core paths a week, in two sessions. At home every exercise without its essay{enough}.{last}"


_NUMBER = {3: "three", 4: "four", 5: "five", 6: "six"}


def _kinds() -> set[str]:
    return {part.kind for part in course().assessment}


def _linked(words: str, page: str) -> str:
    """Words with a link to a page for teachers, if the course has it."""
    return f"[{words}]({page})" if (SITE / "teachers" / page).exists() else words


def _essays() -> list[str]:
    """How what a person reads is marked; of the capstone and the reflection, if there are any."""
    if not _kinds() & {"essays", "capstone", "reflection"}:
        return []
    said = (
        "**Essays** are marked by four questions of four points each, the same in all lessons but 00; each solution holds the scheme, and "
        f"{_linked('Peer review', 'peer-review.md')} the sheet for learners."
    )
    read = {entry.number: points(entry.slug) for entry in course().ready}
    last = {number: found for number, found in read.items() if found.capstone or found.reflection}
    for number, found in last.items():
        said += (
            f" Exercise {number} has no essay. What a person reads there is marked by the same "
            "four questions, and counts for two parts of its own. "
            f"**Capstone**, {found.capstone:g} points: a ledger of at least 15 claims with a "
            "verdict for both dates; one figure reproduced and one assumption moved; and the article issued anew in 600 words, with a word on "
            f"{_linked('help by AI', '../ai-help.md')}. **Reflection**, {found.reflection:g} points: one page on a changed mind, with the learner's own "
            "calibration. For Canvas or Moodle take the points of each piece from the form grader, or from the file that `ambitions rubric` "
            "writes: an export has one number for an exercise."
        )
    return [said, ""]


def _marks() -> list[str]:
    best = f"; of the essays let either keep the {_best()} highest" if _best() else ""
    return [
        "## What makes up a mark",
        "",
        *_weights(),
        "In Canvas make an assignment group of each part and give it this weight, in Moodle a category of the gradebook"
        f"{best}. `ambitions export` brings the points of an exercise "
        f"({_linked('Grade a class', 'grading.md')}). The guesses, the quizzes and the test before and after are never graded: whoever is "
        "marked for a guess no longer guesses.",
        "",
        "### How the points of the exercises lie",
        "",
        *_exercises(),
        "Each exercise weighs the same, whatever its points. With further lessons the weight of each falls by itself.",
        "",
        *([example, ""] if (example := _example()) else []),
        *_essays(),
    ]


def page() -> str:
    """The page for teachers: what ``course.yaml`` says of marks and plans; empty where it says nothing."""
    plans = [line for name in course().plans for line in (_day() if name == DAY else _plan(name))]
    marks = _marks() if course().assessment else []
    if not plans and not marks:
        return ""
    parts = [
        "# Assessment and plans",
        "",
        "A proposal, to be changed: the course awards nothing itself. Minutes and weights on this page are computed from "
        "`course.yaml`, points from the solutions.",
        "",
        *marks,
        *plans,
    ]
    return "\n".join(parts)
