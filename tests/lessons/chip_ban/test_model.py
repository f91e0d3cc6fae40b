"""The rule engine: published verdicts, edges of lines, dates, and unknown as a third answer."""

from __future__ import annotations

import pytest

from ai_ambitions import load
from ai_ambitions.lessons.chip_ban import model as c

LAW = load("export_rule_thresholds").to_dict("records")
CHIPS = {row["chip"]: row for row in load("chips").to_dict("records")}
CASES = load("rule_cases").to_dict("records")


def made(**figures: object) -> dict[str, object]:
    return {"chip": "made up", "datacenter": "yes", **figures}


def test_published_verdicts(capsys: pytest.CaptureFixture[str]) -> None:
    agreed, declined = 0, []
    for case in CASES:
        verdict = c.decide(CHIPS[case["chip"]], LAW, case["on"], case["jurisdiction"])
        if verdict.outcome == c.UNDECIDED:
            declined.append(case["case_id"])
            continue
        assert verdict.outcome.replace(" ", "_") == case["expected"], f"{case['case_id']}: {verdict}"
        agreed += 1
    with capsys.disabled():
        print(
            f"\nrule cases: {agreed} of {len(CASES)} agree with published verdicts, {len(declined)} declined for unknown figures"
        )
    assert agreed >= 45
    assert len(declined) <= 2


def test_tpp_of_published_parts() -> None:
    assert c.tpp(312, 16) == 4992  # A100, the model of the line of 2022
    assert round(c.chip_tpp(CHIPS["H20 SXM 96GB"]) or 0) == 2368
    assert c.tpp_from_mac(156, 16) == 4992
    assert round(c.performance_density(2368, 814), 2) == 2.91


def test_the_line_itself_is_over() -> None:
    at, under = (
        c.decide(made(dense_int8_tops=v / 8, die_area_mm2=3000), LAW, "2024-06-01") for v in (4800, 4799.99)
    )
    assert (at.outcome, at.paragraph) == (c.CONTROLLED, "3A090.a")
    assert under.paragraph != "3A090.a"


def test_and_needs_both() -> None:
    dense_but_slow = c.decide(made(dense_int8_tops=1599 / 8, die_area_mm2=100), LAW, "2024-06-01")
    assert dense_but_slow.paragraph not in ("3A090.a", "3A090.b")


@pytest.mark.parametrize(("day", "outcome"), [("2023-11-16", c.NOT_CONTROLLED), ("2023-11-17", c.CONTROLLED)])
def test_a_rule_begins_on_its_day(day: str, outcome: str) -> None:
    chip = CHIPS["A800 SXM4 80GB"] | {"vendor": "nobody named in a letter"}
    assert c.decide(chip, LAW, day).outcome == outcome


def test_until_is_the_first_day_without() -> None:
    rule = {"effective": "2022-10-21", "until": "2023-11-17"}
    assert c.rule_in_force(rule, "2023-11-16")
    assert not c.rule_in_force(rule, "2023-11-17")
    assert c.rule_in_force({"effective": None, "until": float("nan")}, "1990-01-01")


def test_unknown_is_never_taken_for_false() -> None:
    verdict = c.decide(
        made(dense_int8_tops=2000 / 8, interconnect_gbs=10, memory_bandwidth_gbs=10), LAW, "2024-06-01"
    )
    assert verdict.outcome == c.UNDECIDED
    assert verdict.missing == ("performance density",)
    assert "cannot be decided" in str(verdict)
    assert c.all_of([True, None]) is None
    assert c.all_of([False, None]) is False
    assert c.any_of([False, None]) is None
    assert c.any_of([True, None]) is True


def test_no_area_is_not_an_area_of_zero() -> None:
    with pytest.raises(ValueError, match="unknown, not zero"):
        c.performance_density(4000, 0)


def test_a_letter_binds_its_addressees_only() -> None:
    letter = {"addressee": "Nvidia;AMD"}
    assert c.addressed_to(letter, "AMD")
    assert not c.addressed_to(letter, "Huawei")
    assert c.addressed_to({"addressee": None}, "Huawei")


def test_paths() -> None:
    assert "NAC" in c.decide(CHIPS["RTX 4090"], LAW, "2024-06-01").path
    assert (
        c.decide(CHIPS["H200 SXM"], LAW, "2026-01-14").path
        != c.decide(CHIPS["H200 SXM"], LAW, "2026-01-15").path
    )


def test_distance_and_best_design() -> None:
    assert c.distance_to_control(c.decide(CHIPS["H20 SXM 96GB"], LAW, "2024-02-01")) == pytest.approx(
        100 * (1 - 2368 / 2400)
    )
    assert c.distance_to_control(c.decide(CHIPS["H100 SXM5 80GB"], LAW, "2024-02-01")) is None
    assert c.best_free_tpp(814, LAW, "2024-06-01", 900) == pytest.approx(2400, rel=1e-3)
    assert c.best_free_tpp(3000, LAW, "2024-06-01", 900) == pytest.approx(4800, rel=1e-3)
    assert c.best_free_tpp(814, LAW, "2022-11-15", 400) is None


def test_content_shares() -> None:
    parts = [("US", 25.0), ("CN", 0.1), ("NL", 74.9)]
    assert c.content_share(parts, "US") == pytest.approx(25)
    assert not c.over_de_minimis(25, 25, inclusive=False)
    assert c.over_de_minimis(0.1, 0.1, inclusive=True)
    with pytest.raises(ValueError, match="no value"):
        c.content_share([("US", 0)], "US")


def test_words_of_a_verdict() -> None:
    h20 = c.decide(CHIPS["H20 SXM 96GB"], LAW, "2025-05-15")
    assert str(h20) == (
        "H20 SXM 96GB on 2025-05-15: meets letter 2025-04, a limit inferred and not written in the rule"
    )
    assert h20.holding == ["letter 2025-04 (1)"]
    memory = next(line for line in h20.lines if line.metric == "dram_bandwidth_gbs")
    assert (memory.condition, memory.figure) == ("memory bandwidth ≥ 1,400 GB/s", "4,000 GB/s")
    assert memory.ratio == pytest.approx(4000 / 1400)
    gaming = c.decide(CHIPS["RTX 4090"], LAW, "2024-06-01")
    assert gaming.has_path
    yes_or_no = next(line for line in gaming.lines if line.metric == "datacenter")
    assert (yes_or_no.condition, yes_or_no.figure, yes_or_no.ratio) == ("made for data centres", "no", None)
    assert not c.decide(CHIPS["B200"], LAW, "2026-11-23").has_path


def test_metrics_of_a_table_leave_unknown_cells_empty() -> None:
    numbers = c.with_metrics(load("chips")).set_index("chip")
    assert numbers.loc["A100 SXM4 80GB", "tpp"] == 4992
    assert numbers.loc["A100 SXM4 80GB", "performance_density"] == pytest.approx(6.04, abs=0.01)
    assert numbers["performance_density"].isna()[
        "MI300X"
    ]  # its area leaves out the base dies, so it is not used


def test_distances_leave_out_what_is_controlled_or_open() -> None:
    rows = [CHIPS[name] for name in ("A800 SXM4 80GB", "H100 SXM5 80GB", "MI308X")]
    assert c.distances(rows, LAW, "2023-06-01") == [pytest.approx(100 / 3)]


def test_a_distance_is_a_share_of_the_line() -> None:
    link = c.decide(CHIPS["A800 SXM4 80GB"], LAW, "2023-06-01")
    assert c.distance_to_control(link) == pytest.approx(
        100 * (1 - 400 / 600)
    )  # 33, though the rise would be 50


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
    assert c.content_rule_reaches(rows, share, day, as_planned=as_planned) is answer


def test_the_us_content_rule_says_more_than() -> None:
    rows = [rule for rule in LAW if "most destinations" in rule["paragraph"]]
    assert c.content_rule_reaches(rows, 25, "2025-12-15") is False
    assert c.content_rule_reaches(rows, 25.1, "2025-12-15") is True
    with pytest.raises(ValueError, match="cannot be negative"):
        c.content_rule_reaches(rows, -1, "2025-12-15")
