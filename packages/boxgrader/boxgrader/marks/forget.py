"""Everything about one learner goes: files, marks, records, copies."""

from __future__ import annotations

import contextlib
import csv
import glob
import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from boxgrader.errors import GraderError
from boxgrader.intake.groups import answers_file, groups_file, read_groups
from boxgrader.marks.course import Course, in_folder, silent
from boxgrader.marks.gradebook import locked, write_whole
from boxgrader.text import printable


def forget(course: Course, student: str) -> Iterator[str]:
    """Delete a learner, and say line by line what went.

    Copies of the gradebook and files about the whole class hold the learner too, so they all go; the next run makes new ones.
    What the learner has handed in for a group stays the group's, under its name.

    Raises
    ------
    GraderError
        Where there is nothing of that name.
    """
    from nbgrader.api import Gradebook, MissingEntry

    if student in ("", ".", "..") or "/" in student or "\\" in student:
        raise GraderError(f"{printable(student)} is no name of a learner.", "It is the name of one folder.")
    with locked(course):
        left = list(_leave_to_group(course, student))
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
        yield from left
        if known:
            yield "gradebook: marks and comments"
        for path in places:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
            yield str(path.relative_to(course.root) if path.is_relative_to(course.root) else path)
        for path in sorted([*course.place.glob("state/*/*.json"), course.place / "state" / "who.json"]):
            if path.name in ("people.json", "who.json", "groups.json") and _without(path, student):
                yield str(path.relative_to(course.root) if path.is_relative_to(course.root) else path)
        if _out_of_groups(course, student):
            yield f"{course.settings.groups}: the learner's row"
        for folder in ("backups", "reports", "exports"):
            if (course.place / folder).is_dir():
                shutil.rmtree(course.place / folder)
                yield f"{course.place.name}/{folder}: of the whole class"


def _leave_to_group(course: Course, student: str) -> Iterator[str]:
    """What a learner has handed in for a group goes to the folder of the group's name; says so."""
    for state in sorted(course.place.glob("state/*/")):
        lesson = state.name
        folder = course.folder("submitted", student, lesson)
        heirs = [
            path
            for path in (*state.glob("students/*.json"), *state.glob("notebooks/*/*.json"))
            if json.loads(path.read_text(encoding="utf-8")).get("handed_in") == student
        ]
        if not heirs or not folder.is_dir() or folder.is_symlink():
            continue
        groups = read_groups(course, lesson)
        names = [g for g, those in groups.items() if student in those] + sorted({p.stem for p in heirs})
        heir = next((n for n in names if not course.folder("submitted", n, lesson).exists()), "")
        if not heir:
            continue
        target = course.folder("submitted", heir, lesson)
        target.parent.mkdir(parents=True, exist_ok=True)
        folder.rename(target)
        if folder.parent.name == student and not any(folder.parent.iterdir()):
            folder.parent.rmdir()
        for path in heirs:
            record = json.loads(path.read_text(encoding="utf-8"))
            record["handed_in"] = "" if path.stem == heir else heir
            write_whole(path, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
        answers = answers_file(course, lesson)
        if answers.exists():
            kept = json.loads(answers.read_text(encoding="utf-8"))
            moved = {learner: heir if counts == student else counts for learner, counts in kept.items()}
            write_whole(answers, json.dumps(moved, ensure_ascii=False, indent=1) + "\n")
        yield f"the learner's name from what was handed in for {printable(heir)}, {lesson}"


def _without(path: Path, student: str) -> bool:
    """Take a learner out of a small file of names, as key or as value; whether anything was there."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    left = {
        key: [one for one in value if one != student] if isinstance(value, list) else value
        for key, value in kept.items()
        if key != student and value != student and value != [student]
    }
    if left == kept:
        return False
    write_whole(path, json.dumps(left, ensure_ascii=False, indent=1) + "\n")
    return True


def _out_of_groups(course: Course, student: str) -> bool:
    """Take a learner's rows out of the file with groups; whether there were any."""
    path = groups_file(course)
    if not path.exists():
        return False
    text = path.read_text(encoding="utf-8-sig")
    first, *lines = text.splitlines()
    mark = max(",;\t", key=first.count)
    columns = [name.strip() for name in first.split(mark)]
    at = columns.index("learner") if "learner" in columns else -1
    kept = [
        line for line in lines if [*next(csv.reader([line], delimiter=mark), []), ""][at].strip() != student
    ]
    if at < 0 or kept == lines:
        return False
    write_whole(path, "\n".join([first, *kept, ""]))
    return True


def _places(course: Course, student: str) -> Iterator[Path]:
    """Files and folders that are this learner's alone."""
    name = glob.escape(student)
    for kind in ("submitted", "autograded", "feedback"):
        found = sorted(map(Path, glob.glob(str(course.folder(kind, name, "*")))))
        yield from dict.fromkeys(path.parent if path.parent.name == student else path for path in found)
    for folder in ("students", "notebooks/*"):
        yield from sorted(map(Path, glob.glob(str(course.place / "state" / "*" / folder / f"{name}.json"))))
