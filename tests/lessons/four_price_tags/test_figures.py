"""The pictures of lesson 02: whole and clear, drawn from what they are given, and titled by what they find."""

from __future__ import annotations

import itertools
import re

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core.errors import CourseError
from ai_ambitions.display.pictures import Picture
from ai_ambitions.lessons.four_price_tags import figures as f
from ai_ambitions.lessons.four_price_tags import peers as p
from ai_ambitions.lessons.four_price_tags import verdicts as v
from tests.support.pictures import assert_whole_and_clear, colour, words_on

NAMES = ("models", "training_runs", "benchmark_scores", "index_vintages", "chips", "api_prices", "price_tags")
TABLES = {name: load(name) for name in NAMES}
RUNS = TABLES["training_runs"]
BUILD, WHOSE = f.tag_builder(RUNS), f.whose_cost(TABLES)


def frames() -> dict[str, Picture]:
    found = {
        "tags": f.four_tags(RUNS),
        "swings": f.swings(RUNS, TABLES["chips"]),
        "price": f.price_of_a_score(
            TABLES["api_prices"],
            TABLES["models"],
            TABLES["benchmark_scores"],
            f.near(TABLES["benchmark_scores"], "o1"),
        ),
    }
    for rent, trials, chips in itertools.product((1, 2, 4), f.TRIALS, f.BOUGHT):
        found[f"build {rent} {trials} {chips}"] = BUILD(rent, trials, chips)
    for peer, unit, state in itertools.product(f.PEERS, f.UNITS, f.STATES):
        if unit != "operations" and state != "July 2026":
            continue  # what the state of the index changes does not hang on the unit
        found[f"whose {peer} {unit} {state}"] = WHOSE(f.PEERS[peer], f.UNITS[unit], f.STATES[state])
    return found


FRAMES = frames()


def whose(peer: str, unit: str = "operations", state: str = "July 2026") -> Picture:
    return FRAMES[f"whose {peer} {unit} {state}"]


@pytest.mark.parametrize("name", FRAMES)
def test_pictures_are_whole_clear_and_described(name: str) -> None:
    picture = FRAMES[name]
    assert_whole_and_clear(picture.figure)
    assert len(picture.alt) > 40
    said = " ".join(words_on(picture.figure)) + picture.alt
    assert not any(sign in said for sign in ("_hours", "amortised", "final_run", "None"))
    assert not re.search(r"\bnan\b", said)  # GPT-5 nano is no missing number


def test_the_widgets_stay_within_their_frames_and_tell_them_apart() -> None:
    assert len(f.RENTS) * len(f.TRIALS) * len(f.BOUGHT) <= 60
    assert len(f.PEERS) * len(f.UNITS) * len(f.STATES) <= 60
    for kind in ("build", "whose"):
        mine = [picture.alt for name, picture in FRAMES.items() if name.startswith(kind)]
        assert len(set(mine)) == len(mine) > 20


def test_the_four_tags_are_those_of_the_table() -> None:
    found = f.tags(RUNS)
    table = RUNS.set_index("run_id")["cost_usd"]
    assert list(found["usd"]) == sorted(table[list(f.TAGS)])
    assert list(found["open"]) == [False, False, True, False]
    assert "the largest is over 5,000 times the smallest" in " ".join(words_on(FRAMES["tags"].figure))
    assert "over USD 500 M" in words_on(FRAMES["tags"].figure)
    points = {line.get_color() for line in FRAMES["tags"].figure.axes[0].lines if len(line.get_xdata())}
    assert points == {f.MAKER_SAYS, f.OUTSIDER_SAYS}
    assert list(found["who"]) == ["stated by the maker"] * 2 + ["reckoned by an outsider"] * 2


def test_sums_are_said_as_people_say_them() -> None:
    assert [f.dollars(value) for value in (294_000, 5_576_000, 57.3e6, 1.6e9)] == [
        "USD 0.29 M",
        "USD 5.58 M",
        "USD 57 M",
        "USD 1.6 bn",
    ]
    assert f.millions(1600) == "USD 1.6 bn"


def test_scopes_come_from_the_table_of_tags() -> None:
    found = f.scopes(TABLES["price_tags"])
    said = [tag.replace(f.NARROW, " ") for tag in found["tag"]]
    assert said == ["USD 0.29 M", "USD 5.58 M", "over USD 500 M", "USD 1.6 bn"]
    assert found["in"].iloc[1].replace(f.NARROW, " ") == "Dec 2024"
    assert found["leaves out"].str.contains("staff").all()
    assert "base model" in found["leaves out"].iloc[0]


def test_a_chip_costs_what_the_critics_sum_says() -> None:
    assert f.chip_price(RUNS) == 1.4e9 / 50_000
    changed = RUNS.copy()
    changed.loc[changed["run_id"] == "deepseek-firm-servers-critic", "cost_usd"] = 2.8e9
    assert f.chip_price(changed) == 56_000


def test_your_tag_stands_where_it_belongs_and_the_nearest_is_marked() -> None:
    start = FRAMES["build 2 left out rented"]
    ax = start.figure.axes[0]
    mine = [line for line in ax.lines if line.get_marker() == "v"]
    assert [line.get_xdata()[0] for line in mine] == [5_576_000]
    assert "nearest tag: V3's final run (equal to its USD 5.58 M)" in words_on(start.figure)[0] or any(
        "nearest tag: V3's final run (equal to its USD 5.58 M)" in words for words in words_on(start.figure)
    )
    points = [line for line in ax.lines if line.get_marker() in "os"]
    assert [colour(line) for line in points] == [f.MAKER_SAYS] * 2 + [f.OUTSIDER_SAYS] * 2
    bold = [text.get_text() for text in ax.texts if text.get_fontweight() == "bold"]
    assert bold == ["V3's final run"]
    assert FRAMES["build 4 nine times as much rented"].alt.startswith(
        "USD 112 M: final run and 9 times as much for trials"
    )
    bought = FRAMES["build 2 left out 50,000, an outsider's count"]
    assert "Nearest tag: all servers, 1/1.1 of its USD 1.6 bn" in bought.alt
    assert "an hour" not in bought.alt.split(". Nearest")[0]
    assert "50,000 chips bought, at USD 28,000 each" in bought.alt
    assert "chips over the years over USD 500 M" in bought.alt


def test_no_rent_and_no_trials_reach_the_analyst() -> None:
    """What the lesson says of the widget: only the last control gets to the large tags."""
    for name, picture in FRAMES.items():
        if name.startswith("build") and name.endswith("rented"):
            assert float(picture.figure.axes[0].lines[-1].get_xdata()[0]) < 5e8 / 4


def test_the_peer_turns_the_fraction() -> None:
    assert "DeepSeek-V3 took 1/12 of the operations of Llama 3.1 405B" in words_on(
        whose("Llama 3.1 405B (Meta)").figure
    )
    assert "DeepSeek-V3 took 1.5 times the operations of Llama 4 Maverick" in words_on(
        whose("Llama 4 Maverick (Meta)").figure
    )
    assert "DeepSeek-R1 took 1.4 times the chip-hours of gpt-oss-120b" in words_on(
        whose("gpt-oss-120b (OpenAI)", "chip-hours").figure
    )
    grok = whose("Grok 3 (xAI)", "chip-hours")
    assert "Grok 3: nobody outside can count its chip-hours" in words_on(grok.figure)
    assert "unknown" in words_on(grok.figure)


def test_who_said_it_stands_beside_each_bar() -> None:
    alt = whose("Grok 3 (xAI)").alt
    assert "DeepSeek-R1 an outsider's estimate 3.5" in alt  # its maker printed no operations on top of V3's
    assert "Grok 3 an outsider's estimate" in alt
    assert f.side(TABLES, "Llama 4 Scout", "chip-hours") == f.Side(5_000_000, "printed by the maker")
    assert f.side(TABLES, "gpt-oss-120b", "operations").who == "an outsider's estimate"
    assert f.side(TABLES, "Llama 4 Scout", "dollars") == f.Side(None, "")


def test_bars_have_the_length_of_their_values() -> None:
    bars = whose("Llama 4 Maverick (Meta)").figure.axes[0].patches
    assert [bar.get_width() for bar in bars] == pytest.approx([3.2856, 2.244])
    assert [colour(bar) for bar in bars] == [f.MAKER_SAYS] * 2  # both printed
    bars = whose("Grok 3 (xAI)").figure.axes[0].patches
    assert [colour(bar) for bar in bars] == [f.OUTSIDER_SAYS] * 2
    bars = whose("gpt-oss-120b (OpenAI)", "chip-hours").figure.axes[0].patches
    assert [colour(bar) for bar in bars] == [f.MAKER_SAYS] * 2


@pytest.mark.parametrize(
    ("peer", "state", "points"),
    [
        ("Llama 3.1 405B (Meta)", "July 2026", 4.036),
        ("Llama 3.1 405B (Meta)", "November 2025", 2.09),
        ("Llama 3.1 405B (Meta)", "February 2026", None),  # V3 of December is not in it
        ("Llama 4 Maverick (Meta)", "November 2025", -1.17),
        ("gpt-oss-120b (OpenAI)", "November 2025", None),
        ("gpt-oss-120b (OpenAI)", "February 2026", -0.31),
        ("Grok 3 (xAI)", "February 2026", 0.59),
    ],
)
def test_the_gap_in_each_state_of_the_index(peer: str, state: str, points: float | None) -> None:
    found = f.gap(TABLES, f.PEERS[peer], f.STATES[state])
    assert found == (None if points is None else pytest.approx(points, abs=0.005))
    alt = whose(peer, state=state).alt
    assert ("one of the two is not in it" in alt) == (points is None)
    assert ("counts as about equal" in alt) == (points is not None)


def test_how_far_apart_is_said_in_words() -> None:
    assert [f.apart(points) for points in (0.01, -0.01, 4.036, -1.17)] == [
        "level with",
        "level with",
        "4.0 points above",
        "1.2 points below",
    ]


def test_fractions_are_said_as_people_say_them() -> None:
    said = [p.as_fraction(ratio) for ratio in (0.01, 0.0867, 0.5, 0.81, 0.97, 1.04, 1.46)]
    assert said == [
        "1/100 of",
        "1/12 of",
        "0.50 of",
        "0.81 of",
        "about as much as",
        "about as much as",
        "1.5 times",
    ]


def test_sizes_stand_in_the_order_asked_for() -> None:
    table = f.sizes(TABLES["models"], ["DeepSeek-V3", "Llama 3.1 405B"])
    assert list(table["parameters, billions"]) == [671, 405]
    assert list(table["tokens read, trillions"]) == [14.8, 15.6]
    assert "active" not in " ".join(table.columns)  # it would give the guess away


def test_every_rule_is_turned_on_both_days() -> None:
    tables = {name: load(name) for names in v.TABLES.values() for name in names}
    table = f.turned([v.c05, v.c07, v.c09], tables, "2025-10-31", "2026-07-15").set_index(["claim", "rule"])
    assert len(table) == sum(len(v.RULES[claim]) for claim in ("C05", "C07", "C09"))
    assert list(table.loc[("C07", "any country")]) == ["supported with a qualifier", "not supported"]
    assert list(table.loc[("C07", "our rule")]) == ["supported with a qualifier", "not checkable"]
    assert list(table.loc[("C07", "both halves")]) == ["not supported", "not supported"]


def test_a_gap_over_the_line_is_said_to_be_too_wide() -> None:
    frame = TABLES["benchmark_scores"].copy()
    frame.loc[frame["model"] == "DeepSeek-V3", "score"] += 3
    picture = f.whose_cost(TABLES | {"benchmark_scores": frame})(
        f.PEERS["Llama 3.1 405B (Meta)"], "operations", ""
    )
    assert "too far apart to count as equal" in picture.alt


def test_who_prints_is_counted() -> None:
    table = f.printed(TABLES["models"])
    closed = table[(table["made in"] == "the United States") & (table["weights"] == "closed")].iloc[0]
    assert closed["both printed"] == 0
    assert closed["models"] > 50
    assert (table["both printed"] <= table["models"]).all()
    recent = TABLES["models"][TABLES["models"]["released"] >= "2024-01-01"]
    mine = recent[(recent["developer_country"] == "CN") & (recent["weights"] == "open")]
    assert table[(table["made in"] == "China") & (table["weights"] == "open")]["models"].item() == len(mine)


def test_peers_in_words() -> None:
    table = f.peer_table(TABLES, "2025-10-31")
    assert list(table["a quarter or less"]) == ["yes", "no", "no", "no", "no", "no"]
    assert table["points apart"].max() == 4.04
    assert table["peer"].iloc[3] == "Gemma 3 27B (Google)"
    assert table["learnt from"].iloc[0] == "we read of none"
    assert table["learnt from"].iloc[4] == "Llama 4 Behemoth"
    assert table["learnt from"].iloc[5].startswith("GPT-4o")
    assert len(f.peer_table(TABLES, "2025-10-31", tolerance=1)) == 2


def test_server_sums_in_words() -> None:
    table = f.server_sums(RUNS)
    assert list(table["million USD"]) == [1300, 1400, 1600]
    assert "50,000 Hopper" in table["what is counted"].iloc[1]


def test_prices_only_fall_and_stay_with_their_country() -> None:
    index = TABLES["benchmark_scores"]
    found = f.cheapest(TABLES["api_prices"], TABLES["models"], index, 142)
    for _, mine in found.groupby("made in"):
        assert mine["usd"].is_monotonic_decreasing
        assert mine["day"].is_monotonic_increasing
    reached = index[(index["benchmark"] == "Epoch Capabilities Index") & (index["score"] >= 142)]["model"]
    assert set(found["model"]) <= set(reached)
    assert found["usd"].iloc[0] == 60
    assert set(found["made in"]) == {"China", "United States"}
    assert found["day"].max() <= pd.Timestamp(index.attrs["as_of"])
    assert not {colour(line) for line in FRAMES["price"].figure.axes[0].lines} & {
        f.MAKER_SAYS,
        f.OUTSIDER_SAYS,
    }
    legend = FRAMES["price"].figure.axes[0].get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["China", "United States"]


def test_a_score_that_nobody_reaches_gets_a_sentence() -> None:
    with pytest.raises(CourseError, match="No model with a list price reaches 900 points"):
        f.price_of_a_score(TABLES["api_prices"], TABLES["models"], TABLES["benchmark_scores"], 900)


def test_the_tornado_loses_its_title_when_chips_cost_little() -> None:
    cheap = RUNS.copy()
    cheap.loc[cheap["run_id"] == "deepseek-firm-servers-critic", "cost_usd"] = 1.4e8
    assert "What moves the tag?" in words_on(f.swings(cheap, TABLES["chips"]).figure)
    assert "what you count moves the tag most" in FRAMES["swings"].alt


def test_swings_are_sorted_by_width() -> None:
    ax = FRAMES["swings"].figure.axes[0]
    ranges = [
        line.get_xdata() for line in ax.lines if len(line.get_xdata()) == 2 and line.get_marker() == "o"
    ]
    widths = [ends[1] / ends[0] for ends in ranges]
    assert widths == sorted(widths, reverse=True)
    assert len(widths) == 4
    assert not {colour(line) for line in ax.lines} & {f.MAKER_SAYS, f.OUTSIDER_SAYS}
    assert ranges[0][0] == pytest.approx(5.576)
    assert "rent: USD 1 to 4 an hour USD 2.79 M–USD 11 M" in FRAMES["swings"].alt
    assert "half or a quarter of the top USD 3.94 M–USD 7.63 M" in FRAMES["swings"].alt
