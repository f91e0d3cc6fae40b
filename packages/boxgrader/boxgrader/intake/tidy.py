"""A learner's file as a notebook of the right kinds: every field that grading looks at is there and is what it should be.

Files come from a dozen tools, from editors and from people who want to see what happens. So the notebook is built anew
from what is usable: names, texts, nbgrader's marks. Stored outputs, widget states and foreign metadata are left behind;
grading makes its own.
"""

from __future__ import annotations

import json
import re
from typing import Any

from boxgrader.text import whole

CELL_ID = re.compile(r"^[a-zA-Z0-9-_]{1,64}$")
BASE64 = re.compile(r"^[A-Za-z0-9+/=\s]*$")
PICTURES = ("image/png", "image/jpeg", "image/gif")
LONGEST_NUMBER = 300  # digits; longer ones are nobody's, and Python refuses to read very long ones


def loads(text: str) -> Any:
    """JSON as Python has it, also with absurdly long numbers. Raises ValueError or RecursionError."""
    return json.loads(text, parse_int=lambda digits: int(digits) if len(digits) < LONGEST_NUMBER else 0)


def cell_list(nb: Any) -> list[Any] | None:
    """The cells of a notebook's JSON, of any version; None where it is no notebook."""
    if not isinstance(nb, dict):
        return None
    if isinstance(nb.get("cells"), list):
        return list(nb["cells"])
    if not isinstance(nb.get("worksheets"), list):
        return None
    sheets = [sheet["cells"] for sheet in nb["worksheets"] if isinstance(sheet, dict) and "cells" in sheet]
    return [cell for cells in sheets if isinstance(cells, list) for cell in cells]


def tidy(nb: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """A notebook of nbformat 4 with what is usable of another one, and notes on what was put right."""
    odd: list[str] = []
    version = nb.get("nbformat")
    if not (type(version) is int and 0 < version < 100):
        odd.append("its version")
    taken: set[str] = set()
    cells, halves = [], False
    for number, given in enumerate(cell_list(nb) or [], 1):
        cell, wrong = _cell(given)
        odd += [f"cell {number}: {word}" for word in wrong]
        if cell is None:
            continue
        text = whole(cell["source"])
        halves |= text != cell["source"]
        cell["source"] = text
        if cell.get("id") in taken:
            del cell["id"]
        taken.add(cell.get("id", ""))
        cells.append(cell)
    with_ids = any("id" in cell for cell in cells)
    for number, cell in enumerate(cells if with_ids else [], 1):
        if "id" not in cell:
            cell["id"] = next(name for name in _names(number) if name not in taken)
            taken.add(cell["id"])
    notes = []
    if odd:
        more = f" and {len(odd) - 3} more places" if len(odd) > 3 else ""
        notes.append(
            f"The file broke the rules of its format and was put right ({', '.join(odd[:3])}{more})."
        )
    if halves:
        notes.append("A character was only half there, such as half an emoji; a � stands in its place.")
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5 if with_ids else 4}, notes


def _names(number: int) -> Any:
    yield f"cell-{number}"
    for again in range(1_000_000):
        yield f"cell-{number}-{again}"


def _cell(given: Any) -> tuple[dict[str, Any] | None, list[str]]:
    """One cell, and the words for what was of the wrong kind."""
    if not isinstance(given, dict):
        return None, ["no cell"]
    wrong: list[str] = []
    kind = given.get("cell_type")
    if kind not in ("code", "markdown", "raw", "heading", "html"):
        wrong.append("its type")
        kind = "code" if "outputs" in given else "markdown"
    source, fine = _source(given.get("source", given.get("input", "")))
    if not fine:
        wrong.append("its text")
    if kind == "heading":  # of notebooks before nbformat 4
        level = given.get("level")
        source = "#" * (level if level in (1, 2, 3, 4, 5, 6) else 1) + " " + " ".join(source.splitlines())
    cell: dict[str, Any] = {
        "cell_type": kind if kind in ("code", "raw") else "markdown",
        "metadata": {},
        "source": source,
    }
    meta = given.get("metadata", {})
    if not isinstance(meta, dict):
        wrong.append("its metadata")
    elif isinstance(mark := meta.get("nbgrader"), dict):
        if isinstance(mark.get("grade_id"), str):
            plain = {k: v for k, v in mark.items() if isinstance(v, str | int | float | None)}
            cell["metadata"]["nbgrader"] = {
                k: whole(v) if isinstance(v, str) else v for k, v in plain.items()
            }
        elif "grade_id" in mark:
            wrong.append("nbgrader's name for it")
    name = given.get("id")
    if isinstance(name, str) and CELL_ID.match(name):
        cell["id"] = name
    elif name is not None and not isinstance(name, str):
        wrong.append("its id")
    if kind == "code":
        cell |= {"outputs": [], "execution_count": None}
    elif isinstance(given.get("attachments"), dict):
        cell |= {"attachments": _pictures(given["attachments"])}
    return cell, wrong


def _source(given: Any) -> tuple[str, bool]:
    """A cell's text, which may be a list of lines, and whether it was one."""
    if isinstance(given, str):
        return given, True
    if isinstance(given, list):
        lines = [line for line in given if isinstance(line, str)]
        return "".join(lines), len(lines) == len(given)
    return "", False


def _pictures(attachments: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Pictures that were pasted into a text."""
    found: dict[str, dict[str, str]] = {}
    for name, kinds in attachments.items():
        if isinstance(kinds, dict):
            kept = {
                k: v for k, v in kinds.items() if k in PICTURES and isinstance(v, str) and BASE64.match(v)
            }
            if kept and whole(name) == name:
                found[name] = kept
    return found
