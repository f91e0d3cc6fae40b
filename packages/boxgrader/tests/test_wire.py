"""The closed list: what crosses arrives equal and of its kind, whatever is not on it is refused, and hostile data raise ordinary errors."""

from __future__ import annotations

import json
import random
from collections import Counter, OrderedDict, defaultdict, namedtuple
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest

from boxgrader.marks.seal import outside
from boxgrader.wire import Broken, near, pack, unpack


def over(value: Any, opaque: bool = False) -> Any:
    return unpack(json.loads(json.dumps(pack(value, opaque))))


PLAIN: list[Any] = [
    None, True, False, 0, -1, 1 << 60, -(10**400), 0.1, float("inf"), "", "算力", b"\x00\xff", date(2026, 11, 29), time(3, 4),
    datetime(2026, 11, 29, 3, 4, 5, 6), Decimal("1.10"), Fraction(1, 3), np.float32(1.5), np.int8(-3), np.bool_(True),
    pd.Timestamp("2024-02-29"), pd.Timedelta("3h"), pd.Timestamp("2024-02-29 12:00", tz="Asia/Shanghai"), pd.Period("2024Q1"), 1 + 2j,
]  # fmt: skip


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_a_plain_value_arrives_as_it_was(value: Any) -> None:
    assert type(over(value)) is type(value)
    assert over(value) == value


def made(dice: random.Random, depth: int = 0) -> Any:
    """A value of the list, of any shape."""
    kind = dice.choice(["plain", "plain", "plain", "list", "tuple", "dict", "set"]) if depth < 4 else "plain"
    if kind == "plain":
        return dice.choice(PLAIN)
    items = [made(dice, depth + 1) for _ in range(dice.randrange(4))]
    if kind == "list":
        return items
    if kind == "tuple":
        return tuple(items)
    keys = [dice.choice(["a", "b", 2, 3.5, None, (1, "x"), date(2024, 1, 1)]) for _ in items]
    return dict(zip(keys, items, strict=True)) if kind == "dict" else set(keys)


def test_what_a_generator_held_is_gone_through_as_often_as_is_asked() -> None:
    """A test cell that passed may print what an answer gives: ``print(*answer(…))`` holds sealed as at home."""
    for lazy in ((n for n in (3, 1)), map(abs, (3, -1)), {3: "a", 1: "b"}.keys()):
        got = over(lazy, opaque=True)
        assert type(got).__name__ == type(lazy).__name__
        assert list(zip(got, got, strict=True)) == [(3, 3), (1, 1)]


@pytest.mark.parametrize("seed", range(40))
def test_shapes_of_all_kinds_arrive_as_they_were(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(25):
        value = made(dice)
        got = over(value)
        assert got == value
        assert repr(got) == repr(value) or "{" in repr(value)  # sets have no order


TABLES = [
    pd.DataFrame({"a": [1.5, None], "b": ["x", None], "c": pd.Categorical(["x", "y"]), "d": pd.to_datetime(["2024", "2025"])}),
    pd.DataFrame({"n": pd.array([1, None], dtype="Int64"), "o": [[1], {"k": (2, None)}]}, index=["i", "j"]),
    pd.DataFrame({"p": pd.period_range("2024-01", periods=2, freq="M"), "z": pd.to_datetime(["2024-01-01", "NaT"]).tz_localize("Europe/Berlin")}),
    pd.DataFrame({"u": pd.to_datetime(["2024-01-01", "2024-07-01"], utc=True), "c": [1j, 2]}, index=pd.period_range("2024", periods=2, freq="Y")),
    pd.DataFrame([[1, 2], [3, 4]], index=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["x", None]), columns=pd.MultiIndex.from_product([["m"], [1, 2]])),
    pd.DataFrame(), pd.DataFrame({"a": [1, 2, 3]}).iloc[1:], pd.DataFrame({"a": [True]}, index=pd.to_datetime(["2024-01-01"])),
]  # fmt: skip


@pytest.mark.parametrize("table", TABLES, ids=lambda t: str(list(t.columns)))
def test_a_table_arrives_with_its_kinds_and_index(table: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(over(table), table)
    for name in table:
        pd.testing.assert_series_equal(over(table[name]), table[name])


class Level(StrEnum):
    HIGH = "high"


class MyList(list[int]):
    pass


class MyFloat(float):
    pass


class MySet(set[int]):
    pass


class MyDict(dict[str, int]):
    def __iter__(self) -> Any:
        return iter("x")


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (namedtuple("Pair", "low high")(1, 2), (1, 2)), (OrderedDict(a=1), {"a": 1}), (defaultdict(int, a=1), {"a": 1}),
        (Counter("aab"), {"a": 2, "b": 1}), (Level.HIGH, "high"), (MyList([1]), [1]), (MyFloat(2), 2.0),
        (MyDict(a=1), {"a": 1}), (MySet({1}), {1}),
    ],
    ids=lambda v: type(v).__name__,
)  # fmt: skip
def test_a_standard_subclass_of_a_learner_s_arrives_as_its_base(value: Any, plain: Any) -> None:
    assert type(over(value, opaque=True)) is type(plain)
    assert over(value, opaque=True) == plain


def test_what_is_not_on_the_list_is_refused_or_tells_only_its_kind() -> None:
    for value in (object(), lambda: 1, (n for n in "a"), len, re_ := json.JSONDecoder()):
        with pytest.raises(TypeError):
            pack(value)
        got = over(value, opaque=True)
        assert got != value
        assert callable(got) == callable(value)
    fake = type("text", (), {"__eq__": lambda self, other: True, "__hash__": lambda self: 1})()
    got = over(fake, opaque=True)
    assert got != "a"
    assert type(got).__name__ == "text_", "no test takes it for one of the kinds it knows by name"
    assert re_ is not None


def test_an_error_arrives_as_the_built_in_kind() -> None:
    class Mine(ValueError):
        pass

    got = over(Mine("no"), opaque=True)
    assert isinstance(got, ValueError)
    assert (type(got).__name__, str(got)) == ("ValueError", "no")
    assert over(Mine, opaque=True) is ValueError


HOSTILE: list[Any] = [
    ["row", ["period", "period[nope]", ["buffer", "<i8", ""]]], ["levels", [["buffer", "<i8", "AAAA"]], []], ["complex", "x", "y"],
    ["nope"], ["int", "xyz"], ["int", 5], ["list"], ["dict", ["a"], []], ["dict", ["a", "a"], [1, 2]], ["set", [1, True]],
    ["scalar", ["buffer", "|O8", "AAAA"]], ["array", [10**12], ["buffer", "<f8", ""]], ["array", [-5, 3], ["buffer", "<f8", ""]],
    ["DataFrame", [["buffer", "<i8", "AAAA"]], [], [], []], ["Series", [], None, None, ["dict", [], []]], {}, {"a": 1}, [], [[]],
    ["category", ["buffer", "|i1", "fw=="], ["cells", "object", []], True], ["Fraction", "1/0"], ["Decimal", "x"],
    ["Timestamp", "now", "years"], ["error", ["object"], ""], ["error", ["ExceptionGroup"], ""], ["kind of error", ["int"]],
    ["cells", "object", [1]], ["index", ["text", "object", ["a"]], None], ["bytes", "%"], ["date", "2024-13-01"],
]  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE, ids=lambda d: json.dumps(d)[:50])
def test_data_that_nobody_packs_raise_an_ordinary_error(data: Any) -> None:
    with pytest.raises(Exception):  # noqa: B017, PT011 - which one is no matter, as long as no BaseException leaves
        unpack(data)


def test_a_subclass_of_a_table_arrives_as_a_table() -> None:
    for kind, base in ((pd.DataFrame, pd.DataFrame), (pd.Series, pd.Series)):
        mine = type("Mine", (kind,), {"tolist": lambda self: [12]})([1, 2])
        assert type(over(mine, opaque=True)) is base
    got = over(
        np.zeros(3).view(type("Mine", (np.ndarray,), {"__eq__": lambda self, other: True})), opaque=True
    )
    assert type(got) is np.ndarray
    assert got.tolist() == [0, 0, 0]


def test_a_column_of_an_odd_kind_arrives_as_its_words() -> None:
    table = pd.DataFrame({"i": pd.interval_range(0, 2), "n": [1, 2]})
    with pytest.raises(TypeError):
        pack(table)
    got = over(table, opaque=True)
    assert got["n"].tolist() == [1, 2]
    assert type(got["i"][0]).__name__ == "Interval"
    assert over(np.array([(1, 2.0)], dtype="i4,f8"), opaque=True) == [(1, 2.0)]


def test_a_zone_is_a_name_and_no_path() -> None:
    for name in ("dateutil//etc/passwd", "../etc/passwd", "/etc/passwd", "No/Where"):
        with pytest.raises(Exception):  # noqa: B017, PT011
            unpack(["row", ["zone", name, ["buffer", "<M8[ns]", ""]]])


def test_depth_has_an_end() -> None:
    value: Any = None
    for _ in range(100):
        value = [value]
    with pytest.raises(TypeError, match="too deep"):
        pack(value)


def test_half_an_emoji_becomes_a_whole_sign() -> None:
    assert over("a\ud83d").encode()


@pytest.mark.parametrize("hidden", [True, False])
def test_of_a_learner_s_error_a_hidden_test_learns_the_built_in_kind_alone(hidden: bool) -> None:
    got = near(["Told_148_16", "KeyError", "LookupError", "Exception"], "148, 16", hidden)
    assert isinstance(got, KeyError)
    assert (type(got).__name__, str(got)) == (("KeyError", "") if hidden else ("Told_148_16", "148, 16"))
    assert isinstance(near(["SystemExit", "BaseException"], "", hidden), Broken), "no test may count it"


def test_a_solution_s_cell_falls_into_names_and_what_the_course_runs_itself() -> None:
    cell = """import math
def given(x):
    return x
### BEGIN SOLUTION
helper = 2
def answer(x):
    return helper * x
### END SOLUTION
def half(x):
    ### BEGIN SOLUTION
    local = x / 2
    return local
    ### END SOLUTION
after = 3"""
    names, own = outside(cell)
    assert names == ["helper", "answer", "half"]
    assert own == "import math\ndef given(x):\n    return x\nafter = 3"
