"""Checks for exercises: a failure says what is wrong, the likely slip, and where to reread.

Used in the test cells of an exercise::

    check(tpp, 312, 16).gives(4992, what="TPP of the A100", slips={19.5: "You divided; TPP multiplies."}, reread="One number")

Types are compared before values, so an object that claims to equal everything does not pass.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Mapping
from typing import Any

# What exercises and tests use: names that the grader puts back before a test, and looks for in answers.
__all__ = ["NotYet", "check", "passed", "tally"]


class NotYet(AssertionError):
    """A check that does not hold yet. Shown as a message, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


def _plain(value: Any) -> Any:
    """NumPy scalars as Python's own, pandas' NA as None, so that styles of answer do not matter."""
    kind = type(value)
    if kind.__module__ == "numpy" and hasattr(value, "item") and getattr(value, "ndim", 0) == 0:
        return value.item()
    if kind.__name__ in ("NAType", "NaTType"):
        return None
    if kind is tuple or kind is list:
        return [_plain(v) for v in value]
    if kind is dict:
        return {k: _plain(v) for k, v in value.items()}
    if kind.__name__ in ("Series", "Index") and kind.__module__.startswith("pandas"):
        return [_plain(v) for v in value.tolist()]
    if kind.__name__ == "Timestamp":
        return value.date()
    return value


def _kind(value: Any) -> str:
    if type(value) is bool:
        return "True or False"
    if type(value) in (int, float):
        return "a number"
    names = {str: "a text", list: "a list", dict: "a dict", type(None): "None", set: "a set"}
    return names.get(type(value), f"a {type(value).__name__}")


def same(got: Any, want: Any, rel: float = 1e-6) -> bool:
    """Whether two values agree: same kind first, then numbers within ``rel``, everything else exactly."""
    got, want = _plain(got), _plain(want)
    if _kind(got) != _kind(want):
        return False
    if _kind(want) == "a number":
        return math.isclose(got, want, rel_tol=rel, abs_tol=1e-12)
    if type(want) is list:
        return len(got) == len(want) and all(same(a, b, rel) for a, b in zip(got, want, strict=True))
    if type(want) is dict:
        return set(got) == set(want) and all(same(got[k], want[k], rel) for k in want)
    return bool(want == got)


def _show(value: Any) -> str:
    value = _plain(value)
    if type(value) is float or type(value) is int:
        return f"{value:,.10g}"
    text = repr(value)
    return text if len(text) <= 120 else text[:117] + "…"


def _fail(what: str, wrong: str, slip: str, reread: str) -> NotYet:
    parts = [f"✗ {what}: {wrong}"]
    if slip:
        parts.append(f"  Likely slip: {slip}")
    if reread:
        parts.append(f"  Reread: {reread}")
    return NotYet("\n".join(parts))


class Check:
    """One call of a learner's function, ready to be compared. Made by ``check``."""

    def __init__(self, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.name = getattr(function, "__name__", "your answer")
        self.error: Exception | None = None
        self.got: Any = None
        try:
            self.got = function(*copy.deepcopy(args), **copy.deepcopy(kwargs))
        except NotImplementedError:
            raise NotYet(
                f"✗ {self.name} is not answered yet.\n  Replace the line that raises NotImplementedError with your code, then run both cells."
            ) from None
        except Exception as error:
            self.error = error

    def gives(
        self,
        want: Any,
        *,
        what: str,
        slips: Mapping[Any, str] | None = None,
        slip: str = "",
        reread: str = "",
        rel: float = 1e-6,
        hidden: bool = False,
    ) -> None:
        """Raise NotYet unless the call returned ``want``.

        Parameters
        ----------
        want
            The right value. Numbers agree within ``rel`` (relative).
        what
            What was asked, in words.
        slips
            Wrong values that a known slip leads to, each with its explanation.
        slip
            The explanation when no known wrong value fits.
        reread
            Where to look again.
        hidden
            Do not print the expected value: for hidden tests.
        """
        if self.error is not None:
            raise _fail(
                what, f"{self.name} stopped with {type(self.error).__name__}: {self.error}", slip, reread
            )
        if same(self.got, want, rel):
            return
        got = _plain(self.got)
        for wrong, reason in (slips or {}).items():
            if same(got, wrong, rel):
                slip = reason
                break
        if got is None and want is not None:
            wrong_text = f"{self.name} returned nothing (None)"
            slip = slip or "A function hands back its result with return."
        elif _kind(got) != _kind(_plain(want)):
            wrong_text = (
                f"{self.name} returned {_kind(got)}, {_show(got)}, where {_kind(_plain(want))} is asked"
            )
        else:
            wrong_text = f"{self.name} returned {_show(got)}" + (
                "" if hidden else f", expected {_show(want)}"
            )
        raise _fail(what, wrong_text, slip, reread)

    def raises(self, kind: type[Exception], *, what: str, slip: str = "", reread: str = "") -> None:
        """Raise NotYet unless the call stopped with an error of the given kind."""
        if isinstance(self.error, kind):
            return
        wrong = (
            f"{self.name} returned {_show(self.got)}"
            if self.error is None
            else f"{self.name} stopped with {type(self.error).__name__}: {self.error}"
        )
        raise _fail(what, f"{wrong}, where a {kind.__name__} is asked", slip, reread)


def check(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Check:
    """Call a learner's function with copies of the arguments, and compare with ``.gives(…)`` or ``.raises(…)``."""
    return Check(function, args, kwargs)


def tally(points: float, *tests: Callable[[], object]) -> float:
    """Partial credit with a message for everything that does not hold: the last line of a test cell.

    Each test is a function without arguments, as in ``tally(2, lambda: check(f, 1).gives(2, what="one"), …)``. All are
    run; the messages of those that fail are printed. Returns the share of the points that the others are worth.
    """
    failures = []
    for test in tests:
        try:
            test()
        except NotYet as message:
            failures.append(str(message))
    print("\n".join(failures), end="\n" if failures else "")
    return points * (len(tests) - len(failures)) / len(tests)


def passed(message: str) -> None:
    """The last line of a visible test cell: says that the visible tests hold, and that hidden ones exist."""
    print(f"✓ {message} (Visible tests only: hidden tests try the same idea on other data.)")
