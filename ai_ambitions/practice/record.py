"""What a learner did: one file on the learner's own machine, ``my-work/progress.json``, and the ways to read and write it.

The file holds kinds of entries, each by key: ``predictions`` and ``reveals`` (by the id given to ``predict``),
``after_reveal`` (guesses made when the answer was known, kept apart), ``quizzes`` and ``pretests`` (by the set and the
question's own words), ``posttests`` (the same, by try), ``orders`` (the seed of the order drawn for a test), ``exercises``
(by slug). Files of the first edition are read as they are.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.mode import mode
from ai_ambitions.core.paths import course_root

PATIENCE, STALE = (
    5.0,
    10.0,
)  # seconds: how long a writer waits for another; after which a lock was left behind

# What could not be written, by file: it counts until the kernel ends, so that a read-only place still lets one practise.
_UNWRITTEN: dict[Path, dict[str, dict[str, Any]]] = {}


def progress_file(near: Path | None = None) -> Path:
    """``my-work/progress.json`` of the checkout that ``near`` lies in, or we; in the home folder when a notebook travels alone."""
    if override := os.environ.get("AI_AMBITIONS_PROGRESS"):
        return Path(override)
    root = course_root(near)
    return (root / "my-work" if root else Path.home() / ".ai-ambitions") / "progress.json"


def read_progress(near: Path | None = None) -> dict[str, Any]:
    """All that was recorded. A file that cannot be read is set aside, never overwritten."""
    path = progress_file(near)
    stored = _read(path)
    for kind, entries in _UNWRITTEN.get(path, {}).items():
        stored[kind] = stored.get(kind, {}) | entries
    return stored


def recorded(kind: str, key: str) -> dict[str, Any] | None:
    """One entry, or None."""
    entry: dict[str, Any] | None = read_progress().get(kind, {}).get(key)
    return entry


def record(
    kind: str, key: str, entry: dict[str, Any], *, once: bool = False, near: Path | None = None
) -> str:
    """Store one entry under ``kind`` and ``key``: written whole or not at all, even when interrupted or the disk is full.

    ``once`` leaves an entry that is there as it stands. Returns an empty string, or in a sentence why nothing was
    stored; the sentence is printed, too.
    """
    if mode() != "live":
        return ""
    stamped = entry | {"at": datetime.now().isoformat(timespec="seconds")}

    def add(stored: dict[str, Any]) -> None:
        entries = stored.setdefault(kind, {})
        if not (once and key in entries):
            entries[key] = stamped

    path = progress_file(near)
    problem = _change(path, add)
    if problem:
        add(_UNWRITTEN.setdefault(path, {}))
        print(problem)
    return problem


def clear(number: str) -> tuple[int, Path | None]:
    """Forget what was recorded for a lesson (``"06"``), or for every one (``"all"``); the former file is kept beside.

    Returns how many entries went, and where the former file is kept (None if there was none).
    Raises CourseError when the file cannot be written; then everything stays.
    """
    path = progress_file()
    gone = _forget(read_progress(), number)
    if not gone:
        return 0, None
    kept = None
    try:
        if path.exists():
            kept = path.with_suffix(f".before-clearing-{datetime.now():%Y%m%d-%H%M%S}.json")
            kept.write_bytes(path.read_bytes())
        problem = _change(path, lambda stored: _forget(stored, number))
    except OSError as error:
        problem = f"The record could not be copied ({error.strerror})."
    if problem:
        raise CourseError(problem, "Nothing was cleared. Free some disk space, then try again.")
    _forget(_UNWRITTEN.get(path, {}), number)
    return gone, kept


def _forget(stored: dict[str, Any], number: str) -> int:
    """Take a lesson's entries out of a record; returns how many there were."""
    gone = [(kind, key) for kind in stored for key in stored[kind] if number in ("all", key[:2])]
    for kind, key in gone:
        del stored[kind][key]
    return len(gone)


def _read(path: Path) -> dict[str, Any]:
    try:
        # NaN and Infinity, which the first edition took for numbers, are no guess.
        stored = json.loads(path.read_text(encoding="utf-8"), parse_constant=lambda _: None)
        if not isinstance(stored, dict) or not all(isinstance(entries, dict) for entries in stored.values()):
            raise ValueError("not a record of progress")
        return stored
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        aside = path.with_suffix(f".broken-{datetime.now():%Y%m%d-%H%M%S}.json")
        try:
            path.replace(aside)
        except OSError:
            return {}
        print(f"{path.name} could not be read; it was kept as {aside.name} and a new record begins.")
        return {}


def _change(path: Path, change: Callable[[dict[str, Any]], object]) -> str:
    """Read, change and write back while no other kernel does; an empty string, or why it could not be written."""
    scratch = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path.with_suffix(".lock")):
            stored = _read(path)
            change(stored)
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=path.parent, suffix=".tmp", delete=False
            ) as file:
                scratch = Path(file.name)
                json.dump(stored, file, indent=1, ensure_ascii=False, allow_nan=False)
            scratch.replace(path)
    except OSError as error:
        if scratch:
            scratch.unlink(missing_ok=True)
        return f"Your answer could not be stored ({error.strerror}); the earlier record is untouched."
    return ""


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold a lock file; one that was left behind is broken."""
    begun = time.monotonic()
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            if time.monotonic() - begun > PATIENCE:
                lock.unlink(missing_ok=True)
            time.sleep(0.005)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
