"""The rule engine: published statements, edges of lines, dates, paths, and unknown as a third answer."""

from __future__ import annotations

from typing import Any

import pytest

from ai_ambitions import load
from ai_ambitions.core.errors import CourseError
from ai_ambitions.lessons.chip_ban import engine as e
from ai_ambitions.lessons.chip_ban.model import find
from ai_ambitions.lessons.chip_ban.places import places

RULES, TABLE = load("export_rule_thresholds"), load("chips")
WHERE = places(load("export_country_groups"), load("export_rule_places"), load("economies"))
LAW = RULES.to_dict("records")
CHIPS = {row["chip"]: row for row in TABLE.to_dict("records")}


def made(**figures: object) -> dict[str, object]:
    return {"chip": "made up", "datacenter": "yes", **figures}


def cases(rules: Any = RULES) -> Any:
    return e.against_published(
        load("rule_cases"), TABLE, rules, WHERE, load("memory_stacks"), load("disputed_values")
    )


def test_published_statements(capsys: pytest.CaptureFixture[str]) -> None:
    checked = cases()
    counts, ways = checked["engine"].value_counts(), checked["way"].value_counts()
    with capsys.disabled():
        print(f"\nrule cases: {counts.to_dict()}; ways and policies: {ways.get('agrees', 0)} agree; "
              f"from new sources: {checked['new source'].sum()}")  # fmt: skip
    assert len(checked) >= 60
    differing = checked[checked["engine"] == "disagrees"]
    assert len(differing) <= 3
    assert differing["note"].str.startswith("differs: ").all()  # a case that differs stays, and says why
    assert counts["agrees"] >= 85
    assert counts["declines to answer"] <= 10
    assert "disagrees" not in ways
    assert ways["agrees"] >= 8


def test_a_case_that_is_declined_has_a_reason() -> None:
    declined = cases().query("engine == 'declines to answer'")
    starts = (
        "cannot be decided: ",
        "depends: ",
        "not known for this place; ",
        "outside the scope of this engine; ",
    )
    assert declined["answer"].str.startswith(starts).all()
    assert {"depends", "outside", "cannot"} <= set(declined["answer"].str.extract(r"^(\w+)")[0])


def test_without_places_cases_elsewhere_are_declined() -> None:
    checked = e.against_published(load("rule_cases"), TABLE, RULES)
    elsewhere = (checked["destination"] != "CN") | (checked["kind"] != "export")
    assert set(checked[elsewhere]["engine"]) == {"declines to answer"}
    assert "disagrees" not in set(checked[~elsewhere]["engine"])


def test_a_wrong_line_would_disagree_with_what_was_published() -> None:
    looser = RULES.copy()
    looser.loc[looser["metric"] == "tpp", "value"] *= 10
    assert (cases(looser)["engine"] == "disagrees").sum() > 10


def test_a_source_that_rows_were_written_from_is_not_new() -> None:
    checked, scopes = cases(), load("export_rule_places")
    used = {
        name for table in (RULES, scopes) for column in ("source_id", "source_id_2") for name in table[column]
    }
    assert not (checked["source_id"].isin(used) & checked["new source"]).any()
    assert "nvda-2026-10k" not in set(checked[checked["new source"]]["source_id"])


def test_the_line_itself_is_over() -> None:
    at, under = (
        e.decide(made(dense_int8_tops=v / 8, die_area_mm2=3000), LAW, "2024-06-01") for v in (4800, 4799.99)
    )
    assert (at.outcome, at.paragraph) == (e.CONTROLLED, "3A090.a")
    assert under.paragraph != "3A090.a"


def test_and_needs_both() -> None:
    dense_but_slow = e.decide(made(dense_int8_tops=1599 / 8, die_area_mm2=100), LAW, "2024-06-01")
    assert dense_but_slow.paragraph not in ("3A090.a", "3A090.b")


@pytest.mark.parametrize(("day", "outcome"), [("2023-11-16", e.NOT_CONTROLLED), ("2023-11-17", e.CONTROLLED)])
def test_a_rule_begins_on_its_day(day: str, outcome: str) -> None:
    chip = CHIPS["A800 SXM4 80GB"] | {"vendor": "nobody named in a letter"}
    assert e.decide(chip, LAW, day).outcome == outcome


def test_unknown_is_never_taken_for_false() -> None:
    decision = e.decide(
        made(dense_int8_tops=2000 / 8, interconnect_gbs=10, memory_bandwidth_gbs=10), LAW, "2024-06-01"
    )
    assert decision.outcome == e.UNDECIDED
    assert decision.missing == ("density",)
    assert str(decision) == "made up on 2024-06-01: cannot be decided: density unknown"


def test_a_letter_binds_its_addressees_only() -> None:
    letter = {"addressee": "Nvidia;AMD"}
    assert e.addressed_to(letter, "AMD")
    assert not e.addressed_to(letter, "Huawei")
    assert e.addressed_to({"addressee": None}, "Huawei")


def test_easier_paths_are_said_in_words() -> None:
    gaming = e.decide(CHIPS["RTX 4090"], LAW, "2024-06-01")
    assert gaming.easier_path == "after a notice to BIS or case-by-case review"
    assert e.decide(CHIPS["H200 SXM"], LAW, "2026-01-14").easier_path == ""
    assert e.decide(CHIPS["H200 SXM"], LAW, "2026-01-15").easier_path == "case-by-case review"
    assert not e.decide(CHIPS["B200"], LAW, "2026-11-23").paths


def test_no_identifier_is_left_in_what_a_reader_sees() -> None:
    """Every paragraph and every path of the real rules has words."""
    for day in ("2022-09-01", "2022-11-15", "2023-11-01", "2024-06-01", "2025-05-15", "2026-11-23"):
        for chip in CHIPS.values():
            decision = e.decide(chip, LAW, day)
            words = [str(decision), decision.easier_path, *decision.holding]
            words += [line.bracket + line.condition for line in decision.lines]
            assert not any(
                sign in " ".join(words) for sign in ("3A090.", "748", "742", "740", "_", "letter 20")
            )


def test_words_of_a_decision() -> None:
    h20 = e.decide(CHIPS["H20 SXM 96GB"], LAW, "2025-05-15")
    said = "H20 SXM 96GB on 2025-05-15: meets the letters of April 2025, a limit inferred and not written in the rule"
    assert str(h20) == said
    assert h20.holding == ["2025 letters (1)"]
    memory = next(line for line in h20.lines if line.metric == "dram_bandwidth_gbs")
    assert (memory.condition, memory.figure) == ("memory bandwidth ≥ 1,400 GB/s", "4,000 GB/s")
    assert memory.ratio == pytest.approx(4000 / 1400)
    gaming = e.decide(CHIPS["RTX 4090"], LAW, "2024-06-01")
    yes_or_no = next(line for line in gaming.lines if line.metric == "datacenter")
    assert (yes_or_no.condition, yes_or_no.figure, yes_or_no.ratio) == ("made for data centres", "no", None)


def test_a_table_and_its_rows_give_the_same_answer() -> None:
    chip = find(TABLE, "H100 SXM5 80GB")
    assert str(e.decide(chip, RULES, "2024-06-01")) == str(e.decide(chip, LAW, "2024-06-01"))


def test_bad_input_gets_a_sentence() -> None:
    with pytest.raises(CourseError, match="is not a day"):
        e.decide(CHIPS["RTX 4090"], LAW, "last June")
    with pytest.raises(CourseError, match="H100"):
        find(TABLE, "H-100 SXM5")
    strange = [{**LAW[0], "metric": "colour", "effective": None, "until": None}]
    with pytest.raises(ValueError, match="not a figure of a chip"):
        e.decide(CHIPS["A100 SXM4 80GB"], strange, "2024-06-01")


def test_distance_and_best_design() -> None:
    h20 = e.decide(CHIPS["H20 SXM 96GB"], LAW, "2024-02-01")
    assert e.distance_to_control(h20) == pytest.approx(100 * (1 - 2368 / 2400))
    assert e.distance_to_control(e.decide(CHIPS["H100 SXM5 80GB"], LAW, "2024-02-01")) is None
    assert e.best_free_tpp(814, LAW, "2024-06-01", 900) == pytest.approx(2400, rel=1e-3)
    assert e.best_free_tpp(3000, LAW, "2024-06-01", 900) == pytest.approx(4800, rel=1e-3)
    assert e.best_free_tpp(814, LAW, "2022-11-15", 400) is None


def test_distances_leave_out_what_is_controlled_or_open() -> None:
    rows = [CHIPS[name] for name in ("A800 SXM4 80GB", "H100 SXM5 80GB", "MI308X")]
    assert e.distances(rows, LAW, "2023-06-01") == [pytest.approx(100 / 3)]


def test_a_distance_is_a_share_of_the_line() -> None:
    link = e.decide(CHIPS["A800 SXM4 80GB"], LAW, "2023-06-01")
    assert e.distance_to_control(link) == pytest.approx(
        100 * (1 - 400 / 600)
    )  # 33, though the rise would be 50


def test_an_addressee_is_a_whole_name() -> None:
    assert not e.addressed_to({"addressee": "Intel Mobileye;AMD"}, "Intel")
    assert e.addressed_to({"addressee": "Intel;AMD"}, "Intel")


def test_the_figure_that_falls_shortest_and_the_nearest_way_decide_a_distance() -> None:
    law = [
        RULE,
        RULE | {"metric": "io_bandwidth_gbs", "value": 600},
        RULE | {"alternative": "2", "metric": "tpp", "value": 4000},
    ]
    chip = made(
        dense_fp16_tflops=50, interconnect_gbs=300
    )  # 20 and 50 per cent below the first way, 80 below the second
    assert e.distance_to_control(e.decide(chip, law, "2024-01-01")) == pytest.approx(50)


RULE = {
    "rule_id": "r", "paragraph": "p", "role": "control", "subject": "chip", "jurisdiction": "US", "addressee": None,
    "basis": "text", "effective": "2020-01-01", "until": None, "operator": ">=", "relieves": None, "alternative": "1",
    "metric": "tpp", "value": 1000,
}  # fmt: skip


def test_a_path_is_open_only_where_its_figures_are_known_to_fit() -> None:
    relief = RULE | {"paragraph": "742.6 review", "role": "review_policy", "relieves": "p", "operator": "<"}
    law = [RULE, relief | {"metric": "dram_bandwidth_gbs", "value": 4000}]
    chip = made(dense_fp16_tflops=100)
    assert e.decide(chip, law, "2024-01-01").paths == ()
    assert e.decide(chip | {"memory_bandwidth_gbs": 4000}, law, "2024-01-01").paths == ()
    fits = e.decide(chip | {"memory_bandwidth_gbs": 3999}, law, "2024-01-01")
    assert fits.paths == ("742.6 review",)
    assert repr(fits).endswith("; easier path: case-by-case review")
    assert "easier path" not in repr(e.decide(chip, law, "2024-01-01"))


def test_a_limit_inferred_from_a_letter_bounds_no_design() -> None:
    law = [RULE | {"value": 2400}, RULE | {"rule_id": "letter", "basis": "inferred"}]
    assert e.best_free_tpp(800, law, "2024-01-01", 900) == pytest.approx(2400, rel=1e-3)
