"""A learner's own copy of an exercise, and the visible tests run on it."""

from __future__ import annotations

import datetime
import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ai_ambitions.core import notebooks
from ai_ambitions.core.course import slug_of
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import EXERCISES, MY_WORK, ROOT, need_checkout
from ai_ambitions.practice.copies import free, make
from ai_ambitions.practice.record import record
from boxgrader.outcome import of_error


def start(number: str) -> tuple[Path, bool]:
    """Copy an exercise to ``my-work/``, which git ignores, so that an update never touches a learner's answers.

    Returns the copy's path and whether it is new; an existing copy is left as it is.
    """
    need_checkout()
    slug = slug_of(number)
    source = EXERCISES / slug / f"{slug}.ipynb"
    if not source.exists():
        raise CourseError(
            f"Lesson {slug} has no exercise yet.",
            "Exercises: " + ", ".join(sorted(p.name for p in EXERCISES.glob("*/"))) + ".",
        )
    copy = MY_WORK / slug / f"{slug}.ipynb"
    if copy.exists():
        return copy, False
    make(source, copy)
    return copy, True


@dataclass(frozen=True)
class TaskResult:
    """One test cell: its name, its points, whether it passed, and the message when it did not.

    ``title`` is the heading above the task; ``answered`` is False while nothing was written in place of the task's
    ``NotImplementedError``.
    """

    name: str
    points: float
    passed: bool
    message: str
    title: str = ""
    answered: bool = True


def locate(what: str) -> Path:
    """The exercise notebook that a learner means: by path, by folder, or by a lesson's number (the copy in ``my-work/``).

    Raises CourseError, with the command that helps, when no such notebook exists.
    """
    if re.fullmatch(r"\d{1,2}", what):
        slug = slug_of(what)
        path = MY_WORK / slug / f"{slug}.ipynb"
    else:
        path = Path(what).resolve()
        if not path.exists() and (ROOT / what).exists():
            path = ROOT / what
        if path.suffix != ".ipynb":
            path = path / f"{path.name}.ipynb"
    if not path.exists():
        number = path.stem[:2]
        known = sorted(p.name for p in EXERCISES.glob("*/") if p.name.startswith(f"{number}-"))
        if not known and not EXERCISES.is_dir():
            raise CourseError(
                f"Nothing to check: there is no file {what!r}, and no clone of the course.",
                "Name your file: ambitions check 06-chip-ban.ipynb",
            )
        raise CourseError(
            f"Nothing to check: {path.relative_to(ROOT) if path.is_relative_to(ROOT) else path} is missing.",
            f"Get your copy with: ambitions start {number}"
            if known
            else "Get an exercise with: ambitions start 00",
        )
    return path


def check(path: Path) -> list[TaskResult]:
    """Run an exercise notebook and report every visible test cell; nothing is written to the notebook.

    Raises CourseError when the notebook is missing, damaged, or its test cells were edited.
    """
    if path.is_dir():
        path = path / f"{path.name}.ipynb"
    nb = notebooks.read(path)
    original = _released(path.stem)
    _need_whole(nb, original, path)
    _run(nb, path)
    results: list[TaskResult] = []
    title, answers = "", {}
    for cell in nb.cells:
        grade = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "markdown":
            if heading := re.search(r"(?m)^## (.+)$", cell.source):
                title = heading[1].strip()
            continue
        error = next((o for o in cell.get("outputs", []) if o.output_type == "error"), None)
        if grade.get("solution"):
            answers[grade["grade_id"]] = error
        elif grade.get("grade") and _is_visible(cell.source):
            name = grade["grade_id"]
            # The answer's own error says more than the test's, which then only finds that something is not defined.
            own = next((answers[key] for key in answers if answers[key] and name.startswith(f"{key}-")), None)
            results.append(_result(name, float(grade["points"]), title, own, error, path.stem))
    if not results:
        raise CourseError(
            f"{path.name} holds no test cells.",
            "Is this an exercise? Copies are made with `ambitions start`.",
        )
    return results


def check_and_record(path: Path) -> list[TaskResult]:
    """Check an exercise and note the points in the learner's record."""
    results = check(path)
    got, whole = sum(r.points for r in results if r.passed), sum(r.points for r in results)
    record("exercises", belongs_to(path, results), {"points": got, "of": whole}, near=path)
    return results


def belongs_to(path: Path, results: Sequence[TaskResult]) -> str:
    """The slug of the exercise that a notebook is, whatever the file is called now: its test cells bear the lesson's number."""
    number = re.match(r"\d\d(?=-)", results[0].name) if results else None
    try:
        return slug_of(number[0]) if number else path.stem
    except CourseError:
        return path.stem


def _released(slug: str) -> dict[str, str]:
    source = EXERCISES / slug / f"{slug}.ipynb"
    return _tests(notebooks.read(source)) if source.exists() else {}


def _need_whole(nb: Any, original: Mapping[str, str], path: Path) -> None:
    """Raise CourseError where a cell stands twice, or test cells were edited or are missing.

    A test cell that differs from the one of today, and is as it was when the copy was made, is of an earlier edition: it
    counts as it is.
    """
    safe = f"Your answers are safe. Move them into a whole copy with: ambitions start {path.stem[:2]} --renew"
    twice = [name for name, number in Counter(_names(nb)).items() if number > 1]
    if twice:
        raise CourseError(
            f"{path.name}: this cell stands twice, as after copying it: {', '.join(twice)}.",
            "Keep the one with your answer, delete the other (press Esc, then d d), save, and check again.",
        )
    found = _tests(nb)
    other = [name for name, source in original.items() if found.get(name, source) != source]
    # Only asked where it matters: nbgrader's fingerprints take a second to import.
    untouched = {cell.metadata.nbgrader.grade_id for cell in nb.cells if other and _is_as_released(cell)}
    edited = [n for n in other if n not in untouched]
    if edited:
        raise CourseError(f"{path.name}: these test cells were edited: {', '.join(edited)}.", safe)
    missing = [name for name in original if name not in found]
    if missing:
        raise CourseError(
            f"{path.name}: test cells are missing (deleted here, or new in today's edition): {', '.join(missing)}.",
            safe,
        )


def _is_of_today(found: Mapping[str, str], original: Mapping[str, str]) -> bool:
    """Whether every test cell of a copy is one of today's edition."""
    return all(original.get(name) == source for name, source in found.items())


def is_outdated(path: Path) -> bool:
    """Whether a copy has test cells of an earlier edition of its exercise."""
    original = _released(path.stem)
    return bool(original) and not _is_of_today(_tests(notebooks.read(path)), original)


def _is_as_released(cell: Any) -> bool:
    """Whether a cell says what it said when the exercise was released: nbgrader keeps a fingerprint of it in the copy."""
    from nbgrader.utils import compute_checksum

    grade = cell.metadata.get("nbgrader", {})
    return bool(grade.get("checksum")) and compute_checksum(cell) == grade["checksum"]


def _names(nb: Any) -> list[str]:
    return [c.metadata.nbgrader.grade_id for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id")]


def renew(number: str, day: datetime.date) -> tuple[Path, Path, list[str]]:
    """Make a learner's copy anew from the exercise of today, and move the answers over.

    An answer goes to the cell of the same name, where it differs from what that cell held when it was released. The old file
    is kept, with the day in its name, and with it any cells that the learner added.

    Returns
    -------
    tuple
        The new copy, the old file, and the names of the answers that were moved.

    Raises
    ------
    CourseError
        No copy, or one that cannot be read.
    """
    slug = slug_of(number)
    copy = MY_WORK / slug / f"{slug}.ipynb"
    if not copy.exists():
        raise CourseError(
            f"You have no copy of exercise {slug} yet.", f"Get one with: ambitions start {slug[:2]}"
        )
    old = notebooks.read(copy)
    answers = {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in old.cells
        if cell.metadata.get("nbgrader", {}).get("solution") and not _is_as_released(cell)
    }
    new, moved = notebooks.read(EXERCISES / slug / f"{slug}.ipynb"), []
    for cell in new.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in answers and cell.metadata.nbgrader.solution:
            cell.source = answers[name]
            moved.append(name)
    kept = free(copy.with_name(f"{copy.stem}, before {day}.ipynb"))
    copy.rename(kept)
    notebooks.write(new, copy)
    return copy, kept, moved


def _tests(nb: Any) -> dict[str, str]:
    found = {}
    for cell in nb.cells:
        grade = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and grade.get("grade") and not grade.get("solution"):
            found[grade["grade_id"]] = cell.source
    return found


def _is_visible(source: str) -> bool:
    """Whether a test cell holds more than comments: a released hidden test is an empty shell."""
    return any(line.strip() and not line.strip().startswith("#") for line in source.splitlines())


def _run(nb: Any, path: Path) -> None:
    from nbclient import NotebookClient
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    client = NotebookClient(
        nb,
        timeout=60,
        kernel_name="python3",
        allow_errors=True,
        shutdown_kernel="immediate",  # nothing in it waits to be saved
        extra_arguments=["--IPKernelApp.log_level=ERROR"],  # its warnings would puzzle a learner
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute(env=os.environ | {"AI_AMBITIONS_MODE": "record"})
    except (CellTimeoutError, DeadKernelError) as error:
        if isinstance(error, CellTimeoutError):
            what, look = "took longer than a minute", "a loop that never ends"
        else:
            what, look = "ended Python itself", "exit, quit or os._exit, or for a list that grows without end"
        raise CourseError(f"{path.name}: a cell {what}.", f"Look for {look}, then check again.") from None


def _result(name: str, points: float, title: str, own: Any, error: Any, slug: str) -> TaskResult:
    """What a test cell says, given the error of the answer's cell and its own (either may be None)."""
    if error is None:
        return TaskResult(name, points, True, "", title)
    if own is not None and own.ename == "StdinNotImplementedError":
        words = "Your answer's cell asks for something with input(): nobody is there to type it when an exercise is checked or graded.\nWrite the value into the cell instead."
        return TaskResult(name, points, False, words, title)
    if own is not None and own.ename != "NotImplementedError":
        reason = re.sub(r" ?\([^()]*, line (\d+)\)$", r" (line \1 of the cell)", _plain(own))
        words = f"Your answer's cell stopped with {reason}\nRun that cell in JupyterLab: it marks the place."
        return TaskResult(name, points, False, words, title)
    found = of_error(error)
    if own is not None or not all(outcome.answered for outcome in found):
        words = "Replace the line that raises NotImplementedError with your code, then check again."
        return TaskResult(
            name, points, False, f"This task is not answered yet. {words}", title, answered=False
        )
    words = "\n".join(outcome.text().removeprefix("✗ ") for outcome in found)
    if error.ename == "NameError":
        words += "\n" + _lost(str(error.evalue), slug)
    return TaskResult(name, points, False, words, title)


def _lost(words: str, slug: str) -> str:
    """What to do about a name that is not there: an answer's own, one of a cell above, or one spelt otherwise."""
    name = (re.search(r"name '(\w+)'", words) or ["", ""])[1]
    source = EXERCISES / slug / f"{slug}.ipynb"
    for cell in notebooks.read(source).cells if source.exists() else ():
        if cell.cell_type == "code" and re.search(
            rf"(?m)\b(def|import) {name}\b|^{name}\b.*=|\b{name},|, {name}\b", cell.source
        ):
            if cell.metadata.get("nbgrader", {}).get("solution"):
                return (
                    "The task's own name for it has to stay: keep the line that begins with def as it stood."
                )
            return (
                f"It comes from a cell of the exercise that is not there any more, or was changed: the one with {name}. "
                f"Move the file aside, run `ambitions start {slug[:2]}`, and copy your answers into the new one."
            )
    return "No cell gives anything this name. Is it spelt as in the cells above?"


def _plain(error: Any) -> str:
    text = re.sub(r"\x1b\[[0-9;]*m", "", f"{error.ename}: {error.evalue}")
    return (text.splitlines() or [""])[0]
