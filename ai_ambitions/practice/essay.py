"""The essay of an exercise, for a learner without a teacher: the mark scheme in plain words, and a sample with notes.

All of it stands in ``essay.yaml`` of the lesson's room, and is shown only after an own attempt of enough words. A page may
hold an ``other`` sample with notes, which reaches the opposed answer and would earn as much. Where a person reads several
pieces, as in the capstone, the file holds a page for each, with a ``title``, under the name of its cell.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ai_ambitions.core import notebooks
from ai_ambitions.core.course import course, told
from ai_ambitions.core.errors import CourseError

_KEYS = {"words", "scheme", "sample", "notes"}
_SAMPLE = {"sample", "notes"}
_STUB = "*Your answer here.*"  # what stands in the place of an essay, see nbgrader_config.py
_WORD = re.compile(r"\S*\w\S*")  # the bars of a table are no words


def guidance(path: Path) -> str:
    """What ``ambitions check`` says of the essay in a learner's notebook; empty where the lesson has no such page.

    Parameters
    ----------
    path
        The learner's notebook; its name says which exercise it is.

    Raises
    ------
    CourseError
        ``essay.yaml`` cannot be read, or lacks a part.
    """
    lesson = next((entry for entry in course().lessons if path.stem.startswith(entry.slug)), None)
    source = lesson.folder / "essay.yaml" if lesson else None
    if source is None or not source.exists():
        return ""
    pages = _read(source)
    own = [cell for cell in notebooks.read(path).cells if _is_essay(cell)]
    if "scheme" in pages:
        return _said("Essay", pages, own)
    return "\n\n".join(
        _said(page["title"], page, [cell for cell in own if cell.metadata["nbgrader"]["grade_id"] == name])
        for name, page in pages.items()
    )


def _said(title: str, page: dict[str, Any], own: Sequence[Any]) -> str:
    """What is said of one piece, of which the learner wrote ``own``."""
    written = sum(len(_WORD.findall(cell.source.replace(_STUB, ""))) for cell in own)
    if written < page["words"]:
        so_far = f"{written} of {page['words']} words so far" if written else "not written yet"
        return (
            f"{title}: {so_far}. From {page['words']} words on you see here how it is marked, and a sample."
        )
    scheme = "\n".join(_wrapped(f"{name}: {said}", "  • ") for name, said in page["scheme"].items())
    samples = [_sample(part) for part in (page, page.get("other")) if part]
    many = (
        "one good answer of many" if len(samples) == 1 else "two good answers that disagree and earn as much"
    )
    return (
        f"{title}: {written} words. How it is marked:\n{scheme}\n"
        f"Mark your own first. Then compare with {many}:\n\n" + "\n\n".join(samples)
    )


def _sample(part: dict[str, Any]) -> str:
    """One sample, and its notes below it."""
    notes = "\n".join(_wrapped(note, "  • ") for note in part["notes"])
    sample = "\n\n".join(_wrapped(text, "  ") for text in part["sample"].strip().split("\n\n"))
    return f"{sample}\n\nWhat it does, and what it lacks:\n{notes}"


def _is_essay(cell: Any) -> bool:
    grade = cell.metadata.get("nbgrader", {})
    return bool(cell.cell_type == "markdown" and grade.get("grade") and grade.get("solution"))


def _wrapped(text: str, lead: str) -> str:
    """A paragraph at the width of a page; the lines of a table stay lines."""
    if text.lstrip().startswith("|"):
        return "\n".join(lead + line.strip() for line in text.strip().splitlines())
    return textwrap.fill(" ".join(text.split()), 96, initial_indent=lead, subsequent_indent=" " * len(lead))


def _read(path: Path) -> dict[str, Any]:
    import yaml

    name = f"{path.parent.name}/{path.name}"
    again = f"Restore it with: git checkout -- {told(path)}"
    try:
        page = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise CourseError(f"{name} cannot be read: {str(error).splitlines()[0]}.", again) from None
    pieces = isinstance(page, dict) and bool(page) and all(isinstance(part, dict) for part in page.values())
    missing = _missing(page or {}, _KEYS)
    if pieces:
        missing = [
            f"{cell}: {key}" for cell, part in page.items() for key in _missing(part, _KEYS | {"title"})
        ]
    if missing:
        raise CourseError(f"{name} lacks {', '.join(missing)}.", again)
    return dict(page)


def _missing(page: dict[str, Any], keys: set[str]) -> list[str]:
    """The keys that a page lacks."""
    missing = sorted(keys - set(page))
    if "other" in page:
        missing += [f"other: {key}" for key in sorted(_SAMPLE - set(page["other"] or {}))]
    return missing
