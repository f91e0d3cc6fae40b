"""A second pair of eyes: the tables as frictionless, the standard's own library, sees them.

Our checks name the row and what to do; frictionless knows nothing of our promises and everything of the standard. What only
one of the two finds is a fault in the other. References to ``sources``, which every table has, are ours alone: for each of
them frictionless would read that register anew, which took two thirds of its time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ai_ambitions.data.contract import contract, tables

SOURCES = "sources"


def second_look(folder: Path) -> Iterator[str]:
    """What frictionless finds in the tables of a folder, one line each; nothing where it is not installed."""
    if find_spec("frictionless") is None:
        return
    rows = {name: (folder / entry["path"]).stat().st_size for name, entry in tables(folder).items()}
    halves: tuple[list[str], list[str]] = ([], [])
    for name in sorted(rows, key=lambda n: -rows[n]):
        min(halves, key=lambda half: sum(rows[n] for n in half)).append(name)
    with ProcessPoolExecutor(2) as pool:
        for found in pool.map(_validate, [folder, folder], halves):
            yield from found


def _validate(folder: Path, names: Sequence[str]) -> list[str]:
    from frictionless import Checklist, Package, system

    package: dict[str, Any] = contract(folder)
    entries = {entry["name"]: entry for entry in package["resources"]}
    keys = {
        n: [key for key in entry["schema"]["foreignKeys"] if key["reference"]["resource"] != SOURCES]
        for n, entry in entries.items()
    }
    wanted = {*names, *(key["reference"]["resource"] for n in names for key in keys[n])} - {""}
    plain = {key: value for key, value in package.items() if key in ("name", "title", "licenses")}
    resources = [
        {"name": n, "path": entries[n]["path"], "schema": entries[n]["schema"] | {"foreignKeys": keys[n]}}
        for n in sorted(wanted)
    ]
    with system.use_context(trusted=True, standards="v1"):
        described = Package.from_descriptor({**plain, "resources": resources}, basepath=str(folder))
        report = described.validate(checklist=Checklist(), limit_errors=20)
    return [
        f"{task.name}, row {error.row_number if hasattr(error, 'row_number') else '?'}: frictionless says: {error.message}".replace(
            "\n", " "
        )
        for task in report.tasks
        if task.name in names
        for error in task.errors
    ]
