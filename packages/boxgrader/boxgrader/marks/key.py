"""The answer keys of an assignment, one for each of its notebooks: what nbgrader's gradebook knows, ready for any worker."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from boxgrader.box.exam import Seal
from boxgrader.errors import GraderError
from boxgrader.marks.course import Course, in_folder, silent
from boxgrader.settings import Settings


@dataclass(frozen=True)
class KeyCell:
    """A cell that nbgrader knows: its name, its source with hidden tests, and its nbgrader metadata as released."""

    name: str
    cell_type: str
    source: str
    checksum: str
    locked: bool
    points: float | None
    meta: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """One of ``test``, ``essay``, ``answer``, ``task`` or ``text``."""
        if self.meta.get("task"):
            return "task"
        if self.meta.get("grade"):
            return "essay" if self.meta.get("solution") else "test"
        return "answer" if self.meta.get("solution") else "text"


@dataclass(frozen=True)
class ReleasedCell:
    """A cell of the exercise as learners got it."""

    cell_id: str
    cell_type: str
    source: str
    name: str


@dataclass(frozen=True)
class Key:
    """Everything a worker needs to grade one notebook of a lesson. Holds hidden tests: it never enters a sandbox."""

    lesson: str
    kernelspec: Mapping[str, Any]
    cells: tuple[KeyCell, ...]
    released: tuple[ReleasedCell, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    course: Settings = field(default_factory=Settings)
    seal: Seal | None = None
    earlier: Mapping[str, Sequence[float]] = field(
        default_factory=dict
    )  # points that cells had in earlier versions
    notebook: str = ""  # its name; where nothing is said, the lesson's
    alone: bool = True  # whether the lesson has no other notebook

    def __post_init__(self) -> None:
        object.__setattr__(self, "notebook", self.notebook or self.lesson)

    @cached_property
    def by_name(self) -> dict[str, KeyCell]:
        """Cells by their name."""
        return {cell.name: cell for cell in self.cells}

    @cached_property
    def fingerprint(self) -> str:
        """Changes when anything changes that a mark could depend on."""
        parts = [
            self.lesson,
            [(c.name, c.cell_type, c.source, c.checksum, c.points) for c in self.cells],
            sorted((n, hashlib.sha256(b).hexdigest()) for n, b in self.files.items()),
            {k: repr(v) for k, v in self.settings.items()},
            *([list(self.seal.names), list(self.seal.steps)] if self.seal else []),
            *([self.notebook] if self.notebook != self.lesson else []),
        ]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    @property
    def graded(self) -> list[KeyCell]:
        """The cells that carry points."""
        return [cell for cell in self.cells if cell.points is not None]

    @cached_property
    def hidden_lines(self) -> frozenset[str]:
        """Lines that a learner must not see: hidden tests and mark schemes, without the trivial ones."""
        lines: set[str] = set()
        shown = {line.strip() for cell in self.released for line in cell.source.splitlines()}
        for cell in self.cells:
            if cell.kind in ("test", "essay", "task"):
                lines |= {line.strip() for line in cell.source.splitlines()}
        return frozenset(line for line in lines - shown if len(line) > 11)

    # What nbgrader's OverwriteCells asks of a gradebook, answered without one.

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> KeyCell:
        """The cell of a name; raises nbgrader's MissingEntry when there is none."""
        from nbgrader.api import MissingEntry

        if name not in self.by_name:
            raise MissingEntry(name)
        return self.by_name[name]

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> Any:
        """The points of a cell."""
        cell = self.find_source_cell(name, notebook, assignment)
        return SimpleNamespace(max_score=cell.points or 0.0)


def task_of(name: str) -> str:
    """The task that a cell belongs to: ``06-tpp-hidden`` and ``06-tpp-visible`` test the task ``06-tpp``."""
    for ending in ("-visible", "-hidden"):
        if name.endswith(ending):
            return name.removesuffix(ending)
    return name


def make_key(course: Course, lesson: str) -> Key:
    """The key of a lesson that has one notebook, see ``make_keys``."""
    (key,) = make_keys(course, lesson).values()
    return key


def make_keys(course: Course, lesson: str) -> dict[str, Key]:
    """The keys of a lesson's notebooks, by their names, after nbgrader has entered the assignment in the gradebook.

    It is entered where it is missing or older. A notebook without a cell of nbgrader's is nobody's work, and left out.

    Raises
    ------
    GraderError
        When there is no solution, or it has gained or lost notebooks or cells since submissions were graded.
    """
    import nbgrader
    from nbgrader.api import Gradebook, MissingEntry

    source = course.folder("source", ".", lesson)
    paths = {name: source / f"{name}.ipynb" for name in course.notebooks(lesson)}
    if not paths:
        raise GraderError(
            f"Lesson {lesson} has no exercise to grade: {source / lesson}.ipynb is missing.",
            "Look into solutions/.",
        )
    state = course.place / "state" / lesson
    state.mkdir(parents=True, exist_ok=True)
    stamp = state / "key"
    content = b"".join(path.read_bytes() for path in paths.values())
    now = hashlib.sha256(content + nbgrader.__version__.encode()).hexdigest()
    release = state / "release" / lesson
    with in_folder(course.root), silent(), Gradebook(course.db_url, course.directory.course_id) as book:
        try:
            assignment = book.find_assignment(lesson)
            entered = {entry.name for entry in assignment.notebooks}
            known = entered == set(paths) and stamp.exists() and stamp.read_text() == now
            if assignment.submissions:
                _same("notebooks", entered, set(paths), lesson)
                for entry in assignment.notebooks:
                    _same_cells({c.name for c in entry.source_cells}, paths[entry.name])
        except MissingEntry:
            known = False
    if not (known and all((release / path.name).exists() for path in paths.values())):
        _keep_points(state, release, lesson)
        _enter(course, lesson, state)
        stamp.write_text(now)
    with in_folder(course.root), silent(), Gradebook(course.db_url, course.directory.course_id) as book:
        keys = [_read(course, book, lesson, name, release, source) for name in paths]
    keys = [key for key in keys if key.cells] or keys[:1]
    return {key.notebook: replace(key, alone=len(keys) == 1) for key in keys}


def _same(what: str, graded: set[str], now: set[str], where: str) -> None:
    """Once submissions are graded a lesson keeps what it has: nbgrader has no way to add or remove any of it."""
    if now != graded:
        words = [f"new: {', '.join(sorted(now - graded))}"] if now - graded else []
        words += [f"gone: {', '.join(sorted(graded - now))}"] if graded - now else []
        raise GraderError(
            f"{where} has other {what} than when submissions were graded ({'; '.join(words)}).",
            "Restore the earlier version, or move grading/gradebook.db away and grade everybody anew.",
        )


def _same_cells(graded: set[str], notebook: Path) -> None:
    import nbformat

    try:
        cells = nbformat.read(notebook, as_version=4).cells
    except Exception as error:
        raise GraderError(
            f"{notebook} is not a readable notebook ({str(error).splitlines()[0][:80]})."
        ) from None
    now = {c.metadata.nbgrader["grade_id"] for c in cells if "nbgrader" in c.metadata}
    _same("cells", graded, now, notebook.name)


def _enter(course: Course, lesson: str, state: Path) -> None:
    """Let nbgrader make the assignment anew; what learners get goes to a folder of the grader's, not to exercises/."""
    with in_folder(course.root), silent():
        api = course.api(release_directory=str(state / "release"))
        done = api.generate_assignment(lesson, force=True)
    if not done["success"]:
        lines = [line for line in (done.get("error") or done.get("log") or "").splitlines() if line.strip()]
        raise GraderError(
            f"nbgrader could not read the solution of {lesson}: {lines[-1] if lines else 'no reason given'}",
            "Look at it with: nbgrader generate_assignment",
        )


def _read(course: Course, book: Any, lesson: str, name: str, release: Path, source: Path) -> Key:
    import nbformat
    from nbgrader import utils

    released = nbformat.read(release / f"{name}.ipynb", as_version=4)
    metas = {
        c.metadata.nbgrader["grade_id"]: json.loads(json.dumps(c.metadata.nbgrader))
        for c in released.cells
        if "nbgrader" in c.metadata
    }
    entry = book.find_notebook(name, lesson)
    points = {c.name: float(c.max_score) for c in [*entry.grade_cells, *entry.task_cells]}
    cells = tuple(
        KeyCell(
            c.name,
            c.cell_type,
            c.source,
            c.checksum,
            bool(c.locked),
            points.get(c.name),
            metas.get(c.name, {}) | {"checksum": c.checksum},
        )
        for c in sorted(entry.source_cells, key=lambda c: list(metas).index(c.name))
    )
    parts = tuple(
        ReleasedCell(
            c.get("id", ""), c.cell_type, c.source, c.metadata.get("nbgrader", {}).get("grade_id", "")
        )
        for c in released.cells
    )
    return Key(
        lesson,
        json.loads(entry.kernelspec) if entry.kernelspec else {},
        cells,
        parts,
        {
            str(Path(file).relative_to(source)): Path(file).read_bytes()
            for file in utils.find_all_files(str(source), [*course.directory.ignore, "*.ipynb"])
        },
        _settings(course),
        course.settings,
        _sealed(source / f"{name}.ipynb", parts, cells) if course.settings.sealed else None,
        _earlier_points(release.parents[1], name, lesson),
        name,
    )


def _points_file(state: Path, notebook: str, lesson: str) -> Path:
    return state / ("points.json" if notebook == lesson else f"points-{notebook}.json")


def _earlier_points(state: Path, notebook: str, lesson: str) -> dict[str, list[float]]:
    """The points that each cell has had in earlier versions of the assignment."""
    try:
        found = json.loads(_points_file(state, notebook, lesson).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _keep_points(state: Path, release: Path, lesson: str) -> None:
    """Note the points of the version that is about to be replaced: who handed it in has changed no setting."""
    import nbformat

    for path in release.glob("*.ipynb"):
        earlier = _earlier_points(state, path.stem, lesson)
        for cell in nbformat.read(path, as_version=4).cells:
            meta = cell.metadata.get("nbgrader", {})
            if "points" in meta:
                kept = earlier.setdefault(meta["grade_id"], [])
                kept += [meta["points"]] if meta["points"] not in kept else []
        _points_file(state, path.stem, lesson).write_text(json.dumps(earlier), encoding="utf-8")


def _sealed(path: Path, parts: tuple[ReleasedCell, ...], cells: tuple[KeyCell, ...]) -> Seal:
    """What a sealed run of this exercise needs; the solution says which names are the learner's."""
    import nbformat

    from boxgrader.marks.seal import seal

    solution = nbformat.read(path, as_version=4).cells
    solved = {c.metadata.get("nbgrader", {}).get("grade_id", ""): c.source for c in solution}
    return seal(parts, {c.name: (c.kind, c.source) for c in cells}, solved)


def _settings(course: Course) -> dict[str, Any]:
    """Of nbgrader's configuration, the sections that bear on a mark or on stored outputs, as plain values."""
    return {
        name: {key: value for key, value in course.config[name].items() if not callable(value)}
        for name in ("Execute", "IgnorePattern", "LimitOutput", "NbGraderPreprocessor")
        if name in course.config
    }
