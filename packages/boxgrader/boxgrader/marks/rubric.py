"""Boxes beside an essay: sheets for markers, two markers' points put together, and what they have to talk about.

A sheet is a CSV file with a row for each essay and a column for each criterion. It goes to a marker and comes back filled
in; nothing in it is believed before it was looked at.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from boxgrader import sheets
from boxgrader.errors import GraderError
from boxgrader.marks.agreement import Agreement, agreement
from boxgrader.marks.course import Course, in_folder, silent
from boxgrader.marks.gradebook import backup, locked, trouble, write_whole
from boxgrader.marks.key import make_keys
from boxgrader.marks.read import Class, Student
from boxgrader.text import csv_text, printable

Essay = tuple[str, str]  # a student and the essay's cell
Rubric = Mapping[str, float]  # each criterion and its points
LONGEST = 30_000  # signs of an essay in a sheet; Excel's cells hold 32,767
OURS = "By criteria: "  # how a comment that was written from boxes begins


@dataclass(frozen=True)
class Filled:
    """One row that a marker has filled in."""

    points: Mapping[str, float]
    comment: str = ""

    @property
    def total(self) -> float:
        """All boxes together."""
        return sum(self.points.values())


@dataclass(frozen=True)
class Settled:
    """What came of an essay: points of each criterion, or None and the boxes that have to be talked about."""

    points: Mapping[str, float] | None
    comments: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


def rubric_of(course: Course, whole: Class) -> Rubric:
    """The boxes of an assignment. Raises GraderError where there are none, or an essay gives other points than they do."""
    rubrics = dict(course.settings.rubric)
    boxes = dict(rubrics.get(whole.lesson, rubrics.get("*", ())))
    if not boxes:
        raise GraderError(
            f"There are no boxes for the essays of {whole.lesson}.",
            'Set them in nbgrader_config.py, for instance: c.BoxGrader.rubric = {"*": {"Evidence": 4, "Clarity": 4}}',
        )
    for cell in whole.key.graded:
        if cell.kind != "test" and cell.points != sum(boxes.values()):
            raise GraderError(
                f"The essay {cell.name} gives {cell.points:g} points, and the boxes of c.BoxGrader.rubric together {sum(boxes.values()):g}.",
                "Change one of the two.",
            )
    return boxes


def essays(whole: Class) -> dict[Essay, str]:
    """Every essay that somebody wrote, with its text; who left it blank has nothing to mark.

    Of a group's only one: its mark counts for the others, see ``Book.share_marks``.
    """
    works: dict[str, Student] = {}
    for student in whole.graded:
        works.setdefault(student.record.handed_in or student.id if student.record else student.id, student)
    return {
        (student.id, cell.name): student.record.answers.get(cell.name, "") if student.record else ""
        for student in works.values()
        for cell in whole.key.graded
        if cell.kind != "test"
        and cell.name in student.cells
        and student.comments.get(cell.name) != "No response."
    }


# --- sheets ------------------------------------------------------------------------------------------------------------


def header(boxes: Rubric) -> list[str]:
    """The columns of a sheet."""
    return ["student", "cell", *(_box(name, top) for name, top in boxes.items()), "comment", "words", "essay"]


def _box(name: str, top: float) -> str:
    return f"{name} (0 to {top:g})"


def write_sheet(path: Path, boxes: Rubric, rows: Mapping[Essay, str]) -> None:
    """Write a sheet to fill in. Raises GraderError where the file exists: it may hold somebody's work."""
    if path.exists():
        raise GraderError(f"{path} exists, and a sheet may hold somebody's marks.", "Choose another name.")
    empty = [""] * (len(boxes) + 1)
    lines = [[who, cell, *empty, str(len(text.split())), _fits(text)] for (who, cell), text in rows.items()]
    write_whole(path, csv_text([header(boxes), *lines]))


def _fits(text: str) -> str:
    """An essay that a spreadsheet's cell can hold."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} … (cut: read on in the form grader)"


def read_sheet(path: Path, boxes: Rubric, known: Mapping[Essay, str]) -> dict[Essay, Filled]:
    """Read what a marker has filled in. Rows whose boxes are all empty are left out: they wait for their marker.

    Raises
    ------
    GraderError
        For a file, a row or a box that cannot be read, with its place.
    """
    wanted = {"student", "cell", *(_box(*box) for box in boxes.items())}
    sheet = sheets.rows(
        path,
        wanted,
        "Make one with --sheet, and fill it in.",
        "Fill in a sheet that `rubric --sheet` has made.",
    )
    found: dict[Essay, Filled] = {}
    for where, row in sheet:
        essay = _essay(row["student"], row["cell"], known, where)
        given = {name: row[_box(name, top)] for name, top in boxes.items()}
        if not any(given.values()):
            continue
        if essay in found:
            raise GraderError(f"{where}: {printable(essay[0])} stands there twice.", "Keep one of the rows.")
        points = {name: _points(value, boxes[name], f"{where}, {name}") for name, value in given.items()}
        found[essay] = Filled(points, row.get("comment", ""))
    return found


def _essay(student: str, cell: str, known: Mapping[Essay, str], where: str) -> Essay:
    """The essay that a row is about. A spreadsheet makes 7 of 007, and we put an apostrophe before a formula."""
    for essay in known:
        if (student, cell) == essay or (student.removeprefix("'"), cell.removeprefix("'")) == essay:
            return essay
    alike = [e for e in known if e[1] == cell and e[0].lstrip("0") == student.strip().lstrip("0") != ""]
    if len(alike) == 1:
        return alike[0]
    raise GraderError(
        f"{where}: no essay {printable(cell)} of {printable(student)}.",
        "Leave these two columns as they were.",
    )


def _points(text: str, top: float, where: str) -> float:
    if not text:
        raise GraderError(
            f"{where}: the box is empty, and others of the row are not.", "Fill in all of them."
        )
    if not re.fullmatch(r"\d+([.,]\d+)?", text) or (points := float(text.replace(",", "."))) > top:
        raise GraderError(f"{where}: {printable(text)!r} is no number from 0 to {top:g}.", "Mend it.")
    return points


# --- two markers -------------------------------------------------------------------------------------------------------


def sample(marked: Mapping[Essay, Filled], count: int, seed: int) -> list[Essay]:
    """Essays for a second marker, drawn by a seed: as many from the low, the middle and the high third of the first's totals."""
    ranked = sorted(marked, key=lambda essay: (marked[essay].total, essay))
    thirds = [ranked[len(ranked) * n // 3 : len(ranked) * (n + 1) // 3] for n in range(3)]
    dice = random.Random(seed)
    for third in thirds:
        dice.shuffle(third)
    chosen: list[Essay] = []
    while len(chosen) < min(count, len(ranked)):
        chosen += [third.pop() for third in thirds if third]
    return sorted(chosen[:count])


def agreements(
    boxes: Rubric, first: Mapping[Essay, Filled], second: Mapping[Essay, Filled], apart: float, seed: int = 0
) -> dict[str, Agreement]:
    """Agreement on each criterion, and on the total; empty where no essay was marked by both."""
    both = sorted(first.keys() & second.keys())
    if not both:
        return {}
    pairs = {
        name: ([first[e].points[name] for e in both], [second[e].points[name] for e in both])
        for name in boxes
    }
    pairs["total"] = ([first[e].total for e in both], [second[e].total for e in both])
    return {name: agreement(a, b, apart, seed) for name, (a, b) in pairs.items()}


def settle(
    first: Mapping[Essay, Filled],
    second: Mapping[Essay, Filled],
    agreed: Mapping[Essay, Filled],
    apart: float,
) -> dict[Essay, Settled]:
    """What counts for each essay: what was agreed on; the mean of two markers; the only marker's points.

    Where two markers are further apart than that in any box nothing counts before they have talked.
    """
    found: dict[Essay, Settled] = {}
    for essay in sorted(first.keys() | second.keys() | agreed.keys()):
        given = [agreed[essay]] if essay in agreed else [m[essay] for m in (first, second) if essay in m]
        comments = tuple(one.comment for one in given if one.comment)
        names = list(given[0].points)
        far = tuple(n for n in names if abs(given[0].points[n] - given[-1].points[n]) > apart)
        points = {n: sum(one.points[n] for one in given) / len(given) for n in names}
        found[essay] = Settled(None if far else points, comments, far)
    return found


# --- what comes of it --------------------------------------------------------------------------------------------------


def marks_csv(
    boxes: Rubric,
    first: Mapping[Essay, Filled],
    second: Mapping[Essay, Filled],
    settled: Mapping[Essay, Settled],
) -> str:
    """All marks: what each marker gave, what counts, and what is to be talked about."""
    rows = [
        ["student", "cell", *(f"{name} {who}" for name in boxes for who in ("first", "second", "counts")), "total", "talk about", "comment"]
    ]  # fmt: skip
    for essay, done in settled.items():
        cells = [
            f"{points[name]:g}" if points else ""
            for name in boxes
            for points in (*(m[essay].points if essay in m else None for m in (first, second)), done.points)
        ]
        total = f"{sum(done.points.values()):g}" if done.points else ""
        rows.append([*essay, *cells, total, ", ".join(done.apart), " / ".join(done.comments)])
    return csv_text(rows)


def write_marks(course: Course, lesson: str, boxes: Rubric, settled: Mapping[Essay, Settled]) -> int:
    """Give the essays that are settled their points in the gradebook, with a comment by criteria; how many had other points.

    A comment that a person has written in the form grader stays.
    """
    from nbgrader.api import Gradebook
    from sqlalchemy.exc import SQLAlchemyError

    changed = 0
    only = next(iter(make_keys(course, lesson)))
    with locked(course):
        backup(course)
        try:
            with (
                in_folder(course.root),
                silent(),
                Gradebook(course.db_url, course.directory.course_id) as book,
            ):
                for (student, cell), done in settled.items():
                    if done.points is None:
                        continue
                    notebook, name = cell.split("/") if "/" in cell else (only, cell)  # see ``read.Class``
                    grade = book.find_grade(name, notebook, lesson, student)
                    total = sum(done.points.values())
                    changed += grade.manual_score is not None and grade.manual_score != total
                    grade.manual_score, grade.needs_manual_grade = total, False
                    comment = book.find_comment(name, notebook, lesson, student)
                    if not comment.manual_comment or comment.manual_comment.startswith(OURS):
                        comment.manual_comment = _comment(boxes, done)
                book.db.commit()
        except SQLAlchemyError as error:
            raise trouble(error) from None
    return changed


def _comment(boxes: Rubric, done: Settled) -> str:
    points = done.points or {}
    words = ", ".join(f"{name} {points[name]:g} of {top:g}" for name, top in boxes.items())
    return "\n\n".join([f"{OURS}{words}.", *done.comments])


def told(
    found: Mapping[str, Agreement], settled: Mapping[Essay, Settled], first: Mapping[Essay, Filled],
    second: Mapping[Essay, Filled], apart: float,
) -> Iterator[str]:  # fmt: skip
    """Agreement and what is to be talked about, line by line."""
    if found:
        count = next(iter(found.values())).count
        yield f"Marked by both: {count} of {len(settled)}. Apart by {apart:g} or less is close; kappa is Cohen's, by quadratic weights."
        width = max(map(len, [*found, "criterion"]))
        yield f"  {'criterion':<{width}}  same  close (95 % interval)  kappa (95 % interval)    second gives"
        for name, a in found.items():
            close = f"{a.close:4.0%} ({a.interval[0]:.0%} to {a.interval[1]:.0%})"
            sure = "" if a.kappa_interval is None else " ({:.2f} to {:.2f})".format(*a.kappa_interval)
            corrected = "all alike" if a.kappa is None else f"{a.kappa:.2f}{sure}"
            yield f"  {name:<{width}}  {a.same:4.0%}  {close:<22} {corrected:<24} {a.bias:+.1f}"
    talk = {essay: done for essay, done in settled.items() if done.points is None}
    if talk:
        yield f"To talk about ({len(talk)}):"
    for essay, done in talk.items():
        gaps = (f"{n} {first[essay].points[n]:g} and {second[essay].points[n]:g}" for n in done.apart)
        yield f"  {printable(essay[0])}, {essay[1]}: {', '.join(gaps)}"
