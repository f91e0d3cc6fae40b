"""Everything about one learner goes: files, marks, records, copies."""

from __future__ import annotations

import contextlib
import glob
import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from boxgrader.errors import GraderError
from boxgrader.marks.course import Course, in_folder, silent
from boxgrader.marks.gradebook import locked, write_whole
from boxgrader.text import printable


def forget(course: Course, student: str) -> Iterator[str]:
    """Delete a learner, and say line by line what went.

    Copies of the gradebook and files about the whole class hold the learner too, so they all go; the next run makes new ones.

    Raises
    ------
    GraderError
        Where there is nothing of that name.
    """
    from nbgrader.api import Gradebook, MissingEntry

    if student in ("", ".", "..") or "/" in student or "\\" in student:
        raise GraderError(f"{printable(student)} is no name of a learner.", "It is the name of one folder.")
    with locked(course):
        places = list(_places(course, student))
        with in_folder(course.root), silent(), Gradebook(course.db_url, course.directory.course_id) as book:
            try:
                book.remove_student(student)
                known = True
            except MissingEntry:
                known = False
        if not known and not places:
            raise GraderError(
                f"Nothing is known of {printable(student)}.", "Is the name spelt as in grading/submitted/?"
            )
        if course.database:
            with contextlib.closing(sqlite3.connect(course.database)) as file:
                file.execute("vacuum")  # what was deleted stands in free pages until then
        if known:
            yield "gradebook: marks and comments"
        for path in places:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
            yield str(path.relative_to(course.root) if path.is_relative_to(course.root) else path)
        for people in sorted(course.place.glob("state/*/people.json")):
            kept = json.loads(people.read_text(encoding="utf-8"))
            if kept.pop(student, None) is not None:
                write_whole(people, json.dumps(kept, ensure_ascii=False, indent=1) + "\n")
                yield str(people.relative_to(course.root) if people.is_relative_to(course.root) else people)
        for folder in ("backups", "reports", "exports"):
            if (course.place / folder).is_dir():
                shutil.rmtree(course.place / folder)
                yield f"{course.place.name}/{folder}: of the whole class"


def _places(course: Course, student: str) -> Iterator[Path]:
    """Files and folders that are this learner's alone."""
    name = glob.escape(student)
    for kind in ("submitted", "autograded", "feedback"):
        found = sorted(map(Path, glob.glob(str(course.folder(kind, name, "*")))))
        yield from dict.fromkeys(path.parent if path.parent.name == student else path for path in found)
    yield from sorted(map(Path, glob.glob(str(course.place / "state" / "*" / "students" / f"{name}.json"))))
