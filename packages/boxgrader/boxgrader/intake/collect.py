"""Copy submissions from what a learning platform packs, or a teacher has filled, to where nbgrader looks."""

from __future__ import annotations

import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from boxgrader.errors import GraderError
from boxgrader.intake.archive import is_nobodys, unpack
from boxgrader.intake.groups import read_groups
from boxgrader.intake.look import MAX_FILES, safe_name
from boxgrader.intake.platforms import BLACKBOARD, SAKAI_FOLDER, Upload, in_front, notebook_of, upload_of
from boxgrader.intake.roster import Person, of_gradebook
from boxgrader.intake.who import Who
from boxgrader.marks.course import Course
from boxgrader.marks.gradebook import write_whole
from boxgrader.text import printable

CLASS_BYTES, CLASS_FILES = 10_000_000_000, 200_000  # an archive of a whole class
OWN_BYTES = 200_000_000  # an archive of one learner


def student_of(name: str, lesson: str) -> str:
    """The student's id in the name of a file (without ending) or folder."""
    return upload_of(name, lesson).student


@dataclass(frozen=True)
class _Entry:
    """A file or folder that was handed in. ``path`` is where it lies now, ``name`` what it was called."""

    name: str
    path: Path
    upload: Upload


def collect(given: Path, course: Course, lesson: str, roster: Sequence[Person] = ()) -> list[str]:
    """Copy every submission of a folder or a zip; returns lines for the teacher.

    Where the class is known, from ``roster`` or from the gradebook, a name that fits nobody to the letter and resembles
    somebody is asked about and not copied, see ``intake.who``.

    A student's folder or zip is copied whole, a single notebook under the name that nbgrader expects, other files of the
    same learner beside it. Of two uploads of one student the later one with a notebook counts. What is there already and
    is the same stays as it is. Links are neither followed nor copied: a link could lead out of the folder, to be read now
    or written to later. A learner's own ``timestamp.txt`` is left out: nbgrader would take it for the time of submission.

    Raises
    ------
    GraderError
        When the folder is missing or holds no submission.
    """
    with tempfile.TemporaryDirectory(prefix="boxgrader-intake-") as scratch:
        lines: list[str] = []
        folder = given
        if given.is_file():
            folder = Path(scratch, given.stem)
            lines += unpack(given, folder, most_bytes=CLASS_BYTES, most_files=CLASS_FILES)
        if not folder.is_dir():
            raise GraderError(
                f"{given} is neither a folder nor a zip.",
                "Name what your platform gave you, packed or unpacked.",
            )
        folder = _inner(folder, lesson)
        entries, others = _entries(folder, course, lesson, Path(scratch), lines)
        if not entries:
            raise GraderError(
                f"{given} holds no submissions.", "It should hold a folder or a notebook for each student."
            )
        groups = read_groups(course, lesson)
        known = list(roster or of_gradebook(course))
        ids = {one.id for one in known}
        known += [Person(name) for those in groups.values() for name in those if name not in ids]
        who = Who(course, lesson, known, groups, ask_all=bool(roster))
        copied = _copy_all(entries, others, course, lesson, who, lines)
    return [f"{copied} submissions in {given}.", *lines]


def _inner(folder: Path, lesson: str) -> Path:
    """The folder with the learners: Sakai and archives made on a Mac wrap everything in one more."""
    while True:
        inside = [p for p in folder.iterdir() if not p.name.startswith(".") and not is_nobodys(p.name)]
        folders = [p for p in inside if p.is_dir() and not p.is_symlink()]
        if len(folders) != 1 or any(p.suffix.lower() in (".ipynb", ".zip") for p in inside):
            return folder
        known = [upload_of(p.stem, lesson).platform for p in folders[0].iterdir() if not p.is_symlink()]
        if upload_of(folders[0].name, lesson).platform or not (
            any(known) or folders[0].name.endswith("-submissions")
        ):
            return folder
        folder = folders[0]


def _entries(
    folder: Path, course: Course, lesson: str, scratch: Path, lines: list[str]
) -> tuple[list[_Entry], dict[str, list[_Entry]]]:
    """What was handed in, and loose files of a platform that lie beside a learner's notebook."""
    notebooks = course.notebooks(lesson)
    if notebooks == [lesson]:
        notebooks = []  # its name is told from a learner's already
    entries: list[_Entry] = []
    loose: dict[str, list[_Entry]] = {}
    paths = [p for p in sorted(folder.iterdir()) if not p.name.startswith(".") and not is_nobodys(p.name)]
    before = in_front([p.stem if p.is_file() else p.name for p in paths], folder.name)
    for number, path in enumerate(paths):
        shown, ending = printable(path.name), path.suffix.lower()
        if path.is_symlink():
            lines.append(f"Left out: {shown} is a link.")
            continue
        upload = upload_of(path.name if path.is_dir() else path.stem, lesson, before, notebooks)
        entry = _Entry(path.name, path, upload)
        if not path.is_dir() and ending == ".zip":
            target = scratch / f"upload{number}"
            target.mkdir()
            try:
                left = unpack(path, target, most_bytes=OWN_BYTES, most_files=MAX_FILES)
            except GraderError as error:
                lines.append(f"Left out: {error.reason}")
                continue
            lines += [f"{shown}: {line}" for line in left]
            entry = _Entry(path.name, target, upload)
        elif not path.is_dir() and ending != ".ipynb":
            if (upload.platform and not BLACKBOARD.match(path.stem)) or upload.rest:
                loose.setdefault(upload.student, []).append(entry)
            elif not upload.platform:
                lines.append(f"Left out: {shown} is neither a notebook nor a student's folder.")
            continue
        entries.append(entry)
    for student in sorted(set(loose) - {entry.upload.student for entry in entries}):
        names = ", ".join(printable(entry.name) for entry in loose[student][:3])
        lines.append(f"Left out: {printable(student)} handed in no notebook, only {names}.")
    return entries, loose


def _copy_all(
    entries: list[_Entry],
    loose: dict[str, list[_Entry]],
    course: Course,
    lesson: str,
    who: Who,
    lines: list[str],
) -> int:
    for number, entry in enumerate(entries):
        if entry.upload.student in ("", ".", ".."):
            entries[number] = replace(entry, upload=replace(entry.upload, student=entry.name))
            who.nameless.add(entry.name)
            if not who.known:
                lines.append(f"Left out: {printable(entry.name)} names no student.")
    entries = [entry for entry in entries if who.known or entry.name not in who.nameless]
    owners = who.owners({entry.upload.student: entry.upload for entry in entries})
    if who.questions:
        lines.append(
            f"Whose are these? {len(who.questions)} names fit nobody of the class to the letter, and were not copied: "
            f"fill in the column who of {who.form}, then run this again."
        )
    lines += [
        f"{printable(name)}: nobody of the class is called so; taken as a new learner." for name in who.new
    ]
    sources: dict[str, list[_Entry]] = {}
    for entry in entries:
        if owner := owners.get(entry.upload.student):
            sources.setdefault(owner, []).append(entry)
    taken = {name for name in sources if safe_name(name) == name}
    people = read_people(course, lesson)
    notebooks = course.notebooks(lesson) or [lesson]
    copied = 0
    for name, uploads in sources.items():
        student = safe_name(name)
        if student != name:
            if not student or student.startswith(".") or student in taken:
                lines.append(
                    f"Left out: {printable(uploads[0].name)}; rename it so that it names one student."
                )
                continue
            lines.append(f"{printable(name)}: taken as {student}.")
            taken.add(student)
        latest = max(uploads, key=_rank)
        chosen = _chosen(student, uploads, latest, notebooks, lines)
        others = [other for entry in uploads for other in loose.pop(entry.upload.student, [])]
        try:
            left = [
                line
                for target, entry in chosen.items()
                for line in _copy(entry, others, course.folder("submitted", student, lesson), lesson, target)
            ]
        except OSError as error:
            lines.append(f"Left out: {printable(latest.name)} could not be copied ({error.strerror}).")
            continue
        except GraderError as error:
            lines.append(f"Left out: {error.reason}")
            continue
        copied += 1
        upload = latest.upload
        if upload.platform:
            people[student] = {
                "platform": upload.platform,
                "number": upload.number,
                "name": upload.name,
                "upload": printable(latest.name),
            }
        lines += [f"{student}: {line}" for line in left]
    if people:
        text = json.dumps(people, ensure_ascii=False, indent=1, sort_keys=True)
        write_whole(_people(course, lesson), text + "\n")
    return copied


def _chosen(
    student: str, uploads: list[_Entry], latest: _Entry, notebooks: list[str], lines: list[str]
) -> dict[str, _Entry]:
    """Which uploads of a learner count, by the name that a single notebook gets: the latest, or the latest of each notebook."""
    if latest.path.is_dir() or len(notebooks) == 1:
        if len(uploads) > 1:
            lines.append(
                f"{student}: {len(uploads)} uploads, the latest with a notebook counts ({printable(latest.name)})."
            )
        return {notebooks[0]: latest}
    found: dict[str, list[_Entry]] = {}
    for entry in uploads:
        if not entry.path.is_dir():
            own = notebook_of(entry.upload.rest or entry.path.stem, notebooks)
            found.setdefault(own, []).append(entry)
    for own, several in found.items():
        if len(several) > 1:
            last = printable(max(several, key=_rank).name)
            lines.append(f"{student}: {len(several)} uploads of {own}, the latest counts ({last}).")
    return {own: max(several, key=_rank) for own, several in found.items()}


def _people(course: Course, lesson: str) -> Path:
    return course.place / "state" / lesson / "people.json"


def read_people(course: Course, lesson: str) -> dict[str, dict[str, str]]:
    """How a lesson's platform knows each student: platform, number, name. Empty where submissions came another way."""
    try:
        people = json.loads(_people(course, lesson).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return people if isinstance(people, dict) else {}


def _rank(entry: _Entry) -> tuple[bool, tuple[int, ...], int]:
    """What makes one upload of a student count before another: a notebook, the platform's own order, the file's time."""
    found = (path for path, _ in ordinary_files(entry.path) if path.suffix.lower() in (".ipynb", ".zip"))
    return (
        not entry.path.is_dir() or next(found, None) is not None,
        entry.upload.order,
        entry.path.lstat().st_mtime_ns,
    )


def ordinary_files(folder: Path, left: list[str] | None = None) -> Iterator[tuple[Path, str]]:
    """Files below a folder and their names in it; links and other things that are no files go to ``left``."""
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not is_nobodys(name)]
        for name in sorted([*(n for n in names if not is_nobodys(n)), *folders]):
            path = Path(here, name)
            mode = path.lstat().st_mode
            if stat.S_ISREG(mode):
                yield path, path.relative_to(folder).as_posix()
            elif not stat.S_ISDIR(mode) and left is not None:
                left.append(path.relative_to(folder).as_posix())


def _copy(entry: _Entry, loose: list[_Entry], target: Path, lesson: str, notebook: str) -> list[str]:
    """Copy an upload to where nbgrader looks, a single file under the notebook's name; returns what was left out."""
    left: list[str] = []
    said: list[str] = []
    _own_folder(target, target)
    if entry.path.is_dir():
        with tempfile.TemporaryDirectory(prefix="boxgrader-intake-") as scratch:
            source = _own_work(entry.path, lesson, Path(scratch), said)
            for path, name in ordinary_files(source, left):
                if name == "timestamp.txt":
                    said.append("a timestamp.txt of the learner's own was left out.")
                else:
                    _copy_file(path, target / name, target)
    else:
        _copy_file(entry.path, target / f"{notebook}.ipynb", target)
    for other in loose:
        name = other.upload.rest + other.path.suffix
        if other.upload.rest and "/" not in name and name not in ("timestamp.txt", f"{notebook}.ipynb"):
            _copy_file(other.path, target / name, target)
    return said + [f"{printable(path)} is a link or no ordinary file, and was left out." for path in left]


def _own_work(folder: Path, lesson: str, scratch: Path, said: list[str]) -> Path:
    """Where in a learner's folder the work lies: in the lesson's or Sakai's folder, or in a zip that stands alone."""
    for inner in (folder / SAKAI_FOLDER, folder / lesson):
        if inner.is_dir() and not inner.is_symlink():
            folder = inner
    files = list(ordinary_files(folder))
    zips = [path for path, name in files if path.suffix.lower() == ".zip"]
    if len(zips) == 1 and not any(path.suffix.lower() == ".ipynb" for path, _ in files):
        said += unpack(zips[0], scratch, most_bytes=OWN_BYTES, most_files=MAX_FILES)
        return _own_work(scratch, lesson, scratch / "zip in zip", said) if scratch.exists() else folder
    return folder


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
