"""Run lessons and solutions from top to bottom and store their outputs."""

from __future__ import annotations

import time
from collections.abc import Sequence

from ai_ambitions.core import notebooks
from ai_ambitions.core.course import slug_of
from ai_ambitions.core.paths import LESSONS, ROOT, SOLUTIONS, need_checkout


def refresh(lessons: Sequence[str] = ()) -> int:
    """Run the named lessons and their solutions, or all; write each canonically. Returns the exit code."""
    need_checkout()
    wanted = {slug_of(number) for number in lessons}
    paths = sorted(LESSONS.glob("*.ipynb")) + sorted(SOLUTIONS.glob("*/*.ipynb"))
    for path in paths:
        if wanted and path.stem not in wanted:
            continue
        begun = time.perf_counter()
        nb = notebooks.execute(notebooks.read(path), path)
        changed = notebooks.write(nb, path)
        print(
            f"{path.relative_to(ROOT)}: {'changed' if changed else 'unchanged'} ({time.perf_counter() - begun:.1f} s)",
            flush=True,
        )
    return 0
