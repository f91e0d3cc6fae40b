"""Checks for exercises: a failure says what is wrong, the likely slip, and where to reread.

Used in the test cells of an exercise::

    check(tpp, 312, 16).gives(4992, what="TPP of the A100", slips={19.5: "You divided; TPP multiplies."}, reread="One number")

Types are compared before values, so an object that claims to equal everything does not pass. Arguments and results go through
the closed list of ``wire``, as in a sealed test, so that a check says the same at home, in stock nbgrader and sealed.
"""

from __future__ import annotations

import contextlib
import copy
import io
import math
import re
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from boxgrader import wire
from boxgrader.outcome import Outcome

# What exercises and tests use: names that the grader puts back before a test, and looks for in answers.
__all__ = ["NotYet", "check", "passed", "tally"]

Slips = Mapping[Any, str] | Sequence[tuple[Any, str]]


class NotYet(AssertionError):
    """A check that does not hold yet. Shown as a message, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


def _plain(value: Any) -> Any:
    """The same value in Python's own kinds, so that styles of answer do not matter.

    NumPy's numbers, arrays and texts, pandas' NA, Series and Index, Decimal, Fraction, named tuples and the standard dicts
    become numbers, lists, texts, None and dicts. Everything else stays, and is then of another kind than what is asked.
    """
    kind = type(value)
    if kind.__module__ == "numpy" and hasattr(value, "item") and getattr(value, "ndim", 0) == 0:
        return value.item()
    if kind.__module__ == "numpy" and kind.__name__ == "ndarray":
        return [_plain(v) for v in value.tolist()]
    if kind.__name__ in ("NAType", "NaTType"):
        return None
    if kind in (Decimal, Fraction):
        return float(value)
    if isinstance(value, tuple):
        return [_plain(v) for v in tuple.__iter__(value)]
    if kind is list:
        return [_plain(v) for v in value]
    if kind in (dict, OrderedDict, defaultdict, Counter):
        return {_plain(k): _plain(v) for k, v in value.items()}
    if isinstance(value, str) and kind is not str:
        return str.__str__(value)
    if kind.__module__.startswith("pandas") and hasattr(
        value, "tolist"
    ):  # Series, Index, what unique() gives
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
    return names.get(type(value), "a table" if _is_table(value) else f"a {type(value).__name__}")


def _is_error(value: Any) -> bool:
    return isinstance(value, Exception) or (isinstance(value, type) and issubclass(value, Exception))


def _is_table(value: Any) -> bool:
    return type(value).__name__ == "DataFrame" and type(value).__module__.startswith("pandas")


def _as_asked(got: Any, want: Any) -> Any:
    """``got`` in plain kinds; a Series stands for a dict where a dict is asked, a generator for the list that it makes."""
    if isinstance(got, wire.Values) and type(want) in (list, tuple):
        return _plain(got.items)
    if type(want) is dict and type(got).__name__ == "Series" and type(got).__module__.startswith("pandas"):
        return {_plain(k): _plain(v) for k, v in zip(got.index, got.tolist(), strict=True)}
    return _plain(got)


def same(got: Any, want: Any, rel: float = 1e-6) -> bool:
    """Whether two values agree: same kind first, then numbers within ``rel``, everything else exactly."""
    got, want = _as_asked(got, want), _plain(want)
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
    if _is_table(value):
        return f"of {len(value)} rows"
    text = repr(value)
    return text if len(text) <= 120 else text[:117] + "…"


def _told(value: Any) -> str:
    """A value as a sentence names it: ``False``, ``4,992``, ``the text '4992'``, ``a list, [1, 2]``."""
    plain, kind = _plain(value), _kind(_plain(value))
    if kind in ("None", "True or False"):
        return _show(plain)
    if kind == "a number":
        return "nan, a number that stands for unknown" if math.isnan(plain) else f"a number, {_show(plain)}"
    return f"{kind}, {_show(plain)}"


_BETWEEN_COLUMNS = "Between columns write & for and, | for or, with each condition in brackets of its own."
_BETWEEN_VALUES = re.compile(r"for [&|]: '(?:int|float|bool|str)' and '(?:int|float|bool|str)'")
_ERRORS = (  # kind of error, a piece of its text, what to do
    (ValueError, "truth value of a", _BETWEEN_COLUMNS),
    (TypeError, "Cannot perform 'rand_'", _BETWEEN_COLUMNS),
    (TypeError, "Cannot perform 'ror_'", _BETWEEN_COLUMNS),
    (TypeError, "unsupported operand type(s) for &", _BETWEEN_COLUMNS),
    (TypeError, "unsupported operand type(s) for |", _BETWEEN_COLUMNS),
    (TypeError, "unsupported operand type(s) for ^", "A power is written with two stars: z**2."),
    (TypeError, "'NoneType'", "None stands for unknown and cannot be compared or calculated with: ask for it first."),
    (TypeError, "not callable", "A number or a table has been given the name of a function. Choose another name for it."),
    (TypeError, "exceptions must derive", 'raise needs a kind of error, such as raise ValueError("…").'),
    (TypeError, "positional argument", "Keep the line that begins with def as it stood, and call functions with all that they need."),
    (AttributeError, "'dict' object has no attribute", 'A dict gives a value by its name in brackets, such as row["name"], and not behind a point.'),
    (UnboundLocalError, "", "Inside the function this name has no value yet: give it one first. If a function is called so, choose another name."),
    (NameError, "", "Is the name spelt as in the cells above, and did you run them?"),
    (KeyError, "", "There is no column or key of that name. Is it spelt so, capitals included? A name that holds it has no quotation marks."),
    (ValueError, "math domain error", "A root of less than zero, or a logarithm of zero or less: ask for zero first. Is a share above one, or upside down?"),
    (ZeroDivisionError, "", "Something is divided by zero: look at the input before you divide. Or did // cut a small number to 0?"),
)  # fmt: skip


def _slip_of_error(error: Exception, args: tuple[Any, ...] = ()) -> str:
    """What usually leads to such an error of a function that was called with ``args``."""
    if isinstance(error, NameError) and any(type(a) is str and a == error.name for a in args):
        return f'{error.name} is a word here, and no name: in quotation marks, "{error.name}".'
    if (
        isinstance(error, KeyError)
        and error.args
        and any(type(a) is str and a == error.args[0] for a in args)
    ):
        return f"{error.args[0]!r} was asked for, and is taken for the name of a column or key here."
    if isinstance(error, TypeError) and _BETWEEN_VALUES.search(str(error)):
        return "Between two single values write and for &, or for |."
    return next(
        (said for kind, piece, said in _ERRORS if isinstance(error, kind) and piece in str(error)),
        "",
    )


def _slip_of_kind(got: Any, want: Any, printed: str) -> str:
    """What usually leads to a result of the wrong kind."""
    name = type(got).__name__
    if got is None:
        shown = "It was printed instead. " if printed.strip() else ""
        return f"{shown}A function hands back its result with return."
    if want is None and _kind(got) == "a number" and math.isnan(got):
        return "nan is how a table writes unknown. Hand back None."
    if name in ("generator", "map", "filter", "zip", "range", "dict_keys", "dict_values", "dict_items"):
        return "Put list(…) around it, so that it holds the values themselves."
    if want is None and got == "None":
        return "Hand back None itself, without quotation marks."
    if type(want) is list and name in ("set", "frozenset"):
        return "A set has no order and keeps no repeats: collect in a list."
    if type(want) is list and type(got) is str:
        return "Hand back the values themselves, not a text of them."
    if name == "type" or callable(got):
        return "Call it, with brackets behind its name, and hand back what it gives."
    if type(want) is bool and _kind(got) == "a number":
        return "A comparison such as x >= y gives True or False; hand that back."
    if type(want) is dict and type(got) is list:
        return "A dict stores each value under a name: answers[name] = value."
    if type(want) in (int, float, bool) and type(got) is str:
        return "Hand back the value itself, without quotation marks, str() or an f in front."
    if type(want) in (int, float) and type(got) is list:
        return "One number is asked: count, add up, or choose one."
    if type(want) in (int, float) and _is_table(got):
        return "A table came back: len(…) counts its rows, .sum() counts a mask."
    if type(want) is list and _is_table(got):
        return "A table came back: take one column of it, and list(…) of that."
    if type(want) is list and _kind(got) == "a number":
        if len(want) == 2:
            return "More than one value is asked: return a, b hands back two."
        return "A list is asked, also of one value or of none: collect in a list."
    if _is_table(want) and type(got) is list:
        return "Lay the mask on the table: table[mask] keeps the rows where it says True."
    return ""


def _slip_of_list(got: list[Any], want: list[Any], args: tuple[Any, ...], rel: float) -> str:
    """What a wrong list has in common with the right one, or with a table that was handed over."""
    if len(want) > 1 and same(got, want[:1], rel):
        return "Only the first came back: if return stands inside the loop, move it to the left."
    if want and same(got, [want], rel):
        return "A list inside a list: take one pair of square brackets away, or write list(…)."
    if any(_is_table(table) and same(got, [str(name) for name in table.columns]) for table in args):
        return "list(…) of a table gives the names of its columns: take one column of it first."
    return ""


def _slip_of_number(got: float, want: float) -> str:
    """What a wrong number has in common with the right one."""
    if not math.isfinite(got) or not want:
        return ""
    if math.isclose(got / want, 100, rel_tol=1e-3):
        return "A hundred times too large: is a share asked, and not per cent?"
    if math.isclose(got / want, 0.01, rel_tol=1e-3):
        return "A hundred times too small: are per cent asked, and not a share?"
    places = next((n for n in range(5) if math.isclose(round(want, n), got, abs_tol=1e-12)), None)
    if places is not None and got != want:
        return f"It looks rounded to {places} decimal{'s' * (places != 1)}. Hand back the number as it was computed."
    return ""


def _fail(what: str, did: str, slip: str, reread: str) -> NotYet:
    return NotYet(Outcome(what, did, slip, reread).text())


def _matching(got: Any, slips: Slips | None, rel: float) -> str:
    """The explanation of the known wrong value that ``got`` is, if it is one."""
    pairs = slips.items() if isinstance(slips, Mapping) else slips or ()
    return next(
        (said for wrong, said in pairs if same(got, wrong, rel) or (_is_nan(got) and _is_nan(wrong))), ""
    )


def _is_nan(value: Any) -> bool:
    """Whether a value is nan, which no comparison finds."""
    plain = _plain(value)
    return _kind(plain) == "a number" and math.isnan(plain)


def _given(value: Any) -> Any:
    """A copy of an argument, as it crosses into a learner's process."""
    try:
        return wire.over(value)
    except (TypeError, ImportError):  # not on the list: no test that can be sealed. Or NumPy without pandas
        return copy.deepcopy(value)


def _called(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """What a learner's function hands back, as it crosses; a sealed test's stand-in has sent it through the list already."""
    if getattr(function, "crosses", False):
        return function(*args, **kwargs)
    got = function(*map(_given, args), **{name: _given(value) for name, value in kwargs.items()})
    try:
        text = wire.answer(got)
    except ImportError:  # NumPy without pandas
        return got
    return wire.handed_back(text)


class Check:
    """One call of a learner's function, ready to be compared. Made by ``check``."""

    def __init__(self, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        name = getattr(function, "__name__", "")
        self.name = name if name.isidentifier() else "your answer"
        self.args = args
        self.error: Exception | None = None
        self.got: Any = None
        told = io.StringIO()
        try:
            with contextlib.redirect_stdout(told):
                self.got = _called(function, args, kwargs)
        except NotImplementedError:
            raise NotYet(Outcome(self.name, answered=False).text()) from None
        except Exception as error:
            self.error = error
        self.printed = told.getvalue()
        print(self.printed, end="")

    def _stopped(self) -> str:
        return f"{self.name} stopped with {type(self.error).__name__}: {self.error}"

    def gives(
        self,
        want: Any,
        *,
        what: str,
        slips: Slips | None = None,
        slip: str = "",
        reread: str = "",
        rel: float = 1e-6,
        hidden: bool = False,
    ) -> None:
        """Raise NotYet unless the call returned ``want``.

        The slip that is named is that of the known wrong value; else that of the kind of failure (printed and not returned,
        another container, ``and`` between columns, a hundred times too large …); else ``slip``.

        Parameters
        ----------
        want
            The right value. Numbers agree within ``rel`` (relative).
        what
            What was asked, in words.
        slips
            Wrong values that a known slip leads to, each with its explanation: a mapping, or pairs where a value is a list
            or a dict.
        slip
            The explanation when nothing else fits.
        reread
            Where to look again.
        hidden
            Do not print the expected value: for hidden tests.
        """
        if self.error is not None:
            raise _fail(what, self._stopped(), _slip_of_error(self.error, self.args) or slip, reread)
        if same(self.got, want, rel):
            return
        got, plain = _as_asked(self.got, want), _plain(want)
        known = _matching(self.got, slips, rel)
        if got is None:
            wrong = f"{self.name} returned nothing (None)"
            general = _slip_of_kind(got, plain, self.printed)  # None may also be a wrong answer of its own
            raise _fail(what, wrong, general if self.printed.strip() else known or slip or general, reread)
        if _kind(got) != _kind(plain):
            asked = "a pair" if isinstance(want, tuple) and len(want) == 2 else _kind(plain)
            wrong = f"{self.name} returned {_told(got)}, where {asked} is asked"
            raise _fail(what, wrong, known or _slip_of_kind(got, plain, self.printed) or slip, reread)
        general = _slip_of_number(got, plain) if _kind(plain) == "a number" else ""
        if type(plain) is list:
            general = _slip_of_list(got, plain, self.args, rel)
        wrong = f"{self.name} returned {_show(got)}" + ("" if hidden else f", expected {_show(want)}")
        raise _fail(what, wrong, known or general or slip, reread)

    def keeps(
        self,
        rows: Iterable[Any],
        *,
        column: str,
        what: str,
        lost: Mapping[Any, str] | None = None,
        kept: Mapping[Any, str] | None = None,
        slips: Sequence[tuple[Sequence[Any], str]] = (),
        reread: str = "",
        hidden: bool = False,
    ) -> None:
        """Raise NotYet unless the call returned a table of just these rows, in any order, with all columns of the first argument.

        Parameters
        ----------
        rows
            What stands in ``column`` in the rows that must be there.
        column
            A column that names the rows.
        what
            What was asked, in words.
        lost, kept
            The slip that loses a row, or keeps one too many, by its name.
        slips
            Pairs of the rows that a known slip leaves, and its explanation; before ``lost`` and ``kept``.
        reread
            Where to look again.
        hidden
            Do not name the rows: for hidden tests.
        """
        if self.error is not None:
            raise _fail(what, self._stopped(), _slip_of_error(self.error, self.args), reread)
        if not _is_table(self.got):
            if self.got is None:
                wrong = f"{self.name} returned nothing (None)"
            else:
                wrong = f"{self.name} returned {_told(self.got)}, where a table (DataFrame) is asked"
            general = _slip_of_kind(_plain(self.got), self.args[0], self.printed)
            raise _fail(what, wrong, general, reread)
        missing = [name for name in self.args[0].columns if name not in self.got.columns]
        if missing:
            wrong = f"{self.name} returned a table without {', '.join(map(repr, missing))}"
            strange = [name for name in self.got.columns if name not in self.args[0].columns]
            said = "Keep whole rows: table[mask], without a list of columns."
            if strange:
                said = "Filter the table that is handed over, by its name in the line with def, and no other."
            raise _fail(what, wrong, said, reread)
        wanted, found = Counter(rows), Counter(self.got[column].tolist())
        gone, more = list((wanted - found).elements()), list((found - wanted).elements())
        if not gone and not more:
            return
        changes = [f"lost {', '.join(map(repr, gone))}"] if gone else []
        changes += [f"kept {', '.join(map(repr, more))}"] if more else []
        wrong = f"{self.name} " + ("kept other rows" if hidden else " and ".join(changes))
        likely = [said for left, said in slips if Counter(left) == found]
        if len(self.args[0]) > 1 and len(self.got) == len(self.args[0]) and not gone:
            likely.append("Every row is kept: does the mask ask for anything, and is it laid on the table?")
        likely += [(lost or {}).get(name, "") for name in gone] + [
            (kept or {}).get(name, "") for name in more
        ]
        raise _fail(what, wrong, next(filter(None, likely), ""), reread)

    def raises(
        self,
        kind: type[Exception],
        *,
        what: str,
        slip: str = "",
        slips: Slips | None = None,
        reread: str = "",
    ) -> None:
        """Raise NotYet unless the call stopped with an error of the given kind. ``slips`` as in ``gives``."""
        if isinstance(self.error, kind):
            return
        if self.error is None and _is_error(self.got):
            wrong = f"{self.name} handed an error back and did not stop"
            found = "Write raise in front of it, not return: raise ends the function with the error."
        elif self.error is None:
            wrong = f"{self.name} returned {_told(self.got)}"
            found = _matching(self.got, slips, 1e-6) or slip
        else:
            wrong, found = self._stopped(), slip or _slip_of_error(self.error, self.args)
            if self.printed.strip():
                found = f"print shows a word and the function goes on: raise {kind.__name__}(...) stops it."
        raise _fail(what, f"{wrong}, where a {kind.__name__} is asked", found, reread)


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
