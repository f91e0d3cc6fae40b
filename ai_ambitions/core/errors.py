"""Problems a user can mend: one line for the reason, one for the next step, no traceback."""

from collections.abc import Iterable
from difflib import get_close_matches


class CourseError(Exception):
    """A problem with a clear cause. ``reason`` says what is wrong, ``next_step`` what to do about it."""

    def __init__(self, reason: str, next_step: str = "") -> None:
        super().__init__(reason)
        self.reason, self.next_step = reason, next_step

    def __str__(self) -> str:
        return f"{self.reason}\n→ {self.next_step}" if self.next_step else self.reason

    def _render_traceback_(self) -> list[str]:
        """IPython shows these lines in place of a traceback."""
        return str(self).splitlines()


def unknown(kind: str, name: object, known: Iterable[str]) -> CourseError:
    """The error for a name that does not exist, with the closest names that do."""
    options = sorted(known)
    lowered = {option.lower(): option for option in options}
    near = [lowered[hit] for hit in get_close_matches(str(name).lower(), lowered, n=3, cutoff=0.4)]
    hint = (
        "Did you mean " + " or ".join(repr(n) for n in near) + "?"
        if near
        else "Known: " + ", ".join(options[:40])
    )
    return CourseError(f"There is no {kind} called {name!r}.", hint)
