"""The rules for C25 and C26 agree with the ledger, and tables exist that make every outcome of each rule occur."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core.course import course
from ai_ambitions.core.errors import CourseError
from ai_ambitions.lessons.many_yardsticks import verdicts as v

WRITTEN = course().article.day
TABLES = {name: load(name) for name in sorted({name for names in v.TABLES.values() for name in names})}
TODAY = v.today(TABLES)
SUPPORTED, QUALIFIED, NOT, OUTDATED = v.SUPPORTED, v.QUALIFIED, v.NOT, v.OUTDATED
Tables = Mapping[str, pd.DataFrame]
CLAIMS = ["C25", "C26"]


@pytest.mark.parametrize("claim", CLAIMS)
def test_the_ledger_says_the_same(claim: str) -> None:
    row = load("claims").set_index("claim_id").loc[claim]
    judge = getattr(v, claim.lower())
    assert judge(TABLES, WRITTEN).outcome == row["verdict_when_written"]
    assert judge(TABLES, TODAY[claim]).outcome == row["verdict_today"]
    assert set(str(row["tables"]).split(";")) == set(v.TABLES[claim])
    assert str(row["as_of"])[:10] == TODAY[claim]


def changed(name: str, where: pd.Series, tables: Tables = TABLES, **cells: Any) -> dict[str, pd.DataFrame]:
    """The tables with some cells of one of them replaced."""
    frame = tables[name].copy()
    assert where.any()
    for column, value in cells.items():
        frame.loc[where, column] = value
    frame.attrs = TABLES[name].attrs
    return {**tables, name: frame}


def without(name: str, where: pd.Series, tables: Tables = TABLES) -> dict[str, pd.DataFrame]:
    assert where.any()
    frame = tables[name][~where].copy()
    frame.attrs = TABLES[name].attrs
    return {**tables, name: frame}


# --- C25 --------------------------------------------------------------------------------------------------------------

RESEARCH, WIDE, SIZE = TABLES["research_output"], TABLES["yardsticks"], TABLES["economy_size"]


def of(indicator: str, country: str) -> pd.Series:
    return (RESEARCH["indicator"] == indicator) & (RESEARCH["country"] == country)


def wide(indicator: str, country: str) -> pd.Series:
    return (WIDE["indicator"] == indicator) & (WIDE["code"] == country)


# China has three times the notable models and none of the other research; the US all granted patents and citations.
FEW_MODELS = changed("research_output", of("notable_models", "US"), value=5.0)
NO_PIONEER = changed("research_output", of("top_100_papers", "US"), FEW_MODELS, value=5.0)
MANY_PATENTS = changed("research_output", of("granted_patent_share", "US"), value=95.0)
ALL_US = MANY_PATENTS
for each in ("citation_share", "publication_share"):
    ALL_US = changed("research_output", of(each, "US"), ALL_US, value=80.0)
ONLY_RESEARCH = changed("research_output", of("notable_models", "US"), ALL_US, value=5.0)
EVEN = changed("economy_size", SIZE["code"] == "US", population_2024=1_408_975_000)
NO_MEANS = WIDE["indicator"].isin(list(v.MEANS)) & (WIDE["code"] == "US")


@pytest.mark.parametrize(
    ("tables", "rule", "outcome"),
    [
        (TABLES, "default", QUALIFIED),
        (ALL_US, "default", SUPPORTED),
        (FEW_MODELS, "default", NOT),
        (NO_PIONEER, "default", NOT),
        (ONLY_RESEARCH, "default", QUALIFIED),  # the other half alone
        (TABLES, "win-or-lose", QUALIFIED),
        (MANY_PATENTS, "win-or-lose", SUPPORTED),  # three of five
        (FEW_MODELS, "win-or-lose", NOT),
        (TABLES, "top-one-per-cent", NOT),
        (ALL_US, "top-one-per-cent", QUALIFIED),
        (changed("yardsticks", wide("most_cited_articles", "US"), ALL_US, value=2000.0), "top-one-per-cent", SUPPORTED),
        (TABLES, "with-citations", QUALIFIED),
        (ALL_US, "with-citations", SUPPORTED),
        (FEW_MODELS, "with-citations", NOT),
        (TABLES, "with-both", QUALIFIED),
        (ALL_US, "with-both", SUPPORTED),
        (FEW_MODELS, "with-both", NOT),
        (TABLES, "with-conferences", QUALIFIED),
        (ALL_US, "with-conferences", SUPPORTED),
        (TABLES, "per-head", SUPPORTED),
        ({**TABLES, "economy_size": EVEN["economy_size"]}, "per-head", QUALIFIED),
        ({**NO_PIONEER, "economy_size": EVEN["economy_size"]}, "per-head", NOT),
        (TABLES, "with-means", SUPPORTED),
        (changed("yardsticks", NO_MEANS, value=0.5), "with-means", QUALIFIED),
        (changed("yardsticks", NO_MEANS, NO_PIONEER, value=0.5), "with-means", NOT),
    ],
)  # fmt: skip
def test_every_outcome_of_c25_can_occur(tables: Tables, rule: str, outcome: str) -> None:
    assert v.c25(tables, WRITTEN, rule).outcome == outcome


def test_an_edition_counts_from_its_day_and_a_year_only_with_both_countries() -> None:
    written = v.newest_pair(RESEARCH, "top_100_papers", WRITTEN)
    assert written is not None
    assert (written["US"], written["CN"], written["year"], written["edition"]) == (59, 34, 2022, 2025)
    late = v.newest_pair(RESEARCH, "top_100_papers", "2026-04-12")
    assert late == written
    now = v.newest_pair(RESEARCH, "top_100_papers", "2026-04-13")
    assert now is not None
    assert (now["US"], now["CN"], now["year"]) == (46, 41, 2024)
    publications = v.newest_pair(RESEARCH, "publication_share", TODAY["C25"])
    assert publications is not None
    assert publications["edition"] == 2025  # the US is missing in the edition of 2026
    assert v.newest_pair(RESEARCH, "neurips_papers", WRITTEN) is None
    assert v.newest_pair(RESEARCH, "no_such_yardstick", WRITTEN) is None


def test_editions_are_known_no_earlier_than_their_source_was_printed() -> None:
    sources = load("sources").set_index("source_id")
    for (compiler, edition), day in v.KNOWN_FROM.items():
        rows = RESEARCH[(RESEARCH["compiler"] == compiler) & (RESEARCH["edition"] == edition)]
        assert not rows.empty
        if (compiler, edition) in {("AI Index", 2025), ("AI Index", 2026)}:
            assert day.startswith(str(sources.loc[f"hai-{edition}-ai-index", "published"])[:7])
    assert str(sources.loc["officechai-2025-neurips", "published"])[:7] == "2025-12"
    assert v.KNOWN_FROM[("Paper Copilot", 2025)] == "2025-12-31"
    assert (
        "Epoch AI, counted here",
        2026,
    ) not in v.KNOWN_FROM  # a third count of the same thing judges nothing


def test_our_own_count_of_notable_models_does_not_judge() -> None:
    mine = RESEARCH["compiler"] == "Epoch AI, counted here"
    assert v.c25(without("research_output", mine), TODAY["C25"]) == v.c25(TABLES, TODAY["C25"])


def test_the_lines_of_c25_decide() -> None:
    pairs = v.research_pairs(TABLES, WRITTEN, "top-one-per-cent")
    pioneering = v.us_leads([pair for pair in pairs if pair["group"] == "pioneering"])
    assert pioneering == pytest.approx(62, abs=1.5)
    assert v.c25(TABLES, WRITTEN, "top-one-per-cent", most=60).outcome == QUALIFIED
    assert v.c25(TABLES, WRITTEN, "top-one-per-cent", most=65).outcome == NOT
    for most in (50, 90, 100):  # the US has more by each of the list
        assert v.c25(TABLES, TODAY["C25"], most=most).outcome == QUALIFIED
    for most, outcome in ((64, QUALIFIED), (65, NOT)):  # with conferences, today: 64.7
        assert v.c25(TABLES, TODAY["C25"], "with-conferences", most=most).outcome == outcome


def test_other_lists_make_today_worse_and_better() -> None:
    today = {rule: v.c25(TABLES, TODAY["C25"], rule).outcome for rule in v.RULES["C25"]}
    assert {rule for rule, outcome in today.items() if outcome == NOT} == {
        "top-one-per-cent",
        "with-conferences",
        "with-both",
    }
    assert {rule for rule, outcome in today.items() if outcome == SUPPORTED} == {
        "win-or-lose",
        "per-head",
        "with-means",
    }


def test_the_jackknife_leaves_out_one_and_judges_as_the_rule_does() -> None:
    written, now = v.left_out(TABLES, WRITTEN), v.left_out(TABLES, TODAY["C25"])
    assert set(written) < set(now) == {*v.PIONEERING.values(), *v.OTHER.values()}
    assert {name for name, found in written.items() if found[2] == SUPPORTED} == {"granted patents"}
    assert written["granted patents"][1] == pytest.approx(51, abs=1)
    assert {found[2] for found in now.values()} == {QUALIFIED}
    whole = v.weightings(v.research_pairs(TABLES, TODAY["C25"]))
    assert now["granted patents"][1] > whole[1] > now["notable models"][1]
    few = v.left_out(
        FEW_MODELS, WRITTEN
    )  # of what is left, one has more of the papers, and one of the models
    assert few["notable models"][0] == 100
    assert few["100 most cited papers"][0] == 0


def with_us_share(indicator: str, share: float) -> Tables:
    """The tables, with the US at this per cent of the two in every row of a yardstick."""
    return changed("research_output", of(indicator, "CN"), changed("research_output", of(indicator, "US"), value=share), value=100.0 - share)  # fmt: skip


INDICATOR = {name: indicator for indicator, name in (v.PIONEERING | v.OTHER).items()}


@pytest.mark.parametrize("day", [WRITTEN, TODAY["C25"]])
def test_what_the_verdict_on_c25_says_would_turn_it_turns_it(day: str) -> None:
    """What stands behind "What would turn it", applied to the tables: the outcome changes there, and not one per cent before."""
    now = v.c25(TABLES, day)
    told = re.findall(r"[:;] (.+?), (down|up) to (\d+) \(now (\d+)\)", now.turns)
    assert len(told) == v.NEAREST
    pairs = {pair["name"]: pair for pair in v.research_pairs(TABLES, day)}
    for name, way, share, own in told:
        assert way == ("down" if int(share) < int(own) else "up")
        assert round(100 * pairs[name]["US"] / (pairs[name]["US"] + pairs[name]["CN"])) == int(own)
        nearer = int(share) + (1 if int(share) < int(own) else -1)
        assert v.c25(with_us_share(INDICATOR[name], float(share)), day).outcome != now.outcome, name
        assert v.c25(with_us_share(INDICATOR[name], float(nearer)), day).outcome == now.outcome, name


@pytest.mark.parametrize("rule", list(v.RULES["C25"]))
@pytest.mark.parametrize("day", [WRITTEN, TODAY["C25"]])
def test_what_would_turn_c25_turns_it_by_every_rule(
    rule: str, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, pairs = v.c25(TABLES, day, rule), v.research_pairs(TABLES, day, rule)
    found = v.turning(pairs, win_or_lose=rule == "win-or-lose")
    assert found
    for name, share in found.items():
        moved = [{**each, "US": share, "CN": 100 - share} if each["name"] == name else each for each in pairs]
        monkeypatch.setattr(v, "research_pairs", lambda *_, moved=moved: moved)
        assert v.c25(TABLES, day, rule).outcome != now.outcome, name


def test_a_little_more_for_china_turns_nothing() -> None:
    """The papers that a reader put in: 44 to 43, 47 to 44 and 50 to 40 for China change nothing; below 43 per cent it falls."""
    for cn, us in ((44, 43), (47, 44), (50, 40)):
        share = 100 * us / (us + cn)
        assert v.c25(with_us_share("top_100_papers", share), TODAY["C25"]).outcome == QUALIFIED
    assert v.turning(v.research_pairs(TABLES, TODAY["C25"]))["100 most cited papers"] == 43
    assert v.c25(with_us_share("top_100_papers", 100 * 37 / 88), TODAY["C25"]).outcome == NOT


def test_where_nothing_alone_turns_it_the_text_says_so() -> None:
    even = [{"name": name, "group": "pioneering", "US": 90.0, "CN": 10.0} for name in "abcdefgh"]
    assert v.turning(even) == {}
    assert v._turns_of_c25(even, v.MOST, False) == "No yardstick alone: two or more would have to move."


def test_a_half_of_the_weightings_is_enough() -> None:
    now = v.c25(TABLES, TODAY["C25"], "win-or-lose")
    assert now.figure.endswith("in 50 of all research")
    assert now.outcome == SUPPORTED


def test_what_each_rule_counts() -> None:
    def names(rule: str, day: str = TODAY["C25"]) -> set[str]:
        return {pair["name"] for pair in v.research_pairs(TABLES, day, rule)}

    assert len(names("default")) == 8
    assert len(names("default", WRITTEN)) == 5
    assert names("with-both") == names("default")
    pioneering = {
        rule: {
            pair["name"]
            for pair in v.research_pairs(TABLES, TODAY["C25"], rule)
            if pair["group"] == "pioneering"
        }
        for rule in ("default", "with-conferences", "with-citations", "with-both")
    }
    assert pioneering["default"] == set(v.PIONEERING.values())
    assert pioneering["with-conferences"] - pioneering["default"] == {"papers at NeurIPS", "papers at ICLR"}
    assert pioneering["with-citations"] - pioneering["default"] == {
        "citations of papers",
        "citations of patents",
    }
    assert pioneering["with-both"] == pioneering["with-conferences"] | pioneering["with-citations"]
    assert names("with-means") - names("default") == set(v.MEANS.values())
    assert names("top-one-per-cent") ^ names("default") == {
        "100 most cited papers",
        "top 1 per cent of computer science",
    }


def test_without_a_pioneering_yardstick_nothing_is_judged() -> None:
    gone = without("research_output", RESEARCH["indicator"].isin(list(v.PIONEERING)))
    with pytest.raises(CourseError, match="No pioneering yardstick"):
        v.c25(gone, WRITTEN)


# --- C26 --------------------------------------------------------------------------------------------------------------

ARENA = TABLES["video_arena"]


def places(
    task: str, country: str, day: str, tables: Tables = TABLES, **cells: Any
) -> dict[str, pd.DataFrame]:
    """Other cells for the row of a country on the board of a task on a day."""
    frame = tables["video_arena"]
    where = (
        (frame["arena"] == "LMArena")
        & (frame["task"] == task)
        & (frame["developer_country"] == country)
        & (frame["as_of"].astype(str).str[:10] == day)
    )
    return changed("video_arena", where, tables, **cells)


NOW = "2026-08-22"
LOST_IMAGES = places("text_to_image", "US", NOW, places("text_to_image", "CN", NOW, rank=1), rank=2)
LOST_BOTH = places("text_to_video", "US", "2026-09-21", places("text_to_video", "CN", "2026-09-21", LOST_IMAGES, rank=1), rank=5)  # fmt: skip
WON_VIDEO = places("image_to_video", "US", NOW, places("image_to_video", "CN", NOW, rank=4), rank=1)
THEN = "2025-10-05"  # the board of images that is known when the article was written
IMAGES_THEN = places("text_to_image", "US", THEN, places("text_to_image", "CN", THEN, rank=2), rank=1)
LATER_LOST = places("text_to_image", "US", "2025-11-06", places("text_to_image", "CN", "2025-11-06", rank=1), rank=2)  # fmt: skip
NO_VIDEO_THEN = places("text_to_video", "US", "2025-10-20", rank=2)
RATED = places("text_to_image", "CN", THEN, places("text_to_image", "US", THEN, IMAGES_THEN, rating=1163.0, margin=4.3), rating=1155.0, margin=5.6)  # fmt: skip
RATED_NO_VIDEO = places("text_to_video", "US", "2025-10-20", RATED, rank=2)
AGENTS_LOST = places("agent", "US", NOW, places("agent", "CN", NOW, rank=1), rank=4)
NO_US_VIDEO = without("video_arena", ARENA["task"].isin(v.VIDEO) & (ARENA["developer_country"] == "US"))


@pytest.mark.parametrize(
    ("tables", "day", "rule", "outcome"),
    [
        (TABLES, WRITTEN, "default", QUALIFIED),
        (IMAGES_THEN, WRITTEN, "default", SUPPORTED),
        (NO_VIDEO_THEN, WRITTEN, "default", NOT),
        (TABLES, TODAY["C26"], "default", QUALIFIED),
        (WON_VIDEO, TODAY["C26"], "default", SUPPORTED),
        (LOST_IMAGES, TODAY["C26"], "default", OUTDATED),
        (TABLES, WRITTEN, "late-boards", SUPPORTED),
        (LATER_LOST, WRITTEN, "late-boards", QUALIFIED),
        (LATER_LOST, WRITTEN, "default", QUALIFIED),  # what was printed later does not count
        (TABLES, WRITTEN, "text-to-video", QUALIFIED),
        (TABLES, TODAY["C26"], "text-to-video", SUPPORTED),
        (LOST_IMAGES, TODAY["C26"], "text-to-video", QUALIFIED),
        (LOST_BOTH, TODAY["C26"], "text-to-video", OUTDATED),
        (NO_VIDEO_THEN, WRITTEN, "text-to-video", NOT),
        (TABLES, WRITTEN, "with-margin", "not_checkable"),  # Tencent first, and no margin is known for video
        (RATED, WRITTEN, "with-margin", "not_checkable"),
        (NO_VIDEO_THEN, WRITTEN, "with-margin", NOT),  # nothing open decides
        (RATED_NO_VIDEO, WRITTEN, "with-margin", QUALIFIED),  # 8 points, and the margin of the difference is 7.1
        (places("text_to_image", "CN", THEN, RATED_NO_VIDEO, rating=1156.0), WRITTEN, "with-margin", NOT),
        (TABLES, TODAY["C26"], "with-margin", QUALIFIED),
        (places("image_to_video", "US", NOW, WON_VIDEO, rating=1520.0), TODAY["C26"], "with-margin", SUPPORTED),
        (TABLES, TODAY["C26"], "with-editing", QUALIFIED),
        (LOST_IMAGES, TODAY["C26"], "with-editing", OUTDATED),
        (NO_VIDEO_THEN, WRITTEN, "with-editing", NOT),
        (IMAGES_THEN, WRITTEN, "with-editing", SUPPORTED),
        (IMAGES_THEN, WRITTEN, "with-agents", SUPPORTED),
        (LOST_IMAGES, TODAY["C26"], "with-agents", QUALIFIED),  # agents alone are left
        (places("agent", "US", NOW, LOST_IMAGES, rank=4), TODAY["C26"], "with-agents", OUTDATED),
        (NO_VIDEO_THEN, WRITTEN, "with-agents", NOT),
        (AGENTS_LOST, TODAY["C26"], "with-agents", QUALIFIED),
        (TABLES, WRITTEN, "statement-alone", SUPPORTED),
        (LOST_BOTH, TODAY["C26"], "statement-alone", SUPPORTED),
        (NO_US_VIDEO, NOW, "statement-alone", QUALIFIED),
    ],
)  # fmt: skip
def test_every_outcome_of_c26_can_occur(tables: Tables, day: str, rule: str, outcome: str) -> None:
    assert v.c26(tables, day, rule).outcome == outcome


def test_the_statement_alone_fails_where_no_us_model_stands_on_a_board() -> None:
    none = without("video_arena", ARENA["developer_country"] == "US")
    assert v.c26(none, NOW, "statement-alone").outcome == NOT


def test_the_newest_board_by_the_day_or_a_week_later() -> None:
    def first(task: str, day: str, grace: int = 0) -> tuple[str, str]:
        found = v.board(ARENA, task, day, grace)
        assert found is not None
        row = v.leader_of(found)
        assert row is not None
        return found["day"], row["developer"]

    assert first("text_to_image", WRITTEN) == (THEN, "Tencent")  # Google's place is not stated
    assert first("text_to_image", WRITTEN, v.LATE) == ("2025-11-06", "Google")
    assert v.LATE == 7
    assert first("text_to_video", "2026-08-10")[0] == "2026-07-31"  # the other arena has a board of 6 August
    assert first("text_to_video", "2026-03-30")[0] == "2025-10-20"
    assert first("text_to_video", "2026-03-31")[0] == "2026-03-31"
    assert first("text_to_video", "2026-03-23", 7)[0] == "2025-10-20"
    assert first("text_to_video", "2026-03-24", 7)[0] == "2026-03-31"
    assert first("text_to_video", "2026-04-30") == ("2026-04-30", "ByteDance")
    assert first("image_to_video", "2026-05-31")[1] == "xAI"
    assert first("image_to_video", TODAY["C26"]) == (NOW, "MiniMax")
    assert first("text_to_video", TODAY["C26"]) == ("2026-09-21", "Google")
    assert v.board(ARENA, "agent", WRITTEN) is None
    assert v.leader_of(None) is None


def test_the_other_arena_does_not_judge() -> None:
    other = ARENA["arena"] == "Artificial Analysis"
    assert v.c26(without("video_arena", other), TODAY["C26"]) == v.c26(TABLES, TODAY["C26"])


def test_a_lead_as_wide_as_the_margin_of_the_difference_shows_nothing() -> None:
    us = {"rank": 1, "rating": 1500.0, "margin": 8.0, "developer_country": "US"}
    cn = {"rank": 2, "rating": 1490.0, "margin": 6.0, "developer_country": "CN"}  # √(8² + 6²) = 10
    assert v.us_first({"day": NOW, "US": us, "CN": cn})
    assert not v.us_first({"day": NOW, "US": us, "CN": cn}, margin=True)
    assert v.us_first({"day": NOW, "US": us, "CN": cn | {"rating": 1489.0}}, margin=True)
    assert (
        v.us_first({"day": NOW, "US": us, "CN": cn | {"margin": None, "rating": 1000.0}}, margin=True) is None
    )
    assert v.us_first({"day": NOW, "US": us}, margin=True) is None
    assert not v.us_first({"day": NOW, "CN": cn | {"rank": 1}})
    assert not v.us_first({"day": NOW, "US": us | {"rank": 2}, "CN": cn})
    assert not v.us_first({"day": NOW, "US": us | {"rank": None}, "CN": cn})


def newest(task: str, day: str) -> str:
    found = v.board(ARENA, task, day)
    assert found is not None
    return str(found["day"])


def as_told(clause: str, day: str) -> Tables:
    """The boards as one clause of "What would turn it" has them: a US firm's model first in these tasks, or another's in the first."""
    tasks = [task for task, name in v.TASKS.items() if name in clause]
    us = clause.startswith("a US firm's model first")
    assert us or clause.startswith("no US firm's model first")
    tables: Tables = TABLES
    for task in tasks if us else tasks[:1]:
        board_day = newest(task, day)
        tables = places(task, "US", board_day, tables, rank=1 if us else 2)
        if "CN" in (v.board(ARENA, task, day) or {}):
            tables = places(task, "CN", board_day, tables, rank=2 if us else 1)
    return tables


@pytest.mark.parametrize("rule", ["default", "late-boards", "text-to-video", "with-editing", "with-agents"])
@pytest.mark.parametrize("day", [WRITTEN, TODAY["C26"]])
def test_what_the_verdict_on_c26_says_would_turn_it_turns_it(rule: str, day: str) -> None:
    now = v.c26(TABLES, day, rule)
    clauses = now.turns.removeprefix("Newer boards with ").rstrip(".").split("; or with ")
    assert 1 <= len(clauses) <= 2
    if rule == "late-boards" and day == WRITTEN:
        clauses = clauses[1:]  # the board of images is that of a week later: below
    for clause in clauses:
        assert v.c26(as_told(clause, day), day, rule).outcome != now.outcome, clause


def test_what_would_turn_c26_by_the_other_rules() -> None:
    late = v.c26(TABLES, WRITTEN, "late-boards")
    assert "no US firm's model first in text to image" in late.turns
    assert v.c26(LATER_LOST, WRITTEN, "late-boards").outcome != late.outcome
    margin = v.c26(TABLES, WRITTEN, "with-margin")
    assert margin.turns == "Boards of that day with ratings and margins, of text to video and image to video."
    assert margin.because == "Images: no; video: open."
    lost = v.c26(NO_VIDEO_THEN, WRITTEN, "with-margin")
    assert "a US firm's model first beyond the margin in text to image" in lost.turns
    assert v.c26(RATED_NO_VIDEO, WRITTEN, "with-margin").outcome != lost.outcome
    today = v.c26(TABLES, TODAY["C26"], "with-margin")
    assert "a US firm's model first beyond the margin in image to video" in today.turns
    won = places("image_to_video", "US", NOW, WON_VIDEO, rating=1520.0)
    assert v.c26(won, TODAY["C26"], "with-margin").outcome != today.outcome
    alone = v.c26(TABLES, TODAY["C26"], "statement-alone")
    assert "no US firm's model on a board in text to video or image to video" in alone.turns
    assert v.c26(NO_US_VIDEO, NOW, "statement-alone").outcome != alone.outcome
    three = {"images": True, "video": True, "agents": False, "more": False}
    assert v._turns_of_c26(three, {}, "with-agents") == "No half alone: two would have to change."


def test_without_boards_of_both_nothing_is_judged() -> None:
    gone = without("video_arena", ARENA["task"] == "text_to_image")
    with pytest.raises(CourseError, match="no board of images and of video"):
        v.c26(gone, WRITTEN)
