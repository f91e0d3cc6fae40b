"""Make ``exercises/`` from ``solutions/`` with nbgrader, byte for byte the same every time."""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ai_ambitions.core import notebooks
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import EXERCISES, ROOT, SOLUTIONS


def lessons_with_exercise() -> list[str]:
    """Slugs of all folders in ``solutions/`` that hold a notebook."""
    return sorted(
        folder.name for folder in SOLUTIONS.glob("*/") if (folder / f"{folder.name}.ipynb").exists()
    )


def look_over(nb: Any, name: str) -> None:
    """What nbgrader would stumble over without naming the cell. Raises CourseError with notebook, cell and next step."""
    seen: dict[str, str] = {}
    for cell in nb.cells:
        for mark in ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME"):
            begun, ended = (
                len(re.findall(rf"(?m)^.*### {verb} {mark}", cell.source)) for verb in ("BEGIN", "END")
            )
            if begun != ended:
                missing = "END" if begun > ended else "BEGIN"
                raise CourseError(
                    f"{name}, cell {cell.id}: ### {missing} {mark} is missing.", "Put the line back."
                )
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in seen:
            raise CourseError(
                f"{name}, cells {seen[grade_id]} and {cell.id}: both are called {grade_id!r} for nbgrader.",
                "Give one of them a grade_id of its own.",
            )
        if grade_id:
            seen[grade_id] = cell.id


def edited(target: Path = EXERCISES) -> list[str]:
    """Exercises that somebody edited by hand: they differ from what git has, and their solutions do not.

    They are generated, so the next ``release`` would wipe the change without a word. Empty where git cannot be asked.
    """
    try:
        done = subprocess.run(
            ["git", "status", "--porcelain", "--", str(target), str(SOLUTIONS)],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return []
    changed = {line[3:].strip('"') for line in done.stdout.splitlines()}
    slugs = [slug for slug in lessons_with_exercise() if f"exercises/{slug}/{slug}.ipynb" in changed]
    return [slug for slug in slugs if f"solutions/{slug}/{slug}.ipynb" not in changed]


def generate(target: Path = EXERCISES, keep: Sequence[str] = ()) -> list[str]:
    """Write the learner's version of every exercise below ``target``; returns the slugs whose file changed.

    nbgrader itself strips answers, hidden tests and mark schemes. It works in a scratch folder with a scratch gradebook,
    and each finished notebook replaces the old one in a single step.

    Raises CourseError for a solution that nbgrader cannot take, with its cell, and for an exercise among ``keep`` that
    would lose what somebody wrote into it.
    """
    os.environ["PATH"] = (
        os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]
    )  # nbgrader calls alembic
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config.loader import PyFileConfigLoader

    changed = []
    with tempfile.TemporaryDirectory(prefix="release-") as scratch:
        config = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
        config.CourseDirectory.release_directory = scratch
        config.CourseDirectory.db_url = f"sqlite:///{scratch}/gradebook.db"
        config.NbGrader.logfile = ""
        logging.getLogger("nbgrader").setLevel(logging.ERROR)
        config.Application.log_level = logging.ERROR
        api = NbGraderAPI(config=config, coursedir=CourseDirectory(config=config, root=str(ROOT)))
        api.log_level = logging.ERROR
        for slug in lessons_with_exercise():
            look_over(notebooks.read(SOLUTIONS / slug / f"{slug}.ipynb"), f"solutions/{slug}/{slug}.ipynb")
            result = api.generate_assignment(slug, force=True)
            if not result["success"]:
                lines = [
                    line
                    for line in (result.get("error") or result.get("log") or "").splitlines()
                    if line.strip()
                ]
                raise CourseError(
                    f"The exercise of {slug} could not be made: {lines[-1] if lines else 'no reason given'}",
                    "Open the solution in JupyterLab and look at its Create Assignment panel.",
                )
            made = notebooks.read(Path(scratch) / slug / f"{slug}.ipynb")
            path = target / slug / f"{slug}.ipynb"
            if (
                slug in keep
                and path.exists()
                and path.read_text(encoding="utf-8") != notebooks.canonical(made)
            ):
                raise CourseError(
                    f"exercises/{slug}/{slug}.ipynb was edited by hand, and it is made from solutions/.",
                    f"Make the change in solutions/{slug}/, then run: ambitions release --discard",
                )
            if notebooks.write(made, path):
                changed.append(slug)
    for folder in target.glob("*/"):
        if folder.name not in lessons_with_exercise():
            shutil.rmtree(folder)
            changed.append(folder.name)
    return changed
