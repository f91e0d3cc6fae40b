"""A learner's own copy of an exercise, and the visible tests run on it."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ai_ambitions import notebooks
from ai_ambitions.errors import CourseError
from ai_ambitions.paths import EXERCISES, MY_WORK, lesson_name, need_checkout


def start(number: str) -> tuple[Path, bool]:
    """Copy an exercise to ``my-work/``, which git ignores, so that an update never touches a learner's answers.

    Returns the copy's path and whether it is new; an existing copy is left as it is.
    """
    need_checkout()
    slug = lesson_name(number)
    source = EXERCISES / slug / f"{slug}.ipynb"
    if not source.exists():
        raise CourseError(
            f"Lesson {slug} has no exercise yet.",
            "Exercises: " + ", ".join(sorted(p.name for p in EXERCISES.glob("*/"))),
        )
    copy = MY_WORK / slug / f"{slug}.ipynb"
    if copy.exists():
        return copy, False
    copy.parent.mkdir(parents=True, exist_ok=True)
    scratch = copy.with_suffix(".tmp")
    shutil.copyfile(source, scratch)
    scratch.replace(copy)
    return copy, True


@dataclass(frozen=True)
class TaskResult:
    """One test cell: its name, its points, whether it passed, and the message when it did not."""

    name: str
    points: float
    passed: bool
    message: str


def check(path: Path) -> list[TaskResult]:
    """Run an exercise notebook and report every visible test cell; nothing is written to the notebook.

    Raises CourseError when the notebook is missing, damaged, or its test cells were edited.
    """
    if path.is_dir():
        path = path / f"{path.name}.ipynb"
    nb = notebooks.read(path)
    original = _released(path.stem)
    changed = [name for name, source in original.items() if source != _tests(nb).get(name)]
    if changed:
        raise CourseError(
            f"{path.name}: these test cells were edited or deleted: {', '.join(changed)}.",
            f"Your answers are safe. Move the file aside, run `ambitions start {path.stem[:2]}`, and copy your answers into the new one.",
        )
    _run(nb, path)
    results = []
    for cell in nb.cells:
        grade = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and grade.get("grade") and _is_visible(cell.source):
            error = next((o for o in cell.outputs if o.output_type == "error"), None)
            results.append(
                TaskResult(
                    grade["grade_id"], float(grade["points"]), error is None, _message(error) if error else ""
                )
            )
    if not results:
        raise CourseError(
            f"{path.name} holds no test cells.",
            "Is this an exercise? Copies are made with `ambitions start`.",
        )
    return results


def _released(slug: str) -> dict[str, str]:
    source = EXERCISES / slug / f"{slug}.ipynb"
    return _tests(notebooks.read(source)) if source.exists() else {}


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
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute(env=os.environ | {"AI_AMBITIONS_MODE": "record"})
    except (CellTimeoutError, DeadKernelError) as error:
        what = "took longer than a minute" if isinstance(error, CellTimeoutError) else "ended the kernel"
        raise CourseError(
            f"{path.name}: a cell {what}.", "Look for a loop that never ends, then check again."
        ) from None


def _message(error: Any) -> str:
    if error.ename == "NotYet":
        return str(error.evalue)
    text = re.sub(r"\x1b\[[0-9;]*m", "", f"{error.ename}: {error.evalue}")
    return f"✗ {text.splitlines()[0]}"
