"""Make ``exercises/`` from ``solutions/`` with nbgrader, byte for byte the same every time."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path

from ai_ambitions.core import notebooks
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import EXERCISES, ROOT, SOLUTIONS


def lessons_with_exercise() -> list[str]:
    """Slugs of all folders in ``solutions/`` that hold a notebook."""
    return sorted(
        folder.name for folder in SOLUTIONS.glob("*/") if (folder / f"{folder.name}.ipynb").exists()
    )


def generate(target: Path = EXERCISES) -> list[str]:
    """Write the learner's version of every exercise below ``target``; returns the slugs whose file changed.

    nbgrader itself strips answers, hidden tests and mark schemes. It works in a scratch folder with a scratch gradebook,
    and each finished notebook replaces the old one in a single step.
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
            notebooks.read(SOLUTIONS / slug / f"{slug}.ipynb")
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
            if notebooks.write(made, target / slug / f"{slug}.ipynb"):
                changed.append(slug)
    for folder in target.glob("*/"):
        if folder.name not in lessons_with_exercise():
            shutil.rmtree(folder)
            changed.append(folder.name)
    return changed
