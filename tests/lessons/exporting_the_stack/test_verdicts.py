"""The rules for C08, C27 and C28 agree with the ledger, and tables exist that make every outcome of each rule occur."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core.course import course
from ai_ambitions.core.errors import CourseError
from ai_ambitions.lessons.exporting_the_stack import verdicts as v

WRITTEN = course().article.day
TABLES = {name: load(name) for name in sorted({name for names in v.TABLES.values() for name in names})}
TODAY = v.today(TABLES)
SUPPORTED, QUALIFIED, NOT = v.SUPPORTED, v.QUALIFIED, v.NOT
Tables = Mapping[str, pd.DataFrame]
CLAIMS = ["C08", "C27", "C28"]


def outcome(claim: str, rule: str = "default", day: str = WRITTEN, tables: Tables = TABLES) -> str:
    return str(getattr(v, claim.lower())(tables, day, rule).outcome)


def now(claim: str, rule: str = "default", tables: Tables = TABLES) -> str:
    return outcome(claim, rule, TODAY[claim], tables)


def changed(name: str, where: pd.Series, **cells: Any) -> Tables:
    """The tables with some cells of one of them replaced."""
    frame = TABLES[name].copy()
    assert where.any()
    for column, value in cells.items():
        frame.loc[where, column] = value
    frame.attrs = TABLES[name].attrs
    return TABLES | {name: frame}


def without(name: str, where: pd.Series) -> Tables:
    """The tables with some rows of one of them left out."""
    assert where.any()
    frame = TABLES[name][~where].copy()
    frame.attrs = TABLES[name].attrs
    return TABLES | {name: frame}


@pytest.mark.parametrize("claim", CLAIMS)
def test_the_ledger_says_the_same(claim: str) -> None:
    row = load("claims").set_index("claim_id").loc[claim]
    assert outcome(claim) == row["verdict_when_written"]
    assert now(claim) == row["verdict_today"]
    assert set(str(row["tables"]).split(";")) == set(v.TABLES[claim])


# --- regions and hosts ------------------------------------------------------------------------------------------------

REGIONS = TABLES["cloud_regions"]


def test_hosts_are_counted_outside_of_both_homes_and_by_opening_day() -> None:
    found = v.hosts(REGIONS, TODAY["C28"])
    assert len(found) == 38
    assert not set(found) & {"US", "CN"}
    assert found["SG"] == {"US": 3, "CN": 3}
    assert found["ZA"] == {"US": 4, "CN": 1}
    assert "NL" in found  # the region of Alibaba that was only announced does not count
    assert found["NL"]["CN"] == 0
    assert v.hosts(REGIONS, "2026-06-16")["FR"]["CN"] == 0
    assert v.hosts(REGIONS, "2026-06-17")["FR"]["CN"] == 1


def test_the_groups_of_each_comparison() -> None:
    found, income = v.hosts(REGIONS, TODAY["C27"]), v.incomes(TABLES["economy_size"])
    sizes = {
        rule: [len(group) for group in v.by_cloud(found, income, rule).values()] for rule in v.RULES["C27"]
    }
    assert sizes["hosts-only"] == [20, 18]
    assert sizes["both-only"] == [17, 18]
    assert sizes["default"] == sizes["one-in-five"] == [9, 106]
    assert sizes["any-income"] == [19, 156]
    first, second = v.by_cloud(found, income).values()
    assert set(first) == {"BR", "EG", "ID", "MX", "MY", "PH", "TH", "TR", "ZA"}
    assert not {"CN", "US", "QA", "CU"} & set(
        second
    )  # homes, the rich, and those whose income we do not know
    wide = v.by_cloud(found, income, "any-income").values()
    assert not {"CN", "US", "HK", "MO", "TW"} & {code for group in wide for code in group}


def test_income_a_head_is_reckoned_where_the_table_has_none() -> None:
    income = v.incomes(TABLES["economy_size"])
    assert income["ET"] == pytest.approx(163_697_900_000 / 132_059_767, rel=1e-3)
    assert income["RU"] == 14_055
    assert "CU" not in income
    assert "SY" not in income


def test_how_many_would_do() -> None:
    assert v.enough(9, 106, 31) == 6
    assert v.enough(20, 18, 4) is None  # the most uneven draw of four, and still 0.107
    assert v.enough(20, 18, 5) == 5
    assert v.enough(17, 18, 4) == 4
    assert v.enough(9, 106, 0) is None
    assert v.enough(3, 3, 6) is None  # all are in: nobody is in more often


def test_observers_and_the_invited_are_no_members() -> None:
    club = v.members(TABLES["forum_participation"], v.WAICO, TODAY["C27"])
    assert len(club) == 37
    assert not club & {"BD", "SG", "US"}
    assert v.members(TABLES["forum_participation"], v.WAICO, WRITTEN) == set()


# --- C08 --------------------------------------------------------------------------------------------------------------

HISTORY, ARENA, EXPORTS = (
    TABLES["arena_history"],
    TABLES["arena_style_control"],
    TABLES["infrastructure_exports"],
)


def test_c08_places_and_sites() -> None:
    assert v.place_of_lab(HISTORY) == ("2025-10-01", "qwen3-max-preview", 2, 8)
    assert v.place_of_model(ARENA, "off", "qwen3-max") == ("qwen3-max-preview", 10)
    assert v.place_of_model(ARENA, "on", "qwen3-max") == ("qwen3-max-preview", 18)
    assert v.place_of_model(ARENA, "off", "qwen3-max-2025-09-23")[1] == 35
    assert v.first_sites(EXPORTS, WRITTEN) == ["BR", "FR", "NL"]
    assert v.first_sites(EXPORTS, "2025-09-23") == []
    with pytest.raises(CourseError, match="No arena table"):
        v.place_of_lab(HISTORY.iloc[:0])
    with pytest.raises(CourseError, match="arena table"):
        v.place_of_model(ARENA, "on", "no-such-model")


def test_c08_what_was_kept_is_asked_by_two_rules() -> None:
    assert v.c08(TABLES, TODAY["C08"]).because == "Strong: yes; said: yes."
    assert "kept: no" in v.c08(TABLES, WRITTEN, "kept").because
    assert "kept: no" in v.c08(TABLES, "2026-06-16", "kept").because  # before Paris opened: one of three
    assert "kept: yes" in v.c08(TABLES, "2026-06-17", "kept").because
    assert "2 of them with a region" in v.c08(TABLES, TODAY["C08"], "kept").figure
    assert "kept: no" in v.c08(TABLES, TODAY["C08"], "all-places").because


def test_c08_the_newest_table_of_a_day() -> None:
    places = {day: v.place_of_lab(HISTORY, newest=day)[2] for day in (WRITTEN, "2025-12-01", TODAY["C08"])}
    assert list(places.values()) == [2, 6, 4]
    assert outcome("C08", "newest-table", "2025-12-01") == QUALIFIED


def test_c08_every_outcome_occurs() -> None:
    weak = changed("arena_history", HISTORY["lab"] == "Alibaba", score=1000.0)
    assert outcome("C08", tables=weak) == QUALIFIED
    third = changed(
        "arena_history", (HISTORY["lab"] == "Mistral") & (HISTORY["as_of"] == "2025-10-01"), score=1450.0
    )
    assert outcome("C08", tables=third) == SUPPORTED  # number three of eight
    first_day = HISTORY["as_of"] == "2025-10-01"
    fourth = changed("arena_history", first_day & HISTORY["lab"].isin(["Mistral", "OpenAI"]), score=1450.0)
    assert outcome("C08", tables=fourth) == QUALIFIED
    silent = without("infrastructure_exports", EXPORTS["date"] == "2025-09-24")
    assert outcome("C08", tables=silent) == QUALIFIED
    both = {**silent, "arena_history": weak["arena_history"]}
    assert outcome("C08", tables=both) == now("C08", tables=both) == NOT
    one = without(
        "infrastructure_exports", (EXPORTS["date"] == "2025-09-24") & EXPORTS["country"].isin(["BR", "FR"])
    )
    assert outcome("C08", tables=one) == QUALIFIED  # one economy is not "countries"
    closed = changed(
        "cloud_regions",
        (REGIONS["provider"] == "Alibaba Cloud") & REGIONS["country"].isin(["BR", "FR"]),
        operating=False,
    )
    assert now("C08", "kept", closed) == QUALIFIED
    assert now("C08", tables=closed) == SUPPORTED
    opened = changed("infrastructure_exports", EXPORTS["country"] == "NL", country="SG")
    assert now("C08", "all-places", opened) == SUPPORTED
    for rule in v.RULES["C08"]:
        assert now("C08", rule, {**both, "arena_style_control": last_of_all()["arena_style_control"]}) == NOT
    for rule in ("style-control", "version-presented"):
        assert now("C08", rule, first_of_all()) == SUPPORTED


def last_of_all() -> Tables:
    return changed("arena_style_control", ARENA["model_label"].str.startswith("qwen3-max"), score=100.0)


def first_of_all() -> Tables:
    return changed("arena_style_control", ARENA["model_label"].str.startswith("qwen3-max"), score=9000.0)


def test_c08_other_rules() -> None:
    assert {rule: (outcome("C08", rule), now("C08", rule)) for rule in v.RULES["C08"]} == {
        "default": (SUPPORTED, SUPPORTED),
        "top-ten": (SUPPORTED, SUPPORTED),
        "style-control": (QUALIFIED, QUALIFIED),
        "version-presented": (QUALIFIED, QUALIFIED),
        "newest-table": (SUPPORTED, QUALIFIED),
        "kept": (QUALIFIED, SUPPORTED),
        "all-places": (QUALIFIED, QUALIFIED),
    }
    assert (
        TODAY["C08"] == str(HISTORY["as_of"].max())[:10]
    )  # today ends with the newest arena table, and not before
    assert "number 4 of 8 laboratories on 2026-07-21" in v.c08(TABLES, TODAY["C08"], "newest-table").figure
    assert outcome("C08", "newest-table", "2026-07-20") == SUPPORTED  # number three on 2 July
    eleventh = changed(
        "arena_style_control",
        (ARENA["category"] == "full")
        & (ARENA["style_control"] == "off")
        & (ARENA["model_label"] == "qwen3-max-preview"),
        score=1430.0,
    )
    assert outcome("C08", "top-ten", tables=eleventh) == QUALIFIED  # it stands just inside the line


# --- C27 --------------------------------------------------------------------------------------------------------------

USAGE, FORUMS, SIZE = TABLES["model_usage"], TABLES["forum_participation"], TABLES["economy_size"]


def test_c27_takes_the_lower_end_of_the_lower_source_and_no_measurement_to_come() -> None:
    assert v.chatbot_shares(USAGE, WRITTEN) == {}
    found = v.chatbot_shares(USAGE, TODAY["C27"])
    assert "CN" not in found
    assert len(found) == 12
    assert found["ET"] == (11.0, False)  # 11 to 14 or 16 to 20, by who reports the study
    assert found["BY"] == (56.0, True)
    assert sum(limited for _, limited in found.values()) == 5


def test_c27_clause_by_clause() -> None:
    assert v.c27(TABLES, WRITTEN).because == "Clouds: yes; models: no; influence: no."
    would = "(with these sums 6 of 9 would do)"
    assert v.c27(TABLES, TODAY["C27"]).because == f"Clouds: yes; models: yes; influence: no {would}."
    assert "not even all 4 would do" in v.c27(TABLES, TODAY["C27"], "hosts-only").because
    assert "9 developing economies" in v.c27(TABLES, WRITTEN).figure
    assert "use not measured by then; no such organisation by then" in v.c27(TABLES, WRITTEN).figure
    assert "6 developing economies" in v.c27(TABLES, WRITTEN, "dated-only").figure
    figure = v.c27(TABLES, TODAY["C27"]).figure
    assert "4 of 9 with Chinese clouds, 27 of 106 with no Chinese cloud, p 0.248" in figure


def test_c27_users_are_developing_and_a_missing_income_counts() -> None:
    day = TODAY["C27"]
    assert set(v.chatbot_shares(USAGE, day)) - set(v.users(TABLES, day)) == {"RU"}
    assert set(v.users(TABLES, day)) - set(v.users(TABLES, day, "known-income")) == {"CU", "SY"}
    assert len(v.users(TABLES, day, "known-income")) == 9
    assert len(v.users(TABLES, day, "where-free")) == 7
    assert len(v.users(TABLES, day, "one-in-five")) == 4
    assert v.users(TABLES, WRITTEN) == []


def joined(*codes: str, left: tuple[str, ...] = ()) -> Tables:
    """The tables with more signatures under WAICO, and some withdrawn: rows of observers and others get new owners."""
    frame = FORUMS[~((FORUMS["forum_id"] == v.WAICO) & FORUMS["country"].isin(left))].copy()
    row = frame[(frame["forum_id"] == v.WAICO) & frame["joined"]].iloc[[0]]
    frame = pd.concat([frame, *(row.assign(country=code) for code in codes)], ignore_index=True)
    frame.attrs = FORUMS.attrs
    return TABLES | {"forum_participation": frame}


HOSTS_IN = ("EG", "MX", "PH", "TH", "TR")


def test_c27_every_outcome_occurs() -> None:
    assert now("C27", tables=joined("EG")) == QUALIFIED  # five of nine do not do
    assert now("C27", tables=joined("EG", "TR")) == SUPPORTED
    poor = v.by_cloud(v.hosts(REGIONS, TODAY["C27"]), v.incomes(SIZE))["no Chinese cloud"]
    other_way = joined(*poor, left=("BR", "ID", "MY", "ZA"))
    assert v.association(other_way, TODAY["C27"])[1] < 0.05
    assert "influence: no" in v.c27(other_way, TODAY["C27"]).because  # fewer than elsewhere is no influence
    rich = changed("economy_size", SIZE["code"].notna(), gdp_per_capita_usd_2023=50_000.0)
    assert outcome("C27", tables=rich) == NOT
    unused = changed("model_usage", USAGE["metric"] == "chatbot_share", value=3.0, value_low=3.0)
    assert now("C27", tables=unused) == QUALIFIED
    assert now("C27", tables={**rich, "model_usage": unused["model_usage"]}) == NOT


@pytest.mark.parametrize("rule", v.RULES["C27"])
def test_c27_each_rule_can_hold_and_fail(rule: str) -> None:
    usage = changed("model_usage", USAGE["metric"] == "chatbot_share", value=60.0, value_low=60.0, note="")
    kind = "both-only" if rule == "both-only" else "default"
    sides = v.by_cloud(
        v.hosts(REGIONS, TODAY["C27"]), v.incomes(SIZE), "any-income" if rule == "any-income" else kind
    )
    size = changed("economy_size", SIZE["code"].isin(["CU", "SY"]), gdp_per_capita_usd_2023=1000.0)
    full = {
        **usage,
        "economy_size": size["economy_size"],
        **{"forum_participation": joined(*HOSTS_IN, *next(iter(sides.values())))["forum_participation"]},
    }
    assert now("C27", rule, full) == SUPPORTED
    rich = changed("economy_size", SIZE["code"].notna(), gdp_per_capita_usd_2023=50_000.0)["economy_size"]
    nobody = without("forum_participation", FORUMS["forum_id"] == v.WAICO)["forum_participation"]
    assert now("C27", rule, {**TABLES, "economy_size": rich, "forum_participation": nobody}) == NOT


def test_c27_other_rules() -> None:
    assert {rule: (outcome("C27", rule), now("C27", rule)) for rule in v.RULES["C27"]} == {
        "default": (QUALIFIED, QUALIFIED),
        "any-income": (QUALIFIED, QUALIFIED),
        "hosts-only": (QUALIFIED, QUALIFIED),
        "both-only": (QUALIFIED, SUPPORTED),
        "one-in-five": (QUALIFIED, QUALIFIED),
        "where-free": (QUALIFIED, QUALIFIED),
        "dated-only": (QUALIFIED, QUALIFIED),
        "known-income": (QUALIFIED, QUALIFIED),
        "not-asked": (SUPPORTED, QUALIFIED),
        "influence-only": (NOT, NOT),
    }
    assert (
        "4 of 20 with Chinese clouds, 0 of 18 with US clouds only, p 0.107"
        in v.c27(TABLES, TODAY["C27"], "hosts-only").figure
    )
    assert "4 of 19 with Chinese clouds, 30 of 156" in v.c27(TABLES, TODAY["C27"], "any-income").figure


# --- C28 --------------------------------------------------------------------------------------------------------------

PRICES = TABLES["cloud_model_prices"]


def test_c28_prices_side_by_side() -> None:
    then = {row["model"]: row for row in v.side_by_side(PRICES, WRITTEN)}
    today = {row["model"]: row for row in v.side_by_side(PRICES, TODAY["C28"])}
    assert then["Qwen3-32B"]["abroad"] == 2.8
    assert then["Qwen3-32B"]["at home"] == 1.147
    assert then["Qwen3-32B"]["US cloud"] == 0.6
    assert len(then) == 6
    assert len(today) == 10
    assert sum(row["abroad"] is not None for row in then.values()) == 3
    assert sum(row["abroad"] is not None for row in today.values()) == 6
    assert today["Qwen3-32B"]["abroad"] == 0.64
    assert (today["Qwen3-235B-A22B-2507"]["abroad"], today["Qwen3-235B-A22B-2507"]["US cloud"]) == (
        0.92,
        0.88,
    )
    assert today["DeepSeek-V3.1"]["US cloud"] == 1.68  # the cheapest of three
    assert today["DeepSeek-V4-Pro"]["Chinese shop"] == 0.87
    assert not any(row["borne out"] for row in then.values())
    assert {name for name, row in today.items() if row["borne out"]} == {"Qwen3-32B", "Qwen3-Coder-480B-A35B"}
    assert v.side_by_side(PRICES, WRITTEN, blend=True)[3]["abroad"] == pytest.approx((3 * 0.7 + 2.8) / 4)
    with pytest.raises(CourseError, match="no prices"):
        v.newest_prices(PRICES, "2025-10-29")


def test_sources_of_prices_side_by_side_are_those_of_all_three() -> None:
    today = {row["model"]: row["sources"].split(";") for row in v.side_by_side(PRICES, TODAY["C28"])}
    assert today["Qwen3-Next-80B-A3B"] == [
        "modelsdev-2026-06-alibaba",
        "github-2026-qwen-catalogue",
        "modelsdev-2026-07",
    ]
    assert today["DeepSeek-R1"] == ["modelsdev-2026-07"]


def test_c28_places_abroad() -> None:
    found = v.places(REGIONS, WRITTEN)
    assert set(v.CONTINENTS) <= found["Huawei Cloud"]
    assert "Africa" not in found["Alibaba Cloud"]


def test_c28_every_outcome_occurs() -> None:
    abroad = PRICES["provider"] == v.ABROAD
    cheap = changed("cloud_model_prices", abroad, input_usd_per_mtok=0.01, output_usd_per_mtok=0.05)
    assert outcome("C28", tables=cheap) == now("C28", tables=cheap) == SUPPORTED
    half = changed(
        "cloud_model_prices",
        abroad & PRICES["model_name"].isin(["Qwen3-32B", "Qwen3-Coder-30B-A3B"]),
        output_usd_per_mtok=0.05,
    )
    assert "cheaper in 3 of 6" in v.c28(half, TODAY["C28"]).figure
    assert now("C28", tables=half) == QUALIFIED  # half is not more than half
    equal = changed("cloud_model_prices", abroad, output_usd_per_mtok=0.6)
    assert "cheaper in 1 of 3" in v.c28(equal, WRITTEN).figure  # an equal price is not lower
    nearly = changed("cloud_model_prices", abroad, output_usd_per_mtok=0.585)
    assert "cheaper in 1 of 3" in v.c28(nearly, WRITTEN).figure  # neither is one 2.5 per cent below
    nowhere = without("cloud_regions", REGIONS["continent"] == "Africa")
    assert outcome("C28", tables=nowhere) == NOT
    assert outcome("C28", tables={**cheap, "cloud_regions": nowhere["cloud_regions"]}) == QUALIFIED
    nothing = without("cloud_model_prices", abroad)
    assert "0 of 0" in v.c28(nothing, WRITTEN).figure
    assert outcome("C28", tables=nothing) == QUALIFIED
    borne_out = changed(
        "cloud_model_prices",
        PRICES["model_name"].isin(["Qwen3-32B"]),
        source_id_2="somebody",
        output_usd_per_mtok=0.4,
    )
    lower = {**borne_out, "cloud_model_prices": borne_out["cloud_model_prices"].copy()}
    lower["cloud_model_prices"].loc[abroad & (PRICES["model_name"] == "Qwen3-32B"), "output_usd_per_mtok"] = (
        0.3
    )
    assert outcome("C28", "looked-up", tables=lower) == SUPPORTED


def test_c28_other_rules() -> None:
    assert {rule: (outcome("C28", rule), now("C28", rule)) for rule in v.RULES["C28"]} == {
        "default": (QUALIFIED, QUALIFIED),
        "blend": (QUALIFIED, QUALIFIED),
        "median": (QUALIFIED, QUALIFIED),
        "home-prices": (QUALIFIED, QUALIFIED),
        "home-exact": (QUALIFIED, SUPPORTED),
        "chinese-shops": (QUALIFIED, QUALIFIED),
        "best-models": (SUPPORTED, SUPPORTED),
        "looked-up": (QUALIFIED, QUALIFIED),
        "dated-only": (QUALIFIED, QUALIFIED),
        "each-firm": (NOT, NOT),
    }
    said = {rule: v.c28(TABLES, TODAY["C28"], rule).figure for rule in v.RULES["C28"]}
    assert "Alibaba at home cheaper in 4 of 9 models" in said["home-prices"]
    assert "Alibaba at home cheaper in 5 of 9 models" in said["home-exact"]  # GLM-5 is 1.6 per cent below
    assert "Alibaba at home cheaper in 1 of 5 models" in v.c28(TABLES, WRITTEN, "home-exact").figure
    assert "a Chinese shop cheaper in 2 of 8 models" in said["chinese-shops"]
    assert "the middle one at 1.2 times" in said["blend"]
    assert "cheaper in 0 of 2 models" in said["looked-up"]
    one_more = changed(
        "cloud_model_prices",
        (PRICES["provider"] == v.HOME) & PRICES["model_name"].isin(["DeepSeek-V3.1", "GLM-5"]),
        output_usd_per_mtok=1.5,
    )
    assert now("C28", "home-prices", one_more) == SUPPORTED
    cheap_median = changed(
        "cloud_model_prices",
        (PRICES["provider"] == v.ABROAD)
        & PRICES["model_name"].isin(["Qwen3-32B", "Qwen3-Coder-30B-A3B", "Qwen3-235B-A22B"]),
        output_usd_per_mtok=0.5,
    )
    assert now("C28", "median", cheap_median) == SUPPORTED


def test_c28_best_models_of_the_day() -> None:
    prices, scores = TABLES["api_prices"], TABLES["benchmark_scores"]
    then, today = (v.best_models(prices, scores, day) for day in (WRITTEN, TODAY["C28"]))
    assert then[v.ABROAD] == ("Qwen3-Max", 6)
    assert set(then) == {v.ABROAD, *v.US_MAKERS}
    assert min(price for maker, (_, price) in then.items() if maker != v.ABROAD) == 10
    assert today[v.ABROAD][1] < min(price for maker, (_, price) in today.items() if maker != v.ABROAD)
    assert "Qwen3-Max abroad 6 dollars" in v.c28(TABLES, WRITTEN, "best-models").figure
    dear = changed("api_prices", prices["api_model"] == "qwen3-max", output_usd_per_mtok=10.0)
    assert outcome("C28", "best-models", tables=dear) == QUALIFIED  # an equal price is not lower


@pytest.mark.parametrize("rule", v.RULES["C28"])
def test_c28_each_rule_can_hold_and_fail(rule: str) -> None:
    cheap = changed(
        "cloud_model_prices",
        PRICES["provider_country"] == "CN",
        input_usd_per_mtok=0.01,
        output_usd_per_mtok=0.05,
    )
    cheap["cloud_model_prices"]["source_id_2"] = "somebody"
    shown = REGIONS["provider"].isin(v.FIRMS) & (REGIONS["continent"] == "South America")
    everywhere = changed("cloud_regions", shown, continent="Africa", abroad=True)
    assert now("C28", rule, {**cheap, "cloud_regions": everywhere["cloud_regions"]}) == SUPPORTED
    nowhere = without("cloud_regions", REGIONS["continent"] == "Africa")["cloud_regions"]
    prices = TABLES["api_prices"]
    dear = changed("api_prices", prices["provider"] == v.ABROAD, output_usd_per_mtok=900.0)["api_prices"]
    costly = changed(
        "cloud_model_prices",
        PRICES["provider_country"] == "CN",
        input_usd_per_mtok=900.0,
        output_usd_per_mtok=900.0,
    )
    assert now("C28", rule, {**costly, "cloud_regions": nowhere, "api_prices": dear}) == NOT


def test_c28_a_model_that_is_gone_is_not_the_best() -> None:
    prices, scores = TABLES["api_prices"], TABLES["benchmark_scores"]
    gone = changed("api_prices", prices["api_model"] == "qwen3-max", withdrawn_on="2025-10-20")
    assert v.best_models(gone["api_prices"], scores, WRITTEN)[v.ABROAD][0] != "Qwen3-Max"
