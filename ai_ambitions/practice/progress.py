"""What was done, lesson by lesson; how well the learner judges what they know; and what comes next."""

from __future__ import annotations

import html
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ai_ambitions.core.course import Lesson, course
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import EXERCISES, MY_WORK
from ai_ambitions.display.tables import Shown
from ai_ambitions.practice.copies import own
from ai_ambitions.practice.predict import CONFIDENCE, WITHIN, is_right
from ai_ambitions.practice.questions import question_set, questions
from ai_ambitions.practice.quiz import answers
from ai_ambitions.practice.record import read_progress
from ai_ambitions.practice.sheet import GREEN, note
from ai_ambitions.practice.twice import compared, first_key, try_key

Record = dict[str, dict[str, Any]]
HEAD = ("lesson", "minutes<br><small>lesson + exercise</small>", "done", "exercise")
LEFT, NOTHING = "text-align:left", "not begun"
FORGET = "To forget what is recorded of a lesson, such as 06: ambitions progress --clear 06"


@dataclass(frozen=True)
class Step:
    """What comes next: a sentence, the notebook to open and the command to type (either of them may be missing)."""

    words: str
    notebook: Path | None = None
    command: str = ""


def progress() -> Shown:
    """What comes next, every lesson with what was done in it, and how guesses and confidence agree."""
    return overview(Path.cwd())


def overview(folder: Path) -> Shown:
    """The view of ``progress``, with links as seen from a folder."""
    stored = read_progress(folder)
    step = next_step(stored)
    remarks = [second_test(), calibration(stored), _others(stored), FORGET if any(stored.values()) else ""]
    remarks = list(filter(None, remarks))
    lessons = course().lessons

    head = "".join(f'<th scope="col" style="{LEFT}">{name}</th>' for name in HEAD)
    body = "".join(f"<tr>{_row(lesson, stored, folder)}</tr>" for lesson in lessons)
    following = _link(step.words, step.notebook, folder)
    command = f" with <code>{html.escape(step.command)}</code>" if step.command else ""
    markup = (
        note(f"<b>Next:</b> {following}{command}", GREEN)
        + f'<table class="ai-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        + "".join(f"<p>{html.escape(line)}</p>" for line in remarks)
    )

    width = max(len(lesson.title) for lesson in lessons)
    plain = ["Minutes are those of lesson + exercise.", ""]
    plain += [
        f"{lesson.number}  {lesson.title:<{width}}  {_minutes(lesson):>8}  {_all_done(lesson, stored)}"
        for lesson in lessons
    ]
    command = f" with: {step.command}" if step.command else ""
    where = f" ({_relative(step.notebook, folder)})" if step.notebook and step.notebook.exists() else ""
    said = ["", f"Next: {step.words}{command}{where}", *remarks]
    return Shown(f"<div>{markup}</div>", "\n".join(plain + said))


def _row(lesson: Lesson, stored: Record, folder: Path) -> str:
    """A lesson's cells: its title as a link and its question, minutes, what was done, and its exercise as a link."""
    title = _link(f"{lesson.number} {lesson.title}", own(lesson.notebook) if lesson.ready else None, folder)
    exercise = ""
    if lesson.ready and (EXERCISES / lesson.slug).is_dir():
        exercise = _link(f"exercise {lesson.number}", _copy(lesson), folder)
        exercise += f"<br><small>{_points(lesson, stored)}</small>"
    cells = [f"{title}<br><small>{html.escape(lesson.question)}</small>", _minutes(lesson)]
    cells += [html.escape(_done(lesson, stored)), exercise]
    return "".join(f'<td style="{LEFT};vertical-align:top">{cell}</td>' for cell in cells)


def _all_done(lesson: Lesson, stored: Record) -> str:
    """What was done in a lesson and its exercise, in words."""
    points, done = _points(lesson, stored), _done(lesson, stored)
    if not points:
        return done
    return f"exercise {points}" if done == NOTHING else f"{done}; exercise {points}"


def _minutes(lesson: Lesson) -> str:
    """Minutes of the lesson's core path and of its exercise."""
    return f"{lesson.minutes['core']} + {lesson.minutes['exercise']}"


def _link(words: str, notebook: Path | None, folder: Path) -> str:
    """A link to a notebook, as seen from a folder; only the words where there is none."""
    if not notebook or not notebook.exists():
        return html.escape(words)
    return f'<a href="{html.escape(quote(_relative(notebook, folder)))}">{html.escape(words)}</a>'


def _copy(lesson: Lesson) -> Path:
    """Where the learner's own copy of a lesson's exercise lies."""
    return MY_WORK / lesson.slug / f"{lesson.slug}.ipynb"


def _done(lesson: Lesson, stored: Record) -> str:
    """What was done in a lesson, in words."""
    if not lesson.ready:
        return "to come"
    parts = []
    if guesses := _of(lesson, stored, "predictions"):
        parts.append(f"{len(guesses)} guess{'es' * (len(guesses) != 1)}")
    if quizzes := _of(lesson, stored, "quizzes"):
        right = sum(bool(entry.get("right")) for entry in quizzes.values())
        parts.append(f"{right} of {len(quizzes)} quiz answers right at first")
    if test := _of(lesson, stored, "pretests"):
        # Not how many were right: the last lesson asks the same questions again.
        parts.append(f"first test: {len(test)} answered")
    return "; ".join(parts) or NOTHING


def _points(lesson: Lesson, stored: Record) -> str:
    """How a lesson's exercise came out when it was checked last; an empty string before that."""
    for entry in _of(lesson, stored, "exercises").values():
        return f"{entry.get('points', 0):g} of {entry.get('of', 0):g} points (visible tests)"
    return ""


def _of(lesson: Lesson, stored: Record, kind: str) -> Record:
    """A lesson's entries of a kind. Exercises go by their whole slug, so that a renamed copy belongs to no lesson."""
    entries = stored.get(kind, {})
    if kind == "exercises":
        return {key: entry for key, entry in entries.items() if key == lesson.slug}
    return {key: entry for key, entry in entries.items() if key.startswith(f"{lesson.number}-")}


def _others(stored: Record) -> str:
    known = {lesson.slug for lesson in course().lessons}
    others = [
        f"{name} ({entry.get('points', 0):g} of {entry.get('of', 0):g} points)"
        for name, entry in stored.get("exercises", {}).items()
        if name not in known
    ]
    return f"Also checked: {', '.join(others)}." if others else ""


def second_test() -> str:
    """The first test beside the first try of the second one, in a paragraph; empty before that is finished."""
    asked = question_set(first_key())
    after = answers("posttests", try_key(1), asked)
    if len(after) < len(asked):
        return ""
    return "The same questions twice. " + " ".join(
        compared(answers("pretests", first_key(), asked), after, asked)
    )


def calibration(stored: Record) -> str:
    """Of the guesses of each confidence, how many came out right, in a line; empty before the first reveal."""
    told, aims = [], []
    for word, size in sorted(CONFIDENCE.items(), key=lambda item: -item[1]):
        right = [_came_out_right(entry) for entry in _judged(stored) if entry["confidence"] == size]
        if right:
            told.append(f"of {len(right)} called “{word}”, {sum(right)} right")
            aims.append(f"{size * 10:.0f}")
    if not told:
        return ""
    return f"Your guesses: {'; '.join(told)}. Well judged would be {', '.join(aims)} in 10."


def judged_guesses(stored: Record) -> list[tuple[float, bool]]:
    """Each guess that a reveal has judged: how sure the learner was, and whether it came out right."""
    return [(float(entry["confidence"]), _came_out_right(entry)) for entry in _judged(stored)]


def _judged(stored: Record) -> Iterator[dict[str, Any]]:
    for entry in stored.get("reveals", {}).values():
        if entry.get("guess") is not None and "confidence" in entry:
            yield entry


def _came_out_right(entry: dict[str, Any]) -> bool:
    """What was stored; the first edition stored only guess and fact."""
    return bool(entry["right"]) if "right" in entry else is_right(entry["guess"], entry["actual"], WITHIN)


def next_step(stored: Record) -> Step:
    """What comes next: first what is open in the lesson that was worked on last, then the first lesson not begun."""
    ready = course().ready
    if not ready:
        return Step("No lesson is here")
    days = {lesson.number: _last(lesson, stored) for lesson in ready}
    latest = max(ready, key=lambda lesson: days[lesson.number])
    begun = [latest] if days[latest.number] else []
    fresh = [lesson for lesson in ready if not days[lesson.number]]
    for lesson in begun:
        if step := _open(lesson, stored):
            return step
    if fresh:
        word = "Go on" if begun else "Begin"
        return Step(f"{word} with lesson {fresh[0].number}, {fresh[0].title}", own(fresh[0].notebook))
    for lesson in ready:
        if step := _open(lesson, stored):
            return step
    return Step("You have done all that is here")


def _last(lesson: Lesson, stored: Record) -> str:
    """When a lesson was last worked on; an empty string if never."""
    return max(
        (str(entry.get("at", "")) for kind in stored for entry in _of(lesson, stored, kind).values()),
        default="",
    )


def _open(lesson: Lesson, stored: Record) -> Step | None:
    """What is still open in a lesson: its quiz, then its exercise."""
    if number := _unanswered(lesson):
        questions_are = f"{number} quiz question{'s are' if number != 1 else ' is'}"
        return Step(f"Go on in lesson {lesson.number}: {questions_are} still open", own(lesson.notebook))
    if not (EXERCISES / lesson.slug).is_dir():
        return None
    entry = stored.get("exercises", {}).get(lesson.slug)
    if entry and entry.get("points", 0) >= entry.get("of", 0):
        return None
    if not entry and not _copy(lesson).exists():
        return Step(
            f"Get your copy of the exercise to lesson {lesson.number}",
            command=f"ambitions start {lesson.number}",
        )
    return Step(
        f"Work on the exercise to lesson {lesson.number}, save it, and check it",
        _copy(lesson),
        f"ambitions check {lesson.number}",
    )


def _unanswered(lesson: Lesson) -> int:
    try:
        sets = questions(lesson.number)
    except CourseError:  # a lesson without questions has none open
        return 0
    quizzes = {
        key: asked for key, asked in sets.items() if not key.endswith("test")
    }  # 00-pretest and its like
    return sum(len(asked) - len(answers("quizzes", key, asked)) for key, asked in quizzes.items())


def _relative(path: Path, folder: Path) -> str:
    """A path as seen from a folder."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()
