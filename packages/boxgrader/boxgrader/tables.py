"""The closed list's part for NumPy and pandas; ``wire`` loads it when it meets the first of their values."""

from __future__ import annotations

import base64
import re
from typing import Any

import numpy as np
import pandas as pd

from boxgrader.wire import READ, TAKEN, WRITE, few, pack, unpack

BUFFER = re.compile(
    r"[<|](?:b1|[iu][1248]|f[248]|c(?:8|16)|[mM]8\[(?:D|s|ms|us|ns)\])"
)  # numpy's types that go as bytes
CELLS = {
    "object", "boolean", "Float32", "Float64", *(f"{u}Int{n}" for u in ("", "U") for n in (8, 16, 32, 64)),
}  # fmt: skip
ZONE = re.compile(r"(?!dateutil)[A-Za-z][\w+:-]*(?:/[A-Za-z][\w+-]*)*")
TAKEN |= {"Series", "Index", "DataFrame"}
INDEXES = (pd.Index, pd.DatetimeIndex, pd.TimedeltaIndex, pd.CategoricalIndex, pd.PeriodIndex)


def writer(kind: type, opaque: bool) -> Any:
    """How a value of this kind is written; None where it is not on the list. With ``opaque`` a subclass goes as its base."""
    if kind in WRITE:  # the first of all, which has just loaded this module
        return WRITE[kind]
    if issubclass(kind, np.generic):
        return (
            scalar if issubclass(kind, np.number | np.bool_ | np.datetime64 | np.str_ | np.bytes_) else None
        )
    if issubclass(kind, pd.api.extensions.ExtensionArray):
        return row
    if not opaque or issubclass(kind, np.ma.MaskedArray):
        return None
    for base in (np.ndarray, pd.Series, pd.DataFrame):
        if issubclass(kind, base):
            return lambda value, opaque, depth: WRITE[base](
                np.asarray(value) if base is np.ndarray else base(value), opaque, depth
            )
    return None


def scalar(value: Any, opaque: bool, depth: int) -> Any:
    """One number, time or text of NumPy's."""
    if BUFFER.fullmatch(value.dtype.str):
        return ["scalar", column(np.asarray(value).reshape(1), opaque, depth)]
    return pack(value.item(), opaque, depth)


def nd(value: Any, opaque: bool, depth: int) -> Any:
    """An array; a record has no place on the list."""
    if value.dtype.kind == "V":
        return pack(value.tolist(), opaque, depth)
    return ["array", list(value.shape), column(value.reshape(-1), opaque, depth)]


def row(value: Any, opaque: bool, depth: int) -> Any:
    """One of pandas' own arrays, as ``unique()`` gives."""
    return ["row", column(value, opaque, depth)]


def index(value: Any, opaque: bool, depth: int) -> Any:
    """Names of rows or columns."""
    return ["index", column(value.array, opaque, depth), pack(value.name, opaque, depth + 1)]


def levels(value: Any, opaque: bool, depth: int) -> Any:
    """Names in several levels."""
    parts = [column(value.get_level_values(n).array, opaque, depth) for n in range(value.nlevels)]
    return ["levels", parts, [pack(name, opaque, depth + 1) for name in value.names]]


def frame(value: Any, opaque: bool, depth: int) -> Any:
    """A Series or a DataFrame."""
    one = type(value) is pd.Series
    parts = [value] if one else [part for _, part in value.items()]
    notes = {k: v for k, v in value.attrs.items() if type(v) in (str, int, float, bool)}
    return [
        "Series" if one else "DataFrame",
        [column(part.array, opaque, depth) for part in parts],
        pack(value.name if one else value.columns, opaque, depth + 1),
        pack(value.index, opaque, depth + 1),
        pack(notes),
    ]


def column(values: Any, opaque: bool, depth: int) -> list[Any]:
    """A row of values of one dtype."""
    values = values.to_numpy() if type(values) is pd.arrays.NumpyExtensionArray else values
    kind = values.dtype
    if isinstance(kind, pd.CategoricalDtype):
        names = column(values.categories.array, opaque, depth)
        return ["category", column(np.asarray(values.codes), opaque, depth), names, bool(values.ordered)]
    if isinstance(kind, pd.StringDtype):
        return ["text", str(kind), [v if type(v) is str else None for v in values.to_numpy(object)]]
    if isinstance(kind, pd.PeriodDtype):
        return ["period", str(kind), column(values.asi8, opaque, depth)]
    if isinstance(kind, pd.DatetimeTZDtype) and ZONE.fullmatch(str(kind.tz)):
        plain = values.tz_convert("UTC").tz_localize(None)
        return ["zone", str(kind.tz), column(plain.to_numpy(), opaque, depth)]
    if isinstance(kind, np.dtype) and BUFFER.fullmatch(kind.str):
        return ["buffer", kind.str, base64.b64encode(np.ascontiguousarray(values).tobytes()).decode()]
    name = "object" if isinstance(kind, np.dtype) else str(kind)
    if name not in CELLS:
        if not opaque:
            raise TypeError(f"dtype {name} is not on the list of types")
        name = "object"
    return ["cells", name, [pack(v, opaque, depth + 1) for v in values.tolist()]]


def from_column(data: list[Any]) -> Any:
    """A row of values again."""
    how, name, cells, *order = data
    if how == "category":
        names = pd.Index(from_column(cells))
        return pd.Categorical.from_codes(from_column(name), names, ordered=order == [True])
    if how == "buffer" and BUFFER.fullmatch(name):
        return np.frombuffer(base64.b64decode(cells, validate=True), name).copy()
    if how == "text" and name in ("str", "string"):
        return pd.array([None if v is None else unpack(str(v)) for v in cells], dtype=name)
    if how == "period":
        return pd.arrays.PeriodArray(from_column(cells), dtype=pd.PeriodDtype(name[:30]))
    if how == "zone" and ZONE.fullmatch(name):
        return pd.DatetimeIndex(from_column(cells)).tz_localize("UTC").tz_convert(name).array
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


def table(kind: Any, columns: Any, names: Any, rows: Any, notes: Any) -> Any:
    """A Series or a DataFrame again; pandas raises ValueError where numbers of rows or names differ."""
    got = kind(
        from_column(columns[0]) if kind is pd.Series else dict(enumerate(map(from_column, columns))),
        unpack(rows),
    )
    setattr(got, "name" if kind is pd.Series else "columns", unpack(names))
    got.attrs = dict(unpack(notes))
    return got


def several(parts: Any, names: Any) -> Any:
    """Names in several levels again."""
    return pd.MultiIndex.from_arrays([from_column(part) for part in parts], names=[unpack(n) for n in names])


def _zone(value: Any) -> str | None:
    """The name of a time's zone; one without a name travels as its distance from UTC, which stands in the text."""
    name = str(value.tz)
    return name if value.tz is not None and ZONE.fullmatch(name) else None


def moment(words: Any, unit: Any, zone: Any) -> Any:
    """A time again."""
    got = pd.Timestamp(words).as_unit(unit)
    return got.tz_convert(zone) if zone is not None and ZONE.fullmatch(zone) else got


_EMPTY: tuple[Any, ...] = (pd.NA, pd.NaT)
WRITE |= {
    np.ndarray: nd,
    pd.Series: frame,
    pd.DataFrame: frame,
    pd.MultiIndex: levels,
    pd.RangeIndex: few("RangeIndex", lambda v: [v.start, v.stop, v.step, pack(v.name)]),
    **dict.fromkeys(INDEXES, index),
    pd.Timestamp: few("Timestamp", lambda v: [v.isoformat(), v.unit, _zone(v)]),
    pd.Timedelta: few("Timedelta", lambda v: [v.isoformat(), v.unit]),
    **{type(one): few(type(one).__name__, lambda v: []) for one in _EMPTY},
    pd.Period: few("Period", lambda v: [v.ordinal, v.freqstr]),
}
READ |= {
    "scalar": lambda data: np.asarray(from_column(data))[0],
    "array": array,
    "row": from_column,
    "index": lambda data, name: pd.Index(from_column(data), name=unpack(name)),
    "levels": several,
    **{kind.__name__: lambda *rest, kind=kind: table(kind, *rest) for kind in (pd.Series, pd.DataFrame)},
    "RangeIndex": lambda a, b, c, name: pd.RangeIndex(a, b, c, name=unpack(name)),
    "Timestamp": moment,
    "Timedelta": lambda words, unit: pd.Timedelta(words).as_unit(unit),
    **{type(one).__name__: lambda one=one: one for one in _EMPTY},
    "Period": lambda ordinal, freq: pd.Period(ordinal=int(ordinal), freq=freq[:20]),
}
