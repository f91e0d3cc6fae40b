"""A record of completion, made on the learner's own computer from the learner's own file: what was done, and no grade."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ai_ambitions import __version__
from ai_ambitions.core.course import Lesson, course
from ai_ambitions.core.errors import CourseError
from ai_ambitions.practice.questions import Question, question_set, questions
from ai_ambitions.practice.quiz import answers
from ai_ambitions.practice.record import progress_file, read_progress
from ai_ambitions.practice.twice import first_key, try_key

Record = Mapping[str, Mapping[str, Any]]
HONEST = (
    "Made on the learner’s own computer from a file that its owner can change; nobody has checked it. It says what was done, "
    "and not how well: no guess and no first answer was graded. The course itself awards nothing."
)


@dataclass(frozen=True)
class Done:
    """What was done of a lesson.

    ``guesses`` committed, quiz questions ``answered`` of ``asked``; ``exercise`` says in words how far that is, and ``last``
    the day on which the lesson was worked on last (empty if never).
    """

    lesson: Lesson
    guesses: int
    answered: int
    asked: int
    exercise: str
    last: str

    @property
    def whole(self) -> bool:
        """Whether every quiz question was answered and the exercise was checked."""
        return self.answered == self.asked and self.exercise != "not checked"


def done(entry: Lesson, stored: Record) -> Done:
    """What the record holds of a lesson."""
    sets = {name: asked for name, asked in questions(entry.number).items() if name != first_key()}
    answered = sum(len(answers("quizzes", name, asked)) for name, asked in sets.items())
    mine = f"{entry.number}-"
    checked = stored.get("exercises", {}).get(entry.slug)
    days = [
        str(each.get("at", ""))[:10]
        for kind in ("predictions", "reveals", "quizzes", "exercises")
        for key, each in stored.get(kind, {}).items()
        if key.startswith(mine)
    ]
    exercise = "not checked"
    if checked is not None:
        full = checked.get("points", 0) >= checked.get("of", 0)
        exercise = (
            "checked, every visible test passes" if full else "checked, not every visible test passes yet"
        )
    return Done(
        entry,
        sum(key.startswith(mine) for key in stored.get("predictions", {})),
        answered,
        sum(map(len, sets.values())),
        exercise,
        max(days, default=""),
    )


def _tests(asked: tuple[Question, ...]) -> str:
    first = len(answers("pretests", first_key(), asked)) == len(asked)
    second = len(answers("posttests", try_key(1), asked)) == len(asked)
    taken = {(True, True): "both were", (True, False): "the first was", (False, True): "the second was"}
    return f"Of the two tests, before and after, {taken.get((first, second), 'neither was')} taken."


def page(name: str, today: date) -> str:
    """The record as a page of HTML that prints on one sheet. ``name`` may be empty: then a line is left for a pen.

    Raises CourseError where nothing was recorded yet.
    """
    stored = read_progress()
    found = [done(entry, stored) for entry in course().ready]
    begun = [each for each in found if each.last]
    if not begun:
        raise CourseError(
            "Nothing was recorded yet, so there is nothing to write down.",
            "Begin with lesson 00: guess, and answer its questions.",
        )
    whole = sum(each.whole for each in found)
    rows = "".join(
        f"<tr><th scope='row'>{each.lesson.number} {html.escape(each.lesson.title)}</th><td>{each.guesses}</td>"
        f"<td>{each.answered} of {each.asked}</td><td>{each.exercise}</td><td>{each.last or 'not begun'}</td></tr>"
        for each in found
    )
    head = "".join(
        f"<th scope='col'>{words}</th>"
        for words in ("Lesson", "Guesses", "Quiz questions answered", "Exercise", "Last worked on")
    )
    who = html.escape(name) or "______________________________"
    coming = len(course().lessons) - len(found)
    more = f" {coming} more lessons are announced and not here yet." if coming else ""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Record of completion</title>
<style>body {{ font: 12pt/1.5 serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem; color: #111; background: #fff }}
table {{ border-collapse: collapse; width: 100%; font-size: 0.9em }} th, td {{ border-bottom: 1px solid #999; padding: 0.3em 0.5em; text-align: left; vertical-align: top }}
small {{ color: #333 }}</style></head>
<body><h1>Record of completion</h1>
<p><b>{who}</b> worked through parts of the course <i>{html.escape(course().full_name)}</i>, edition {__version__}.
Of the {len(found)} lessons that are here, begun: {len(begun)}; done whole, with every quiz question answered and the exercise checked: {whole}.{more}
{_tests(question_set(first_key()))}</p>
<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
<p><small>{HONEST} Written on {today.day} {today:%B %Y}.</small></p></body></html>
"""


def write(name: str, today: date) -> Path:
    """Write the record beside the learner's own file, and return where it lies.

    Raises CourseError where nothing was recorded yet, or the file cannot be written.
    """
    text, path = page(name, today), progress_file().with_name("record-of-completion.html")
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise CourseError(
            f"The record could not be written ({error.strerror}).", f"Make {path.parent} writable."
        ) from None
    return path
