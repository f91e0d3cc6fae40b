"""Copy submissions from the folder that a learning platform packs, or that a teacher has filled, to where nbgrader looks."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from ai_ambitions.classroom.course import Course
from ai_ambitions.core.errors import CourseError

# Moodle: "Ada Lovelace_12345_assignsubmission_file_" as a folder, or in front of a file's name.
MOODLE = re.compile(r"^(?P<student>.+?)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<rest>.*)$")
# Canvas: "lovelaceada_12345_67890_06-chip-ban.ipynb", with LATE in between where it was.
CANVAS = re.compile(r"^(?P<student>[^_]+)_(?:LATE_)?(?P<number>\d+)_(?P<upload>\d+)_(?P<rest>.+)$")


def student_of(name: str, lesson: str) -> str:
    """The student's name in the name of a file (without ending) or folder; Canvas' number is kept, since names recur."""
    if match := MOODLE.match(name):
        return match["student"].strip()
    if match := CANVAS.match(name):
        return f"{match['student']}_{match['number']}"
    plain = re.sub(rf"[ _-]*{re.escape(lesson)}(?:[ _-]*\(?\d*\)?)?[ _-]*", "", name)
    return plain.strip(" ._-")


def collect(folder: Path, course: Course, lesson: str) -> list[str]:
    """Copy every submission of a folder; returns lines for the teacher.

    A student's folder is copied whole, a single notebook under the name that nbgrader expects. Of two files of one student
    the later one counts. What is there already and is the same stays as it is.

    Raises
    ------
    CourseError
        When the folder is missing or holds no submission.
    """
    if not folder.is_dir():
        raise CourseError(
            f"{folder} is no folder.", "Unpack the archive of your platform first, then name its folder."
        )
    lines: list[str] = []
    sources: dict[str, list[Path]] = {}
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir() or entry.suffix.lower() == ".ipynb":
            name = student_of(entry.name if entry.is_dir() else entry.stem, lesson)
            if name and name not in (".", ".."):
                sources.setdefault(name, []).append(entry)
            else:
                lines.append(f"Left out: {entry.name} names no student.")
        else:
            lines.append(f"Left out: {entry.name} is neither a notebook nor a student's folder.")
    if not sources:
        raise CourseError(
            f"{folder} holds no submissions.", "It should hold a folder or a notebook for each student."
        )
    for name, entries in sources.items():
        newest = max(entries, key=lambda e: e.stat().st_mtime)
        if len(entries) > 1:
            lines.append(f"{name}: {len(entries)} files, the latest counts ({newest.name}).")
        _copy(newest, course.folder("submitted", name, lesson), lesson)
    return [f"{len(sources)} submissions in {folder}.", *lines]


def _copy(entry: Path, target: Path, lesson: str) -> None:
    target.mkdir(parents=True, exist_ok=True)
    if entry.is_dir():
        inner = entry / lesson if (entry / lesson).is_dir() else entry
        shutil.copytree(inner, target, dirs_exist_ok=True, symlinks=True)
    else:
        shutil.copyfile(entry, target / f"{lesson}.ipynb")
