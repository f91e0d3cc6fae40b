"""Charts and widgets of lesson 05: what they say is computed, and follows the tables."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core.errors import CourseError
from ai_ambitions.display.pictures import Picture
from ai_ambitions.display.style import PALETTE
from ai_ambitions.lessons.open_weights import figures as f
from ai_ambitions.lessons.open_weights import verdicts as v
from tests.support.pictures import colour, filled, rows_of, words_on

GRADES = f.graded(load("openness_dimensions"), load("openness"))
TOKENS = f.with_origin(load("routed_tokens"))
LICENCES, MODELS = load("licences"), load("models")


def title(picture: Picture) -> str:
    assert len(picture.alt) > 60
    assert "nan" not in picture.alt
    return picture.alt.split(". ")[0]


def test_titles_above_a_question_do_not_answer_it() -> None:
    """Both cells before them ask the learner to look; what the pictures show is told in their descriptions."""
    for picture in (f.first_look(GRADES), f.twelve_ways(GRADES)):
        said = title(picture)
        assert said.startswith(("Four models", "Twelve models"))
        assert not any(word in said for word in ("weights", "data", "code", "again"))


def test_the_board_says_how_many_of_its_columns_are_full() -> None:
    assert "fully open: base data 3," in f.twelve_ways(GRADES).alt
    assert "fully open: base data 12," in f.twelve_ways(GRADES.assign(base_data="open")).alt
    with pytest.raises(CourseError, match="sort of"):
        f.twelve_ways(GRADES.assign(base_data="sort of"))


def test_the_line_moves_what_passes() -> None:
    draw = f.where_the_line(GRADES)
    every = [
        title(draw(line, licence, counts))
        for line, licence, counts in itertools.product((50, 60, 75, 90), f.LICENCES, f.COUNTED)
    ]
    assert any("3 of the article's 3" in said for said in every)
    assert any("0 of the article's 3" in said for said in every)
    points = f.openness_points(GRADES, "of the whole project", "all twelve parts").set_index("model_label")[
        "points"
    ]
    table = load("openness_dimensions").set_index("model_label")["points_of_12"]
    pd.testing.assert_series_equal(points * 12 / 100, table[points.index], check_names=False)


def test_the_frontier_finds_the_best_open_model() -> None:
    scores = load("benchmark_scores")
    assert "GLM-4.5, is 36 points behind" in f.frontier(scores, MODELS).alt
    shut = MODELS.assign(weights=MODELS["weights"].where(MODELS["model"].ne("GLM-4.5"), "closed"))
    assert "DeepSeek-R1-0528" in title(f.frontier(scores, shut)).replace(". ", "")
    assert "arena rating of 4 August 2025" in f.frontier(scores, MODELS).alt  # the list's own day


def test_the_licence_board_asks_every_model_for_every_user() -> None:
    board = f.licence_board(MODELS, LICENCES, "2026-09-08").set_index("model")
    assert list(board.index) == f.ASKED
    assert set(f.FIVE_USERS) < set(board.columns)
    assert board.loc["Qwen3-235B-A22B", "licence"] == "Apache License 2.0"
    assert (board.loc["Qwen3-235B-A22B", list(f.FIVE_USERS)] == "yes").all()
    assert board.loc["Hunyuan-A13B", "Seoul hospital, research"] == "no"
    assert board.loc["Kimi K3", "US seller of access, USD 100 m"] == "ask"
    about = MODELS.set_index("model").loc[f.ASKED]
    assert {"CN", "US", "FR"} <= set(about["developer_country"])
    for country in ("CN", "US"):  # firms of both are asked with models of 2026
        assert about[about["developer_country"].eq(country)]["released"].max() > pd.Timestamp("2026-07-01")
    assert board["some uses barred"].loc[["DeepSeek-R1", "Hunyuan-A13B", "Kimi K3"]].tolist() == [
        "no",
        "yes",
        "unknown",
    ]
    with pytest.raises(ValueError, match="begins on"):
        f.licence_board(MODELS, LICENCES, "2025-10-31")  # Kimi K3 came later


def test_the_steps_count_every_model_once() -> None:
    steps = f.steps(GRADES).set_index("step")["models"]
    assert steps.sum() == len(GRADES)
    assert steps["open source"] == 8
    shut = GRADES.assign(
        weights_licence="closed"
    )  # the licence of the weights decides, not that of the project
    assert f.steps(shut).set_index("step")["models"][["open weights, free licence", "open source"]].sum() == 0


def test_exceptions_are_closed_at_home_and_open_elsewhere() -> None:
    found = f.exceptions(MODELS).merge(MODELS[["model", "developer_country", "released"]], on="model")
    at_home = found["developer_country"].eq("CN")
    assert set(found[at_home]["weights"]) == {"closed"}
    assert set(found[~at_home]["weights"]) == {"open"}
    assert {"Qwen3-Max", "gpt-oss-120b"} <= set(found["model"])
    assert found["country"].notna().all()
    assert found["released"].between("2025-01-01", "2025-10-31").all()


def test_the_leader_of_a_week_hangs_on_the_scope() -> None:
    week = f.one_week_sums(TOKENS, "2026-02-15")
    assert [f.leader(week, among) for among in ("ten most-used models", "all traffic")] == ["China", "US"]
    money = week.set_index(["among", "origin"])["list value, USD 1,000"]
    assert money["all traffic"].isna().all()  # nobody collected it: empty, and no zero
    ours = f.us_among_the_ten(TOKENS, "2026-02-15")
    ten = week[week["among"].eq("ten most-used models")].set_index("origin")["tokens, billion"]
    assert ours["tokens, billion"].sum() == pytest.approx(ten["US"], abs=1)


def test_the_rules_are_turned_on_both_days() -> None:
    tables = {name: load(name) for name in v.NEEDED}
    rows = f.turned([v.c15, v.c18], tables, "2025-10-31", v.today(tables))
    assert rows["rule"].tolist() == [
        *("our rule", "sellers", "newest", "flagship", "same models"),
        *("our rule", "language models", "large is language"),
    ]
    assert rows["today"].tolist()[1:3] == ["not supported"] * 2
    assert rows["when written"].tolist()[1:3] == ["supported with a qualifier"] * 2


def test_shares_of_a_week_add_up() -> None:
    for measure, unnamed in itertools.product(f.MEASURES, f.UNNAMED):
        share = f.weekly_shares(TOKENS, measure, unnamed)
        assert share.sum(axis=1).to_numpy() == pytest.approx(100)
    with pytest.raises(CourseError, match="no measure called 'downloads'"):
        f.weekly_shares(TOKENS, "downloads")


def test_a_touch_comes_before_a_lead_that_lasts() -> None:
    ten, everything, money = f.MEASURES
    assert f.ahead_since(TOKENS, ten, 1) == "from the week to 15 February 2026"
    assert f.ahead_since(TOKENS, ten, 4) == "from the week to 8 March 2026"
    assert f.ahead_since(TOKENS, ten, 8) == "never"
    assert f.ahead_since(TOKENS, everything, 3) == "from the week to 22 March 2026"
    assert f.ahead_since(TOKENS, everything, 4) == "never"
    assert all(
        f.ahead_since(TOKENS, money, weeks, choice) == "never"
        for weeks in (1, 2, 3, 4, 8)
        for choice in f.UNNAMED
    )
    assert (
        title(f.who_leads(TOKENS)(ten, 4, "left apart"))
        == "China ahead for 4 weeks in a row: from the week to 8 March 2026"
    )


def test_one_week_has_three_shares() -> None:
    assert title(f.one_week(TOKENS, "2026-05-03")) == "One week, one platform: 67, 45 or 18 per cent Chinese"


def test_concentration_is_a_range() -> None:
    adoption = load("open_model_adoption")
    assert (
        title(f.concentration(TOKENS, adoption)) == "Use is like 9 to 11 equal holders, building upon like 2"
    )
    assert "4,761–5,722" in f.concentration(TOKENS, adoption).alt
    assert f.equal_holders(2500, 2500) == "4"


def test_memory_grows_with_texts_and_not_with_the_server() -> None:
    shapes, chips = load("model_architectures"), load("chips")
    draw = f.can_i_run_it(MODELS, shapes, chips)
    short, *_, long = f.TEXTS
    assert title(draw(8, "eight H100 cards", short)) == "8 of 10 fit eight H100 cards"
    assert title(draw(8, "eight H20 cards", short)) == "9 of 10 fit eight H20 cards"
    assert title(draw(8, "eight H100 cards", long)) == "1 of 10 fit eight H100 cards"
    few = f.memory_needed(MODELS, shapes, 8, f.TEXTS[short]).set_index("model")["need"]
    many = f.memory_needed(MODELS, shapes, 8, f.TEXTS[long]).set_index("model")["need"]
    assert many["Llama 3.1 70B"] > 15 * few["Llama 3.1 70B"]  # the cache outgrows the weights
    assert many["DeepSeek-R1"] < 2 * few["DeepSeek-R1"]  # the thin cache


def circles(picture: Picture) -> dict[tuple[str, str], str]:
    """Row, column and filling of every circle of a board."""
    ax = picture.figure.axes[0]
    names = [tick.get_text() for tick in ax.get_xticklabels()]
    rows = rows_of(ax)
    return {(rows[int(c.get_ydata()[0])], names[int(c.get_xdata()[0])]): filled(c) for c in ax.lines}


def test_open_is_full_and_closed_is_empty() -> None:
    look = {"open": "full", "partial": "half", "closed": "empty"}
    drawn = circles(f.first_look(GRADES))
    grades = GRADES.set_index("model_label")
    assert drawn["Olmo-3.1-32B-Think", "data"] == look[grades.loc["Olmo-3.1-32B-Think", "base_data"]]
    assert drawn["DeepSeek-R1", "data"] == look[grades.loc["DeepSeek-R1", "base_data"]]
    assert "● open   ◐ in part   ○ closed" in " ".join(words_on(f.first_look(GRADES).figure))
    full = sum(
        sign == "full" for (_, part), sign in circles(f.twelve_ways(GRADES)).items() if part == "base data"
    )
    assert full == 3


def test_the_article_s_families_have_a_star_and_stand_out() -> None:
    alt = f.where_the_line(GRADES)(50, "of the weights", "access").alt
    starred = [name for name in f.STARRED if f"{name} * " in alt]
    assert len(starred) == 3
    assert alt.count(" * ") == 3
    assert "Highlighted" not in alt
    highlighted = f.twelve_ways(GRADES).figure.axes[0]
    second = {
        rows_of(highlighted)[int(c.get_ydata()[0])] for c in highlighted.lines if colour(c) == PALETTE[1]
    }
    assert second == {f"{name} * (China)" for name in f.STARRED}


def test_a_country_keeps_its_colour_from_one_widget_to_the_next() -> None:
    passing = f.where_the_line(GRADES)(50, "of the weights", "access").figure.axes[0]
    first = {
        rows_of(passing)[int(c.get_ydata()[0])]: colour(c) for c in passing.lines if c.get_marker() != "None"
    }
    leads = f.who_leads(TOKENS)(next(iter(f.MEASURES)), 1, "left apart").figure.axes[0]
    china, us = (colour(line) for line in leads.lines[:2])
    assert first["GLM-5"] == first["DeepSeek-R1 *"] == china
    assert first["Grok 2"] == us
    assert us != china


def test_an_old_list_names_its_day_beside_the_stamp_of_its_table() -> None:
    assert f.frontier(load("benchmark_scores"), MODELS).source == "The list is that of 2025-08-04."


def test_who_just_reaches_the_line_passes() -> None:
    points = f.openness_points(GRADES, "of the weights", "access")["points"]
    line = int(points.max())
    assert line == points.max()
    passing = (points == line).sum()
    assert title(f.where_the_line(GRADES)(line, "of the weights", "access")).startswith(
        f"{passing} of 12 reach"
    )


def test_the_choice_for_the_unnamed_moves_the_shares() -> None:
    _, everything, _ = f.MEASURES
    apart, china, america = (f.weekly_shares(TOKENS, everything, choice) for choice in f.UNNAMED)
    assert "unnamed" in apart
    assert "unnamed" not in china
    rest = apart["unnamed"]
    pd.testing.assert_series_equal(china["China"], apart["China"] + rest, check_names=False)
    pd.testing.assert_series_equal(america["US"], apart["US"] + rest, check_names=False)


def test_nine_tenths_of_a_server_can_be_used() -> None:
    chips = load("chips")
    draw = f.can_i_run_it(MODELS, load("model_architectures"), chips)
    card = chips.set_index("chip")["memory_gb"]["H100 SXM5 80GB"]
    assert f"{0.9 * 8 * card:.0f} GB" in draw(8, "eight H100 cards", next(iter(f.TEXTS))).alt
