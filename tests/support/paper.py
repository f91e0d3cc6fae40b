"""A notebook's outputs without a notebook: what was displayed, and what it was updated to; forms driven in process."""

from __future__ import annotations

import re
from typing import Any

import pytest


class Output:
    """One output. ``update`` is what the handle of ``display(…, display_id=True)`` offers."""

    def __init__(self, shown: Any) -> None:
        self.shown = shown

    def update(self, shown: Any) -> None:
        self.shown = shown


class Paper:
    """All outputs since the last ``wipe``, in order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.outputs: list[Output] = []
        monkeypatch.setattr("IPython.display.display", self.display)

    def display(self, shown: Any, display_id: bool = False) -> Output | None:
        self.outputs.append(Output(shown))
        return self.outputs[-1] if display_id else None

    def wipe(self) -> None:
        self.outputs.clear()

    @property
    def markup(self) -> str:
        """All HTML in sight, that of widgets included."""
        parts = [o.shown._repr_html_() for o in self.outputs if hasattr(o.shown, "_repr_html_")]
        return "\n".join(parts + [w.value for w in self.widgets("HTML")])

    @property
    def text(self) -> str:
        """What one reads: the HTML without its tags."""
        return re.sub(r"<[^>]+>", " ", re.sub(r"</?(b|i|a|code|small)\b[^>]*>", "", self.markup))

    def widgets(self, kind: str) -> list[Any]:
        """All widgets of a kind in sight, in order."""
        found: list[Any] = []

        def look(widget: Any) -> None:
            if type(widget).__name__ == kind:
                found.append(widget)
            for child in getattr(widget, "children", ()):
                look(child)

        for output in self.outputs:
            if hasattr(output.shown, "comm"):
                look(output.shown)
        return found

    def press(self, words: str, which: int = 0) -> None:
        """Press the button that bears these words."""
        [b for b in self.widgets("Button") if b.description == words][which].click()

    def enter(self, text: str) -> None:
        """Type into the first text field and press Enter, as the browser reports it."""
        field = self.widgets("Text")[0]
        field.value = text
        field._handle_custom_msg({"event": "submit"}, [])
