"""Copy submissions from the folder that a learning platform packs, or that a teacher has filled, to where nbgrader looks."""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from boxgrader.errors import GraderError
from boxgrader.intake.look import safe_name
from boxgrader.marks.course import Course
from boxgrader.text import printable

# Moodle: "Ada Lovelace_12345_assignsubmission_file_" as a folder, or in front of a file's name.
MOODLE = re.compile(r"^(?P<student>.+?)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<rest>.*)$")
# Canvas: "lovelaceada_12345_67890_06-chip-ban.ipynb", with LATE in between where it was.
CANVAS = re.compile(r"^(?P<student>[^_]+)_(?:LATE_)?(?P<number>\d+)_(?P<upload>\d+)_(?P<rest>.+)$")


def student_of(name: str, lesson: str) -> str:
    """The student's name in the name of a file (without ending) or folder.

    The number that Moodle or Canvas gives to each participant is kept: two learners may have one name.
    """
    if match := MOODLE.match(name) or CANVAS.match(name):
        return f"{match['student'].strip()}_{match['number']}"
    plain = re.sub(rf"[ _-]*{re.escape(lesson)}(?:[ _-]*\(?\d*\)?)?[ _-]*", "", name)
    return plain.strip(" ._-")


def collect(folder: Path, course: Course, lesson: str) -> list[str]:
    """Copy every submission of a folder; returns lines for the teacher.

    A student's folder is copied whole, a single notebook under the name that nbgrader expects. Of two uploads of one
    student the later one with a notebook counts. What is there already and is the same stays as it is. Links are neither
    followed nor copied: a link could lead out of the folder, to be read now or written to later.

    Raises
    ------
    GraderError
        When the folder is missing or holds no submission.
    """
    if not folder.is_dir():
        raise GraderError(
            f"{folder} is no folder.", "Unpack the archive of your platform first, then name its folder."
        )
    lines: list[str] = []
    sources: dict[str, list[Path]] = {}
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            lines.append(f"Left out: {printable(entry.name)} is a link.")
        elif entry.is_dir() or entry.suffix.lower() == ".ipynb":
            name = student_of(entry.name if entry.is_dir() else entry.stem, lesson)
            if name and name not in (".", ".."):
                sources.setdefault(name, []).append(entry)
            else:
                lines.append(f"Left out: {printable(entry.name)} names no student.")
        else:
            lines.append(f"Left out: {printable(entry.name)} is neither a notebook nor a student's folder.")
    if not sources:
        raise GraderError(
            f"{folder} holds no submissions.", "It should hold a folder or a notebook for each student."
        )
    taken: set[str] = {name for name in sources if safe_name(name) == name}
    copied = 0
    for name, entries in sources.items():
        student = safe_name(name)
        if student != name:
            if not student or student.startswith(".") or student in taken:
                lines.append(
                    f"Left out: {printable(entries[0].name)}; rename it so that it names one student."
                )
                continue
            lines.append(f"{printable(name)}: taken as {student}.")
            taken.add(student)
        latest = max(entries, key=lambda entry: _rank(entry, lesson))
        if len(entries) > 1:
            lines.append(
                f"{student}: {len(entries)} uploads, the latest with a notebook counts ({printable(latest.name)})."
            )
        try:
            left = _copy(latest, course.folder("submitted", student, lesson), lesson)
        except OSError as error:
            lines.append(f"Left out: {printable(latest.name)} could not be copied ({error.strerror}).")
            continue
        copied += 1
        lines += [
            f"{student}: {printable(path)} is a link or no ordinary file, and was left out." for path in left
        ]
    return [f"{copied} submissions in {folder}.", *lines]


def _rank(entry: Path, lesson: str) -> tuple[bool, int, int]:
    """What makes one upload of a student count before another: a notebook, then time, then Canvas' number of the upload."""
    upload = CANVAS.match(entry.name)
    found = (path for path, _ in _ordinary_files(entry) if path.suffix.lower() == ".ipynb")
    return (
        not entry.is_dir() or next(found, None) is not None,
        entry.lstat().st_mtime_ns,
        int(upload["upload"]) if upload else 0,
    )


def _ordinary_files(folder: Path, left: list[str] | None = None) -> Iterator[tuple[Path, str]]:
    """Files below a folder and their names in it; links and other things that are no files go to ``left``."""
    for here, folders, names in os.walk(folder):
        for name in sorted([*names, *folders]):
            path = Path(here, name)
            mode = path.lstat().st_mode
            if stat.S_ISREG(mode):
                yield path, path.relative_to(folder).as_posix()
            elif not stat.S_ISDIR(mode) and left is not None:
                left.append(path.relative_to(folder).as_posix())


def _copy(entry: Path, target: Path, lesson: str) -> list[str]:
    """Copy an upload to where nbgrader looks; returns what was left out."""
    left: list[str] = []
    _own_folder(target, target)
    if entry.is_dir():
        inner = entry / lesson
        source = inner if inner.is_dir() and not inner.is_symlink() else entry
        for path, name in _ordinary_files(source, left):
            _copy_file(path, target / name, target)
    else:
        _copy_file(entry, target / f"{lesson}.ipynb", target)
    return left


def _copy_file(source: Path, target: Path, top: Path) -> None:
    """Copy one file in a way that follows no link at either end."""
    _own_folder(target.parent, top)
    scratch = target.with_name(f".copy-{os.getpid()}.tmp")
    scratch.unlink(missing_ok=True)
    try:
        with (
            os.fdopen(os.open(source, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as given,
            scratch.open("xb") as copy,
        ):
            shutil.copyfileobj(given, copy)
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)  # of an earlier upload: now a file stands there
        scratch.replace(target)  # a link that stands there is replaced, not written through
    finally:
        scratch.unlink(missing_ok=True)


def _own_folder(folder: Path, top: Path) -> None:
    """Make a folder, and of links and files that stand in its way, from ``top`` down, folders too."""
    for path in [*reversed(folder.parents), folder]:
        if path.is_relative_to(top) and (path.is_symlink() or (path.exists() and not path.is_dir())):
            path.unlink()
    folder.mkdir(parents=True, exist_ok=True)
