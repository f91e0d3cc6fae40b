"""What the tests of an exercise read: its answers, the cells of its solution, what it makes and prints, its essay page."""

from __future__ import annotations

import contextlib
import io
from functools import cache
from importlib import import_module
from typing import Any

import yaml

from ai_ambitions.core import notebooks
from ai_ambitions.core.course import lesson
from ai_ambitions.core.paths import SOLUTIONS


@cache
def answers(slug: str) -> Any:
    """The bank of an exercise: ``RIGHT`` by task, and ``WRONG`` with the slip and a piece of the message of each."""
    return import_module(f"tests.lessons.{lesson(slug).room}.answers")


def _solution(number: str) -> list[Any]:
    slug = lesson(number).slug
    return list(notebooks.read(SOLUTIONS / slug / f"{slug}.ipynb").cells)


@cache
def cells(number: str) -> dict[str, str]:
    """Each cell's text, with single spaces; its printed lines under the id and ``-out``."""
    found = {}
    for cell in _solution(number):
        found[cell.id] = " ".join(cell.source.split())
        found[f"{cell.id}-out"] = "".join(out.get("text", "") for out in cell.get("outputs", []))
    return found


@cache
def solved(number: str) -> tuple[dict[str, Any], str]:
    """Names that the solution makes, and all that it prints."""
    space: dict[str, Any] = {}
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        for cell in _solution(number):
            if cell.cell_type == "code":
                exec(cell.source, space)
    return space, told.getvalue()


@cache
def page(number: str) -> dict[str, Any]:
    """The essay page: mark scheme in plain words, and the samples."""
    return dict(yaml.safe_load((lesson(number).folder / "essay.yaml").read_text(encoding="utf-8")))
