"""The one place that writes marks: nbgrader's own gradebook, one transaction for each submission.

The order makes a crash harmless at any point: first the graded notebook replaces the old one in a single step, then one
transaction writes all marks, then a small record says what was done. Only a record that agrees with submission and key
lets a later run skip the submission; otherwise it is graded again, and the same rows get the same values.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from boxgrader.errors import GraderError
from boxgrader.intake.look import BY_EYE
from boxgrader.marks.course import Course, in_folder, silent
from boxgrader.marks.key import Key
from boxgrader.marks.worker import Graded, Mark
from boxgrader.text import printable

KEPT_BACKUPS = 10
PATIENCE = 5.0  # seconds to wait for another program that holds the gradebook


def write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all. What is no Unicode, such as a byte of an odd file name, is written as its number."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        scratch.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)


@contextlib.contextmanager
def locked(course: Course) -> Iterator[None]:
    """Only one grading run at a time; raises GraderError when another is under way."""
    course.place.mkdir(parents=True, exist_ok=True)
    handle = (course.place / ".lock").open("a+")
    try:
        try:
            if os.name == "nt":  # pragma: no cover
                import msvcrt

                handle.seek(0)
                msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
            else:
                import fcntl

                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise GraderError(
                f"Another run of `{course.settings.command} grade` is under way in this course.",
                "Wait until it has ended, or stop it.",
            ) from None
        yield
    finally:
        handle.close()


def backup(course: Course) -> Path | None:
    """Copy the gradebook, whole, beside itself; the newest ten copies are kept. None when there is nothing to copy."""
    path = course.database
    if path is None or not path.exists():
        return None
    folder = path.parent / "backups"
    folder.mkdir(exist_ok=True)
    copies = sorted(folder.glob("gradebook-*.db"))
    if copies and copies[-1].stat().st_mtime >= path.stat().st_mtime:
        return None  # nothing was written since the last copy
    target = folder / f"gradebook-{datetime.now():%Y%m%d-%H%M%S}.db"
    scratch = folder / f".{target.name}.tmp"
    try:
        with (
            contextlib.closing(sqlite3.connect(path)) as source,
            contextlib.closing(sqlite3.connect(scratch)) as copy,
        ):
            source.backup(copy, progress=_not_for_ever(time.monotonic() + PATIENCE))
        scratch.replace(target)
    except sqlite3.Error as error:
        raise trouble(error) from None
    finally:
        scratch.unlink(missing_ok=True)
    for old in sorted(folder.glob("gradebook-*.db"))[:-KEPT_BACKUPS]:
        old.unlink()
    return target


def _not_for_ever(until: float) -> Callable[[int, int, int], None]:
    """For sqlite's copying, which would wait without end for a gradebook that another program holds."""

    def look_at_the_clock(status: int, left: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise sqlite3.OperationalError("database is locked")

    return look_at_the_clock


def trouble(error: Exception) -> GraderError:
    """What to tell a teacher about an error of the disk or the database."""
    text = str(getattr(error, "orig", error))
    if "full" in text or getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
        return GraderError(
            "The disk is full. Every submission shown as graded is safe in the gradebook.",
            "Free some space and run the same command again: it goes on where it stopped.",
        )
    if "locked" in text:
        return GraderError(
            "The gradebook is in use by another program.",
            "Close nbgrader and the form grader, then run the same command again: it goes on where it stopped.",
        )
    if "readonly" in text or getattr(error, "errno", None) in (errno.EACCES, errno.EROFS):
        return GraderError("The gradebook or its folder cannot be written.", "Look at the folder's rights.")
    return GraderError(
        f"The gradebook could not be written: {text.splitlines()[0]}",
        "The copies in grading/backups/ are whole; look there before anything else.",
    )


# What a disk or a system says when it can write nothing more for anybody, in contrast to one learner's odd file name.
FOR_ALL = frozenset(
    (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM)
)


def concerns_all(error: Exception) -> bool:
    """Whether an error while one learner's marks or pages are written would meet every other learner's, too."""
    from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError, ProgrammingError

    if isinstance(error, OSError):
        return error.errno in FOR_ALL
    own = (DataError, IntegrityError, InterfaceError, ProgrammingError)
    return isinstance(error, DBAPIError) and not isinstance(error, own)


class Records:
    """What was done for each student of a lesson: small files beside the gradebook, which never leave this computer.

    Where the lesson has several notebooks each has its own.
    """

    def __init__(self, course: Course, lesson: str, notebook: str = "") -> None:
        state = course.place / "state" / lesson
        self.folder = state / "notebooks" / notebook if notebook else state / "students"

    def path(self, student: str) -> Path:
        """The record of a student."""
        return self.folder / f"{student}.json"

    def read(self, student: str) -> dict[str, Any]:
        """The record of a student, or an empty one."""
        try:
            record = json.loads(self.path(student).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return record if isinstance(record, dict) else {}

    def write(self, done: Graded) -> None:
        """Note what was done, whole or not at all."""
        record = asdict(done) | {"when": datetime.now().isoformat(timespec="seconds")}
        for name in ("files", "text"):
            record.pop(name)
        write_whole(self.path(done.student), json.dumps(record, ensure_ascii=False, indent=1) + "\n")

    def load(self, student: str) -> Graded | None:
        """The record of a student as it was written, or None."""
        record = self.read(student)
        record.pop("when", None)
        try:
            record["marks"] = {name: Mark(**mark) for name, mark in record["marks"].items()}
            return Graded(**record)
        except (KeyError, TypeError, AttributeError):
            return None


class Book:
    """nbgrader's gradebook of one notebook of a lesson, open for writing."""

    def __init__(self, course: Course, key: Key) -> None:
        from nbgrader.api import Gradebook
        from sqlalchemy.exc import SQLAlchemyError

        self.course, self.key = course, key
        self.records = Records(course, key.lesson, "" if key.alone else key.notebook)
        self.late: dict[str, float] = {}  # points that lateness costs, of those saved here
        try:
            with in_folder(course.root), silent():
                self.gradebook = Gradebook(course.db_url, course.directory.course_id)
            notebook = self.gradebook.find_notebook(key.notebook, key.lesson)
        except SQLAlchemyError as error:
            raise trouble(error) from None
        self.notebook_id, self.assignment_id = notebook.id, notebook.assignment_id
        self.duedate = notebook.assignment.duedate
        self.grade_cells = {c.name: c.id for c in [*notebook.grade_cells, *notebook.task_cells]}
        self.comment_cells = {c.name: c.id for c in [*notebook.solution_cells, *notebook.task_cells]}
        every = notebook.assignment.notebooks
        self.others = [n.name for n in every if n.id != notebook.id]
        self.cells = {  # of each notebook of the lesson: what gets a mark, and what a comment
            n.id: (
                [c.id for c in [*n.grade_cells, *n.task_cells]],
                [c.id for c in [*n.solution_cells, *n.task_cells]],
            )
            for n in every
        }
        self.gradebook.db.commit()
        self.gradebook.db.expunge_all()

    def close(self) -> None:
        """Close the connection."""
        self.gradebook.close()

    def is_done(self, student: str, fingerprint: str, place: str = "") -> bool:
        """Whether this very submission, in this folder, was graded before, and its graded notebook is still there."""
        record = self.records.read(student)
        if record.get("fingerprint") != fingerprint or record.get("failure"):
            return False
        if (record.get("handed_in") or student) != (place or student):
            return False
        return (
            bool(record.get("absent")) or (self._autograded(student) / f"{self.key.notebook}.ipynb").exists()
        )

    @property
    def marked(self) -> set[str]:
        """Students who have a submission of this lesson in the gradebook."""
        from nbgrader.api import SubmittedAssignment

        rows = self.gradebook.db.query(SubmittedAssignment.student_id).filter(
            SubmittedAssignment.assignment_id == self.assignment_id
        )
        found = {student for (student,) in rows}
        self.gradebook.db.commit()
        return found

    @property
    def enrolled(self) -> set[str]:
        """Students whom the gradebook knows: imported, or graded in any lesson."""
        from nbgrader.api import Student

        found = {student for (student,) in self.gradebook.db.query(Student.id)}
        self.gradebook.db.commit()
        return found

    def _autograded(self, student: str) -> Path:
        return self.course.folder("autograded", student, self.key.lesson)

    def save(self, done: Graded) -> Graded:
        """Write one submission: notebook, marks, record. Returns what stands in the books.

        An error that only this submission can have (a name, a text, a file) makes it a failed one and goes no further.

        Raises
        ------
        GraderError
            When the disk or the gradebook refuses, so that nobody's marks could be written.
        """
        try:
            self._save(done)
            return done
        except Exception as error:
            self.gradebook.db.rollback()
            if concerns_all(error):
                raise trouble(error) from None
            reason = printable(f"The marks could not be saved: {type(error).__name__}: {error}")[:300]
        lost = Graded(done.student, "", failure=reason, remedy=BY_EYE, notebook=done.notebook)
        try:
            self.records.write(lost)
        except Exception as error:
            if concerns_all(error):
                raise trouble(error) from None
        return lost

    def _save(self, done: Graded) -> None:
        from sqlalchemy.exc import OperationalError

        if not done.failure:
            self._write_notebook(done)
            for attempt in range(4):
                try:
                    self._write_marks(done)
                    break
                except OperationalError as error:
                    self.gradebook.db.rollback()
                    if "locked" not in str(error.orig) or attempt == 3:
                        raise
                    time.sleep(1)
        self.records.write(done)

    def _write_notebook(self, done: Graded) -> None:
        """The graded notebook and the files beside it, as nbgrader leaves them, in a single step."""
        target = self._autograded(done.student)
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.parent / f".{target.name}.new"
        old = target.parent / f".{target.name}.old"
        for folder in (fresh, old):
            remove(folder)
        fresh.mkdir()
        try:
            for name, content in done.files.items():
                path = fresh / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                path.chmod(0o444)
            own = f"{self.key.notebook}.ipynb"
            if not done.absent:
                (fresh / own).write_text(done.text, encoding="utf-8", newline="\n")
                (fresh / own).chmod(0o444)
            for name in self.others:
                if (target / f"{name}.ipynb").is_file():
                    shutil.copy(target / f"{name}.ipynb", fresh)  # its rights too
            if target.exists():
                target.rename(old)
            fresh.rename(target)
        finally:
            remove(fresh)
            remove(old)

    def _write_marks(self, done: Graded) -> None:
        from nbgrader import utils
        from nbgrader.api import Comment, Grade, Student, SubmittedAssignment, SubmittedNotebook, new_uuid

        db = self.gradebook.db
        try:
            timestamp = utils.parse_utc(done.timestamp) if done.timestamp else None
        except (
            Exception
        ):  # a learner's file may hold anything, and the parser raises whatever its parts raise
            timestamp = None
            done.notes.append("The time of submission could not be read and was left out.")
        if db.get(Student, done.student) is None:
            db.add(Student(id=done.student))
        submission = (
            db.query(SubmittedAssignment)
            .filter_by(assignment_id=self.assignment_id, student_id=done.student)
            .one_or_none()
        )
        if submission is None:
            submission = SubmittedAssignment(
                id=new_uuid(), assignment_id=self.assignment_id, student_id=done.student, timestamp=timestamp
            )
            db.add(submission)
            db.flush()
            for which, (marked, commented) in self.cells.items():  # nbgrader asks for all notebooks
                entry = SubmittedNotebook(id=new_uuid(), notebook_id=which, assignment_id=submission.id)
                db.add(entry)
                db.flush()
                db.add_all(Grade(cell_id=cell, notebook_id=entry.id) for cell in marked)
                db.add_all(Comment(cell_id=cell, notebook_id=entry.id) for cell in commented)
            db.flush()
        elif timestamp:
            submission.timestamp = timestamp
        notebook = (
            db.query(SubmittedNotebook)
            .filter_by(assignment_id=submission.id, notebook_id=self.notebook_id)
            .one()
        )
        grades = {g.cell_id: g for g in db.query(Grade).filter_by(notebook_id=notebook.id)}
        comments = {c.cell_id: c for c in db.query(Comment).filter_by(notebook_id=notebook.id)}
        earlier = self.records.load(done.student)
        for name, mark in done.marks.items():
            grade = grades[self.grade_cells[name]]
            grade.auto_score = mark.auto
            # A mark that a person has given stays, and is shown to them again; not so one for an essay that is still the same.
            if grade.manual_score is None or not _same_essay(name, done, earlier):
                grade.needs_manual_grade = grade.manual_score is not None or mark.auto is None
        for name, text in done.comments.items():
            comments[self.comment_cells[name]].auto_comment = text
        if done.absent:
            notebook.late_submission_penalty = None
        else:
            self._penalty(done.student, submission, notebook)
        db.commit()
        db.expunge_all()

    @property
    def essays_waiting(self) -> int:
        """How many essays of this lesson a person has yet to mark."""
        from nbgrader.api import Grade, SubmittedNotebook

        cells = [self.grade_cells[c.name] for c in self.key.graded if c.kind in ("essay", "task")]
        waiting = (
            self.gradebook.db.query(Grade)
            .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
            .filter(SubmittedNotebook.notebook_id == self.notebook_id)
            .filter(Grade.cell_id.in_(cells), Grade.needs_manual_grade)
            .count()
        )
        self.gradebook.db.commit()
        return int(waiting)

    def share_marks(self) -> Iterator[tuple[str, str, list[str]]]:
        """Give a group's members who wait for a person's mark the one that another member got for the same work.

        Yields the cell, whose mark it is, and who got it now. Where a person has marked members differently, nobody gets any.
        """
        from nbgrader.api import Comment, Grade, SubmittedAssignment, SubmittedNotebook

        db = self.gradebook.db
        works: dict[tuple[str, str], list[str]] = {}
        for student in sorted(self.marked):
            record = self.records.read(student)
            if record.get("fingerprint") and not record.get("failure"):
                place = record.get("handed_in") or student
                works.setdefault((place, record["fingerprint"]), []).append(student)
        for students in (those for those in works.values() if len(those) > 1):
            found: dict[str, dict[str, Any]] = {}
            notebooks = (
                db.query(SubmittedNotebook.id, SubmittedAssignment.student_id)
                .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
                .filter(SubmittedNotebook.notebook_id == self.notebook_id)
                .filter(SubmittedAssignment.student_id.in_(students))
            )
            owner = {notebook: student for notebook, student in notebooks}
            for grade in db.query(Grade).filter(Grade.notebook_id.in_(owner)):
                found.setdefault(grade.cell_id, {})[owner[grade.notebook_id]] = grade
            for name, cell in self.grade_cells.items():
                grades = found.get(cell, {})
                given = {
                    s: g for s, g in grades.items() if g.manual_score is not None and not g.needs_manual_grade
                }
                waiting = {s: g for s, g in grades.items() if g.manual_score is None and g.needs_manual_grade}
                if not waiting or len({(g.manual_score, g.extra_credit) for g in given.values()}) != 1:
                    continue
                giver = min(given)
                comments = {
                    owner[c.notebook_id]: c
                    for c in db.query(Comment).filter(
                        Comment.cell_id == self.comment_cells.get(name), Comment.notebook_id.in_(owner)
                    )
                }
                for student, grade in waiting.items():
                    grade.manual_score, grade.extra_credit = (
                        given[giver].manual_score,
                        given[giver].extra_credit,
                    )
                    grade.needs_manual_grade = False
                    if giver in comments and not comments[student].manual_comment:
                        comments[student].manual_comment = comments[giver].manual_comment
                yield name, giver, sorted(waiting)
        db.commit()
        db.expunge_all()

    def penalty_anew(self, student: str) -> str:
        """Compute the late penalty of a submission that was graded before; what changed, in words, or nothing.

        A due date, an extension or the rule may have been set after it was graded.
        """
        from nbgrader.api import MissingEntry

        try:
            submission = self.gradebook.find_submission(self.key.lesson, student)
            notebook = self.gradebook.find_submission_notebook(self.key.notebook, self.key.lesson, student)
        except MissingEntry:
            return ""
        if self.records.read(student).get("absent"):
            return ""
        before = notebook.late_submission_penalty or 0.0
        self._penalty(student, submission, notebook)
        now = notebook.late_submission_penalty or 0.0
        self.gradebook.db.commit()
        return "" if now == before else f"late penalty {now:g} points, before {before:g}"

    def _penalty(self, student: str, submission: Any, notebook: Any) -> None:
        """The penalty for a late submission, by nbgrader's plug-in."""
        notebook.late_submission_penalty = None
        duedate = self.duedate
        if duedate is None or submission.timestamp is None:
            return
        late = (
            submission.timestamp - duedate - (submission.extension or (duedate - duedate))
        ).total_seconds()
        if late <= 0:
            return
        from nbgrader.preprocessors import AssignLatePenalties

        step = AssignLatePenalties(config=self.course.config)
        step.init_plugin()
        self.gradebook.db.flush()
        self.gradebook.db.refresh(notebook)
        penalty = step.plugin_inst.late_submission_penalty(student, notebook.score, late)
        if penalty is not None:
            notebook.late_submission_penalty = step._check_late_penalty(notebook, penalty)
            self.late[student] = notebook.late_submission_penalty or 0.0


def _same_essay(name: str, done: Graded, earlier: Graded | None) -> bool:
    """Whether a cell that only a person marks holds what it held when it was graded before, for as many points."""
    if earlier is None or name not in earlier.marks or done.marks[name].auto is not None:
        return False
    unchanged = name in done.answers and done.answers[name] == earlier.answers.get(name)
    return unchanged and done.marks[name].points == earlier.marks[name].points


def remove(folder: Path) -> None:
    """Remove a folder whose files may be read-only."""
    if folder.exists():
        for path in [folder, *folder.rglob("*")]:
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)
        shutil.rmtree(folder)
