"""Look at every file before anything runs: is it the right notebook, and if not, what can its learner do."""

from __future__ import annotations

import fnmatch
import hashlib
import json
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ai_ambitions.classroom.key import Key

MAX_NOTEBOOK = 50_000_000  # bytes
MAX_OTHERS = 50_000_000
MAX_FILES = 500
SAVE = "Open your notebook in JupyterLab, choose Run > Restart Kernel and Run All Cells, save it, and hand in that file."


@dataclass(frozen=True)
class Submission:
    """What a learner has handed in, as far as it can be graded. ``notes`` says what was put right on the way."""

    student: str
    text: str
    files: dict[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    timestamp: str = ""

    def fingerprint(self, key: Key) -> str:
        """Changes when the submission or the key changes."""
        parts = [key.fingerprint, self.text, self.timestamp]
        parts += [
            f"{name}:{hashlib.sha256(content).hexdigest()}" for name, content in sorted(self.files.items())
        ]
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Problem:
    """A submission that cannot be graded: the reason for the teacher, and what the learner can do."""

    student: str
    reason: str
    mend: str


class Unreadable(Exception):
    """Raised while looking at a file, with reason and remedy."""


def look(student: str, folder: Path, key: Key, ignore: Sequence[str] = ()) -> Submission | Problem:
    """Look at a learner's folder.

    Parameters
    ----------
    student
        Name of the learner's folder.
    folder
        Where the submission of the lesson lies.
    key
        What the lesson's notebook should hold.
    ignore
        File patterns to leave alone, as in nbgrader's ``CourseDirectory.ignore``.
    """
    try:
        return _look(student, folder, key, ignore)
    except Unreadable as error:
        return Problem(student, *error.args)
    except OSError as error:
        name = Path(str(error.filename)).name if error.filename else folder.name
        return Problem(student, f"{name} cannot be read: {error.strerror}.", "Hand it in again.")


def _look(student: str, folder: Path, key: Key, ignore: Sequence[str]) -> Submission:
    notes: list[str] = []
    paths = list(_files(folder, ignore, notes))
    notebooks = [p for p in paths if p.suffix.lower() == ".ipynb"]
    text, note = _choose(notebooks, paths, folder, key)
    notes += note
    files: dict[str, bytes] = {}
    timestamp, size = "", 0
    for other in paths:
        if other.suffix.lower() == ".ipynb":
            continue
        size += other.stat().st_size
        if size > MAX_OTHERS:
            raise Unreadable(
                f"The files beside the notebook have more than {MAX_OTHERS // 1_000_000} MB.",
                "Hand in the notebook alone; the course's data are there when it is graded.",
            )
        name = other.relative_to(folder).as_posix()
        files[name] = other.read_bytes()
        if name == "timestamp.txt":
            timestamp = files[name].decode("utf-8", "replace").strip()
    return Submission(student, text, files, tuple(notes), timestamp)


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


def _choose(notebooks: list[Path], paths: list[Path], folder: Path, key: Key) -> tuple[str, list[str]]:
    """The notebook to grade. A file under another name counts when it is the only one with cells of the exercise."""
    expected = f"{key.lesson}.ipynb"
    exact = [p for p in notebooks if p.name == expected and p.parent == folder]
    if exact:
        text, note = decoded(exact[0])
        share = known_cells(text, key, exact[0].name)
        if share:
            others = [p.name for p in notebooks if p != exact[0]]
            if others and untouched(text, key):
                filled = [p for p in notebooks if p != exact[0] and _is_filled(p, key)]
                if len(filled) == 1:
                    text, more = decoded(filled[0])
                    return (
                        text,
                        [*note, *more, f"{expected} is blank; {filled[0].name} was graded instead."],
                    )
            if others:
                note.append(f"Also there, and not graded: {', '.join(others[:3])}.")
            return text, note
        raise _wrong(text, key, exact[0].name)
    fitting = []
    problems: list[Unreadable] = []
    for path in notebooks:
        try:
            text, note = decoded(path)
            if known_cells(text, key, path.name):
                fitting.append((path, text, note))
            else:
                problems.append(_wrong(text, key, path.name))
        except Unreadable as error:
            problems.append(error)
    if len(fitting) == 1:
        path, text, note = fitting[0]
        return text, [*note, f"The file was called {path.name}; it was taken for {expected}."]
    if fitting:
        raise Unreadable(
            f"{len(fitting)} notebooks could be meant: {', '.join(p.name for p, _, _ in fitting[:4])}.",
            f"Hand in one file, with the name {expected}.",
        )
    if problems:
        raise problems[0]
    names = ", ".join(p.name for p in paths if p.name != "timestamp.txt")[:80]
    raise Unreadable(
        f"No notebook was handed in{f', only {names}' if names else ''}.",
        f"Hand in the file {expected}: the notebook itself, no PDF, no HTML, no archive.",
    )


def _is_filled(path: Path, key: Key) -> bool:
    try:
        text, _ = decoded(path)
        return known_cells(text, key, path.name) > 0 and not untouched(text, key)
    except Unreadable:
        return False


def decoded(path: Path) -> tuple[str, list[str]]:
    """The text of a notebook file, and notes; raises Unreadable with the reason and what to do."""
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
        nb = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise _not_json(path.name, text, error) from None
    if not isinstance(nb, dict) or not isinstance(nb.get("cells", nb.get("worksheets")), list):
        raise Unreadable(f"{path.name} is JSON, but no notebook.", SAVE)
    return text, notes


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
    where = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
    return Unreadable(
        f"{name} is cut off or damaged{where}.",
        "The upload broke, or the file was edited by hand. " + SAVE,
    )


def cells_of(text: str) -> list[dict[str, Any]]:
    """The cells of a notebook's JSON, of any version, as far as they are objects."""
    nb = json.loads(text)
    sheets = nb.get("worksheets")
    lists = (
        [nb.get("cells", [])]
        if sheets is None
        else [s.get("cells", []) for s in sheets if isinstance(s, dict)]
    )
    return [c for cells in lists if isinstance(cells, list) for c in cells if isinstance(c, dict)]


def source_of(cell: dict[str, Any]) -> str:
    """The source of a cell in JSON, where it may be a list of lines."""
    source = cell.get("source", cell.get("input", ""))
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def known_cells(text: str, key: Key, name: str) -> int:
    """How many cells of the exercise a notebook holds: by nbgrader's name, by cell id, or word for word."""
    ids = {c.cell_id for c in key.released if c.name}
    sources = {c.source.strip() for c in key.released if c.name and has_code(c.source)}
    count = 0
    for cell in cells_of(text):
        meta = cell.get("metadata")
        mark = meta.get("nbgrader") if isinstance(meta, dict) else None
        grade_id = mark.get("grade_id") if isinstance(mark, dict) else None
        if grade_id in key.by_name or cell.get("id") in ids or source_of(cell).strip() in sources:
            count += 1
    return count


def has_code(source: str) -> bool:
    """Whether a cell holds more than comments: the shells of hidden tests are the same in every lesson."""
    return len(source) > 40 and any(line.strip() and line.strip()[0] != "#" for line in source.splitlines())


def untouched(text: str, key: Key) -> bool:
    """Whether no answer cell differs from the exercise as released."""
    released = {c.name: c.source.strip() for c in key.released if c.name}
    for cell in cells_of(text):
        meta = cell.get("metadata")
        mark = meta.get("nbgrader") if isinstance(meta, dict) else None
        name = mark.get("grade_id") if isinstance(mark, dict) else None
        if (
            name in released
            and key.by_name[name].kind in ("answer", "essay")
            and source_of(cell).strip() != released[name]
        ):
            return False
    return True


def _wrong(text: str, key: Key, name: str) -> Unreadable:
    others = set()
    for cell in cells_of(text):
        meta = cell.get("metadata")
        mark = meta.get("nbgrader") if isinstance(meta, dict) else None
        if isinstance(mark, dict) and isinstance(mark.get("grade_id"), str):
            others.add(mark["grade_id"][:2])
    if len(others) == 1 and next(iter(others)).isdigit():
        return Unreadable(
            f"{name} is the exercise of lesson {next(iter(others))}.",
            f"Hand in the notebook {key.lesson}.ipynb.",
        )
    return Unreadable(
        f"{name} holds no cell of this exercise.",
        f"Get the exercise with `ambitions start {key.lesson[:2]}`, copy your answers into it, and hand that in.",
    )
