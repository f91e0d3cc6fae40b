"""How a form lies in a notebook: plain text that a saved notebook keeps, with controls that go when they have served."""

from __future__ import annotations

from typing import Any

from ai_ambitions.display.tables import Shown

BLUE, GREEN, ORANGE = "#0072b2", "#009e73", "#d55e00"
ASLEEP = '<br><small style="opacity:.75">No buttons below, or nothing happens? Run this cell.</small>'


def note(text: str, tone: str = BLUE) -> str:
    """A paragraph behind a coloured bar."""
    return f'<div style="border-left:4px solid {tone};padding:.3em .9em;margin:.4em 0">{text}</div>'


def status(text: str) -> str:
    """Words that a screen reader says by itself when they appear."""
    return f'<div role="status">{text}</div>'


class Sheet:
    """A text and the controls below it. When a form has served, its controls are replaced by plain text.

    A widget is only as alive as its kernel: opened the next day, a saved notebook shows an error in its place. So what a
    learner should still find then (question, answer, reason) is never kept in a widget.
    """

    def __init__(self, text: Shown, controls: Any) -> None:
        from IPython.display import display

        self.controls = controls
        self.above = display(text, display_id=True)
        self.below = display(controls, display_id=True)

    def finish(self, text: Shown) -> None:
        """Write the text anew and take the controls away."""
        # Outside of a notebook there is nothing to write on.
        if self.above is not None:
            self.above.update(text)
        if self.below is not None:
            self.below.update(Shown("", ""))
        self.controls.close()
