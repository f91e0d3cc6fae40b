"""What lesson 06 teaches: two figures of a chip, AND and OR with unknowns, rules with dates, content rules."""

from __future__ import annotations

import pytest

from ai_ambitions import load
from ai_ambitions.lessons.chip_ban import model as m

LAW = load("export_rule_thresholds").to_dict("records")
CHIPS = {row["chip"]: row for row in load("chips").to_dict("records")}


def test_tpp_of_published_parts() -> None:
    assert m.tpp(312, 16) == 4992  # A100, the model of the line of 2022
    assert round(m.chip_tpp(CHIPS["H20 SXM 96GB"]) or 0) == 2368
    assert round(m.performance_density(2368, 814), 2) == 2.91
    with pytest.raises(ValueError, match="negative"):
        m.tpp(-1, 16)


def test_the_largest_product_counts() -> None:
    assert m.chip_tpp({"dense_fp16_tflops": 100, "dense_fp4_tflops": 1000}) == 4000
    assert m.chip_tpp({}) is None


def test_no_area_is_not_an_area_of_zero() -> None:
    with pytest.raises(ValueError, match="unknown, not zero"):
        m.performance_density(4000, 0)


def test_unknown_settles_nothing_but_may_not_matter() -> None:
    assert m.all_of([True, None]) is None
    assert m.all_of([False, None]) is False
    assert m.any_of([False, None]) is None
    assert m.any_of([True, None]) is True


def test_until_is_the_first_day_without() -> None:
    rule = {"effective": "2022-10-21", "until": "2023-11-17"}
    assert m.rule_in_force(rule, "2022-10-21")
    assert not m.rule_in_force(rule, "2022-10-20")
    assert m.rule_in_force(rule, "2023-11-16")
    assert not m.rule_in_force(rule, "2023-11-17")
    assert m.rule_in_force({"effective": None, "until": float("nan")}, "1990-01-01")


def test_metrics_of_a_table_leave_unknown_cells_empty() -> None:
    numbers = m.with_metrics(load("chips")).set_index("chip")
    assert numbers.loc["A100 SXM4 80GB", "tpp"] == 4992
    assert numbers.loc["A100 SXM4 80GB", "performance_density"] == pytest.approx(6.04, abs=0.01)
    # The area of this one leaves out the base dies, so it is not used.
    assert numbers["performance_density"].isna()["MI300X"]


@pytest.mark.parametrize(
    ("share", "day", "as_planned", "answer"),
    [
        (0.2, "2025-12-15", False, False),  # suspended before its start
        (0.2, "2025-12-15", True, True),
        (0.1, "2025-12-15", True, True),  # "or more": the line itself is reached
        (0.05, "2025-12-15", True, False),
        (0.2, "2026-11-20", False, None),  # what followed the suspension is not known
        (0.05, "2026-11-20", False, False),
    ],
)
def test_the_chinese_content_rule(share: float, day: str, as_planned: bool, answer: bool | None) -> None:
    rows = [rule for rule in LAW if rule["metric"] == "cn_rare_earth_value_percent"]
    assert m.content_rule_reaches(rows, share, day, as_planned=as_planned) is answer


def test_the_us_content_rule_says_more_than() -> None:
    rows = [rule for rule in LAW if "most destinations" in rule["paragraph"]]
    assert m.content_rule_reaches(rows, 25, "2025-12-15") is False
    assert m.content_rule_reaches(rows, 25.1, "2025-12-15") is True
    with pytest.raises(ValueError, match="cannot be negative"):
        m.content_rule_reaches(rows, -1, "2025-12-15")
