"""Marks as they stand in the gradebook, a person's decisions included, read for feedback, report and export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from boxgrader.errors import GraderError
from boxgrader.marks.course import Course, in_folder, silent
from boxgrader.marks.gradebook import Records, trouble
from boxgrader.marks.key import Key, make_key
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
    """All students of a lesson, with the key."""

    lesson: str
    key: Key
    students: dict[str, Student]

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
        """Students whose submission could not be graded."""
        return [s for s in self.students.values() if s.record and s.record.failure]


def read_class(course: Course, lesson: str) -> Class:
    """The marks of a lesson. Raises GraderError when nothing has been graded yet."""
    if course.database and not course.database.exists():
        raise GraderError(
            f"Nothing of {lesson} has been graded yet.", f"First: {course.settings.said('grade', lesson)}"
        )
    key = make_key(course, lesson)
    records = Records(course, lesson)
    students = _from_gradebook(course, lesson)
    for path in sorted(records.folder.glob("*.json")):
        name = path.stem
        record = records.load(name)
        if record is not None and (name in students or record.failure):
            students.setdefault(name, Student(name)).record = record
    if not students:
        raise GraderError(
            f"Nothing of {lesson} has been graded yet.", f"First: {course.settings.said('grade', lesson)}"
        )
    return Class(lesson, key, dict(sorted(students.items())))


def _from_gradebook(course: Course, lesson: str) -> dict[str, Student]:
    from nbgrader.api import (
        Assignment,
        BaseCell,
        Comment,
        Grade,
        Gradebook,
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
                .filter(Assignment.name == lesson)
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
            for notebook, name, score, points, waiting in (
                book.db.query(Grade)
                .join(BaseCell, BaseCell.id == Grade.cell_id)
                .with_entities(
                    Grade.notebook_id, BaseCell.name, Grade.score, Grade.max_score, Grade.needs_manual_grade
                )
            ):
                if notebook in by_notebook:
                    by_notebook[notebook].cells[name] = CellMark(float(score), float(points), bool(waiting))
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
