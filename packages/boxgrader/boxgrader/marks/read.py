"""Marks as they stand in the gradebook, a person's decisions included, read for feedback, report and export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from boxgrader.errors import GraderError
from boxgrader.marks.course import Course, in_folder, silent
from boxgrader.marks.gradebook import Records, trouble
from boxgrader.marks.key import Key, make_keys
from boxgrader.marks.worker import Graded
from boxgrader.text import printable


@dataclass
class CellMark:
    """One cell with points: what counts, and whether a person has yet to decide."""

    score: float
    points: float
    waiting: bool


@dataclass
class Student:
    """A student's submission of one lesson."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    cells: dict[str, CellMark] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    penalty: float = 0.0
    record: Graded | None = None
    touched: bool = False  # whether any cell has got a mark, from a test or a person
    failures: dict[str, Graded] = field(default_factory=dict)  # notebooks of several that could not be graded

    @property
    def name(self) -> str:
        """First and last name, or the id where the gradebook knows no name."""
        return printable(" ".join(filter(None, (self.first_name, self.last_name))) or self.id)

    @property
    def score(self) -> float:
        """Points after a penalty for lateness."""
        return max(0.0, sum(c.score for c in self.cells.values()) - self.penalty)

    @property
    def waiting(self) -> list[str]:
        """Cells that a person has yet to mark."""
        return [name for name, cell in self.cells.items() if cell.waiting]

    @property
    def marked(self) -> bool:
        """Whether there are marks at all."""
        return bool(self.cells)


@dataclass
class Class:
    """All students of a lesson, with the key.

    Where the lesson has several notebooks ``parts`` holds a class for each; in the whole, cells are called
    ``notebook/cell``, since two notebooks may have cells of one name.
    """

    lesson: str
    key: Key
    students: dict[str, Student]
    several: dict[str, Class] = field(default_factory=dict)

    @property
    def parts(self) -> list[Class]:
        """A class for each notebook."""
        return list(self.several.values()) or [self]

    @property
    def points(self) -> float:
        """Points that can be had."""
        return sum(cell.points or 0.0 for cell in self.key.graded)

    @property
    def graded(self) -> list[Student]:
        """Students with marks."""
        return [s for s in self.students.values() if s.marked]

    @property
    def failed(self) -> list[Student]:
        """Students whose submission, or a notebook of it, could not be graded."""
        return [s for s in self.students.values() if s.failures or (s.record and s.record.failure)]


def read_class(course: Course, lesson: str) -> Class:
    """The marks of a lesson. Raises GraderError when nothing has been graded yet."""
    if course.database and not course.database.exists():
        raise GraderError(
            f"Nothing of {lesson} has been graded yet.", f"First: {course.settings.said('grade', lesson)}"
        )
    keys = make_keys(course, lesson)
    parts = {name: _part(course, key) for name, key in keys.items()}
    if not any(part.students for part in parts.values()):
        raise GraderError(
            f"Nothing of {lesson} has been graded yet.", f"First: {course.settings.said('grade', lesson)}"
        )
    return together(parts) if len(parts) > 1 else next(iter(parts.values()))


def _part(course: Course, key: Key) -> Class:
    """The marks of one notebook."""
    records = Records(course, key.lesson, "" if key.alone else key.notebook)
    students = _from_gradebook(course, key)
    for path in sorted(records.folder.glob("*.json")):
        name = path.stem
        record = records.load(name)
        if record is not None and (name in students or record.failure):
            students.setdefault(name, Student(name)).record = record
    tested = any(cell.kind == "test" for cell in key.graded)
    for student in students.values():
        failed = student.record and student.record.failure
        if not key.alone and not student.touched and (tested or failed):
            student.cells.clear()  # nbgrader makes rows for all notebooks once one of them is graded
    return Class(key.lesson, key, dict(sorted(students.items())))


def together(parts: Mapping[str, Class]) -> Class:
    """A class with the marks of several notebooks."""
    first = next(iter(parts.values()))
    key = replace(
        first.key,
        notebook="",
        cells=tuple(replace(c, name=f"{n}/{c.name}") for n, part in parts.items() for c in part.key.cells),
        released=tuple(
            replace(c, name=c.name and f"{n}/{c.name}")
            for n, part in parts.items()
            for c in part.key.released
        ),
    )
    names = sorted({name for part in parts.values() for name in part.students})
    students = {
        name: _whole({n: part.students[name] for n, part in parts.items() if name in part.students})
        for name in names
    }
    return Class(first.lesson, key, students, dict(parts))


def _whole(one: Mapping[str, Student]) -> Student:
    """A student's notebooks together."""
    first = next(iter(one.values()))
    records = {name: part.record for name, part in one.items() if part.record}
    fine = {name: record for name, record in records.items() if not record.failure}
    record = None
    if records:
        record = replace(
            next(iter((fine or records).values())),
            marks={f"{n}/{c}": mark for n, r in fine.items() for c, mark in r.marks.items()},
            answers={f"{n}/{c}": text for n, r in fine.items() for c, text in r.answers.items()},
            look=[f"{n}: {line}" for n, r in fine.items() for line in r.look],
            notes=[line if r.absent else f"{n}: {line}" for n, r in fine.items() for line in r.notes],
            sealed=all(r.sealed for r in fine.values()),
        )
    return replace(
        first,
        cells={f"{n}/{cell}": mark for n, part in one.items() for cell, mark in part.cells.items()},
        comments={f"{n}/{cell}": text for n, part in one.items() for cell, text in part.comments.items()},
        penalty=sum(part.penalty for part in one.values()),
        record=record,
        failures={name: r for name, r in records.items() if r.failure},
    )


def _from_gradebook(course: Course, key: Key) -> dict[str, Student]:
    from nbgrader.api import (
        Assignment,
        BaseCell,
        Comment,
        Grade,
        Gradebook,
        Notebook,
        SubmittedAssignment,
        SubmittedNotebook,
    )
    from nbgrader.api import Student as Person
    from sqlalchemy.exc import SQLAlchemyError

    found: dict[str, Student] = {}
    try:
        with in_folder(course.root), silent(), Gradebook(course.db_url, course.directory.course_id) as book:
            handed_in = (
                book.db.query(Person, SubmittedNotebook.id, SubmittedNotebook.late_submission_penalty)
                .join(SubmittedAssignment, SubmittedAssignment.student_id == Person.id)
                .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
                .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
                .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
                .filter(Assignment.name == key.lesson, Notebook.name == key.notebook)
                .with_entities(
                    Person.id,
                    Person.first_name,
                    Person.last_name,
                    Person.email,
                    SubmittedNotebook.id,
                    SubmittedNotebook.late_submission_penalty,
                )
            )
            by_notebook: dict[str, Student] = {}
            for person, first, last, email, notebook, penalty in handed_in:
                by_notebook[notebook] = found[person] = Student(
                    person, first or "", last or "", email or "", penalty=penalty or 0.0
                )
            for notebook, name, score, points, waiting, auto, manual in (
                book.db.query(Grade)
                .join(BaseCell, BaseCell.id == Grade.cell_id)
                .with_entities(
                    Grade.notebook_id,
                    BaseCell.name,
                    Grade.score,
                    Grade.max_score,
                    Grade.needs_manual_grade,
                    Grade.auto_score,
                    Grade.manual_score,
                )
            ):
                if notebook in by_notebook:
                    by_notebook[notebook].cells[name] = CellMark(float(score), float(points), bool(waiting))
                    if auto is not None or manual is not None:
                        by_notebook[notebook].touched = True
            for notebook, name, text in (
                book.db.query(Comment)
                .join(BaseCell, BaseCell.id == Comment.cell_id)
                .with_entities(Comment.notebook_id, BaseCell.name, Comment.comment)
            ):
                if notebook in by_notebook and text:
                    by_notebook[notebook].comments[name] = text
    except SQLAlchemyError as error:
        raise trouble(error) from None
    return found


def total(cells: Mapping[str, CellMark], names: list[str]) -> tuple[float, float]:
    """Points got and possible in some cells."""
    chosen = [cells[n] for n in names if n in cells]
    return sum(c.score for c in chosen), sum(c.points for c in chosen)
