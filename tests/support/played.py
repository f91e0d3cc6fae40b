"""A lesson's cells run in one process, so that a test can look at what each of them hands to ``explore`` or to a display."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import ai_ambitions
from ai_ambitions.core import notebooks


def played(
    path: Path, monkeypatch: pytest.MonkeyPatch, explore: Callable[..., None], found: list[Any]
) -> Iterator[Any]:
    """What ``explore``, called in place of the course's own, adds to ``found``: cell by cell."""
    monkeypatch.setattr(ai_ambitions, "explore", explore, raising=False)
    monkeypatch.setattr("IPython.display.display", lambda *_: None)
    names: dict[str, Any] = {"display": lambda *_: None}
    for cell in notebooks.read(path).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, f"{path.stem}, cell {cell.id}", "exec"), names)
            yield from found  # at once: later cells may use the same names for other things
            found.clear()
