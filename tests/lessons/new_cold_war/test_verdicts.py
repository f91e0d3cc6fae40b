"""The rules for C01 and C32 agree with the ledger, and tables exist that make every outcome of each rule occur."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core.course import course
from ai_ambitions.core.errors import CourseError
from ai_ambitions.lessons.new_cold_war import model as m
from ai_ambitions.lessons.new_cold_war import verdicts as v

WRITTEN = course().article.day
TABLES = {name: load(name) for name in sorted({name for names in v.TABLES.values() for name in names})}
TODAY = v.today(TABLES)
SUPPORTED, QUALIFIED, NOT, OPEN = v.SUPPORTED, v.QUALIFIED, v.NOT, v.OPEN
Tables = Mapping[str, pd.DataFrame]
CLAIMS = ["C01", "C32"]
PARTS, FRAMES, LINKS = TABLES["sentence_parts"], TABLES["frame_usage"], TABLES["linkages"]
FEATURES, JOINT, FLOWS = TABLES["analogy_features"], TABLES["joint_ai_papers"], TABLES["talent_flows"]


def outcome(claim: str, rule: str = "default", day: str = WRITTEN, tables: Tables = TABLES) -> str:
    return str(getattr(v, claim.lower())(tables, day, rule).outcome)


def now(claim: str, rule: str = "default", tables: Tables = TABLES) -> str:
    return outcome(claim, rule, TODAY[claim], tables)


def changed(name: str, where: pd.Series, tables: Tables = TABLES, **cells: Any) -> dict[str, pd.DataFrame]:
    """The tables with some cells of one of them replaced."""
    frame = tables[name].copy()
    assert where.any()
    for column, value in cells.items():
        frame.loc[where, column] = value
    frame.attrs = tables[name].attrs
    return dict(tables) | {name: frame}


def without(name: str, where: pd.Series) -> dict[str, pd.DataFrame]:
    """The tables with some rows of one of them left out."""
    assert where.any()
    frame = TABLES[name][~where].copy()
    frame.attrs = TABLES[name].attrs
    return TABLES | {name: frame}


def naming(claim: str, *, tables: Tables = TABLES, **parts: str) -> dict[str, pd.DataFrame]:
    """The tables as if the sentence of a claim named these parts, in these words."""
    found = dict(tables)
    for part, words in parts.items():
        mine = (PARTS["claim_id"] == claim) & (PARTS["part"] == part)
        found = changed("sentence_parts", mine, found, words=words)
    return found


@pytest.mark.parametrize("claim", CLAIMS)
def test_the_ledger_says_the_same(claim: str) -> None:
    row = load("claims").set_index("claim_id").loc[claim]
    assert outcome(claim) == row["verdict_when_written"]
    assert now(claim) == row["verdict_today"]
    assert str(row["as_of"])[:10] == TODAY[claim]
    assert set(str(row["tables"]).split(";")) == set(v.TABLES[claim])


def test_what_a_sentence_names() -> None:
    assert v.named(PARTS, "C01") == v.named(PARTS, "C32") == {"actor": "", "quantity": "", "date": ""}
    assert list(v.named(PARTS, "C18")) == ["actor", "quantity", "date"]
    assert all(v.named(PARTS, "C18").values())
    assert [bool(words) for words in v.named(PARTS, "C10").values()] == [True, True, False]
    with pytest.raises(CourseError, match="not read"):
        v.named(PARTS, "C02")


# --- C01 --------------------------------------------------------------------------------------------------------------


def press(**last: float) -> dict[str, pd.DataFrame]:
    """The tables with other figures of the last year, for a sentence that names all three parts."""
    tables = naming("C01", actor="the US press", quantity=v.ARTICLES, date="2017 to 2020")
    units = {"count": "articles", "share": "percent_of_ai_articles"}
    for name, value in last.items():
        mine = (FRAMES["frame"] == v.FRAME) & (FRAMES["scope"] == "corpus") & (FRAMES["unit"] == units[name])
        tables = changed("frame_usage", mine & (FRAMES["year"] == 2020), tables, value=value)
    return tables


def test_the_frame_by_year() -> None:
    found = v.frame(FRAMES)
    assert list(found) == list(range(2012, 2021))
    assert found[2017] == pytest.approx((147, 1.5415))
    assert found[2020] == pytest.approx((728, 1.2884))
    assert v.frame(FRAMES, "killer_robots")[2020][0] == 96


def test_c01_every_outcome_occurs() -> None:
    assert outcome("C01") == now("C01") == OPEN
    assert outcome("C01", tables=naming("C01", actor="the US press", quantity=v.ARTICLES)) == OPEN
    power = naming("C01", actor="states", quantity="computing per head", date="by 2025")
    assert (
        outcome("C01", tables=power) == OPEN
    )  # what it names is not the press, and so the press is not asked
    assert outcome("C01", "two-of-three", tables=power) == OPEN
    assert outcome("C01", tables=press()) == QUALIFIED  # more articles, a smaller share
    assert outcome("C01", tables=press(share=1.8)) == SUPPORTED
    assert outcome("C01", tables=press(count=150)) == NOT
    assert outcome("C01", tables=press(count=150, share=1.8)) == QUALIFIED
    assert outcome("C01", tables=press(share=1.69)) == QUALIFIED  # up by less than a tenth


def test_c01_other_rules() -> None:
    assert {rule: (outcome("C01", rule), now("C01", rule)) for rule in v.RULES["C01"]} == {
        "default": (OPEN, OPEN),
        "two-of-three": (OPEN, OPEN),
        "press": (QUALIFIED, QUALIFIED),
        "press-count": (SUPPORTED, SUPPORTED),
        "press-share": (NOT, NOT),
        "press-from-2016": (SUPPORTED, SUPPORTED),
    }
    two = naming("C01", actor="the US press", quantity=v.ARTICLES)
    assert outcome("C01", "two-of-three", tables=two) == QUALIFIED
    assert outcome("C01", "two-of-three", tables=naming("C01", quantity=v.ARTICLES)) == OPEN
    assert outcome("C01", "press", tables=press(share=1.8)) == SUPPORTED
    assert outcome("C01", "press-count", tables=press(count=150)) == NOT
    assert outcome("C01", "press-share", tables=press(share=1.8)) == SUPPORTED
    assert outcome("C01", "press-from-2016", tables=press(share=0.9)) == NOT


# --- C32 --------------------------------------------------------------------------------------------------------------

ALL = naming("C32", actor="the US", quantity=v.PRIZE, date="by 2022")
SURVEYED = (
    (FLOWS["indicator"] == "share_by_workplace") & (FLOWS["group"] == v.GROUP) & (FLOWS["year"] == 2022)
)


def test_then_before_and_now() -> None:
    found = v.figures(TABLES, TODAY["C32"])
    assert found["trade"] == pytest.approx((19.955, 688.28, 559.747), abs=1e-3)
    assert found["students"] == (50, 277398, 265919)
    assert found["joint_papers"] == pytest.approx((2, 13.268, 11.507), abs=1e-3)
    assert v.figures(TABLES, WRITTEN)["trade"][1:] == (664.45, 688.28)
    assert (
        v.figures(TABLES, WRITTEN)["students"][2] == 277398
    )  # the count of the next term came out in November
    assert v.steps(TABLES, WRITTEN) == {"trade": "away", "students": "towards", "joint_papers": "towards"}
    assert v.steps(TABLES, TODAY["C32"], "US")["joint_papers"] == "away"


def test_each_figure_has_its_year() -> None:
    found = v.dated(TABLES, TODAY["C32"])
    assert {name: [year for year, _ in figures] for name, figures in found.items()} == {
        "trade": [1979, 2024, 2025],
        "students": [1982, 2024, 2025],
        "joint_papers": [1985, 2023, 2024],
    }


def test_talks_on_limits_begin_with_the_sentence_and_not_with_the_round_on_risks() -> None:
    early = changed("analogy_features", FEATURES["feature_id"] == "arms_talks", now_since="2025-10-30")
    assert v.likeness(early, WRITTEN)["arms_talks"] == 1
    late = changed("analogy_features", FEATURES["feature_id"] == "arms_talks", now_since="2025-11-01")
    assert v.likeness(late, WRITTEN)["arms_talks"] == 0
    since = FEATURES.set_index("feature_id").loc["arms_talks", "now_since"]
    assert str(since)[:10] == "2024-11-16"


def test_members_of_one_movement_are_compared_then_and_now() -> None:
    row = FEATURES.set_index("feature_id").loc["third_parties"]
    assert "then 97 (1979), now 120" in row["note"]
    assert m.alike(120, 97, v.FACTOR)  # by number, too
    assert (row["source_id"], row["source_id_2"]) == ("nyt-1979-nonaligned", "mnoal-members")


def test_likeness_feature_by_feature() -> None:
    found = v.likeness(TABLES, TODAY["C32"])
    assert len(found) == 10
    assert {name for name, value in found.items() if value} == {
        "arms_talks",
        "export_control",
        "third_parties",
    }
    assert {name for name, value in found.items() if value is None} == {
        "ideology",
        "nuclear_doctrine",
        "proxy_wars",
    }
    assert v.likeness(TABLES, TODAY["C32"], "partly-counts")["blocs"] == 0.5
    assert v.likeness(TABLES, WRITTEN, "partly-counts")["blocs"] == 0  # the clubs came after the article
    assert v.likeness(TABLES, TODAY["C32"], "factor-of-ten")["joint_papers"] == 1


def trade(value: float, tables: Tables = TABLES) -> dict[str, pd.DataFrame]:
    mine = (LINKS["indicator"] == "goods_trade_total") & (LINKS["pair"] == "US-CN") & (LINKS["year"] == 2025)
    return changed("linkages", mine, tables, value=value)


def answers(tables: Tables, **now_answers: str | None) -> dict[str, pd.DataFrame]:
    found = dict(tables)
    for name, word in now_answers.items():
        found = changed("analogy_features", FEATURES["feature_id"] == name, found, now_answer=word)
    return found


def test_c32_every_outcome_occurs() -> None:
    assert outcome("C32") == now("C32") == OPEN
    assert now("C32", tables=naming("C32", actor="the US", quantity=v.PRIZE)) == OPEN
    assert now("C32", tables=ALL) == QUALIFIED
    fits = trade(59, answers(ALL, blocs="yes"))  # five of seven
    assert now("C32", tables=fits) == QUALIFIED  # the image is supported, the lead has shrunk
    lasting = changed("talent_flows", SURVEYED & (FLOWS["country"] == "US"), fits, value=76)
    assert now("C32", tables=lasting) == SUPPORTED
    assert now("C32", tables=answers(ALL, arms_talks="no")) == NOT  # two of seven
    gone = {name: None for name in ("arms_talks", "export_control", "third_parties")}
    assert now("C32", tables=answers(ALL, **gone)) == OPEN  # four are too few to compare


def test_each_half_of_c32_is_judged_and_one_that_is_false_settles_the_whole() -> None:
    assert "The image: supported with a qualifier, 3 of 7" in v.c32(TABLES, TODAY["C32"]).figure
    assert "The forecast: not checkable" in v.c32(TABLES, TODAY["C32"]).figure
    assert now("C32", tables=answers(TABLES, arms_talks="no")) == NOT  # the forecast is open, the image false
    assert now("C32", tables=trade(59, answers(TABLES, blocs="yes"))) == OPEN  # the image alone lifts nothing
    for name in ("arms_talks", "export_control", "third_parties"):  # any one of the three decides
        assert now("C32", tables=answers(TABLES, **{name: "partly"})) == NOT


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"actor": "China"}, NOT),
        ({"actor": "Europe"}, OPEN),
        ({"quantity": "chips made"}, OPEN),
        ({"date": "by 2030"}, OPEN),
        ({"date": "by 2019"}, OPEN),  # one survey cannot say whether a lead lasts
        ({"date": "soon"}, QUALIFIED),  # no year: the newest survey
    ],
)
def test_c32_past_the_gate_what_is_named_is_tested(words: dict[str, str], expected: str) -> None:
    said = {"actor": "the US", "quantity": v.PRIZE, "date": "by 2022"} | words
    assert now("C32", tables=naming("C32", **said)) == expected


def test_c32_trade_is_alike_below_sixty_billion() -> None:
    assert v.likeness(trade(59.8), TODAY["C32"])["trade"] == 1
    assert v.likeness(trade(60), TODAY["C32"])["trade"] == 0
    assert v.likeness(trade(6.5), TODAY["C32"])["trade"] == 0  # far below is not alike either


def test_c32_other_rules() -> None:
    assert {rule: (outcome("C32", rule), now("C32", rule)) for rule in v.RULES["C32"]} == {
        "default": (OPEN, OPEN),
        "two-of-three": (OPEN, OPEN),
        "features": (QUALIFIED, QUALIFIED),
        "all-ten": (NOT, NOT),
        "all-ten-alike": (QUALIFIED, QUALIFIED),
        "treaties": (NOT, NOT),
        "any-club": (QUALIFIED, QUALIFIED),
        "partly-counts": (QUALIFIED, QUALIFIED),
        "figures-only": (NOT, NOT),
        "factor-of-ten": (QUALIFIED, QUALIFIED),
        "trade-share": (SUPPORTED, SUPPORTED),
        "direction": (SUPPORTED, SUPPORTED),
        "direction-us": (QUALIFIED, SUPPORTED),
        "prize-named": (QUALIFIED, QUALIFIED),
    }
    fits = trade(59, answers(TABLES, blocs="yes"))
    assert now("C32", "two-of-three", naming("C32", actor="the US", quantity=v.PRIZE)) == QUALIFIED
    assert now("C32", "two-of-three", naming("C32", quantity=v.PRIZE, date="by 2022")) == QUALIFIED
    assert now("C32", "any-club", trade(59)) == SUPPORTED  # five of seven
    assert v.likeness(TABLES, TODAY["C32"], "any-club")["blocs"] == 1
    assert v.likeness(TABLES, WRITTEN, "any-club")["blocs"] == 0  # the clubs came after the article
    assert v.likeness(TABLES, TODAY["C32"], "treaties")["arms_talks"] == 0
    assert now("C32", "treaties", trade(59)) == QUALIFIED  # three of seven
    assert v.likeness(TABLES, TODAY["C32"])["arms_talks"] == 1
    assert v.likeness(TABLES, TODAY["C32"], "any-club")["arms_talks"] == 1  # each rule asks its own row anew
    assert v.likeness(TABLES, "2025-01-01")["third_parties"] == 1
    assert now("C32", "all-ten-alike", trade(59)) == SUPPORTED  # seven of ten
    assert now("C32", "features", fits) == SUPPORTED
    assert now("C32", "all-ten", fits) == QUALIFIED
    assert now("C32", "partly-counts", fits) == SUPPORTED
    assert now("C32", "figures-only", trade(59)) == QUALIFIED
    assert now("C32", "factor-of-ten", fits) == SUPPORTED


def test_trade_as_a_share_of_all_us_trade() -> None:
    assert v.trade_share(TABLES, WRITTEN) == (1, 7.65)
    assert v.likeness(TABLES, TODAY["C32"], "trade-share")["trade"] == 1
    mine = (LINKS["indicator"] == "share_of_partner_in_total_trade") & (LINKS["pair"] == "US-CN")
    assert now("C32", "trade-share", changed("linkages", mine, value=12)) == QUALIFIED
    with pytest.raises(CourseError, match="share of US trade"):
        v.trade_share(TABLES, "2025-01-31")


def test_c32_the_direction_can_turn() -> None:
    rising = trade(700)
    assert now("C32", "direction", rising) == SUPPORTED  # two of three still
    assert now("C32", "direction-us", rising) == QUALIFIED
    students = (
        (LINKS["indicator"] == "students_in_us_higher_education")
        & (LINKS["pair"] == "US-CN")
        & (LINKS["year"] == 2024)
    )
    more = changed("linkages", students, rising, value=300_000)
    assert now("C32", "direction", more) == QUALIFIED
    assert now("C32", "direction-us", more) == NOT


def test_c32_the_prize_can_turn() -> None:
    mine = SURVEYED
    assert v.leads(FLOWS) == {2019: ("US", 48), 2022: ("US", 14)}
    wide = changed("talent_flows", mine & (FLOWS["country"] == "US"), value=76)
    assert now("C32", "prize-named", wide) == SUPPORTED  # as many points as before
    passed = changed("talent_flows", mine & (FLOWS["country"] == "CN"), value=43)
    assert now("C32", "prize-named", passed) == NOT


def test_the_table_for_the_notebook_says_what_the_rule_sees() -> None:
    rows = {row["feature"]: row for row in v.compared(TABLES, TODAY["C32"])}
    trade_row = rows["Trade in goods between the two"]
    assert (trade_row["then"], trade_row["now"], trade_row["alike"]) == (
        "20 billion dollars",
        "560 billion dollars",
        "no",
    )
    assert rows["Wars elsewhere in which each side arms one party"]["alike"] == "not known"
    blocs = "Two blocs of states, each led by one of the two"
    assert rows[blocs]["now"] == "partly"
    assert {row["feature"]: row for row in v.compared(TABLES, WRITTEN)}[blocs]["now"] == "no"


def test_a_missing_series_is_not_compared() -> None:
    gone = without("linkages", (LINKS["indicator"] == "goods_trade_total") & (LINKS["pair"] == "US-CN"))
    assert "trade" not in v.figures(gone, TODAY["C32"])
    assert v.likeness(gone, TODAY["C32"])["trade"] is None
