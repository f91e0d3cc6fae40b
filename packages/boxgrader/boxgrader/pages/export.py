"""Marks as files for nbgrader's own tools, Canvas and Moodle."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from boxgrader.marks.course import Course, in_folder, silent
from boxgrader.marks.gradebook import write_whole
from boxgrader.marks.read import Class, Student, read_class
from boxgrader.pages.render import points


def write_exports(course: Course, lesson: str, *, provisional: bool = False) -> tuple[list[Path], int]:
    """Write three files beside the gradebook; returns their paths, and how many totals were left empty.

    Parameters
    ----------
    provisional
        Give a total also where an essay waits to be read. By default such a total stays empty: an unread essay is no zero.
    """
    whole = read_class(course, lesson)
    folder = course.place / "exports"
    folder.mkdir(parents=True, exist_ok=True)
    nbgrader = folder / f"{lesson}-nbgrader.csv"
    _nbgrader(course, lesson, nbgrader)
    canvas, moodle = folder / f"{lesson}-canvas.csv", folder / f"{lesson}-moodle.csv"
    write_whole(canvas, canvas_csv(whole, provisional))
    write_whole(moodle, moodle_csv(whole, provisional))
    return [nbgrader, canvas, moodle], 0 if provisional else sum(bool(s.waiting) for s in whole.graded)


def _nbgrader(course: Course, lesson: str, path: Path) -> None:
    """Let the plug-in of nbgrader write its own columns."""
    from nbgrader.api import Gradebook
    from nbgrader.plugins import CsvExportPlugin

    scratch = path.with_suffix(".tmp")
    with in_folder(course.root), silent(), Gradebook(course.db_url, course.directory.course_id) as book:
        CsvExportPlugin(to=str(scratch), assignment=[lesson]).export(book)
    scratch.replace(path)


def canvas_csv(whole: Class, provisional: bool) -> str:
    """Canvas' gradebook columns, the second line with the points possible."""
    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", whole.lesson]
    rows = [header, ["    Points Possible", "", "", "", "", points(whole.points)]]
    rows += [[_family_first(s), "", s.id, s.id, "", _score(s, provisional)] for s in whole.graded]
    return _csv(rows)


def moodle_csv(whole: Class, provisional: bool) -> str:
    """Columns that Moodle maps at import: by email address or by id number."""
    header = [
        "First name",
        "Last name",
        "ID number",
        "Email address",
        f"Assignment: {whole.lesson} (Real)",
        "Feedback",
    ]
    rows = [header]
    for s in whole.graded:
        done = sum(c.score == c.points for c in s.cells.values())
        words = f"{done} of {len(s.cells)} parts complete." + (" Essay not marked yet." if s.waiting else "")
        rows.append([s.first_name, s.last_name, s.id, s.email, _score(s, provisional), words])
    return _csv(rows)


def _family_first(student: Student) -> str:
    return ", ".join(filter(None, (student.last_name, student.first_name))) or student.id


def _score(student: Student, provisional: bool) -> str:
    return "" if student.waiting and not provisional else points(student.score)


def _csv(rows: list[list[str]]) -> str:
    """Rows as CSV. A text that a spreadsheet would run as a formula gets an apostrophe in front."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in rows:
        writer.writerow([f"'{v}" if v[:1] in ("=", "+", "-", "@", "\t", "\r") else v for v in row])
    return buffer.getvalue()
