"""Problems a user can mend: one line for the reason, one for the next step, no traceback."""

from collections.abc import Iterable
from difflib import get_close_matches

from boxgrader.errors import Mendable


class CourseError(Mendable):
    """A problem of the course, of a lesson or of its data."""


def unknown(kind: str, name: object, known: Iterable[str]) -> CourseError:
    """The error for a name that does not exist, with the closest names that do."""
    options = sorted(known)
    lowered = {option.lower(): option for option in options}
    near = [lowered[hit] for hit in get_close_matches(str(name).lower(), lowered, n=3, cutoff=0.4)]
    hint = (
        "Did you mean " + " or ".join(repr(n) for n in near) + "?"
        if near
        else "Known: " + (", ".join(options[:40]) or "none yet.")
    )
    return CourseError(f"There is no {kind} called {name!r}.", hint)
