"""Marks as files for nbgrader's own tools, Canvas and Moodle."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from boxgrader.intake.collect import read_people
from boxgrader.marks.course import Course, in_folder, silent
from boxgrader.marks.gradebook import write_whole
from boxgrader.marks.read import Class, Student, read_class
from boxgrader.pages.render import points
from boxgrader.text import csv_text

People = Mapping[
    str, Mapping[str, str]
]  # how a platform knows each student, see ``intake.collect.read_people``
NBGRADER = [
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score",
]  # fmt: skip


def write_exports(course: Course, lesson: str, *, provisional: bool = False) -> tuple[list[Path], int]:
    """Write three files beside the gradebook; returns their paths, and how many totals were left empty.

    Parameters
    ----------
    provisional
        Give a total also where an essay waits to be read, or one of several notebooks could not be graded. By default such
        a total stays empty: an unread essay is no zero.
    """
    whole = read_class(course, lesson)
    folder = course.place / "exports"
    folder.mkdir(parents=True, exist_ok=True)
    nbgrader = folder / f"{lesson}-nbgrader.csv"
    people = read_people(course, lesson)
    write_whole(nbgrader, _nbgrader(course, lesson))
    canvas, moodle = folder / f"{lesson}-canvas.csv", folder / f"{lesson}-moodle.csv"
    write_whole(canvas, canvas_csv(whole, provisional, people))
    write_whole(moodle, moodle_csv(whole, provisional))
    paths = [nbgrader, canvas, moodle]
    if any(known.get("platform") == "moodle" for known in people.values()):
        paths.append(folder / f"{lesson}-moodle-worksheet.csv")
        write_whole(paths[-1], moodle_worksheet(whole, provisional, people))
    return paths, 0 if provisional else sum(_open(s) for s in whole.graded)


def _nbgrader(course: Course, lesson: str) -> str:
    """The columns and values of nbgrader's own export, quoted, and safe to open in a spreadsheet; nbgrader's is neither."""
    from nbgrader.api import Gradebook, MissingEntry

    rows = [NBGRADER]
    with in_folder(course.root), silent(), Gradebook(course.db_url, course.directory.course_id) as book:
        assignment = book.find_assignment(lesson)
        for student in book.students:
            who = [student.id, student.last_name, student.first_name, student.email]
            try:
                done = book.find_submission(lesson, student.id)
                penalty = done.late_submission_penalty or 0.0
                marks = [done.timestamp, done.score, penalty, max(0.0, done.score - penalty)]
            except MissingEntry:
                marks = ["", 0.0, 0.0, 0.0]
            values = [lesson, assignment.duedate, marks[0], *who, *marks[1:], assignment.max_score]
            rows.append(["" if value is None else str(value) for value in values])
    return csv_text(rows)


def canvas_csv(whole: Class, provisional: bool, people: People | None = None) -> str:
    """Canvas' gradebook columns, the second line with the points possible.

    Canvas' own number of a learner, kept from the upload, goes to ID; where it is not known the id goes to the login.
    """
    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", whole.lesson]
    rows = [header, ["    Points Possible", "", "", "", "", points(whole.points)]]
    for s in whole.graded:
        number = _number(people, s, "canvas")
        login = "" if number else s.id
        rows.append([_family_first(s), number, login, login, "", _score(s, provisional)])
    return csv_text(rows)


def moodle_worksheet(whole: Class, provisional: bool, people: People) -> str:
    """Moodle's grading worksheet, which finds a learner by the participant's number of the upload."""
    rows = [["Identifier", "Full name", "Grade", "Last modified (grade)"]]
    for s in whole.graded:
        if number := _number(people, s, "moodle"):
            rows.append([f"Participant {number}", people[s.id].get("name", ""), _score(s, provisional), "-"])
    return csv_text(rows)


def _number(people: People | None, student: Student, platform: str) -> str:
    known = (people or {}).get(student.id, {})
    return known.get("number", "") if known.get("platform") == platform else ""


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
    return csv_text(rows)


def _family_first(student: Student) -> str:
    return ", ".join(filter(None, (student.last_name, student.first_name))) or student.id


def _score(student: Student, provisional: bool) -> str:
    return "" if _open(student) and not provisional else points(student.score)


def _open(student: Student) -> bool:
    """Whether something of a student's is neither marked nor zero yet."""
    return bool(student.waiting or student.failures)
