"""The messages of exercises: what was wrong in plain words, and a slip only where it was earned."""

from __future__ import annotations

import subprocess
import sys
from collections import OrderedDict, namedtuple
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest

from boxgrader.checks import NotYet, check, same, tally

Pair = namedtuple("Pair", "low high")
TABLE = pd.DataFrame({"name": ["a", "b", "c"], "size": [1, 2, 3]})


def message(function: Any, *args: Any, want: Any, **options: Any) -> str:
    with pytest.raises(NotYet) as raised:
        check(function, *args).gives(want, what="the task", **options)
    return str(raised.value)


@pytest.mark.parametrize(
    ("got", "want"),
    [
        (np.float64(0.5), 0.5),
        (np.array([1, 2]), (1, 2)),
        (np.array([[1, 2]]), [[1, 2]]),
        (Pair(1, 2), (1, 2)),
        ([1, 2], (1, 2)),
        (pd.Series([1, 2]), [1, 2]),
        (pd.Series([True, None], index=[1.0, 2.0], dtype=object), {1.0: True, 2.0: None}),
        (OrderedDict(a=1), {"a": 1}),
        (Decimal("0.5"), 0.5),
        (Fraction(1, 2), 0.5),
        (np.str_("open"), "open"),
        (np.bool_(True), True),
        (pd.NA, None),
        (0.1 + 0.2, 0.3),
    ],
)
def test_styles_of_a_right_answer_agree(got: Any, want: Any) -> None:
    assert same(got, want)


@pytest.mark.parametrize(
    ("got", "want"),
    [
        (1, True),
        (0, False),
        (True, 1),
        (float("nan"), None),
        ("1", 1),
        ([1], {0: 1}),
        ((1, 2), 1),
        ({1}, [1]),
    ],
)
def test_another_kind_is_another_answer(got: Any, want: Any) -> None:
    assert not same(got, want)


@pytest.mark.parametrize(
    ("got", "want", "said", "slip"),
    [
        (None, 3, "returned nothing (None)", "hands back its result with return"),
        (False, None, "returned False, where None is asked", ""),
        ("4992", 4992, "returned a text, '4992', where a number is asked", "without quotation marks"),
        (4992, "open", "returned a number, 4,992, where a text is asked", ""),
        (1, True, "returned a number, 1, where True or False is asked", "gives True or False"),
        (
            float("nan"),
            None,
            "returned nan, a number that stands for unknown, where None is asked",
            "Hand back None",
        ),
        ([1, 2], {"a": 1}, "returned a list, [1, 2], where a dict is asked", "A dict stores each value"),
        (
            "None",
            None,
            "returned a text, 'None', where None is asked",
            "None itself, without quotation marks",
        ),
        ("[1, 2]", [1, 2], "returned a text, '[1, 2]', where a list is asked", "the values themselves"),
        ("1 to 2", (1, 2), "returned a text, '1 to 2', where a pair is asked", "the values themselves"),
        ({1, 2}, [1, 2], "returned a set, {1, 2}, where a list is asked", "collect in a list"),
        ([1], [1, 2], "returned [1], expected [1, 2]", "Only the first came back"),
        ([2], [1, 2], "returned [2], expected [1, 2]", ""),
        ([], [1], "returned [], expected [1]", ""),
        ([[1, 2]], [1, 2], "returned [[1, 2]], expected [1, 2]", "A list inside a list"),
        ([1, 2], 3, "returned a list, [1, 2], where a number is asked", "One number is asked"),
        ((n for n in [1]), {1: 2}, "returned a generator, ", "Put list(…) around it"),
        (len, 3, "where a number is asked", "with brackets behind its name"),
        (25.0, 0.25, "returned 25, expected 0.25", "A hundred times too large"),
        (0.25, 25, "returned 0.25, expected 25", "A hundred times too small"),
        (2.35, 2.3545, "returned 2.35, expected 2.3545", "rounded to 2 decimals"),
        (7, 2.3545, "returned 7, expected 2.3545", ""),
        (3, 2, "returned 3, expected 2", ""),
    ],
)
def test_the_kind_of_failure_is_named(got: Any, want: Any, said: str, slip: str) -> None:
    def answer() -> Any:
        return got

    text = message(answer, want=want)
    assert said in text
    assert ("Likely slip" in text) == bool(slip), text
    assert slip in text


class Level(StrEnum):
    OPEN = "open"


class Mine(list[int]):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None


def deep(levels: int) -> Any:
    return [deep(levels - 1)] if levels else 1


def endless() -> Any:
    while True:
        yield 1


@pytest.mark.parametrize(
    ("got", "want"),
    [
        ((n for n in (1, 2)), (1, 2)),
        (range(3), [0, 1, 2]),
        (map(str, [1]), ["1"]),
        ({"a": 1}.keys(), ["a"]),
        (TABLE["name"].unique(), ["a", "b", "c"]),
        (pd.RangeIndex(2), [0, 1]),
        (Level.OPEN, "open"),
        ([Level.OPEN], ["open"]),
        (Mine([1]), [1]),
        (Decimal("0.5"), 0.5),
        (type("Mine", (pd.Series,), {})([1, 2]), [1, 2]),
        (np.array([1, 2]).view(type("A", (np.ndarray,), {})), [1, 2]),
        ({"pair": Pair(1, 2)}, {"pair": (1, 2)}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_right_answer_of_an_odd_kind_holds(got: Any, want: Any) -> None:
    check(gives(got)).gives(want, what="a value")


@pytest.mark.parametrize(
    ("got", "said"),
    [
        (Mine([2]), "returned [2], expected [1]"),
        ([1] * 3_000_000, "returned a list too large to look at"),
        (deep(100), "a list nested more than 60 levels deep"),
        (endless(), "returned a generator, <generator object"),
        (type("Yes", (), {"__eq__": lambda self, other: True})(), "returned a Yes, <"),
        (type("Boom", (), {"__repr__": lambda self: 1 / 0})(), "returned a Boom, <Boom>"),
    ],
    ids=["subclass", "large", "deep", "endless", "yes", "boom"],
)
def test_what_cannot_cross_is_named_in_words(got: Any, said: str) -> None:
    assert said in message(gives(got), want=[1])


def test_an_error_inside_a_generator_is_the_answer_s_own() -> None:
    assert "your answer stopped with ZeroDivisionError" in message(lambda: (1 / n for n in [0]), want=[1])


def test_a_test_that_hands_over_what_is_not_on_the_list_still_runs_in_one_process() -> None:
    check(lambda f: f(2), abs).gives(2, what="a function is handed over")


def test_checks_need_nothing_but_python() -> None:
    code = """import sys
from boxgrader.checks import check
check(lambda a, b: {a: [b, (1.5, None)]}, "x", {1}).gives({"x": [{1}, [1.5, None]]}, what="plain")
assert not {"numpy", "pandas", "IPython", "boxgrader.tables"} & set(sys.modules)"""
    assert not subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stderr


@pytest.mark.parametrize("way", ["wire.over", "wire.handed_back(wire.answer"])
@pytest.mark.parametrize(
    "first", ["pd.NA", "pd.Series([1])", "pd.DataFrame({'a': [1]})", "pd.Period('2024')", "np.array([1])"]
)
def test_the_first_value_of_pandas_is_met_as_the_second(first: str, way: str) -> None:
    """Stock nbgrader's kernel has not loaded ``tables`` before: found by comparing its marks with the sealed ones."""
    code = f"""import numpy as np, pandas as pd
from boxgrader import wire
one, two = ({way}({first}){")" * way.count("(")} for _ in "ab")
assert type(one) is type(two) is type({first}), type(one)"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_was_printed_is_seen_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    def answer() -> None:
        print(42)

    assert "It was printed instead." in message(answer, want=42)
    assert capsys.readouterr().out == "42\n"


@pytest.mark.parametrize(
    ("function", "slip"),
    [
        (lambda: TABLE[TABLE["size"] > 1 and TABLE["size"] < 3], "Between columns write &"),
        (lambda: TABLE[TABLE["name"] == "a" & TABLE["size"].isna()], "Between columns write &"),
        (lambda: TABLE["Size"], "no column or key"),
        (lambda: {"size": 1}.size, "not behind a point"),  # type: ignore[attr-defined]
        (lambda: nowhere, "name spelt"),  # type: ignore[name-defined]  # noqa: F821
        (lambda: None < 3, "None stands for unknown"),  # type: ignore[operator]
        (lambda: TABLE(), "Choose another name"),  # type: ignore[operator]
        (lambda: 1 / 0, "before you divide"),
        (lambda: 1.5 ^ 2, "two stars"),  # type: ignore[operator]
        (lambda: (lambda x: x)(), "call functions with all that they need"),  # type: ignore[call-arg]
    ],
)
def test_common_errors_are_explained(function: Any, slip: str) -> None:
    text = message(function, want=3)
    assert slip in text
    assert "lambda>" not in text.split("\n")[0].split("stopped")[0], "a name that the learner never saw"
    assert text.startswith("✗ the task: your answer stopped with")


def test_a_value_taken_for_a_name_is_told_from_a_name_misspelt() -> None:
    def chosen(table: pd.DataFrame, word: str) -> Any:
        return table[word]

    assert "'metaphor' was asked for, and is taken for the name of a column" in message(
        chosen, TABLE, "metaphor", want=3
    )
    assert "no column or key of that name" in message(lambda table, word: table["Size"], TABLE, "a", want=3)


def test_a_word_without_quotation_marks_is_told_from_a_name_misspelt() -> None:
    assert "training is a word here" in message(lambda task: task == training, "training", want=3)  # type: ignore[name-defined]  # noqa: F821
    assert "name spelt" in message(lambda task: task == trainign, "training", want=3)  # type: ignore[name-defined]  # noqa: F821


def test_the_names_of_columns_are_told_from_a_column() -> None:
    assert "gives the names of its columns" in message(lambda table: list(table), TABLE, want=["a", "b"])
    assert "Likely slip" not in message(lambda table: ["name"], TABLE, want=["a", "b"])


def test_a_slip_of_the_task_is_earned_by_its_value() -> None:
    slips = {19.5: "You divided."}
    assert "You divided." in message(lambda: 312 / 16, want=4992, slips=slips)
    assert "Likely slip" not in message(lambda: 312 + 15, want=4992, slips=slips)
    assert "A bracket." in message(lambda: float("nan"), want=4992, slips={float("nan"): "A bracket."})
    assert "A bracket." not in message(lambda: 5, want=4992, slips={float("nan"): "A bracket."})
    lists = [([2, 1], "The order is turned round.")]
    assert "turned round" in message(lambda: [2, 1], want=[1, 2], slips=lists)


def test_the_kind_of_failure_goes_before_words_that_fit_everything() -> None:
    own = "Compare the two columns."
    for function, said in (
        (lambda: TABLE["Size"], "no column or key"),
        (lambda: print("x"), "printed instead"),
    ):
        text = message(function, want=[1], slip=own)
        assert said in text
        assert own not in text
    assert own in message(lambda: [2], want=[1], slip=own)


def test_hidden_tests_name_no_value() -> None:
    text = message(lambda: 7, want=2368, hidden=True)
    assert "2,368" not in text
    with pytest.raises(NotYet) as raised:
        check(lambda t: t, TABLE).keeps(["a"], column="name", what="rows", hidden=True)
    assert "'b'" not in str(raised.value)


def kept(function: Any, **options: Any) -> str:
    with pytest.raises(NotYet) as raised:
        check(function, TABLE).keeps(["a", "b"], column="name", what="the rows", **options)
    return str(raised.value)


def test_rows_are_compared_by_name_in_any_order() -> None:
    check(lambda t: t[t["size"] < 3].iloc[::-1], TABLE).keeps(["a", "b"], column="name", what="the rows")
    check(lambda t: t[["size", "name"]].head(2), TABLE).keeps(["a", "b"], column="name", what="the rows")


def test_a_known_slip_is_told_by_the_rows_that_it_leaves() -> None:
    """Before the slips of single rows, and before the general word on a table that is kept whole."""
    known = {"lost": {"a": "one row"}, "slips": [(["c"], "turned round"), (["c", "b", "a"], "joined by or")]}
    assert "turned round" in kept(lambda t: t.iloc[[2]], **known)
    assert "joined by or" in kept(lambda t: t, **known)
    assert "one row" in kept(lambda t: t.iloc[[1]], **known)


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (lambda t: t.head(1), "lost 'b'"),
        (lambda t: t.iloc[[0, 2]], "lost 'b' and kept 'c'"),
        (lambda t: t, "Every row is kept"),
        (lambda t: t["size"] < 3, "Lay the mask on the table"),
        (lambda t: t[["name"]].head(2), "Keep whole rows"),
        (lambda t: TABLE.rename(columns={"size": "mass"}), "Filter the table that is handed over"),
        (lambda t: print(t), "It was printed instead"),
        (lambda t: len(t), "where a table (DataFrame) is asked"),
        (lambda t: t["Size"], "no column or key"),
    ],
)
def test_what_is_wrong_with_a_table_is_said(function: Any, said: str) -> None:
    assert said in kept(function)


def test_the_slip_of_a_row_is_earned_by_that_row() -> None:
    slips: dict[str, Any] = {"lost": {"b": "An empty cell is lost."}, "kept": {"c": "The day is not asked."}}
    assert "An empty cell is lost." in kept(lambda t: t.head(1), **slips)
    assert "The day is not asked." in kept(
        lambda t: t[t["name"] != "x"].iloc[:3].drop(index=1).iloc[[0, 1]], **{**slips, "lost": {}}
    )
    assert "Likely slip" not in kept(lambda t: t.iloc[[1]], **slips)


def test_a_refusal_is_asked_for_in_words() -> None:
    def accepts(value: float) -> float:
        return -value

    def asserts(value: float) -> float:
        if value <= 0:
            raise AssertionError("no")
        return value

    with pytest.raises(NotYet, match="returned a number, 16, where a ValueError is asked"):
        check(accepts, -16).raises(ValueError, what="a negative rate")
    with pytest.raises(NotYet, match="Refuse it"):
        check(accepts, -16).raises(ValueError, what="a negative rate", slips={16: "Refuse it."})
    with pytest.raises(NotYet, match="stopped with AssertionError: no, where a ValueError is asked"):
        check(asserts, -16).raises(ValueError, what="a negative rate")

    def prints(rate: float) -> float:
        print("ValueError")
        return 1 / 0

    with pytest.raises(NotYet, match="the function goes on: raise ValueError"):
        check(prints, -16).raises(ValueError, what="a negative rate")


def gives(value: Any) -> Any:
    """An answer that always gives this value."""

    def answer(*_: Any) -> Any:
        return value

    return answer


@pytest.mark.parametrize(
    ("got", "want"),
    [
        (4992 * 1.04, 4992),
        (4992 * 1.0001, 4992),
        ([2, 1], [1, 2]),
        ([1, 2, 3], [1, 2]),
        ({"a": 1, "b": 2}, {"a": 1}),
        ({"a": 2}, {"a": 1}),
        (True, 1),
        ("4992", 4992),
    ],
)
def test_near_is_not_right_and_more_is_not_the_same(got: Any, want: Any) -> None:
    with pytest.raises(NotYet):
        check(gives(got)).gives(want, what="a value")


def test_a_number_may_be_given_room() -> None:
    check(gives(104)).gives(100, what="about a hundred", rel=0.05)
    assert "returned 106" in message(gives(106), want=100, rel=0.05)


def test_an_answer_cannot_change_what_the_test_compares_with() -> None:
    numbers = [3, 1, 2]
    check(lambda values: values.sort() or values, numbers).gives([1, 2, 3], what="in order")
    assert numbers == [3, 1, 2]


def test_a_row_kept_twice_is_one_too_many() -> None:
    assert "kept 'b'" in kept(lambda t: t.iloc[[0, 1, 1]])


def test_another_error_is_not_the_one_that_is_asked() -> None:
    def refuses(value: int) -> int:
        raise ValueError("below zero")

    check(refuses, -1).raises(ValueError, what="a negative number")
    with pytest.raises(NotYet, match="ValueError: below zero, where a KeyError is asked"):
        check(refuses, -1).raises(KeyError, what="a negative number")


def test_where_to_reread_is_told() -> None:
    assert message(gives(1), want=2, reread="Shares").endswith("  Reread: Shares")


def test_an_answer_that_is_not_begun_is_not_wrong() -> None:
    def area() -> float:
        raise NotImplementedError

    with pytest.raises(NotYet, match="area is not answered yet"):
        check(area).gives(1, what="x")


def test_partial_credit_is_a_share_and_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    def right() -> None:
        check(gives(1)).gives(1, what="one")

    def wrong() -> None:
        check(gives(1)).gives(2, what="two")

    assert tally(2, right, wrong) == 1
    assert "✗ two" in capsys.readouterr().out
    assert (tally(3, right), tally(3, wrong, wrong)) == (3, 0)


@pytest.mark.parametrize("returned", [ValueError("negative"), ValueError])
def test_an_error_that_is_returned_is_told_from_one_that_is_raised(returned: object) -> None:
    with pytest.raises(NotYet) as caught:
        check(lambda: returned).raises(ValueError, what="a negative rate", slip="Another slip.")
    assert "your answer handed an error back and did not stop, where a ValueError is asked" in str(
        caught.value
    )
    assert "Write raise in front of it, not return" in str(caught.value)
    assert "Another slip" not in str(caught.value)
