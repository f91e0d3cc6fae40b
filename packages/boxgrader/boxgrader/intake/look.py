"""Look at every file before anything runs: which notebook it is, and if none, what its learner can do."""

from __future__ import annotations

import fnmatch
import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from boxgrader.intake.tidy import cell_list, loads, tidy
from boxgrader.marks.key import Key
from boxgrader.text import RAW_BYTE, printable

MAX_NOTEBOOK = 50_000_000  # bytes
MAX_OTHERS = 50_000_000
MAX_FILES = 500
# nbgrader's form grader puts a student's name into its pages and addresses as it is.
NO_NAME = re.compile('[\x00-\x1f\x7f<>"`\\\\;=%?#\ud800-\udfff]')
LONGEST_NAME = 180  # bytes; files are named after students
BY_EYE = "Teacher: grade this one by eye, or report the problem."
SAVE = "Open your notebook in JupyterLab, choose Run > Restart Kernel and Run All Cells, save it, and hand in that file."


@dataclass(frozen=True)
class Submission:
    """A notebook that a learner has handed in. ``notes`` says what was put right on the way.

    ``absent`` is why there is none, where the learner has handed in others of the same assignment.
    """

    student: str
    text: str
    files: dict[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    timestamp: str = ""
    notebook: str = ""
    absent: str = ""

    def fingerprint(self, key: Key) -> str:
        """Changes when the submission or the key changes."""
        parts = [key.fingerprint, self.text or self.absent, self.timestamp]
        parts += [
            f"{name}:{hashlib.sha256(content).hexdigest()}" for name, content in sorted(self.files.items())
        ]
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Problem:
    """A notebook that cannot be graded: the reason for the teacher, and what the learner can do."""

    student: str
    reason: str
    mend: str
    notebook: str = ""


class Unreadable(Exception):
    """Raised while looking at a file, with reason and remedy."""


class Absent(Unreadable):
    """Raised where no file could be meant."""


def look(student: str, folder: Path, key: Key, ignore: Sequence[str] = ()) -> Submission | Problem:
    """Look at a learner's folder for the only notebook of a lesson, see ``look_all``."""
    (seen,) = look_all(student, folder, {key.notebook: key}, ignore)
    return seen


def look_all(
    student: str, folder: Path, keys: Mapping[str, Key], ignore: Sequence[str] = ()
) -> list[Submission | Problem]:
    """Look at a learner's folder. Whatever is in it ends here: the next learner's is looked at all the same.

    Each notebook of the lesson comes out by itself: one that is broken or missing costs its own points. Where the folder
    holds none of them, one problem stands for all.

    Parameters
    ----------
    student
        Name of the learner's folder.
    folder
        Where the submission of the lesson lies.
    keys
        What the lesson's notebooks should hold, by their names.
    ignore
        File patterns to leave alone, as in nbgrader's ``CourseDirectory.ignore``.
    """
    first = next(iter(keys))
    try:
        paths, notes = _folder(student, folder, ignore)
        files, timestamp = _others(folder, paths, keys, notes)
    except Exception as error:
        return [_problem(student, folder, first, error)]
    found: list[Submission | Problem] = []
    absent: dict[str, Absent] = {}
    for name, key in keys.items():
        try:
            nb, note = _choose(paths, folder, key, [k for k in keys.values() if k is not key])
        except Absent as error:
            absent[name] = error
            continue
        except Exception as error:
            found.append(_problem(student, folder, name, error))
            continue
        text = json.dumps(nb, ensure_ascii=False)
        note = [printable(line) for line in (*notes, *note)]
        found.append(Submission(student, text, files, tuple(note), timestamp, name))
    if not found:
        return [_problem(student, folder, first, absent[first])]
    for name in absent:
        points = sum(cell.points or 0 for cell in keys[name].graded)
        why = f"{name}.ipynb was not handed in: its {points:g} points count as 0."
        found.append(Submission(student, "", files, (why,), timestamp, name, why))
    return found


def _problem(student: str, folder: Path, notebook: str, error: Exception) -> Problem:
    """What stopped the look at a learner's files, in words."""
    if isinstance(error, Unreadable):
        reason, mend = map(printable, error.args)
        return Problem(student, reason, mend, notebook)
    if isinstance(error, OSError):
        name = (
            Path(os.fsdecode(error.filename)).name if isinstance(error.filename, str | bytes) else folder.name
        )
        reason = printable(f"{name} cannot be read: {error.strerror}.")
        return Problem(student, reason, "Hand it in again.", notebook)
    reason = printable(f"Looking at the files stopped: {type(error).__name__}: {error}")[:300]
    return Problem(student, reason, BY_EYE, notebook)


def name_problem(student: str) -> str:
    """Why a folder's name cannot be a student's id in nbgrader, or nothing."""
    if RAW_BYTE.search(student):
        return "The folder's name is no UTF-8 text, as some programs unpack it"
    if bad := NO_NAME.search(student):
        return f"The folder's name holds {printable(bad[0])}, which nbgrader's form grader cannot show safely"
    if len(student.encode()) > LONGEST_NAME:
        return f"The folder's name is longer than {LONGEST_NAME} bytes"
    return ""


def safe_name(student: str) -> str:
    """A student's id made from a name as a platform packs it."""
    plain = re.sub(r"[\\]x", "_x", printable(student))
    return NO_NAME.sub("_", plain).encode()[:LONGEST_NAME].decode(errors="ignore").strip()


def _folder(student: str, folder: Path, ignore: Sequence[str]) -> tuple[list[Path], list[str]]:
    """The files of a learner's folder, and notes on what was left out."""
    if reason := name_problem(student):
        raise Unreadable(f"{reason}.", f"Teacher: rename the folder, for instance to {safe_name(student)!r}.")
    if folder.is_symlink():
        raise Unreadable("The folder is a link, and links are not followed.", "Hand in the notebook itself.")
    notes: list[str] = []
    return list(_files(folder, ignore, notes)), notes


def _others(
    folder: Path, paths: list[Path], keys: Mapping[str, Key], notes: list[str]
) -> tuple[dict[str, bytes], str]:
    """What lies beside the notebooks, and the time of submission."""
    files: dict[str, bytes] = {}
    timestamp, size = "", 0
    for other in paths:
        if other.suffix.lower() == ".ipynb":
            continue
        name = other.relative_to(folder).as_posix()
        if any(_collides(name, key) for key in keys.values()):
            notes.append(f"{name} stands where a file of the exercise belongs, and was left out.")
            continue
        size += other.stat().st_size
        if size > MAX_OTHERS:
            raise Unreadable(
                f"The files beside the notebook have more than {MAX_OTHERS // 1_000_000} MB.",
                "Hand in the notebook alone; the course's data are there when it is graded.",
            )
        files[name] = other.read_bytes()
        if name == "timestamp.txt":
            timestamp = files[name][:200].decode("utf-8", "replace").strip()
    return files, timestamp


def _collides(name: str, key: Key) -> bool:
    """Whether a file could not lie beside the notebook and the exercise's own files: one's folder is the other's name."""
    return any(
        name.startswith(f"{own}/") or own.startswith(f"{name}/")
        for own in (f"{key.notebook}.ipynb", *key.files)
    )


def _files(folder: Path, ignore: Sequence[str], notes: list[str]) -> Iterator[Path]:
    """Ordinary files below a folder, links left out: a link could point at anything on the grader's disk."""
    count = 0
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(
            f
            for f in folders
            if not any(fnmatch.fnmatch(f, p) for p in ignore) and not Path(here, f).is_symlink()
        )
        for name in sorted(names):
            path = Path(here, name)
            if any(fnmatch.fnmatch(name, p) for p in ignore):
                continue
            if not stat.S_ISREG(path.lstat().st_mode):
                notes.append(f"{name} is a link or no ordinary file, and was left out.")
                continue
            count += 1
            if count > MAX_FILES:
                raise Unreadable(f"There are more than {MAX_FILES} files.", "Hand in the notebook alone.")
            yield path


def _choose(
    paths: list[Path], folder: Path, key: Key, siblings: Sequence[Key] = ()
) -> tuple[dict[str, Any], list[str]]:
    """The notebook to grade. A file under another name counts when it is the only one with cells of the exercise.

    Where the assignment has other notebooks, one that stands under its own name is taken for nothing else, and of two that
    share names of cells a renamed file is the one that more of its texts are of.
    """
    expected = f"{key.notebook}.ipynb"
    named = {f"{other.notebook}.ipynb" for other in siblings}
    notebooks = [
        p for p in paths if p.suffix.lower() == ".ipynb" and not (p.parent == folder and p.name in named)
    ]
    exact = [p for p in notebooks if p.name == expected and p.parent == folder]
    if exact:
        nb, note = decoded(exact[0])
        if known_cells(nb, key):
            others = [p.name for p in notebooks if p != exact[0] and not _is_another(p, key, siblings)]
            if others and untouched(nb, key):
                filled = [p for p in notebooks if p != exact[0] and _is_filled(p, key, siblings)]
                if len(filled) == 1:
                    nb, more = decoded(filled[0])
                    return (
                        nb,
                        [*note, *more, f"{expected} is blank; {filled[0].name} was graded instead."],
                    )
            if others:
                note.append(f"Also there, and not graded: {', '.join(others[:3])}.")
            return nb, note
        raise _wrong(nb, key, exact[0].name)
    fitting = []
    problems: list[Unreadable] = []
    for path in notebooks:
        try:
            nb, note = decoded(path)
            if fits(nb, key, siblings):
                fitting.append((path, nb, note))
            elif not siblings:
                problems.append(_wrong(nb, key, path.name))
            elif known_cells(nb, key) and not any(fits(nb, other, [key]) for other in siblings):
                names = [expected, *(f"{k.notebook}.ipynb" for k in siblings if known_cells(nb, k))]
                problems.append(
                    Unreadable(
                        f"{path.name} could be {' or '.join(names)}.", "Hand it in under its own name."
                    )
                )
        except Unreadable as error:
            problems.append(error)
    if len(fitting) == 1:
        path, nb, note = fitting[0]
        return nb, [*note, f"The file was called {path.name}; it was taken for {expected}."]
    if fitting:
        raise Unreadable(
            f"{len(fitting)} notebooks could be meant: {', '.join(p.name for p, _, _ in fitting[:4])}.",
            f"Hand in one file, with the name {expected}.",
        )
    if problems:
        raise problems[0]
    only = ", ".join(p.name for p in paths if p.name != "timestamp.txt")[:80]
    raise Absent(
        f"No notebook was handed in{f', only {only}' if only else ''}.",
        f"Hand in the file {expected}: the notebook itself, no PDF, no HTML, no archive.",
    )


def fits(nb: dict[str, Any], key: Key, siblings: Sequence[Key]) -> bool:
    """Whether a notebook is of this key: it has cells of it, and of no other notebook of the assignment as many texts."""
    return known_cells(nb, key) > 0 and all(_shared(nb, key) > _shared(nb, other) for other in siblings)


def _shared(nb: dict[str, Any], key: Key) -> int:
    """How many texts of the exercise stand in a notebook word for word."""
    texts = {cell["source"].strip() for cell in nb["cells"]}
    return sum(cell.source.strip() in texts for cell in key.released if cell.source.strip())


def _is_another(path: Path, key: Key, siblings: Sequence[Key]) -> bool:
    """Whether a file is another notebook of the assignment under a name of its own."""
    if not siblings:
        return False
    try:
        nb, _ = decoded(path)
    except Unreadable:
        return False
    return any(fits(nb, other, [key]) for other in siblings)


def _is_filled(path: Path, key: Key, siblings: Sequence[Key]) -> bool:
    try:
        nb, _ = decoded(path)
        return fits(nb, key, siblings) and not untouched(nb, key)
    except Unreadable:
        return False


def decoded(path: Path) -> tuple[dict[str, Any], list[str]]:
    """The notebook in a file, tidied, and notes; raises Unreadable with the reason and what to do."""
    size = path.stat().st_size
    if size == 0:
        raise Unreadable(f"{path.name} is empty (0 bytes).", "The upload or the disk failed. " + SAVE)
    if size > MAX_NOTEBOOK:
        raise Unreadable(
            f"{path.name} has {size / 1e6:.0f} MB.",
            "Choose Edit > Clear Outputs of All Cells in JupyterLab, save, and hand it in again.",
        )
    raw = path.read_bytes()
    notes: list[str] = []
    encoding = "utf-8"
    if raw.startswith(b"\xef\xbb\xbf"):
        encoding = "utf-8-sig"
        notes.append("The file began with a byte-order mark, as some editors write; it was left out.")
    elif raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
        notes.append("The file was saved as UTF-16 and was converted.")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"{path.name} is not UTF-8 text (byte {error.start + 1}).",
            "An editor has saved it in another encoding. " + SAVE,
        ) from None
    if not text.strip("\0 \r\n\t"):
        raise Unreadable(f"{path.name} holds nothing but blanks.", "The upload or the disk failed. " + SAVE)
    try:
        nb = loads(text)
    except (ValueError, RecursionError) as error:
        raise _not_json(path.name, text, error) from None
    if cell_list(nb) is None:
        raise Unreadable(f"{path.name} is JSON, but no notebook.", SAVE)
    version = nb.get("nbformat")
    if type(version) is int and version > 4:
        raise Unreadable(
            f"{path.name} was saved in a format that is newer than this grader (nbformat {version}).",
            "Open your notebook in the course's own JupyterLab, save it there, and hand in that file.",
        )
    fit, more = tidy(nb)
    return fit, notes + more


def _not_json(name: str, text: str, error: Exception) -> Unreadable:
    if "<<<<<<<" in text and ">>>>>>>" in text:
        return Unreadable(
            f"{name} holds marks of a git conflict (<<<<<<<).",
            "Choose one side of each conflict, or copy your answers into a fresh exercise, and hand that in.",
        )
    start = text.lstrip()[:200].lower()
    if start.startswith(("<!doctype", "<html")):
        return Unreadable(
            f"{name} is a web page, not a notebook.", "Download the file itself (.ipynb). " + SAVE
        )
    if not start.startswith("{"):
        return Unreadable(f"{name} is not a notebook.", SAVE)
    if isinstance(error, RecursionError):
        return Unreadable(f"{name} holds lists within lists without end.", SAVE)
    where = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
    return Unreadable(
        f"{name} is cut off or damaged{where}.",
        "The upload broke, or the file was edited by hand. " + SAVE,
    )


def known_cells(nb: dict[str, Any], key: Key) -> int:
    """How many cells of the exercise a notebook holds: by nbgrader's name, by cell id, or word for word."""
    ids = {c.cell_id for c in key.released if c.name}
    sources = {c.source.strip() for c in key.released if c.name and has_code(c.source)}
    return sum(
        _name(cell) in key.by_name or cell.get("id") in ids or cell["source"].strip() in sources
        for cell in nb["cells"]
    )


def _name(cell: dict[str, Any]) -> str:
    """The name that nbgrader knows a tidied cell by, or nothing."""
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def has_code(source: str) -> bool:
    """Whether a cell holds more than comments: the shells of hidden tests are the same in every lesson."""
    return len(source) > 40 and any(line.strip() and line.strip()[0] != "#" for line in source.splitlines())


def untouched(nb: dict[str, Any], key: Key) -> bool:
    """Whether no answer cell differs from the exercise as released."""
    released = {c.name: c.source.strip() for c in key.released if c.name}
    return not any(
        (name := _name(cell)) in released
        and key.by_name[name].kind in ("answer", "essay")
        and cell["source"].strip() != released[name]
        for cell in nb["cells"]
    )


def _wrong(nb: dict[str, Any], key: Key, name: str) -> Unreadable:
    others = {_name(cell)[:2] for cell in nb["cells"]} - {""}
    if len(others) == 1 and next(iter(others)).isdigit():
        return Unreadable(
            f"{name} is the exercise of lesson {next(iter(others))}.",
            f"Hand in the notebook {key.notebook}.ipynb.",
        )
    return Unreadable(
        f"{name} holds no cell of this exercise.",
        f"{key.course.fetch.format(lesson=key.lesson)}, copy your answers into it, and hand that in.",
    )
