"""A learner's own copies of the lessons, in ``my-lessons/``: to run, save and edit, without standing in an update's way.

JupyterLab saves by itself, so a lesson opened in ``lessons/`` is changed for git by merely being run, and ``git pull`` refuses.
A copy is made anew from the edition that came, unless its text was edited: then it is kept under another name.
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
from ai_ambitions.core.paths import LESSONS, MY_LESSONS

KEY = "ai_ambitions"  # in a copy's metadata: the edition it was made from
WIDGET = "application/vnd.jupyter.widget-view+json"
FIGURE = "[Figure with controls"  # how the still picture of ``explore`` begins, in plain text
ASLEEP = "<p>Run this cell to have its controls back: they live as long as the kernel that made them.</p>"


def renew(day: datetime.date) -> list[str]:
    """Make the copies that are missing, and make anew those whose lesson has changed.

    Parameters
    ----------
    day
        Today: the name under which an edited copy is kept bears it.

    Returns
    -------
    list of str
        A sentence for each copy that was kept under another name, since it was edited or could not be read.
    """
    MY_LESSONS.mkdir(exist_ok=True)
    said = []
    for lesson in sorted(LESSONS.glob("*.ipynb")):
        copy, edition = MY_LESSONS / lesson.name, _digest(lesson.read_bytes())
        if copy.exists():
            made_from = _made_from(copy)
            if made_from.get("edition") == edition:
                continue
            if made_from.get("text") != _text(copy):
                kept = free(copy.with_name(f"{copy.stem}, mine of {day}.ipynb"))
                copy.rename(kept)
                said.append(
                    f"{lesson.name} has a new edition. You had edited yours: it is kept as {kept.name}."
                )
        _make(lesson, copy, edition)
    return said


def own(lesson: Path) -> Path:
    """The learner's copy of a lesson where there is one, else the lesson itself."""
    copy = MY_LESSONS / lesson.name
    return copy if mode() == "live" and copy.exists() else lesson


def _make(lesson: Path, copy: Path, edition: str) -> None:
    nb = json.loads(lesson.read_text(encoding="utf-8"))
    nb["metadata"][KEY] = {"edition": edition, "text": _text(lesson)}
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
