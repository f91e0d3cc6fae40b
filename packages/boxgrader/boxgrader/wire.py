"""Plain data of a closed list: all that crosses between a learner's process and the tests. No pickle, no code.

A value is written as JSON has it; what is not on the list is refused, or goes as its kind and its words only. Reading trusts
nothing: data that are not as ``pack`` writes them raise an ordinary error.
"""

from __future__ import annotations

import base64
import builtins
import datetime
import decimal
import fractions
import re
from collections import Counter, OrderedDict, defaultdict
from typing import Any

import numpy as np
import pandas as pd

DEPTH, REPLY, TEXT = 60, 6_000_000, 5_000  # levels of nesting; characters of a reply, and of an error's text


BUFFER = re.compile(
    r"[<|](?:b1|[iu][1248]|f[248]|[mM]8\[(?:D|s|ms|us|ns)\])"
)  # numpy's types that go as bytes
CELLS = {
    "object",
    "boolean",
    "Float32",
    "Float64",
    *(f"{u}Int{n}" for u in ("", "U") for n in (8, 16, 32, 64)),
}
TAKEN = {
    "NAType",
    "NaTType",
    "Series",
    "Index",
    "Timestamp",
    "text",
    "number",
    "list",
    "dict",
    "set",
}  # kinds tests know by name


def pack(value: Any, opaque: bool = False, depth: int = 0) -> Any:
    """A value as JSON has it. What is not on the list goes as its kind and repr (``opaque``), or raises TypeError."""
    kind, deeper = type(value), depth + 1
    if value is None or kind in (bool, float, str):
        return value
    if kind is int:
        return value if abs(value) < 1 << 53 else ["int", hex(value)]
    if depth > DEPTH:
        raise TypeError("nested too deep")
    if opaque and kind not in WRITE and (plain := base_of(value)) is not value:
        return pack(plain, opaque, depth)
    if kind in (list, tuple, set, frozenset):
        return [kind.__name__, [pack(v, opaque, deeper) for v in value]]
    if kind is dict:
        return ["dict", *([pack(v, opaque, deeper) for v in part] for part in (value, value.values()))]
    if kind in WRITE:
        return [kind.__name__, *WRITE[kind](value)]
    if isinstance(value, np.generic) and BUFFER.fullmatch(value.dtype.str):
        return ["scalar", column(np.asarray(value).reshape(1), opaque, depth)]
    if kind is np.ndarray and value.dtype.kind != "V":
        return ["array", list(value.shape), column(value.reshape(-1), opaque, depth)]
    if kind in (pd.Index, pd.DatetimeIndex, pd.TimedeltaIndex, pd.CategoricalIndex):
        return ["index", column(value.array, opaque, depth), pack(value.name, opaque, deeper)]
    if kind in (pd.Series, pd.DataFrame):
        columns = [
            column(c.array, opaque, depth)
            for c in ([value] if kind is pd.Series else (c for _, c in value.items()))
        ]
        names = pack(value.name if kind is pd.Series else value.columns, opaque, deeper)
        notes = {k: v for k, v in value.attrs.items() if type(v) in (str, int, float, bool)}
        return [kind.__name__, columns, names, pack(value.index, opaque, deeper), pack(notes)]
    if opaque and isinstance(value, BaseException):
        return ["error", [k.__name__ for k in kind.__mro__], safe_text(str, value, TEXT)]
    if opaque and isinstance(value, type) and issubclass(value, BaseException):
        return ["kind of error", [k.__name__ for k in value.__mro__]]
    if opaque:
        return ["opaque", kind.__name__, safe_text(repr, value, 200), callable(value)]
    raise TypeError(f"{kind.__name__} is not on the list of types")


def column(values: Any, opaque: bool, depth: int) -> list[Any]:
    """A row of values of one dtype."""
    values = values.to_numpy() if type(values) is pd.arrays.NumpyExtensionArray else values
    if isinstance(values.dtype, pd.CategoricalDtype):
        names = column(values.categories.array, opaque, depth)
        return ["category", column(np.asarray(values.codes), opaque, depth), names, bool(values.ordered)]
    if isinstance(values.dtype, pd.StringDtype):
        return ["text", str(values.dtype), [v if type(v) is str else None for v in values.to_numpy(object)]]
    if isinstance(values.dtype, np.dtype) and BUFFER.fullmatch(values.dtype.str):
        return ["buffer", values.dtype.str, base64.b64encode(np.ascontiguousarray(values).tobytes()).decode()]
    name = "object" if isinstance(values.dtype, np.dtype) else str(values.dtype)
    if name not in CELLS:
        raise TypeError(f"dtype {name} is not on the list of types")
    return ["cells", name, [pack(v, opaque, depth + 1) for v in values.tolist()]]


def unpack(data: Any) -> Any:
    """The value again. Nothing is trusted: data that are not as ``pack`` writes them raise an ordinary error."""
    if data is None or type(data) in (bool, int, float):
        return data
    if type(data) is str:  # half an emoji, which no file could hold, becomes a question mark
        return data if data.isascii() else data.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    tag, *rest = data
    return READ[tag](*rest)


def group(kind: Any, items: list[Any]) -> Any:
    """A list, tuple or set; equal members of a set, and equal keys of a dict, could hide one another."""
    got = kind([unpack(v) for v in items])
    if len(got) != len(items):
        raise ValueError("a value stands twice")
    return got


def from_column(data: list[Any]) -> Any:
    """A row of values again."""
    how, name, cells, *order = data
    if how == "category":
        return pd.Categorical.from_codes(
            from_column(name), pd.Index(from_column(cells)), ordered=order == [True]
        )
    if how == "buffer" and BUFFER.fullmatch(name):
        return np.frombuffer(base64.b64decode(cells, validate=True), name).copy()
    if how == "text" and name in ("str", "string"):
        return pd.array([None if v is None else unpack(str(v)) for v in cells], dtype=name)
    if how != "cells" or name not in CELLS:
        raise ValueError("no such column")
    cells = [unpack(v) for v in cells]
    return pd.Series(cells, dtype=object).to_numpy() if name == "object" else pd.array(cells, dtype=name)


def array(shape: Any, data: Any) -> Any:
    """An array again."""
    sizes = [int(n) for n in shape]
    if min(sizes, default=0) < 0:
        raise ValueError("no such shape")
    return np.asarray(from_column(data)).reshape(sizes)


def table(kind: Any, columns: Any, names: Any, index: Any, notes: Any) -> Any:
    """A Series or a DataFrame again; pandas raises ValueError where numbers of rows or names differ."""
    got = kind(
        from_column(columns[0]) if kind is pd.Series else dict(enumerate(map(from_column, columns))),
        unpack(index),
    )
    setattr(got, "name" if kind is pd.Series else "columns", unpack(names))
    got.attrs = dict(unpack(notes))
    return got


def base_of(value: Any) -> Any:
    """What a learner's value of a standard subclass stands for: a named tuple is a tuple, an OrderedDict a dict."""
    if isinstance(value, tuple):
        return value if type(value) is tuple else tuple(tuple.__iter__(value))
    if type(value) in (OrderedDict, defaultdict, Counter):
        return dict(value)
    if isinstance(value, str):
        return value if type(value) is str else str.__str__(value)
    if isinstance(value, pd.DataFrame):
        return value if type(value) is pd.DataFrame else pd.DataFrame(value)
    return value


def opaque(name: str, words: str, called: bool = False) -> Any:
    """What is not on the list: an object that is equal to nothing, and whose kind no test takes for another."""
    name, words = (
        re.sub(r"\W", "", name)[:40] or "object",
        "".join(c if c.isprintable() else " " for c in words[:200]),
    )
    inside: dict[str, Any] = {"__repr__": lambda self: words}
    if called is True:
        inside["__call__"] = lambda self, *args, **kwargs: None
    return type(name + "_" * (name in TAKEN), (), inside)()


def built_in(kinds: Any) -> type[BaseException]:
    """The first built-in kind of error among names. Raises ValueError where there is none, or none that can be made."""
    names = [k for k in kinds if type(k) is str][:20] if type(kinds) is list else []
    found = [k for k in (getattr(builtins, name, None) for name in names) if isinstance(k, type)]
    errors = [k for k in found if issubclass(k, BaseException)]
    if not errors or issubclass(errors[0], BaseExceptionGroup):
        raise ValueError("no such error")
    return errors[0]


def error_of(kind: type[BaseException], name: str, text: str) -> BaseException:
    """An error of a kind, under a name and with a text of its own."""
    made: BaseException = type(name, (kind,), {"__init__": lambda self: None, "__str__": lambda self: text})()
    return made


def error(kinds: Any, words: str) -> BaseException:
    """A learner's error that was handed back as a value."""
    kind = built_in(kinds)
    return error_of(kind, kind.__name__, str(unpack(words[:TEXT])))


# Kind of a value: what is written of it, and how it is read. Decimal and Fraction are cut: their text could name a giant.
KINDS: dict[Any, tuple[Any, Any]] = {
    bytes: (lambda v: [base64.b64encode(v).decode()], lambda words: base64.b64decode(words, validate=True)),
    **{
        k: (lambda v: [v.isoformat()], k.fromisoformat)
        for k in (datetime.date, datetime.datetime, datetime.time)
    },
    decimal.Decimal: (lambda v: [str(v)], lambda words: decimal.Decimal(words[:4_000])),
    fractions.Fraction: (
        lambda v: [str(v)],
        lambda words: fractions.Fraction(*map(int, words[:8_000].split("/"))),
    ),
    **{
        k: (lambda v: [v.isoformat(), v.unit], lambda t, unit, k=k: k(t).as_unit(unit))
        for k in (pd.Timestamp, pd.Timedelta)
    },
    **{type(k): (lambda v: [], lambda k=k: k) for k in (pd.NA, pd.NaT)},
    pd.RangeIndex: (
        lambda v: [v.start, v.stop, v.step, pack(v.name)],
        lambda *abc: pd.RangeIndex(abc[0], abc[1], abc[2], name=unpack(abc[3])),
    ),
}
WRITE = {kind: write for kind, (write, _) in KINDS.items()}
READ: dict[str, Any] = {
    **{kind.__name__: read for kind, (_, read) in KINDS.items()},
    **{kind.__name__: lambda items, kind=kind: group(kind, items) for kind in (list, tuple, set, frozenset)},
    "dict": lambda keys, values: dict(zip(group(dict.fromkeys, keys), map(unpack, values), strict=True)),
    "int": lambda words: int(words[:100_000], 16),
    "scalar": lambda data: np.asarray(from_column(data))[0],
    "array": array,
    "index": lambda data, name: pd.Index(from_column(data), name=unpack(name)),
    **{k.__name__: lambda *rest, kind=k: table(kind, *rest) for k in (pd.Series, pd.DataFrame)},
    "opaque": opaque,
    "error": error,
    "kind of error": built_in,
}


def safe_text(how: Any, value: Any, limit: int) -> str:
    """Text of a learner's object, where even asking for it may fail."""
    try:
        return str(how(value))[:limit]
    except Exception:
        return f"<{type(value).__name__}>"
