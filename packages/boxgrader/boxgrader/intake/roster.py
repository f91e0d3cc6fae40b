"""Who is in the class: a file that a teacher has, or what the gradebook knows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from boxgrader import sheets
from boxgrader.errors import GraderError
from boxgrader.intake.look import name_problem
from boxgrader.marks.course import Course, in_folder, silent
from boxgrader.marks.gradebook import locked, trouble


@dataclass(frozen=True)
class Person:
    """Somebody of the class. ``also`` are other names by which a platform knows them, to the letter."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    also: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """What a file of theirs may be called after, the id first."""
        both = [f"{self.first_name} {self.last_name}".strip(), self.email.partition("@")[0]]
        return [self.id, *filter(None, both)]


def read_roster(path: Path) -> list[Person]:
    """Read a class from a CSV file with the columns of ``nbgrader db student import``: id, first_name, last_name, email.

    A column ``also`` may name what a platform calls somebody, with semicolons between several.

    Raises
    ------
    GraderError
        For a file or a row that cannot be read, with its place.
    """
    found: dict[str, Person] = {}
    hint = "It needs a column id, and may have first_name, last_name, email and also."
    for where, row in sheets.rows(path, ["id"], "Name a CSV file with your class.", hint):
        if not row["id"]:
            if any(row.values()):
                raise GraderError(f"{where}: the column id is empty.", "Each learner needs one.")
            continue
        if reason := name_problem(row["id"]):
            raise GraderError(f"{where}: {reason}.", "Choose another id: folders are named after it.")
        if row["id"] in found:
            raise GraderError(
                f"{where}: {row['id']} stands there twice.", "Give each learner an id of their own."
            )
        also = tuple(filter(None, re.split(r"\s*;\s*", row.get("also", ""))))
        first, last, email = (row.get(name, "") for name in ("first_name", "last_name", "email"))
        found[row["id"]] = Person(row["id"], first, last, email, also)
    if not found:
        raise GraderError(f"{path} names nobody.", hint)
    return list(found.values())


def of_gradebook(course: Course) -> list[Person]:
    """Everybody whom the gradebook knows: imported, or graded in any lesson."""
    from nbgrader.api import Gradebook

    if course.database and not course.database.exists():
        return []
    with in_folder(course.root), silent(), Gradebook(course.db_url, course.directory.course_id) as book:
        return [Person(s.id, s.first_name or "", s.last_name or "", s.email or "") for s in book.students]


def enter(course: Course, people: Iterable[Person]) -> None:
    """Put a class into the gradebook, as nbgrader's import does: from then on it knows names, and who is missing."""
    from nbgrader.api import Gradebook
    from sqlalchemy.exc import SQLAlchemyError

    try:
        with (
            locked(course),
            in_folder(course.root),
            silent(),
            Gradebook(course.db_url, course.directory.course_id) as book,
        ):
            for one in people:
                known = {"first_name": one.first_name, "last_name": one.last_name, "email": one.email}
                book.update_or_create_student(one.id, **{k: v for k, v in known.items() if v})
    except SQLAlchemyError as error:
        raise trouble(error) from None
