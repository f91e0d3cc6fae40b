"""One page for each student, with the message of each task and nothing that gives a test away."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from boxgrader.errors import GraderError
from boxgrader.intake.collect import read_people
from boxgrader.marks.course import Course
from boxgrader.marks.gradebook import concerns_all, write_whole
from boxgrader.marks.key import Key, task_of
from boxgrader.marks.read import Class, Student, read_class, total
from boxgrader.outcome import told
from boxgrader.pages.render import render
from boxgrader.text import printable


@dataclass
class TestLine:
    """One test cell as shown to its learner."""

    kind: str
    got: float
    of: float
    message: str


@dataclass
class Task:
    """One task, with its tests and the learner's own answer."""

    title: str
    got: float
    of: float
    tests: list[TestLine] = field(default_factory=list)
    answer: str = ""
    comment: str = ""


def titles(key: Key) -> dict[str, str]:
    """The heading above each task or essay, by the task's name."""
    found: dict[str, str] = {}
    heading = ""
    for cell in key.released:
        if cell.cell_type == "markdown" and (match := re.search(r"^##+ +(.+)$", cell.source, re.MULTILINE)):
            heading = match[1].strip()
        if cell.name:
            found.setdefault(task_of(cell.name), heading or cell.name)
    return found


def title(key: Key) -> str:
    """The exercise's own title."""
    first = next((c.source for c in key.released if c.cell_type == "markdown"), key.notebook)
    return first.splitlines()[0].lstrip("# ").strip()


def page(whole: Class, student: Student) -> str:
    """The feedback of one student as HTML."""
    key, record = whole.key, student.record
    heading = titles(key)
    tasks: dict[str, Task] = {}
    essays = []
    for cell in key.graded:
        if cell.name not in student.cells:
            continue
        mark, name = student.cells[cell.name], task_of(cell.name)
        if cell.kind != "test":
            answer = record.answers.get(cell.name, "") if record else ""
            essays.append(
                {
                    "title": heading.get(name, name),
                    "got": mark.score,
                    "of": mark.points,
                    "waiting": mark.waiting,
                    "text": answer if student.comments.get(cell.name) != "No response." else "",
                    "comment": student.comments.get(cell.name, ""),
                }
            )
            continue
        seen = record.marks.get(cell.name) if record else None
        message = told(seen.message, seen.hidden) if seen and mark.score < mark.points else ""
        if mark.score < mark.points and not message:
            message = "Not all points: see the comment, or ask."
        task = tasks.setdefault(name, Task(heading.get(name, name), 0.0, 0.0))
        task.tests.append(
            TestLine(
                "Hidden test" if seen and seen.hidden else "Visible test", mark.score, mark.points, message
            )
        )
        task.got, task.of = task.got + mark.score, task.of + mark.points
    for name, task in tasks.items():
        comment = student.comments.get(name, "")
        task.comment = "" if comment == "No response." else comment
        task.answer = record.answers.get(name, "") if record else ""
    waiting = [e for e in essays if e["waiting"]]
    got, of = total(
        student.cells, [c.name for c in key.graded if not (c.name in student.waiting and c.kind != "test")]
    )
    unfinished = [t.title for t in tasks.values() if t.got < t.of]
    html = render(
        "feedback.html",
        title=title(key),
        name=student.name,
        handed_in=record.handed_in if record else "",
        failure=record.failure if record else "",
        remedy=record.remedy if record else "",
        earlier=bool(tasks),
        tasks=list(tasks.values()),
        essays=essays,
        got=max(0.0, got - student.penalty),
        of=of,
        waiting=bool(waiting),
        essay_points=sum(float(str(e["of"])) for e in waiting),
        penalty=student.penalty,
        full=sum(t.got == t.of for t in tasks.values()),
        next=unfinished[0] if unfinished else "",
        notes=record.notes if record else [],
    )
    return _checked(html, key, student)


def _checked(html: str, key: Key, student: Student) -> str:
    """A last look: not one line of a hidden test or a mark scheme may be on a learner's page."""
    from html import unescape

    plain = unescape(html)
    for line in key.hidden_lines:
        if line in plain:
            raise GraderError(
                f"The feedback of {student.id} would show a hidden test or a mark scheme ({line[:30]}…).",
                "Look at the submission by eye; nothing was written for it.",
            )
    return html


def write_feedback(
    course: Course, lesson: str, students: list[str] | None = None
) -> tuple[list[Path], list[str]]:
    """Write the pages where nbgrader looks for feedback; returns their paths, and what could not be written and why."""
    whole = read_class(course, lesson)
    wanted = students or list(whole.students)
    unknown = [s for s in wanted if s not in whole.students]
    if unknown:
        raise GraderError(
            f"{unknown[0]} has no graded submission of {lesson}.",
            f"First: {course.settings.said('grade', lesson)}",
        )
    written, refused = [], []
    for name, part in [(n, part) for n in wanted for part in whole.parts if n in part.students]:
        path = course.folder("feedback", name, lesson) / f"{part.key.notebook}.html"
        try:
            write_whole(path, page(part, part.students[name]))
            for file in (
                "timestamp.txt",
                "submission_secret.txt",
            ):  # nbgrader's release_feedback asks for them
                origin = course.folder("autograded", name, lesson) / file
                if origin.is_file():
                    write_whole(path.with_name(file), origin.read_text(encoding="utf-8", errors="replace"))
            written.append(path)
        except GraderError as error:
            _gone(path)
            refused.append(error.reason)
        except Exception as error:  # one learner's page must not stop those of the others
            if concerns_all(error):
                raise
            _gone(path)
            refused.append(
                printable(f"The feedback of {name} could not be written: {type(error).__name__}: {error}")[
                    :300
                ]
            )
    return written, refused


def pack_for_moodle(course: Course, lesson: str, pages: list[Path]) -> Path | None:
    """Pages as Moodle takes feedback files of a whole class, in one zip; None where nobody handed in on Moodle.

    Source of the form: ``mod/assign/feedback/file/importziplib.php`` in moodle/moodle.
    """
    people = read_people(course, lesson)
    moodle = {page: people.get(page.parents[1].name, {}) for page in pages}
    moodle = {page: one for page, one in moodle.items() if one.get("platform") == "moodle"}
    if not moodle:
        return None
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for page, one in moodle.items():
            folder = f"{one.get('name', '').replace('_', ' ')}_{one['number']}_assignsubmission_file"
            packed.writestr(f"{folder}/{page.name}", page.read_bytes())
    path = course.place / "exports" / f"{lesson}-moodle-feedback.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(buffer.getvalue())
    return path


def _gone(path: Path) -> None:
    """No page is better than an old one."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
