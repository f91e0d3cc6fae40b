"""What a check takes for right, and what it says of what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from ai_ambitions.practice.checks import NotYet, check, passed, tally

CHIPS = pd.DataFrame({"chip": ["A", "B", "C"], "rate": [1, 2, 3]})


def gives(value: Any) -> Callable[..., Any]:
    """An answer that always gives this value."""

    def answer(*_: Any) -> Any:
        return value

    return answer


def said(call: Callable[[], object]) -> str:
    with pytest.raises(NotYet) as caught:
        call()
    return str(caught.value)


@pytest.mark.parametrize(
    ("got", "want"),
    [(4992.0, 4992), (1 / 3, 1 / 3 + 1e-12), ((1, 2), [1, 2]), ({"a": 1.0}, {"a": 1}), (None, None), (True, True)],
)  # fmt: skip
def test_the_style_of_an_answer_does_not_matter(got: Any, want: Any) -> None:
    check(gives(got)).gives(want, what="a value")


@pytest.mark.parametrize(
    ("got", "want"),
    [
        (4992 * 1.04, 4992), (4992 * 1.0001, 4992), (True, 1), (1, True), ("4992", 4992), ([2, 1], [1, 2]), ([1, 2, 3], [1, 2]),
        ({"a": 1, "b": 2}, {"a": 1}), ({"a": 2}, {"a": 1}), (0, None), ({1, 2}, [1, 2]),
    ],
)  # fmt: skip
def test_near_is_not_right_and_another_kind_is_another_value(got: Any, want: Any) -> None:
    said(lambda: check(gives(got)).gives(want, what="a value"))


def test_a_number_may_be_given_room() -> None:
    check(gives(104)).gives(100, what="about a hundred", rel=0.05)
    said(lambda: check(gives(106)).gives(100, what="about a hundred", rel=0.05))


def test_a_hidden_test_tells_no_value_and_no_row() -> None:
    assert "148" in said(lambda: check(gives(1)).gives(148, what="x"))
    assert "148" not in said(lambda: check(gives(1)).gives(148, what="x", hidden=True))
    lost = gives(CHIPS.iloc[:1])
    assert "'B'" in said(lambda: check(lost, CHIPS).keeps(["A", "B"], column="chip", what="x"))
    assert "'B'" not in said(
        lambda: check(lost, CHIPS).keeps(["A", "B"], column="chip", what="x", hidden=True)
    )


def test_an_answer_cannot_change_what_the_test_compares_with() -> None:
    numbers = [3, 1, 2]
    check(lambda values: values.sort() or values, numbers).gives([1, 2, 3], what="in order")
    assert numbers == [3, 1, 2]


def test_rows_are_kept_lost_and_kept_whole() -> None:
    check(gives(CHIPS.iloc[1:]), CHIPS).keeps(["C", "B"], column="chip", what="two")
    for wrong, words in (
        (CHIPS, "Every row is kept"), (CHIPS.iloc[:2], "kept 'A'"), (CHIPS.iloc[2:], "lost 'B'"),
        (CHIPS.iloc[1:][["chip"]], "without 'rate'"), (["B", "C"], "where a table"), (None, "nothing (None)"),
    ):  # fmt: skip
        assert words in said(
            lambda wrong=wrong: check(gives(wrong), CHIPS).keeps(["B", "C"], column="chip", what="two")
        )
    more = pd.concat([CHIPS.iloc[1:], CHIPS.iloc[1:2]])
    assert "kept 'B'" in said(lambda: check(gives(more), CHIPS).keeps(["B", "C"], column="chip", what="two"))


def test_the_kind_of_error_counts() -> None:
    def refuses(value: int) -> int:
        if value < 0:
            raise ValueError("below zero")
        return value

    check(refuses, -1).raises(ValueError, what="a negative number")
    assert "ValueError" in said(lambda: check(refuses, -1).raises(KeyError, what="x"))
    assert "returned a number, 1" in said(lambda: check(refuses, 1).raises(ValueError, what="x"))
    assert "stopped with ValueError: below zero" in said(lambda: check(refuses, -1).gives(1, what="x"))


@pytest.mark.parametrize(
    ("got", "want", "slip"),
    [
        (2600, 26, "A hundred times too large"), (0.26, 26, "A hundred times too small"), (0.33, 1 / 3, "rounded to 2 decimals"),
        ("26", 26, "without quotation marks"), (7, 12, "You added."), (13, 12, "Look again."),
    ],
)  # fmt: skip
def test_the_likely_slip_is_told_and_where_to_reread(got: Any, want: Any, slip: str) -> None:
    words = said(
        lambda: check(gives(got)).gives(
            want, what="x", slips={7: "You added."}, slip="Look again.", reread="Shares"
        )
    )
    assert f"  Likely slip: {slip}" in words or slip in words.split("  Likely slip: ")[1]
    assert words.endswith("  Reread: Shares")


def test_what_is_printed_and_not_returned_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    def prints(value: int) -> None:
        print(value)

    assert "It was printed instead" in said(lambda: check(prints, 3).gives(3, what="x"))
    assert capsys.readouterr().out == "3\n"
    assert "It was printed" not in said(lambda: check(gives(None)).gives(3, what="x"))


def test_an_answer_that_is_not_begun_is_not_wrong() -> None:
    def tpp() -> float:
        raise NotImplementedError

    assert said(lambda: check(tpp).gives(1, what="x")).startswith("✗ tpp is not answered yet.")


def test_partial_credit_is_a_share_and_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    right, wrong = (
        lambda: check(gives(1)).gives(1, what="one"),
        lambda: check(gives(1)).gives(2, what="two"),
    )
    assert tally(2, right, wrong) == 1
    assert "two" in capsys.readouterr().out
    assert (tally(3, right), tally(3, wrong, wrong)) == (3, 0)
    passed("Task 1 holds.")
    assert "hidden tests" in capsys.readouterr().out
