"""The pictures of lesson 03: whole and clear, drawn from what they are given, and titled by what they find."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from ai_ambitions import load
from ai_ambitions.display.pictures import Picture
from ai_ambitions.lessons.which_gap import figures as f
from ai_ambitions.lessons.which_gap import model as m
from ai_ambitions.lessons.which_gap.verdicts import editions, newest_edition, split
from tests.support.pictures import assert_whole_and_clear, words_on

NAMES = ("arena_gaps", "arena_style_control", "benchmark_scores", "capability_gaps", "index_vintages")
TABLES = {name: load(name) for name in (*NAMES, "item_parameters", "models", "research_output")}
INDEX = editions(TABLES)
NEWEST = newest_edition(INDEX)
GAPS, STYLED = TABLES["arena_gaps"], f.on_both_lists(TABLES["arena_style_control"])
CLOCKS = f.clocks(GAPS, INDEX)
WRITTEN, TODAY = "2025-10-31", "2026-07-15"


def frames() -> dict[str, Picture]:
    race, test, who = (
        f.same_race(CLOCKS),
        f.full_test(TABLES["item_parameters"]),
        f.who_counts(TABLES["models"]),
    )
    found = {
        "records": f.records(NEWEST, TODAY),
        "measured": f.records(NEWEST, WRITTEN, measured=True),
        "window": f.one_window(TABLES, TODAY, 12),
        "style": f.style_switch(STYLED),
        "lags": f.measured_lags(TABLES["capability_gaps"], GAPS),
    }
    settings = [
        *zip(itertools.cycle(f.YARDSTICKS), CLOCKS, f.SINCE, strict=False),
        *zip(itertools.cycle(reversed(f.YARDSTICKS)), CLOCKS, reversed(f.SINCE), strict=False),
    ]
    settings += [
        (yardstick, next(iter(CLOCKS)), since) for yardstick in f.YARDSTICKS for since in list(f.SINCE)[:2]
    ]
    for yardstick, clock, since in settings:
        found[f"{yardstick}, {clock}, {since}"] = race(f.YARDSTICKS[yardstick], CLOCKS[clock], f.SINCE[since])
    for name, level in itertools.product(f.TESTS, (f.LEVELS[0], f.LEVELS[-1])):
        found[f"{name} {level}"] = test(f.TESTS[name], level)
    for compared, estimates, top in [
        *itertools.product(f.COMPARED, list(f.ESTIMATES)[:1], f.TOPS[:2]),
        *itertools.product(f.COMPARED, list(f.ESTIMATES)[1:2], f.TOPS[1:]),
    ]:
        found[f"{compared}, {estimates}, {top}"] = who(f.COMPARED[compared], f.ESTIMATES[estimates], top)
    return found


FRAMES = frames()


@pytest.mark.parametrize("name", FRAMES)
def test_pictures_are_whole_clear_and_described(name: str) -> None:
    picture = FRAMES[name]
    assert_whole_and_clear(picture.figure)
    assert len(picture.alt) > 40
    said = " ".join(words_on(picture.figure)) + picture.alt
    assert not any(sign in said for sign in ("_", "US_", "CN "))


def test_the_widgets_stay_within_their_frames() -> None:
    assert len(f.YARDSTICKS) * len(CLOCKS) * len(f.SINCE) <= 60
    assert len(f.TESTS) * len(f.LEVELS) <= 60
    assert len(f.COMPARED) * len(f.ESTIMATES) * len(f.TOPS) <= 60


def test_no_two_settings_share_an_alt_text() -> None:
    assert len({picture.alt for picture in FRAMES.values()}) == len(FRAMES)


def test_blue_is_the_us_and_orange_is_china() -> None:
    lines = [line for line in FRAMES["records"].figure.axes[0].lines if len(line.get_xdata()) > 2]
    assert [to_hex(line.get_color()) for line in lines[::2]] == [f.US, f.CN]
    for height, style in enumerate(("off", "on")):
        dots = [line for line in FRAMES["style"].figure.axes[0].lines if line.get_ydata()[0] == height]
        orange = sum(to_hex(dot.get_color()) == f.CN for dot in dots)
        assert orange == (f.top_places(STYLED, style)["developer_country"] == "CN").sum()
        assert len(dots) == 20
    who = FRAMES["the United States alone, likely or better, 10"].figure.axes[0].lines
    assert {to_hex(line.get_color()) for line in who} == {f.US, f.CN}


def test_a_window_draws_the_slopes_of_the_table() -> None:
    """Each line rises by what the table of windows says, passes through the middle of its dots, and ends on the day."""
    picture = FRAMES["window"]
    row = f.windows(TABLES, TODAY, [12]).iloc[0]
    axes = picture.figure.axes[0]
    dots, lines = axes.lines[0::2], axes.lines[1::2]
    for shown, drawn, points in zip(("US", "China"), lines, dots, strict=True):
        slope = float(row[f"{shown}, points a year"].split()[0])
        (first, last), (low, high) = drawn.get_xdata(), drawn.get_ydata()
        assert (high - low) / ((last - first).days / m.DAYS_A_YEAR) == pytest.approx(slope, abs=0.05)
        assert str(last)[:10] == TODAY
        middle = sum(day.toordinal() for day in points.get_xdata()) / len(points.get_xdata())
        height = low + (high - low) * (middle - first.toordinal()) / (last - first).days
        assert height == pytest.approx(sum(points.get_ydata()) / len(points.get_ydata()), abs=0.05)
        assert f"rise by {slope} points a year" in picture.alt
    assert {str(day)[:10] >= "2025-07-15" for day in picture.data["released"]} == {True}
    assert "12 months to 15 July 2026" in picture.alt


def test_the_steps_are_the_records() -> None:
    us, cn = split(NEWEST)
    picture = FRAMES["records"]
    dots = [line for line in picture.figure.axes[0].lines if line.get_marker() == "o"]
    for line, rows in zip(dots, (us, cn), strict=True):
        assert list(line.get_ydata()) == [row["score"] for row in m.record_steps(rows, "2023-01-01", TODAY)]
    assert picture.data is not None
    assert len(picture.data) == sum(len(line.get_ydata()) for line in dots)


def test_the_arrows_measure_the_gap() -> None:
    words = words_on(FRAMES["measured"].figure)
    assert "6.5 months" in words
    assert "5.5 points" in words
    assert "One gap on 31 October 2025: 5.5 points, or 6.5 months" in words


def test_a_record_that_changes_hands_gets_another_title() -> None:
    ahead = NEWEST.copy()
    ahead.loc[ahead["country"] == "CN", "score"] += 40
    assert "The record changed hands" in words_on(f.records(ahead, TODAY).figure)


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        (10, 8, "closing"),
        (10, 8.1, "steady"),
        (10, 12.4, "steady"),
        (10, 12.5, "widening"),
        (10, 10, "steady"),
    ],
)
def test_what_became_of_a_gap(before: float, after: float, word: str) -> None:
    assert f.change(before, after) == word


def test_clocks_read_what_the_tables_hold() -> None:
    arena = CLOCKS["votes in the arena"]
    assert (
        len(arena.readings) == (GAPS["style"] != "on").sum() == len(GAPS) - 1
    )  # one list with style set aside
    assert arena.on("2025-01-05", "points") == ("2025-01-05", pytest.approx(55.5))
    assert arena.on("2025-01-05", "months")[1] == pytest.approx(m.months_between("2024-09-15", "2025-01-05"))
    assert arena.readings[0][2] is None  # the source does not say
    assert arena.on("2024-03-05", "months")[0] == "2024-07-06"
    july = CLOCKS["index, edition of July 2026"]
    assert july.readings[-1][0] == TODAY
    assert july.on(TODAY, "points")[1] == pytest.approx(8.096)
    ends = {name: clock.readings[-1][0] for name, clock in CLOCKS.items()}
    assert ends["index, edition of November 2025"] == "2025-11-07"
    assert next(iter(CLOCKS)) == "votes in the arena"


def test_the_race_draws_what_its_title_says() -> None:
    picture = FRAMES["points of the scale, votes in the arena, January 2025"]
    assert "Closing: 55.5 to 40.8 points, by votes in the arena" in words_on(picture.figure)
    hollow, dashed = picture.figure.axes[0].lines[1:3]
    assert len(hollow.get_xdata()) == (GAPS["coverage"] != "all_models").sum() == 6
    assert list(dashed.get_ydata()) == pytest.approx([55.5, 40.8])
    other = FRAMES["months behind, votes in the arena, January 2025"]
    assert "Widening: 3.7 to 5.8 months, by votes in the arena" in words_on(other.figure)
    limits = {
        FRAMES[f"points of the scale, votes in the arena, {since}"].figure.axes[0].get_ylim()
        for since in list(f.SINCE)[:2]
    }
    assert len(limits) == 1  # frames keep one scale


def test_the_style_switch_counts() -> None:
    assert "With style set aside, seven Chinese models become four" in words_on(FRAMES["style"].figure)
    assert "of the 33 models on both lists" in FRAMES["style"].alt
    same = pd.concat([
        STYLED[STYLED["style_control"] == "off"],
        STYLED[STYLED["style_control"] == "off"].assign(style_control="on"),
    ])  # fmt: skip
    assert "With or without style: seven Chinese models" in words_on(f.style_switch(same).figure)
    assert f.top_places(STYLED, "off")["score"].is_monotonic_decreasing


def test_the_style_switch_compares_the_same_models() -> None:
    assert set(STYLED["category"]) == {"full"}
    assert (STYLED.groupby("model_label")["style_control"].nunique() == 2).all()
    assert "gemini-3-flash" not in set(
        STYLED["model_label"]
    )  # third with style set aside, on no place as voted


def test_published_lags_are_those_of_the_table() -> None:
    data = FRAMES["lags"].data
    assert data is not None
    assert list(data["low"][:3]) == [4, 8, 6]
    assert data["high"][0] == 14
    assert data["low"].iloc[-1] == pytest.approx(8.1, abs=0.05)
    assert "Four answers, 4 to 14 months" in words_on(FRAMES["lags"].figure)
    tick = FRAMES["lags"].figure.axes[0].lines[-1]
    assert (list(tick.get_xdata()), tick.get_marker()) == ([7], "|")  # the average inside Epoch's range


def test_a_full_test_makes_points_dear() -> None:
    draw = f.full_test(TABLES["item_parameters"])
    assert "MMLU, 95 against 97 %: 8.9 index points of ability" in draw("MMLU", 95).alt
    assert "MMLU, 50 against 52 %: 1.3 index points of ability" in draw("MMLU", 50).alt


def test_compute_growth_is_what_was_published_for_china() -> None:
    all_ten = FRAMES["all other countries, all, 10"]
    assert "more slowly: 3.0 times a year against 3.9" in all_ten.alt
    likely = FRAMES["all other countries, likely or better, 20"]
    assert "faster: 3.0 times a year against 1.7" in likely.alt
    draw = f.who_counts(TABLES["models"])
    assert (
        "about as fast: 3.0 times a year against 3.1"
        in draw("others", f.ESTIMATES["likely or better"], 10).alt
    )
    kept = f.leading(TABLES["models"].query("developer_country == 'CN' and training_flop.notna()"), 10)
    assert len(kept) == 23
    assert all(f.FROM <= str(row["released"])[:10] <= f.TO for row in kept)


def test_lags_by_edition() -> None:
    table = f.lags_by_edition(INDEX, WRITTEN)
    assert list(table["lag, months"]) == [10.4, 6.5, 6.5]
    assert list(table["edition of"]) == ["November 2025", "February 2026", "July 2026"]
    words = ["less", "same", "more"]
    assert f.more_or_less(table, words) == "more"
    assert f.more_or_less(table.iloc[::-1], words) == "less"
    assert f.more_or_less(table.iloc[1:], words) == "same"
    ahead = INDEX[(INDEX["country"] == "CN") | (INDEX["score"] < 100)]
    assert set(f.lags_by_edition(ahead, WRITTEN)["first US model as good"]) == {"none"}


def test_tables_of_rivals_and_rules() -> None:
    rivals = f.rivals(TABLES)
    assert list(rivals["of 100 votes, the better rival wins"]) == [51, 49, 58, 54, 60, 53, 54]
    rules = f.over_rules(TABLES, [WRITTEN, TODAY])
    assert len(rules) == 11
    assert set(rules["claim"]) == {"C06", "C13", "C14"}
    assert rules.set_index(["claim", "rule"]).loc[("C13", "default"), f"on {TODAY}"] == "not supported"


def test_a_comparison_by_votes_ends_at_a_table_that_follows_all_makers() -> None:
    arena = CLOCKS["votes in the arena"]
    assert arena.last("points")[0] == arena.last("months")[0] == "2025-12-17"
    assert arena.readings[-1][0] == "2026-07-21"  # drawn as a hollow dot, and not compared
    assert CLOCKS["index, edition of July 2026"].last("points")[0] == TODAY
    assert (
        "At a hollow dot not all makers are followed"
        in FRAMES["points of the scale, votes in the arena, January 2025"].alt
    )


def test_the_table_of_rules_says_which_arena_table_it_rests_on() -> None:
    rules = f.over_rules(TABLES, [WRITTEN, TODAY]).set_index(["claim", "rule"])
    assert rules.loc[("C06", "as-voted"), f"on {TODAY}"] == "supported (December 2025)"
    assert rules.loc[("C06", "default"), f"on {TODAY}"] == "supported (July 2026)"
    assert rules.loc[("C14", "default"), f"on {TODAY}"] == "supported"


def test_votes_on_several_days() -> None:
    votes = f.votes_by_day(TABLES, [WRITTEN, "2026-06-26"])
    assert list(votes["on 31 Oct 2025"]) == ["abstains", "yes", "yes", "yes", "yes"]
    assert list(votes["on 26 Jun 2026"]) == ["no", "yes", "yes", "no", "yes"]
    assert list(votes["window, months"]) == [12, 18, 24, 30, 36]


def test_one_maker_is_left_out_at_a_time() -> None:
    found = f.without_a_firm(TABLES, TODAY).set_index("left out")
    assert list(found["keeps pace in"]) == ["1 of 4", "1 of 5", "2 of 5", "3 of 5", "2 of 5", "2 of 5"]
    assert (found["verdict"] == "supported with a qualifier").sum() == 1
    makers = TABLES["models"].drop_duplicates("model").set_index("model")["developer"].astype(str)
    scores = TABLES["benchmark_scores"]
    ours = scores[scores["benchmark"] == "Epoch Capabilities Index"]
    of = dict(zip(ours["model_label"], ours["model"].map(makers), strict=True))
    steps = [row["model"] for rows in split(NEWEST) for row in m.record_steps(rows, "2023-07-15", TODAY)]
    twice = pd.Series([of[name] for name in steps]).value_counts()
    assert set(f.FIRMS) == set(twice[twice >= 2].index)


def test_how_long_a_match_took_by_edition() -> None:
    found = f.months_to_match(INDEX, "2023-03-14")
    assert list(found["months"]) == [13.8, 18.2, 18.2]
    assert list(found["first Chinese model as good"]) == ["DeepSeek-V2", "Qwen2.5-72B", "Qwen2.5-72B"]
    same = pd.DataFrame({
        "edition": ["2024-02-01"] * 3,
        "country": ["US", "CN", "CN"],
        "model": ["first", "equal", "better"],
        "released": ["2023-01-01", "2023-07-02", "2024-01-01"],
        "score": [10.0, 10.0, 11.0],
    })  # fmt: skip
    assert f.months_to_match(same, "2023-01-01")["first Chinese model as good"].tolist() == ["equal"]


def test_how_sure_a_lag_is() -> None:
    row = f.how_sure([0.0] * 10 + [float(n) for n in range(1, 91)], 80).iloc[0]
    assert list(row) == [80, 41, 0, 86, 10]


def test_windows_show_how_each_votes() -> None:
    now = f.windows(TABLES, TODAY)
    assert list(now["keeps pace"]) == ["no", "no", "yes", "no", "yes"]
    two = now.set_index("window, months").loc[24]
    assert list(two) == ["12.5 (1.0)", "13.6 (0.7)", "1.1", "2.4", "yes"]
    then = f.windows(TABLES, WRITTEN)
    assert list(then["keeps pace"]) == ["abstains", "yes", "yes", "yes", "yes"]
    assert list(then.iloc[2])[1:3] == ["17.1 (1.2)", "16.6 (0.9)"]
    assert then.iloc[0].isna().sum() == 4
    apart = now["China lower by"].astype(float) < now["allowed"].astype(float)
    assert list(apart) == [word == "yes" for word in now["keeps pace"]]


def test_gaps_for_the_exercise() -> None:
    gaps = f.gaps_since(TABLES, "2025-02-27")
    assert set(gaps["clock"]) == {"index", "arena"}
    assert (gaps["day"] >= "2025-02-27").all()
    arena = gaps[gaps["clock"] == "arena"]
    assert list(arena["gap"]) == [40.8, 36.0, 20.4, 40.8, 39.0, 27.1]
