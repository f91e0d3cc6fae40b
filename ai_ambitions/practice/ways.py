"""Head and end of a lesson, from the map of the course: what it takes, what it leans on, and the way on from it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ai_ambitions.core.course import Lesson, course, lesson, neighbours, tables_of
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.mode import mode
from ai_ambitions.core.paths import EXERCISES, LESSONS, MY_WORK, SITE
from ai_ambitions.data.contract import table_entry
from ai_ambitions.display.tables import Shown
from ai_ambitions.practice.sheet import ASLEEP, Sheet, note, status
from ai_ambitions.practice.twice import posttest

WELCOME = "../my-lessons/welcome.ipynb"  # made by `ambitions lab`, see welcome.py


def plan(number: str) -> Shown:
    """The head of a lesson: its question, how long it takes, and which lessons, claims and tables it leans on.

    Raises CourseError for a lesson that does not exist.
    """
    entry = lesson(number)
    rows = [("Question", html.escape(entry.question)), ("Time", _time(entry))]
    if entry.needs:
        rows.append(("Before it", _listed(_lesson(lesson(name)) for name in entry.needs)))
    return _rows(rows + _evidence(entry))


def way_on(number: str) -> None:
    """Display the end of a lesson: its exercise, the next lesson that is here, its claims, tables and teacher's page.

    In JupyterLab a button makes the learner's own copy of the exercise. Below the last lesson stands the second test.
    Raises CourseError for a lesson that does not exist or is still to come.
    """
    from IPython.display import display

    entry = lesson(number)
    if not entry.ready:
        raise CourseError(
            f"Lesson {entry.number}, {entry.title}, is still to come.", "What is here: ambitions progress"
        )
    if mode() == "live" and _exercise_is_here(entry) and not _copy(entry).exists():
        _offer(entry)
    else:
        display(_end(entry))
    if neighbours(entry)[1] is None:  # whichever lesson is the last one that is here
        posttest()


def _exercise_is_here(entry: Lesson) -> bool:
    return (EXERCISES / entry.slug / f"{entry.slug}.ipynb").exists()


def _copy(entry: Lesson) -> Path:
    return MY_WORK / entry.slug / f"{entry.slug}.ipynb"


def _time(entry: Lesson) -> str:
    minutes = entry.minutes
    parts = [f"{minutes['core']} minutes for the core path"]
    if minutes["further"]:
        parts.append(f"{minutes['further']} more for the parts called <i>Further</i>, which may be left out")
    if minutes["exercise"]:
        essay = f", and {minutes['essay']} for {_long_work(entry)}" if minutes["essay"] else ""
        parts.append(f"{minutes['exercise']} for the exercise{essay}")
    return "; ".join(parts)


def _long_work(entry: Lesson) -> str:
    """What a person reads of an exercise, in words."""
    pieces = [cell for part in course().assessment for cell in part.cells]
    return "the capstone" if any(cell.startswith(entry.number) for cell in pieces) else "its essay"


def _evidence(entry: Lesson) -> list[tuple[str, str]]:
    """The claims and tables of a lesson, as rows."""
    rows = []
    if entry.claims:
        ask = (
            "" if mode() == "site" else f" (<code>verdict({', '.join(map(json.dumps, entry.claims))})</code>)"
        )
        rows.append(("Claims", _listed(map(_claim, entry.claims)) + ask))
    if tables := tables_of(entry.slug):
        rows.append(("Tables", _listed(map(_table, tables))))
    return rows


def _end(entry: Lesson) -> Shown:
    rows = []
    if _exercise_is_here(entry):
        rows.append(("Exercise", _exercise(entry)))
    _, following = neighbours(entry)
    last = "the last one that is here; <code>ambitions progress</code> shows what you have left out"
    said = f"{_lesson(following)}: {html.escape(following.question)}" if following else last
    rows.append(("Next lesson", said))
    if mode() == "live" and (LESSONS / WELCOME).exists():
        rows.append(("All lessons", _link("the welcome page", WELCOME, "")))
    rows += _evidence(entry)
    if (SITE / "teachers" / f"{entry.slug}.md").exists():
        page = f"teachers/{entry.slug}"
        rows.append(
            ("For teachers", _link("how to teach this lesson", f"../site/{page}.md", f"../{page}.html"))
        )
    return _rows(rows)


def _exercise(entry: Lesson) -> str:
    """The learner's own copy where there is one; else how to get it."""
    name, check = f"{entry.slug}/{entry.slug}", f"check it with <code>ambitions check {entry.number}</code>"
    if mode() == "live" and _copy(entry).exists():
        return f"{_link('open your copy', f'../my-work/{name}.ipynb', '')}, answer, save, and {check}"
    read = _link("read the exercise", f"../exercises/{name}.ipynb", f"../exercises/{name}.html")
    return f"{read}, or get your own copy with <code>ambitions start {entry.number}</code> and {check}"


def _offer(entry: Lesson) -> None:
    import ipywidgets as widgets

    from ai_ambitions.practice.exercises import start

    button, said = (
        widgets.Button(description="Get my copy of the exercise", layout={"width": "max-content"}),
        widgets.HTML(),
    )

    def copy(*_: Any) -> None:
        try:
            start(entry.number)
        except (CourseError, OSError) as error:
            said.value = status(html.escape(str(error)))
        else:
            sheet.finish(_end(entry))

    button.on_click(copy)
    shown = _end(entry)
    sheet = Sheet(
        Shown(shown.markup + ASLEEP.removeprefix("<br>"), shown.words), widgets.VBox([button, said])
    )


# --- links: from a lesson to files of the checkout, or to pages of the site -------------------------------------------


def _link(words: str, file: str, page: str) -> str:
    """A link from a lesson; only the words where the file is not at hand, as in an installed wheel."""
    if mode() != "site" and not (LESSONS / file).exists():
        return html.escape(words)
    target = page if mode() == "site" else file
    return f'<a href="{html.escape(target)}">{html.escape(words)}</a>'


def _lesson(entry: Lesson) -> str:
    words = f"{entry.number}, {entry.title}"
    if not entry.ready:
        return f"{html.escape(words)} (to come)"
    return _link(words, f"{entry.slug}.ipynb", f"{entry.slug}.html")


def _table(name: str) -> str:
    return _link(name, f"../datasets/{table_entry(name)['path']}", f"../data/{name}.html")


def _claim(claim_id: str) -> str:
    return _link(claim_id, "../datasets/claims.csv", f"../claims.html#{claim_id.lower()}")


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def _rows(rows: list[tuple[str, str]]) -> Shown:
    body = "<br>".join(f"<b>{name}:</b> {said}" for name, said in rows)
    words = "\n".join(f"{name}: {_plain(said)}" for name, said in rows)
    return Shown(note(body), words)


def _plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup))
