"""``ready``: whether this computer has what the lessons need, one line an item, with the next step where it has not."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import LESSONS, data_dir
from ai_ambitions.data.contract import tables
from ai_ambitions.data.load import load
from ai_ambitions.practice.record import progress_file

OLDEST_PYTHON = (3, 11)
PACKAGES = {"pandas": 3, "matplotlib": 3, "ipywidgets": 8}  # oldest major version that the lessons run with
_AGAIN = (
    "Close JupyterLab, delete the folder .venv, and start again with: make lab (Windows: py bootstrap.py lab)"
)


def _python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        raise CourseError(
            f"version {sys.version_info[0]}.{sys.version_info[1]} is too old, the course needs 3.11 or newer.",
            "Install it from python.org. " + _AGAIN,
        )


def _packages() -> None:
    wrong = []
    for name, major in PACKAGES.items():
        try:
            if int(version(name).split(".")[0]) < major:
                wrong.append(f"{name} {version(name)} (needed: {major} or newer)")
        except PackageNotFoundError:
            wrong.append(f"{name} (not there)")
    if wrong:
        names = " ".join(words.split()[0] for words in wrong)
        alone = f"Run in a cell: %pip install --upgrade {names}, restart the kernel, and reload the page"
        again = _AGAIN if LESSONS.is_dir() else alone  # without a checkout there is no .venv to delete
        raise CourseError(f"not as the course needs them: {', '.join(wrong)}.", again)


def _data() -> None:
    missing = [entry["path"] for entry in tables().values() if not (data_dir() / entry["path"]).exists()]
    if missing:
        raise CourseError(
            f"missing in the folder datasets: {', '.join(missing[:3])}{' and more' if len(missing) > 3 else ''}.",
            "Get them back with: git checkout -- datasets (or download the course again)",
        )
    load("claims")


def _answers() -> None:
    folder = progress_file().parent
    while not folder.exists():
        folder = folder.parent
    try:
        # A file that is really written finds a full disk and a read-only place, whatever the rights say.
        with tempfile.TemporaryFile(dir=folder) as trial:
            trial.write(b"x" * 4096)
            trial.flush()
    except OSError as error:
        raise CourseError(
            f"cannot be written in {folder.name or folder} ({error.strerror}).",
            "Free some disk space, or copy the course to a folder of your own",
        ) from None


ITEMS: dict[str, Callable[[], None]] = {
    "Python": _python,
    "Packages": _packages,
    "Data": _data,
    "Your answers": _answers,
}


def ready() -> None:
    """Print one line an item: ready, or what is wrong and what to do next. Never raises."""
    for name, look in ITEMS.items():
        try:
            look()
        except CourseError as problem:
            print(f"✗ {name}: {problem.reason} Next: {problem.next_step}.".replace("..", "."))
        except Exception as error:
            print(f"✗ {name}: could not be looked at ({type(error).__name__}: {error}). Next: {_AGAIN}.")
        else:
            print(f"✓ {name}: ready")
