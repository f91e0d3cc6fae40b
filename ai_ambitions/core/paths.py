"""Where things are: the one place that knows where we are."""

import os
from pathlib import Path

from ai_ambitions.core.errors import CourseError

PACKAGE = Path(__file__).resolve().parents[1]
ENGINE = (
    PACKAGE.parent
)  # where this package was installed from: the checkout of the course that it was written for
COURSE = (
    "AI_AMBITIONS_COURSE"  # the environment variable that names the folder of a course on another article
)


def _root() -> Path:
    """The course we work on: the one that the environment names, the one on another article that we stand in, or our own.

    A course on another article keeps its rooms in ``rooms/``, ours within the package: so one is told from the other.
    """
    if named := os.environ.get(COURSE):
        return Path(named).resolve()
    try:
        here = Path.cwd()
    except OSError:  # the folder that we stand in is gone
        return ENGINE
    around = (here, *here.parents)
    others = (one for one in around if (one / "course.yaml").is_file() and (one / "rooms").is_dir())
    return next(others, ENGINE)


ROOT = _root()
ROOMS = PACKAGE / "lessons" if ROOT == ENGINE else ROOT / "rooms"  # a room a lesson; read-only to us
LESSONS, SOLUTIONS, EXERCISES = ROOT / "lessons", ROOT / "solutions", ROOT / "exercises"
DATASETS, SITE = ROOT / "datasets", ROOT / "site"
FRAME = (
    ENGINE / "site"
)  # what the web edition of every course shares: templates, scripts, what comes from npm
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
    return carried("datasets", DATASETS)


def carried(name: str, beside: Path) -> Path:
    """What an installed wheel carries inside the package, and a checkout elsewhere."""
    inside = PACKAGE / name
    return inside if ROOT == ENGINE and inside.exists() else beside
