"""Run lessons and solutions from top to bottom and store their outputs."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ai_ambitions.core import notebooks
from ai_ambitions.core.course import slug_of
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import LESSONS, ROOT, SOLUTIONS, need_checkout


def refresh(lessons: Sequence[str] = (), *, check: bool = False) -> int:
    """Run the named lessons and their solutions, or all; write each canonically. Returns the exit code.

    With ``check`` nothing is written: what a run would change is named, notebook and cell, and the exit code is 1.
    """
    need_checkout()
    wanted = {slug_of(number) for number in lessons}
    paths = sorted(LESSONS.glob("*.ipynb")) + sorted(SOLUTIONS.glob("*/*.ipynb"))
    stale = False
    for path in paths:
        if wanted and path.stem not in wanted:
            continue
        begun = time.perf_counter()
        found = _would_change(path) if check else _rewritten(path)
        stale = stale or (check and found != "unchanged")
        print(f"{path.relative_to(ROOT)}: {found} ({time.perf_counter() - begun:.1f} s)", flush=True)
    return int(stale)


def _rewritten(path: Path) -> str:
    """Run a notebook and store it; whether that changed the file."""
    nb = notebooks.execute(notebooks.read(path), path)
    return "changed" if notebooks.write(nb, path) else "unchanged"


def _would_change(path: Path) -> str:
    """What a run would change in a notebook, in words; nothing is written."""
    try:
        new = notebooks.canonical(notebooks.execute(notebooks.read(path), path))
    except CourseError as error:
        return f"does not run: {error.reason}"
    old = path.read_text(encoding="utf-8")
    if new == old:
        return "unchanged"
    cells = stale_cells(json.loads(old), json.loads(new))
    return f"stale: {', '.join(cells) or 'how it is written'}. Next: ambitions refresh {path.stem[:2]}"


def stale_cells(old: Any, new: Any) -> list[str]:
    """Ids of the cells of a notebook that a run changed."""
    before = {cell["id"]: cell for cell in old["cells"]}
    return [cell["id"] for cell in new["cells"] if before.get(cell["id"]) != cell]
