"""Places in the rule engine: country groups, kinds, seats of buyers, ways and policies, figures in dispute, memory."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core.errors import CourseError
from ai_ambitions.lessons.chip_ban import engine as e
from ai_ambitions.lessons.chip_ban import figures
from ai_ambitions.lessons.chip_ban.model import find
from ai_ambitions.lessons.chip_ban.places import KINDS, Places, places

GROUPS, SCOPES, ECONOMIES = load("export_country_groups"), load("export_rule_places"), load("economies")
WHERE = places(GROUPS, SCOPES, ECONOMIES)
CHIPS, RULES, DISPUTED = load("chips"), load("export_rule_thresholds"), load("disputed_values")
LAW = RULES.to_dict("records")
H100, H200, H20, GAMING = (find(CHIPS, n) for n in ("H100 SXM5 80GB", "H200 SXM", "H20 SXM 96GB", "RTX 4090"))


def test_a_place_is_known_by_code_by_name_and_by_what_people_type() -> None:
    assert [WHERE.code(name) for name in ("GB", "united kingdom", "UK", "USA")] == ["GB", "GB", "GB", "US"]
    with pytest.raises(CourseError, match="There is no place called 'UK'"):
        Places((), (), {"AA": "Aland"}).code("UK")


# --- toy tables ---------------------------------------------------------------------------------------------------------

RULE: dict[str, Any] = {
    "rule_id": "r", "paragraph": "p", "role": "control", "subject": "chip", "jurisdiction": "US", "addressee": None,
    "basis": "text", "effective": "2020-01-01", "until": None, "operator": ">=", "relieves": None, "alternative": "1",
    "metric": "tpp", "value": 1000,
}  # fmt: skip
SCOPE: dict[str, Any] = {
    "rule_id": "r", "paragraph": "p", "says": "licence", "place": "destination", "covers": "D:1", "excludes": "A:5",
    "kinds": "export;reexport", "policy": "", "effective": "2020-01-01", "until": None,
}  # fmt: skip
NAMES = {"AA": "Aland", "BB": "Beland", "CC": "Celand", "DD": "Deland", "US": "United States"}


def group(
    economy: str, groups: str, effective: str = "2020-01-01", until: str | None = None
) -> dict[str, Any]:
    return {"economy": economy, "groups": groups, "effective": effective, "until": until}


def world(*scopes: dict[str, Any]) -> Places:
    """Aland lies in D:1, Beland outside of it, Celand in D:1 and A:5; of Deland nothing is known until 2025."""
    rows = (group("AA", "B;D:1"), group("BB", "B"), group("CC", "A:5;D:1"), group("DD", "D:1", "2025-01-01"))
    return Places(rows, scopes or (SCOPE,), NAMES)


def chip(tpp: float | None = 1600, **more: Any) -> dict[str, Any]:
    return {"chip": "made up", "datacenter": "yes", "dense_fp16_tflops": tpp and tpp / 16, **more}


def ask(
    to: str, *, law: Any = (RULE,), where: Places | None = None, what: Any = None, **more: Any
) -> e.Decision:
    return e.decide(
        what or chip(), list(law), more.pop("on", "2024-01-01"), to, places=where or world(), **more
    )


@pytest.mark.parametrize(
    ("to", "outcome"),
    [
        ("AA", e.CONTROLLED),
        ("BB", e.NO_RULE),
        ("CC", e.NO_RULE),
        ("DD", e.NOT_KNOWN),
        ("Aland", e.CONTROLLED),
    ],
)
def test_a_group_decides_whether_a_rule_applies(to: str, outcome: str) -> None:
    assert ask(to).outcome == outcome


def test_an_unknown_place_is_never_taken_for_free() -> None:
    decision = ask("DD")
    assert decision.missing == ("the country groups of Deland on 2024-01-01",)
    assert decision.finding.startswith(
        "not known for this place; an answer needs the country groups of Deland"
    )
    assert ask("DD", on="2025-01-01").outcome == e.CONTROLLED


def test_where_no_figure_is_met_the_place_need_not_be_known() -> None:
    assert ask("DD", what=chip(900)).outcome in e.FREE


def test_an_unknown_figure_and_an_unknown_place_are_told_apart() -> None:
    assert ask("AA", what=chip(None)).outcome == e.UNDECIDED
    assert ask("DD", what=chip(None)).outcome == e.NOT_KNOWN
    assert ask("BB", what=chip(None)).outcome == e.NO_RULE


def test_a_rule_whose_places_no_row_tells_is_not_known() -> None:
    silent = world({**SCOPE, "rule_id": "another"})
    assert ask("AA", where=silent).outcome == e.NOT_KNOWN
    assert "the places to which p apply" in ask("AA", where=silent).missing


def test_the_last_list_in_force_counts() -> None:
    rows = (group("AA", "B", "2020-01-01", "2022-01-01"), group("AA", "D:1", "2022-01-01"))
    moved = Places(rows, (SCOPE,), NAMES)
    assert ask("AA", where=moved, on="2021-12-31").outcome == e.NO_RULE
    assert ask("AA", where=moved, on="2022-01-01").outcome == e.CONTROLLED


def test_a_kind_that_the_source_does_not_state_is_not_known() -> None:
    assert ask("AA", kind="reexport").outcome == e.CONTROLLED
    decision = ask("AA", kind="transfer")
    assert decision.outcome == e.NOT_KNOWN
    assert decision.missing == ("what p say of transfers within a country",)
    assert ask("BB", kind="transfer").outcome == e.NO_RULE


def test_a_rule_may_follow_the_firm() -> None:
    both = world(SCOPE, {**SCOPE, "place": "headquarters"})
    assert ask("BB", where=both).outcome == e.NO_RULE
    assert ask("BB", where=both, headquarters="AA").outcome == e.CONTROLLED
    assert ask("BB", where=both, headquarters="Celand").outcome == e.NO_RULE
    assert ask("BB", where=both, headquarters="DD").outcome == e.NOT_KNOWN


def test_the_duty_and_the_policy_are_two_things() -> None:
    assert ask("AA").review == e.NO_POLICY
    denial = {**SCOPE, "says": "review", "excludes": "", "policy": "presumption of denial"}
    decision = ask("AA", where=world(SCOPE, denial))
    assert (decision.outcome, decision.review) == (e.CONTROLLED, "presumption of denial")
    assert str(decision).endswith("to Aland: meets p; presumption of denial")
    assert ask("BB", where=world(SCOPE, denial)).review == ""


RELIEF = RULE | {
    "paragraph": "742.6 review",
    "role": "review_policy",
    "relieves": "p",
    "operator": "<",
    "value": 2000,
}
WAY = SCOPE | {
    "paragraph": "742.6 review",
    "says": "path",
    "covers": "AA",
    "excludes": "",
    "policy": "case-by-case review",
}


def test_a_way_is_open_where_the_table_opens_it() -> None:
    law = (RULE, RELIEF)
    here = ask("AA", law=law, where=world(SCOPE, WAY))
    assert (here.easier_path, here.review) == ("case-by-case review", "case-by-case review")
    elsewhere = ask("AA", law=law, where=world(SCOPE, {**WAY, "covers": "BB"}))
    assert (elsewhere.paths, elsewhere.review) == ((), e.NO_POLICY)
    assert ask("AA", law=law, where=world(SCOPE, WAY), kind="reexport").paths
    assert not ask("AA", law=law, where=world(SCOPE, {**WAY, "kinds": "export"}), kind="reexport").paths
    assert not ask("AA", law=law, where=world(SCOPE, WAY), what=chip(2000)).paths


def test_an_exception_is_shut_to_buyers_from_places_it_leaves_out() -> None:
    law, shut = (RULE, RELIEF), world(SCOPE, {**WAY, "covers": "D:1", "excludes": "BB"})
    assert ask("AA", law=law, where=shut).paths
    assert not ask("AA", law=law, where=shut, headquarters="BB").paths


def test_a_rule_that_is_not_enforced_is_a_note_and_no_duty() -> None:
    text = {**SCOPE, "says": "not_enforced", "covers": "*", "excludes": "", "policy": "stands in the text"}
    decision = ask("BB", where=world(SCOPE, text))
    assert (decision.outcome, decision.notes) == (e.NO_RULE, ("stands in the text",))
    assert str(decision).endswith("no rule in force for this place in our table. Note: stands in the text")
    assert ask("BB", where=world(SCOPE, text), what=chip(900)).notes == ()


def test_a_letter_with_unpublished_names_leaves_the_answer_open() -> None:
    letter = {**SCOPE, "says": "unpublished", "covers": "AA;BB", "excludes": ""}
    elsewhere = RULE | {"role": "control_elsewhere", "addressee": "Maker"}
    decision = ask("BB", law=(elsewhere,), where=world(letter), what=chip(vendor="Maker"))
    assert decision.outcome == e.NOT_KNOWN
    assert "not published" in decision.finding
    assert ask("BB", law=(elsewhere,), where=world(letter), what=chip(vendor="Other")).outcome == e.NO_RULE
    assert ask("CC", law=(elsewhere,), where=world(letter), what=chip(vendor="Maker")).outcome == e.NO_RULE
    assert e.decide(chip(vendor="Maker"), [elsewhere], "2024-01-01").outcome == e.NO_RULE  # not about China


def test_where_other_rules_decide_silence_is_not_freedom() -> None:
    other = {**SCOPE, "says": "other_rules", "covers": "BB", "excludes": "", "policy": "an embargo"}
    for what in (chip(), chip(900)):
        decision = ask("BB", where=world(SCOPE, other), what=what)
        assert (decision.outcome, decision.missing) == (e.NOT_KNOWN, ("an embargo",))
    assert ask("AA", where=world(SCOPE, other)).outcome == e.CONTROLLED
    assert ask("BB", where=world(SCOPE, {**other, "until": "2023-01-01"})).outcome == e.NO_RULE


def disputed(**cells: Any) -> dict[str, Any]:
    row = {
        "table": "chips",
        "key": "chip=made up",
        "field": "dense_fp16_tflops",
        "value": 100,
        "as_stated_by": "A",
    }
    return {**row, "source_id": "s", **cells}


def test_a_contested_figure_gives_both_sides() -> None:
    rows = [disputed(), disputed(value=50, as_stated_by="B", source_id="t")]
    decision = e.decide(chip(), [RULE], "2024-01-01", disputed=rows)
    assert decision.outcome == e.DEPENDS
    assert [(s.figure, s.stated_by, s.source_id, s.outcome) for s in decision.depends] == [
        ("100 TFLOPS", "A", "s", "meets p"),
        ("50 TFLOPS", "B", "t", "meets no paragraph"),
    ]
    assert (
        decision.finding
        == "depends: 16-bit rate 100 TFLOPS (A): meets p; 16-bit rate 50 TFLOPS (B): meets no paragraph"
    )
    assert e.decide(chip(), [RULE], "2024-01-01").outcome == e.CONTROLLED


def test_a_dispute_on_which_nothing_hangs_is_left_out() -> None:
    rows = [
        disputed(),
        disputed(value=90),
        disputed(field="die_area_mm2", value=5),
        disputed(value=float("nan")),
    ]
    assert e.decide(chip(), [RULE], "2024-01-01", disputed=rows).outcome == e.CONTROLLED
    other = [disputed(), disputed(key="chip=another", value=1)]
    assert e.decide(chip(), [RULE], "2024-01-01", disputed=other).outcome == e.CONTROLLED


def test_a_16_bit_rate_takes_the_8_bit_one_along() -> None:
    twice = chip(dense_int8_tops=200)
    rows = [disputed(), disputed(value=50)]
    assert e.decide(twice, [RULE], "2024-01-01", disputed=rows).outcome == e.DEPENDS
    own = chip(dense_int8_tops=400)  # no copy of the 16-bit rate: it stays
    assert e.decide(own, [RULE], "2024-01-01", disputed=rows).outcome == e.CONTROLLED


def test_a_contested_limit_gives_both_sides() -> None:
    law = [RULE | {"metric": "dram_bandwidth_gbs"}]
    cell = {"table": "export_rule_thresholds", "key": "rule_id=r", "field": "dram_bandwidth_gbs limit"}
    rows = [disputed(**cell, value=1000), disputed(**cell, value=3000)]
    decision = e.decide(chip(memory_bandwidth_gbs=2000), law, "2024-01-01", disputed=rows)
    assert decision.outcome == e.DEPENDS
    assert "a line for memory bandwidth of 3,000 GB/s (A): meets no paragraph" in decision.finding


@pytest.mark.parametrize("row", range(3))
def test_a_higher_figure_never_frees(row: int) -> None:
    """On the real rules: no more TPP, memory or links ever turned a duty into freedom, wherever it goes."""
    field = ("dense_int8_tops", "memory_bandwidth_gbs", "interconnect_gbs")[row]
    order = {e.CONTROLLED: 1}
    base = {
        "chip": "x", "vendor": "Nvidia", "datacenter": "yes", "die_area_mm2": 800, "dense_int8_tops": 250,
        "memory_bandwidth_gbs": 1000, "interconnect_gbs": 500,
    }  # fmt: skip
    days = ("2022-09-01", "2022-11-15", "2023-11-01", "2024-06-01", "2025-05-15", "2026-11-23")
    for day, (to, seat) in itertools.product(
        days, (("CN", ""), ("MO", ""), ("SA", ""), ("MY", "CN"), ("AE", ""))
    ):
        seen = []
        for value in (10, 200, 400, 600, 900, 1500, 4000, 9000):
            decision = e.decide({**base, field: value}, LAW, day, to, headquarters=seat, places=WHERE)
            seen.append(order.get(decision.outcome, 0))
        assert seen == sorted(seen), (day, to, field)


# --- the real tables ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "day", "deal", "outcome", "review"),
    [
        (H100, "2026-11-23", {}, e.CONTROLLED, "case-by-case review"),
        (H100, "2026-11-23", {"kind": "reexport"}, e.CONTROLLED, "presumption of denial"),
        (H100, "2026-11-23", {"kind": "transfer"}, e.CONTROLLED, "presumption of denial"),
        (H100, "2026-11-23", {"destination": "Malaysia"}, e.NO_RULE, ""),
        (H100, "2026-11-23", {"destination": "MY", "headquarters": "China"}, e.CONTROLLED, "presumption of denial"),
        (H100, "2024-06-01", {"destination": "MY"}, e.NOT_KNOWN, ""),
        (H100, "2026-11-23", {"destination": "AE"}, e.CONTROLLED, e.NO_POLICY),
        (H100, "2024-06-01", {"destination": "AE"}, e.CONTROLLED, "presumption of approval"),
        (H100, "2024-06-01", {"destination": "VN"}, e.CONTROLLED, "presumption of approval"),
        (H100, "2024-06-01", {"destination": "VN", "headquarters": "China"}, e.CONTROLLED, e.NO_POLICY),
        (H100, "2026-11-23", {"destination": "SA"}, e.CONTROLLED, "presumption of approval"),
        (H100, "2026-11-23", {"destination": "SA", "headquarters": "CN"}, e.CONTROLLED, "presumption of denial"),
        (H100, "2026-07-15", {"destination": "AE"}, e.NOT_KNOWN, ""),
        (H100, "2023-08-01", {"destination": "AE"}, e.NOT_KNOWN, ""),
        (H100, "2023-08-01", {"destination": "MO"}, e.CONTROLLED, e.NO_POLICY),
        (H100, "2022-12-01", {"destination": "MO"}, e.NO_RULE, ""),
        (H100, "2022-09-01", {"destination": "RU"}, e.CONTROLLED, e.NO_POLICY),
        (H100, "2022-09-01", {"destination": "RU", "kind": "reexport"}, e.NOT_KNOWN, ""),
        (H100, "2026-11-23", {"destination": "IL"}, e.NO_RULE, ""),
        (H100, "2023-02-01", {"destination": "RU"}, e.NOT_KNOWN, ""),
        (H20, "2024-06-01", {"destination": "IR"}, e.NOT_KNOWN, ""),
        (H20, "2024-06-01", {"destination": "SA"}, e.NOT_CONTROLLED, ""),
        (H20, "2025-06-01", {"destination": "SA"}, e.NOT_CONTROLLED, ""),
        (H20, "2025-06-01", {"destination": "RU"}, e.CONTROLLED, e.NO_POLICY),
        (H200, "2026-01-14", {"destination": "MO"}, e.CONTROLLED, "presumption of denial"),
        (H200, "2026-01-15", {"destination": "MO"}, e.CONTROLLED, "case-by-case review"),
    ],
)  # fmt: skip
def test_places_of_the_real_rules(
    what: Any, day: str, deal: dict[str, str], outcome: str, review: str
) -> None:
    decision = e.decide(what, RULES, day, places=WHERE, **deal)  # type: ignore[arg-type]
    assert (decision.outcome, decision.review) == (outcome, review)


def test_exceptions_differ_by_place_and_day() -> None:
    def way(to: str, day: str = "2026-11-23", kind: str = "export", seat: str = "") -> str:
        return e.decide(GAMING, LAW, day, to, kind, headquarters=seat, places=WHERE).easier_path

    assert way("CN", "2023-12-01") == "after a notice to BIS"
    assert way("CN") == "after a notice to BIS or case-by-case review"
    assert way("VN", "2023-12-01") == "without a licence, by exception NAC"
    assert way("VN") == way("AE") == "without a licence, by exception ACA"
    assert way("CN", kind="transfer") == "without a licence, by exception ACA"
    assert way("VN", seat="CN") == "after a notice to BIS"


def test_china_with_places_and_without_is_one_answer() -> None:
    for day, row in itertools.product(
        ("2022-11-15", "2023-11-01", "2024-06-01", "2026-02-15"), CHIPS.to_dict("records")
    ):
        plain, placed = e.decide(row, LAW, day), e.decide(row, LAW, day, places=WHERE)
        assert (plain.outcome, plain.paragraph, plain.paths) == (
            placed.outcome,
            placed.paragraph,
            placed.paths,
        )


@pytest.mark.parametrize(
    ("stack", "day", "to", "outcome"),
    [
        ("SK hynix HBM3 24 GB", "2024-12-02", "CN", e.CONTROLLED),
        ("SK hynix HBM3 24 GB", "2024-12-01", "CN", e.NO_RULE),
        ("SK hynix HBM3 24 GB", "2026-11-23", "SA", e.NO_RULE),
        ("Samsung HBM3E 12H 36 GB", "2026-11-23", "CN", e.UNDECIDED),
    ],
)
def test_memory_is_judged_by_its_density(stack: str, day: str, to: str, outcome: str) -> None:
    row = load("memory_stacks").set_index("stack", drop=False).loc[stack].to_dict()
    decision = e.decide(row, LAW, day, to, places=WHERE)
    assert (decision.chip, decision.outcome) == (stack, outcome)
    assert decision.paths == ()  # 819 GB/s on 121 mm² lie above the line of the exception


def test_slow_memory_may_go_by_an_exception() -> None:
    row = {"stack": "slow", "bandwidth_gbs": 256, "package_area_mm2": 92}
    assert e.decide(row, LAW, "2025-06-01").easier_path == "without a licence, by exception HBM"
    assert e.decide(row | {"bandwidth_gbs": 180}, LAW, "2025-06-01").outcome == e.NOT_CONTROLLED


def test_the_links_of_the_br100_decide_and_sources_differ() -> None:
    decision = e.decide(find(CHIPS, "BR100"), RULES, "2022-11-15", disputed=DISPUTED)
    assert decision.outcome == e.DEPENDS
    met = {s.figure: s.outcome == "meets the rule of 2022" for s in decision.depends}
    assert met == {"412 GB/s": False, "512 GB/s": False, "640 GB/s": True, "2,300 GB/s": True}
    assert {s.source_id for s in decision.depends} <= set(load("sources")["source_id"])
    assert e.decide(find(CHIPS, "BR100"), RULES, "2024-06-01", disputed=DISPUTED).outcome == e.CONTROLLED


@pytest.mark.parametrize(
    ("deal", "needs"),
    [
        ({"jurisdiction": "CN"}, "China's own rules"),
        ({"jurisdiction": "JP"}, "Japan's list"),
        ({"jurisdiction": "NL"}, "the Dutch list"),
        ({"kind": "purchase"}, "rules of the buyer's own state"),
        ({"kind": "remote access"}, "rented over a network"),
        ({"destination": "US"}, "a place outside of the United States"),
    ],
)
def test_what_lies_outside_is_called_so(deal: dict[str, str], needs: str) -> None:
    decision = e.decide(H100, RULES, "2026-01-20", places=WHERE, **deal)  # type: ignore[arg-type]
    assert decision.outcome == e.OUT_OF_SCOPE
    assert needs in decision.finding
    assert decision.finding.startswith("outside the scope of this engine; an answer needs")


@pytest.mark.parametrize(
    ("deal", "said"),
    [
        ({"destination": "Atlantis"}, "no place called 'Atlantis'"),
        ({"headquarters": "Atlantis"}, "no place called 'Atlantis'"),
        ({"kind": "gift"}, "no kind of shipment called 'gift'"),
        ({"jurisdiction": "FR"}, "no rules of 'FR'"),
        ({"on": "1999-05-01"}, "cannot say what held on 1999-05-01"),
        ({"what": "H100"}, "not a row of figures"),
    ],
)
def test_bad_questions_get_a_sentence_that_names_what_is_known(deal: dict[str, str], said: str) -> None:
    what, on = deal.pop("what", H100), deal.pop("on", "2026-01-20")
    with pytest.raises(CourseError, match=said) as caught:
        e.decide(what, RULES, on, places=WHERE, **deal)  # type: ignore[arg-type]
    assert caught.value.next_step
    assert "\n" not in caught.value.reason


def test_a_chip_without_figures_says_which_are_missing() -> None:
    decision = e.decide({"chip": "blank"}, RULES, "2024-06-01", "SA", places=WHERE)
    assert decision.finding == "cannot be decided: TPP and density and use unknown"


def test_without_the_tables_of_places_only_china_can_be_asked() -> None:
    assert e.decide(H100, RULES, "2026-01-20").outcome == e.CONTROLLED
    for deal in ({"destination": "MY"}, {"kind": "reexport"}, {"headquarters": "CN"}):
        with pytest.raises(CourseError, match="needs the tables of places") as caught:
            e.decide(H100, RULES, "2026-01-20", **deal)  # type: ignore[arg-type]
        assert 'load("export_country_groups")' in caught.value.next_step


def test_before_the_first_rule_nothing_is_in_force() -> None:
    assert e.decide(H100, RULES, "2022-08-25").outcome == e.NO_RULE
    assert e.decide(H100, RULES, "2022-08-25", "MY", places=WHERE).outcome == e.NO_RULE


# --- the tables fit together --------------------------------------------------------------------------------------------


def test_every_chip_paragraph_says_where_it_applies() -> None:
    roles = {
        "control": {"licence"},
        "control_elsewhere": {"unpublished"},
        "exception": {"path"},
        "review_policy": {"path"},
    }
    rows = RULES[RULES["subject"].isin(["chip", "memory_stack"]) & RULES["role"].isin(list(roles))]
    for rule in rows.to_dict("records"):
        mine = SCOPES[(SCOPES["rule_id"] == rule["rule_id"]) & (SCOPES["paragraph"] == rule["paragraph"])]
        assert roles[rule["role"]] <= set(mine["says"]), rule["paragraph"]
        if pd.notna(rule["until"]):
            assert mine["until"].max() == rule["until"], rule["paragraph"]
            assert mine["until"].notna().all(), rule["paragraph"]


def test_every_row_on_places_speaks_of_a_rule_and_of_places_that_exist() -> None:
    known = set(ECONOMIES["code"]) | {g for row in GROUPS["groups"] for g in row.split(";")} | {"*"}
    for row in SCOPES.to_dict("records"):
        assert row["rule_id"] in set(RULES["rule_id"])
        assert set(row["covers"].split(";")) <= known
        assert set(row["kinds"].split(";")) <= set(KINDS)
        assert (row["says"] not in ("licence", "unpublished")) == isinstance(row["policy"], str)


def test_no_economy_has_two_lists_on_one_day() -> None:
    for name, rows in GROUPS.groupby("economy"):
        spans = sorted((r["effective"], r["until"]) for r in rows.to_dict("records"))
        for (_, end), (start, _) in itertools.pairwise(spans):
            assert pd.notna(end), name
            assert end <= start, name


def test_no_identifier_is_left_in_what_a_reader_of_places_sees() -> None:
    for row, to, day in itertools.product(
        (H100, H20, GAMING),
        ("CN", "MO", "AE", "MY", "VN"),
        ("2022-09-01", "2023-08-01", "2024-06-01", "2026-11-23"),
    ):
        said = str(e.decide(row, LAW, day, to, places=WHERE))
        assert not any(sign in said for sign in ("3A090", "740", "742", "748", "_", "letter 20", "not_"))


def test_groups_of_a_day() -> None:
    assert WHERE.groups_of("AE", date(2024, 1, 1)) == {"B", "D:4"}
    assert WHERE.groups_of("AE", date(2026, 7, 15)) is None
    assert WHERE.groups_of("AE", date(2026, 11, 1)) == {"A:5", "B"}


def test_the_table_of_buyers_says_what_the_engine_says() -> None:
    pairs = [["Malaysia", "Malaysia"], ["Malaysia", "China"], ["Kenya", "Kenya"]]
    table = figures.by_place(H100, RULES, pairs, "2026-11-23", WHERE)
    assert list(table["licence by these rules"]) == ["no", "yes", "no"]
    assert list(table["applications"]) == ["", "presumption of denial", ""]
    assert "does not enforce" in table["remark"][0]
    early = figures.by_place(H100, RULES, pairs[:1], "2024-06-01", WHERE)
    assert early["licence by these rules"][0].startswith("not known for this place")
