"""A learner's own copies: lessons in ``my-lessons/``, exercises in ``my-work/``, to run, save and edit, out of an update's way.

JupyterLab saves by itself, so a lesson opened in ``lessons/`` is changed for git by merely being run, and ``git pull`` refuses.
A copy is made anew from the edition that came, unless its text was edited: a lesson is then kept under another name, and an
exercise stays as it is, since ``ambitions check`` knows earlier editions and says how answers move over.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ai_ambitions.core import notebooks
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.mode import mode
from ai_ambitions.core.paths import EXERCISES, LESSONS, MY_LESSONS, MY_WORK

KEY = "ai_ambitions"  # in a copy's metadata: the edition it was made from
WIDGET = "application/vnd.jupyter.widget-view+json"
FIGURE = "[Figure with controls"  # how the still picture of ``explore`` begins, in plain text
ASLEEP = "<p>Run this cell to have its controls back: they live as long as the kernel that made them.</p>"


def renew(day: datetime.date) -> list[str]:
    """Make the copies that are missing, and make anew those whose lesson or exercise has changed.

    Parameters
    ----------
    day
        Today: the name under which an edited copy is kept bears it.

    Returns
    -------
    list of str
        A sentence for each lesson's copy that was kept under another name, since it was edited or could not be read.
    """
    MY_LESSONS.mkdir(exist_ok=True)
    said = []
    for exercise in sorted(EXERCISES.glob("*/*.ipynb")):
        copy, edition = MY_WORK / exercise.parent.name / exercise.name, _digest(exercise.read_bytes())
        if not copy.exists() or (_made_from(copy).get("edition") != edition and not is_edited(copy)):
            make(exercise, copy)
    for lesson in sorted(LESSONS.glob("*.ipynb")):
        copy, edition = MY_LESSONS / lesson.name, _digest(lesson.read_bytes())
        if copy.exists():
            if _made_from(copy).get("edition") == edition:
                continue
            if is_edited(copy):
                kept = free(copy.with_name(f"{copy.stem}, mine of {day}.ipynb"))
                copy.rename(kept)
                said.append(
                    f"{lesson.name} has a new edition. You had edited yours: it is kept as {kept.name}."
                )
        make(lesson, copy)
    return said


def is_edited(copy: Path) -> bool:
    """Whether a copy says other than it did when it was made; also of one that cannot be read, or was made otherwise."""
    return _made_from(copy).get("text") != _text(copy)


def own(lesson: Path) -> Path:
    """The learner's copy of a lesson where there is one, else the lesson itself."""
    copy = MY_LESSONS / lesson.name
    return copy if mode() == "live" and copy.exists() else lesson


def make(source: Path, copy: Path) -> None:
    """Copy a lesson or an exercise, whole or not at all, with a note of the edition that it was made from."""
    nb = json.loads(source.read_text(encoding="utf-8"))
    nb["metadata"][KEY] = {"edition": _digest(source.read_bytes()), "text": _text(source)}
    copy.parent.mkdir(parents=True, exist_ok=True)
    scratch = copy.with_suffix(".tmp")
    scratch.write_text(json.dumps(nb, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    scratch.replace(copy)


def _made_from(copy: Path) -> dict[str, str]:
    try:
        return dict(notebooks.read(copy).metadata.get(KEY, {}))
    except CourseError:
        return {}


def _text(path: Path) -> str:
    """Fingerprint of what a notebook says, outputs left aside; "" if it cannot be read."""
    try:
        nb = notebooks.read(path)
    except CourseError:
        return ""
    return _digest(json.dumps([(cell.cell_type, cell.source) for cell in nb.cells]).encode())


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def free(path: Path) -> Path:
    """The path itself, or with a number where that is taken."""
    number, free = 2, path
    while free.exists():
        number, free = number + 1, path.with_name(f"{path.stem} ({number}){path.suffix}")
    return free


def keep_stills(model: dict[str, Any], path: str = "", **_: Any) -> None:
    """Before JupyterLab saves a notebook, put what lasts in the place of live controls.

    A widget is gone with its kernel: opened the next day, the notebook would show an error in its place. A figure with
    controls becomes the lesson's own still picture, where its cell was not edited, or a line that says what to do. Only the
    file is changed, not what is on the screen.

    Parameters
    ----------
    model
        What the server is about to write; its outputs are changed in place.
    path
        Where, for the server: the last part names the lesson.
    """
    content = model.get("content")
    if model.get("type") != "notebook" or not isinstance(content, dict):
        return
    cells = [cell for cell in content.get("cells", []) if any(map(_is_live, cell.get("outputs", [])))]
    if not cells:
        return
    stills = _stills(LESSONS / Path(path).name)
    for cell in cells:
        source = "".join(cell.get("source", ""))
        still = iter(stills.get((cell.get("id", ""), source), []))
        cell["outputs"] = [
            lasting for output in cell["outputs"] for lasting in _lasting(output, source, still)
        ]
    # Their state would be kept for widgets that the file does not show any more.
    content.get("metadata", {}).pop("widgets", None)


def _is_live(output: dict[str, Any]) -> bool:
    return WIDGET in output.get("data", {})


def _stills(lesson: Path) -> dict[tuple[str, str], list[Any]]:
    """The still pictures of a lesson's figures with controls, by the cell's id and source."""
    try:
        cells = notebooks.read(lesson).cells
    except CourseError:
        return {}
    return {
        (cell.id, cell.source): [o for o in cell.outputs if FIGURE in o.get("data", {}).get("text/plain", "")]
        for cell in cells
        if cell.cell_type == "code"
    }


def _lasting(output: dict[str, Any], source: str, stills: Iterator[Any]) -> list[Any]:
    """What to save of an output: itself, a still picture, a line, or nothing (controls below a form's own text)."""
    if not _is_live(output):
        return [output]
    if "explore(" not in source:
        return []
    words = {"text/html": ASLEEP, "text/plain": "[Figure with controls: run this cell]"}
    return [next(stills, {"output_type": "display_data", "metadata": {}, "data": words})]
