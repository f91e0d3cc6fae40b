"""Where things are: the one place that knows where we are."""

import os
from pathlib import Path

from ai_ambitions.core.errors import CourseError

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parent
LESSONS, SOLUTIONS, EXERCISES = ROOT / "lessons", ROOT / "solutions", ROOT / "exercises"
DATASETS, SITE = ROOT / "datasets", ROOT / "site"
MY_WORK, MY_LESSONS = ROOT / "my-work", ROOT / "my-lessons"  # the learner's own: git ignores them
SERVER = PACKAGE / "practice" / "server"  # what JupyterLab's server is told


def need_checkout() -> Path:
    """The checkout, or an error: some commands make no sense in an installed wheel."""
    if not LESSONS.is_dir():
        raise CourseError(
            "This command works on a checkout of the course, and none is here.",
            "Clone the repository and run it there.",
        )
    return ROOT


def course_root(near: Path | None = None) -> Path | None:
    """The checkout that a file or folder lies in; else the one we stand in; else the one we were installed from.

    A checkout is the nearest folder upwards that holds lessons/ and datasets/. None where there is none at all, as when a
    notebook travels alone with an installed wheel.
    """
    for place in (near.resolve() if near else None, Path.cwd()):
        for folder in (place, *place.parents) if place else ():
            if _is_course(folder):
                return folder
    return ROOT if _is_course(ROOT) else None


def _is_course(folder: Path) -> bool:
    return (folder / "lessons").is_dir() and (folder / "datasets").is_dir()


def data_dir() -> Path:
    """The folder of the tables: inside an installed wheel, or ``datasets/`` of a checkout."""
    if override := os.environ.get("AI_AMBITIONS_DATA"):
        return Path(override)
    inside = PACKAGE / "datasets"
    return inside if inside.is_dir() else DATASETS
