"""Plain data of a closed list: all that crosses between a learner's process and the tests. No pickle, no code.

A value is written as JSON has it; what is not on the list is refused, or goes as its kind and its words only. Reading trusts
nothing: data that are not as ``pack`` writes them raise an ordinary error. ``checks`` passes arguments and results through the
same list where learner and test share a process, so that a learner at home sees what a sealed test sees. By itself this
module needs nothing but Python: values of NumPy and pandas are added by ``tables`` when the first of them is met.
"""

from __future__ import annotations

import base64
import builtins
import datetime
import decimal
import fractions
import importlib
import itertools
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

DEPTH, REPLY, TEXT = 60, 6_000_000, 5_000  # levels of nesting; characters of a reply, and of an error's text
MANY = 100_000  # values of a generator that are looked at
TAKEN = {
    "NAType",
    "NaTType",
    "Timestamp",
    "Values",
    "text",
    "number",
    "list",
    "dict",
    "set",
    "table",
}  # kinds tests know
LAZY: tuple[type, ...] = (
    type(_ for _ in ()),
    map,
    filter,
    zip,
    range,
    type({}.keys()),
    type({}.values()),
    type({}.items()),
)


class TooDeep(TypeError):
    """More levels of nesting than may cross."""


class Broken(BaseException):
    """The learner's process gave what cannot be used. No ``except Exception`` of a test may take it for an error of the answer."""


class Values:
    """What a generator, a range or their like held. Each arrives as a class of its own name, and can be gone through as they can."""

    def __init__(self, items: list[Any]) -> None:
        self.items = items

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)


def pack(value: Any, opaque: bool = False, depth: int = 0) -> Any:
    """A value as JSON has it. What is not on the list goes as its kind and repr (``opaque``), or raises TypeError."""
    kind = type(value)
    if value is None or kind in (bool, float, str):
        return value
    if depth > DEPTH:
        raise TooDeep("nested too deep")
    write = WRITE.get(kind) or _of_tables(kind, opaque)
    if write:
        return write(value, opaque, depth)
    if not opaque:
        raise TypeError(f"{kind.__name__} is not on the list of types")
    for base, plain in BASES.items():
        if issubclass(kind, base):
            return pack(plain(value), opaque, depth)
    if issubclass(kind, LAZY):
        items = list(itertools.islice(value, MANY + 1))
        if len(items) <= MANY:
            return ["values", kind.__name__, [pack(v, opaque, depth + 1) for v in items]]
    if issubclass(kind, BaseException):
        return ["error", kinds_of(value), safe_text(str, value, TEXT)]
    if issubclass(kind, type) and issubclass(value, BaseException):
        return ["kind of error", [k.__name__ for k in value.__mro__]]
    return ["opaque", kind.__name__, safe_text(repr, value, 200), callable(value)]


def _of_tables(kind: type, opaque: bool) -> Any:
    """How a value of NumPy or pandas, or of a class made from theirs, is written; None for all others."""
    if any(str(k.__module__).partition(".")[0] in ("numpy", "pandas") for k in kind.__mro__):
        return importlib.import_module("boxgrader.tables").writer(kind, opaque)
    return None


def answer(value: Any) -> str:
    """What a learner's function handed back, as text of JSON; one that is too large or too deep only as these words."""
    kind = type(value).__name__
    try:
        text = json.dumps(pack(value, opaque=True))
    except TooDeep:
        return json.dumps(["opaque", f"{kind} nested more than {DEPTH} levels deep", kind, False])
    if len(text) <= REPLY:
        return text
    return json.dumps(
        ["opaque", f"{kind} too large to look at", f"{len(text) / 1e6:.0f} million signs", False]
    )


def over(value: Any) -> Any:
    """A copy of a value as it arrives on the other side. Raises TypeError for what is not on the list."""
    return unpack(pack(value))


def handed_back(text: str) -> Any:
    """The value in the text of ``answer``. Raises Broken where it cannot be read."""
    try:
        return unpack(json.loads(text))
    except Exception as error:
        raise unreadable(error) from None


def unreadable(error: Exception) -> Broken:
    """What a test says of an answer that cannot be read."""
    return Broken(f"What your function handed back could not be read ({type(error).__name__}).")


def unpack(data: Any) -> Any:
    """The value again. Nothing is trusted: data that are not as ``pack`` writes them raise an ordinary error."""
    if data is None or type(data) in (bool, int, float):
        return data
    if type(data) is str:  # half an emoji, which no file could hold, becomes a question mark
        return data if data.isascii() else data.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    tag, *rest = data
    if tag not in READ:
        importlib.import_module("boxgrader.tables")
    return READ[tag](*rest)


def group(kind: Any, items: list[Any]) -> Any:
    """A list, tuple or set; equal members of a set, and equal keys of a dict, could hide one another."""
    got = kind([unpack(v) for v in items])
    if len(got) != len(items):
        raise ValueError("a value stands twice")
    return got


def opaque(name: str, words: str, called: bool = False) -> Any:
    """What is not on the list: an object that is equal to nothing, and whose kind no test takes for another."""
    told = "".join(c if c.isprintable() else " " for c in words[:200])
    inside: dict[str, Any] = {"__repr__": lambda self: told}
    if called is True:
        inside["__call__"] = lambda self, *args, **kwargs: None
    return type(_own_name(name), (), inside)()


def _own_name(name: str) -> str:
    """The name of a learner's kind, which no test can take for one that it knows."""
    name = re.sub(r"[^\w ]", "", name)[:60] or "object"
    return name + "_" * (name in TAKEN)


def values(name: str, items: list[Any]) -> Any:
    """What a generator and its like held."""
    return type(_own_name(name), (Values,), {})([unpack(v) for v in items])


def kinds_of(error: BaseException) -> list[str]:
    """The names of an error's kind and of all that it is made from."""
    return [kind.__name__ for kind in type(error).__mro__]


def built_in(kinds: Any) -> type[BaseException]:
    """The first built-in kind of error among names that holds one error. Raises ValueError where there is none."""
    names = [k for k in kinds if type(k) is str][:20] if type(kinds) is list else []
    for kind in (getattr(builtins, name, None) for name in names):
        if (
            isinstance(kind, type)
            and issubclass(kind, BaseException)
            and not issubclass(kind, BaseExceptionGroup)
        ):
            return kind
    raise ValueError("no such error")


def error_of(kind: type[BaseException], name: str, text: str) -> BaseException:
    """An error of a kind, under a name and with a text of its own."""
    made: BaseException = type(name, (kind,), {"__init__": lambda self: None, "__str__": lambda self: text})()
    return made


def error(kinds: Any, words: str) -> BaseException:
    """A learner's error that was handed back as a value."""
    kind = built_in(kinds)
    return error_of(kind, kind.__name__, str(unpack(words[:TEXT])))


def near(kinds: Any, words: Any, hidden: bool) -> BaseException:
    """A learner's error as the nearest built-in one. In a hidden test it tells that kind only: no name, no text of theirs."""
    try:
        kind = built_in(kinds)
        name = kinds[0][:60] if str(kinds[0]).isidentifier() else kind.__name__
        text = unpack(words[:TEXT]) if type(words) is str else ""
    except Exception:
        return Broken("Your function's answer could not be read.")
    if hidden:
        name, text = kind.__name__, ""
    return error_of(kind if issubclass(kind, Exception) else Broken, name, text)


def safe_text(how: Any, value: Any, limit: int) -> str:
    """Text of a learner's object, where even asking for it may fail."""
    try:
        return str(how(value))[:limit]
    except Exception:
        return f"<{type(value).__name__}>"


def many(tag: str) -> Callable[[Any, bool, int], Any]:
    """How a list, a tuple or a set is written."""
    return lambda value, opaque, depth: [tag, [pack(v, opaque, depth + 1) for v in value]]


def few(tag: str, parts: Callable[[Any], list[Any]]) -> Callable[[Any, bool, int], Any]:
    """How a value is written whose parts are JSON's own."""
    return lambda value, opaque, depth: [tag, *parts(value)]


def _pairs(value: Any, opaque: bool, depth: int) -> Any:
    return ["dict", *([pack(v, opaque, depth + 1) for v in part] for part in (value, value.values()))]


def _int(value: int, opaque: bool, depth: int) -> Any:
    return value if abs(value) < 1 << 53 else ["int", hex(value)]


GROUPS = (list, tuple, set, frozenset)
TIMES = (datetime.date, datetime.datetime, datetime.time)
# How each kind is written. ``tables`` adds those of NumPy and pandas.
WRITE: dict[type, Callable[[Any, bool, int], Any]] = {
    int: _int,
    dict: _pairs,
    **{kind: many(kind.__name__) for kind in GROUPS},
    bytes: few("bytes", lambda v: [base64.b64encode(v).decode()]),
    complex: few("complex", lambda v: [v.real, v.imag]),
    decimal.Decimal: few("Decimal", lambda v: [str(v)]),
    fractions.Fraction: few("Fraction", lambda v: [str(v)]),
    **{kind: few(kind.__name__, lambda v: [v.isoformat()]) for kind in TIMES},
}
# What a value of a learner's own subclass stands for: its base, read past anything that the subclass has changed.
BASES: dict[type, Callable[[Any], Any]] = {
    str: str.__str__,
    int: int.__int__,
    float: float.__float__,
    tuple: lambda v: tuple(tuple.__iter__(v)),
    list: lambda v: list(list.__iter__(v)),
    dict: lambda v: dict(dict.items(v)),
    frozenset: lambda v: frozenset(frozenset.__iter__(v)),
    set: lambda v: set(set.__iter__(v)),
}
# How each is read. Decimal and Fraction are cut: their text could name a giant.
READ: dict[str, Callable[..., Any]] = {
    "int": lambda words: int(words[:100_000], 16),
    "dict": lambda keys, values: dict(zip(group(dict.fromkeys, keys), map(unpack, values), strict=True)),
    **{kind.__name__: lambda items, kind=kind: group(kind, items) for kind in GROUPS},
    "bytes": lambda words: base64.b64decode(words, validate=True),
    "complex": complex,
    "Decimal": lambda words: decimal.Decimal(words[:4_000]),
    "Fraction": lambda words: fractions.Fraction(*map(int, words[:8_000].split("/"))),
    **{kind.__name__: kind.fromisoformat for kind in TIMES},
    "values": values,
    "opaque": opaque,
    "error": error,
    "kind of error": built_in,
}
