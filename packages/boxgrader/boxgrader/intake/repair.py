"""Put a submission's cells in order before it runs, so that a copied, deleted or renamed cell costs nobody their work.

A well-formed submission leaves here as it came. Whatever is put right is noted in words, for the teacher and the learner.
"""

from __future__ import annotations

import copy
import re
from typing import Any

from boxgrader.marks.key import Key, KeyCell

ABSENT = "*This answer was not found in the file that was handed in (cell {name}).*\n\n"


def mend(nb: Any, key: Key) -> list[str]:
    """Restore names, settings and missing test cells of a notebook in place; returns what was done.

    Parameters
    ----------
    nb
        A notebook of nbformat 4, as handed in.
    key
        The lesson's key.
    """
    notes: list[str] = []
    marked = _drop_unknown(nb, key)
    _recognise(nb, key, notes, marked)
    _drop_copies(nb, key, notes)
    _settings(nb, key, notes)
    _insert_missing(nb, key, notes)
    return notes


def name_of(cell: Any) -> str:
    """The name that nbgrader knows a cell by, or nothing."""
    meta = cell.metadata.get("nbgrader")
    return str(meta.get("grade_id", "")) if isinstance(meta, dict) else ""


def _drop_unknown(nb: Any, key: Key) -> set[str]:
    """Cells that claim to be nbgrader's and are not become ordinary ones; returns the names that are there."""
    for cell in nb.cells:
        if "nbgrader" in cell.metadata and name_of(cell) not in key.by_name:
            del cell.metadata["nbgrader"]
    return {name_of(cell) for cell in nb.cells} - {""}


def _recognise(nb: Any, key: Key, notes: list[str], marked: set[str]) -> None:
    """Give back their names to cells that have lost nbgrader's metadata: by id, by text, by what they define, by place."""
    missing = [cell for cell in key.cells if cell.name not in marked]
    if not missing:
        return
    released = {c.name: c for c in key.released if c.name}
    found = []
    for wanted in missing:
        origin = released[wanted.name]
        plain = [c for c in nb.cells if not name_of(c)]
        cell = (
            next((c for c in plain if origin.cell_id and c.get("id") == origin.cell_id), None)
            or next((c for c in plain if c.source.strip() == origin.source.strip()), None)
            or _same_definition(plain, origin.source, wanted)
            or _same_place(nb, key, wanted)
        )
        if cell is not None:
            cell.metadata["nbgrader"] = _meta(wanted)
            found.append(wanted.name)
    if found:
        notes.append(f"Cells without nbgrader's marks were recognised: {_some(found)}.")


def _same_definition(plain: list[Any], source: str, wanted: KeyCell) -> Any:
    """For an answer cell: the cell that defines the same function or class."""
    defined = re.search(r"^(?:def|class) +(\w+)", source, re.MULTILINE)
    if wanted.kind != "answer" or wanted.cell_type != "code" or not defined:
        return None
    pattern = re.compile(rf"^(?:def|class) +{defined[1]}\b", re.MULTILINE)
    return next((c for c in plain if c.cell_type == "code" and pattern.search(c.source)), None)


def _same_place(nb: Any, key: Key, wanted: KeyCell) -> Any:
    """For an essay: the unnamed cell that follows the text that asks for it."""
    if wanted.kind != "essay":
        return None
    order = list(key.released)
    at = next(i for i, c in enumerate(order) if c.name == wanted.name)
    if at == 0:
        return None
    before = order[at - 1].source.strip()
    texts = {c.source.strip() for c in order}
    for i, cell in enumerate(nb.cells[:-1]):
        following = nb.cells[i + 1]
        if cell.source.strip() == before and not name_of(following) and following.source.strip() not in texts:
            return following
    return None


def _drop_copies(nb: Any, key: Key, notes: list[str]) -> None:
    """Of a copied cell one keeps the name: the last, as in nbgrader, but an essay that was written before a blank one."""
    released = {c.name: c.source.strip() for c in key.released if c.name}
    by_name: dict[str, list[Any]] = {}
    for cell in nb.cells:
        if name_of(cell):
            by_name.setdefault(name_of(cell), []).append(cell)
    copied = []
    for name, cells in by_name.items():
        if len(cells) < 2:
            continue
        written = [c for c in cells if c.source.strip() and c.source.strip() != released[name]]
        keep = written[-1] if written and key.by_name[name].kind in ("essay", "answer") else cells[-1]
        for cell in cells:
            if cell is not keep:
                del cell.metadata["nbgrader"]
        copied.append(name)
    if copied:
        notes.append(
            f"Copied cells: {_some(copied)}. The last written copy counts, the others ran as ordinary cells."
        )


def _settings(nb: Any, key: Key, notes: list[str]) -> None:
    """Points, locks and kinds of the cells are the teacher's."""
    changed = []
    for cell in nb.cells:
        name = name_of(cell)
        if not name:
            continue
        meta = cell.metadata["nbgrader"]
        right = _meta(key.by_name[name])
        known = (right.get("points"), *key.earlier.get(name, ()))
        kinds = ("grade", "solution", "task", "locked")
        if meta.get("points") not in known or any(meta.get(k) != right.get(k) for k in kinds):
            changed.append(name)
        cell.metadata["nbgrader"] = right
    if changed:
        notes.append(f"Settings of cells were changed and were put back: {_some(changed)}.")


def _insert_missing(nb: Any, key: Key, notes: list[str]) -> None:
    """Deleted test cells come back just before the next cell of the exercise, after all that was written for the task."""
    from nbformat.v4 import new_code_cell, new_markdown_cell

    place = {name_of(cell): i for i, cell in enumerate(nb.cells) if name_of(cell)}
    tests: list[str] = []
    essays: list[str] = []
    answers: list[str] = []
    at = len(nb.cells)
    inserts: list[tuple[int, Any]] = []
    for wanted in reversed(key.cells):
        if wanted.name in place:
            at = place[wanted.name]
            continue
        if wanted.kind in ("answer", "text"):
            # A blank answer cell put back could hide an answer that was written elsewhere.
            answers.append(wanted.name)
            continue
        source = wanted.source if wanted.kind == "test" else ABSENT.format(name=wanted.name)
        make = new_code_cell if wanted.cell_type == "code" else new_markdown_cell
        cell = make(source, metadata={"nbgrader": _meta(wanted)})
        if (nb.nbformat, nb.nbformat_minor) < (4, 5):
            cell.pop("id", None)
        inserts.append((at, cell))
        (tests if wanted.kind == "test" else essays).append(wanted.name)
    for index, cell in inserts:  # from the end to the start, so that places stay right
        nb.cells.insert(index, cell)
    if tests:
        notes.append(f"Deleted test cells were put back: {_some(tests[::-1])}.")
    if essays:
        notes.append(f"Not found, look at the whole notebook: {_some(essays[::-1])}.")
    if answers:
        notes.append(f"Deleted or replaced answer cells: {_some(answers[::-1])}.")


def _meta(cell: KeyCell) -> Any:
    from nbformat import from_dict

    return from_dict(copy.deepcopy(dict(cell.meta)))


def _some(names: list[str]) -> str:
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
