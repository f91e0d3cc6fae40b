"""Problems a user can mend: one line for the reason, one for the next step, no traceback."""


class Mendable(Exception):
    """A problem with a clear cause. ``reason`` says what is wrong, ``next_step`` what to do about it."""

    def __init__(self, reason: str, next_step: str = "") -> None:
        super().__init__(reason)
        self.reason, self.next_step = reason, next_step

    def __str__(self) -> str:
        return f"{self.reason}\n→ {self.next_step}" if self.next_step else self.reason

    def _render_traceback_(self) -> list[str]:
        """IPython shows these lines in place of a traceback."""
        return str(self).splitlines()


class GraderError(Mendable):
    """What keeps a class from being graded."""
