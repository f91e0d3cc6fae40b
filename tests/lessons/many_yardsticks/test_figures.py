"""The pictures of lesson 08: whole and clear, drawn from what they are given, and titled by what they find."""

from __future__ import annotations

import itertools
import re

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core.course import course
from ai_ambitions.display.pictures import Picture
from ai_ambitions.display.style import PALETTE
from ai_ambitions.lessons.many_yardsticks import figures as f
from ai_ambitions.lessons.many_yardsticks import model as m
from ai_ambitions.lessons.many_yardsticks import verdicts as v
from tests.support.pictures import assert_whole_and_clear, colour, rows_of, words_on

WRITTEN = course().article.day
NAMES = [
    *{name for names in v.TABLES.values() for name in names},
    "economies",
    "compute_stock",
    "talent_flows",
]
TABLES = {name: load(name) for name in sorted(NAMES)}
WIDE, SIZES, ECONOMIES, STOCK = (TABLES[name] for name in ("yardsticks", "economy_size", "economies", "compute_stock"))  # fmt: skip
TOTALS = f.wide(WIDE, ECONOMIES)
HEADS = f.a_million(TOTALS, SIZES, ECONOMIES)
DROP, COVERAGE = f.drop_one(TOTALS, HEADS), f.coverage(STOCK)
TODAY = v.today(TABLES)["C25"]


def frames() -> dict[str, Picture]:
    found = {
        "firsts": f.firsts(TOTALS, HEADS),
        "leads": f.leads_bars(TOTALS),
        "leads a head": f.leads_bars(HEADS),
        "margins": f.margins(TABLES["talent_flows"]),
        "metric now": f.by_metric(TABLES, TODAY),
        "metric written": f.by_metric(TABLES, WRITTEN),
    }
    for unit, without, scale in itertools.product(f.UNITS, f.WITHOUT, f.SCALES):
        found[f"drop {unit} {without} {scale}"] = DROP(unit, f.WITHOUT[without], scale)
    for us, china in itertools.product(f.CAUGHT_US, f.CAUGHT_CN):
        found[f"coverage {us} {china}"] = COVERAGE(us, china)
    return found


FRAMES = frames()


@pytest.mark.parametrize("name", FRAMES)
def test_pictures_are_whole_clear_and_described(name: str) -> None:
    picture = FRAMES[name]
    assert_whole_and_clear(picture.figure)
    assert len(picture.alt) > 40
    said = " ".join(words_on(picture.figure)) + picture.alt
    assert not re.search(r"\b(nan|None)\b|\w_\w", said)


@pytest.mark.parametrize(("kind", "count"), [("drop", 48), ("coverage", 30)])
def test_the_widgets_tell_their_settings_apart(kind: str, count: int) -> None:
    mine = [picture.alt for name, picture in FRAMES.items() if name.startswith(kind)]
    assert len(set(mine)) == len(mine) == count <= 60


def widths(picture: Picture) -> dict[str, float]:
    ax = picture.figure.axes[0]
    return dict(zip(rows_of(ax), [bar.get_width() for bar in ax.patches], strict=True))


def test_the_wide_table_holds_every_row_once() -> None:
    assert TOTALS.shape == (65, 7)
    assert TOTALS.notna().all(axis=None)
    china = WIDE[(WIDE["code"] == "CN") & (WIDE["indicator"] == "granted_ai_patents")]["value"].item()
    assert TOTALS.loc["China", "AI patents"] == china
    people = SIZES.set_index("code")["population_2024"]
    assert HEADS.loc["Singapore", "AI articles"] == pytest.approx(
        TOTALS.loc["Singapore", "AI articles"] / people["SG"] * 1e6
    )
    assert list(HEADS.index) == list(TOTALS.index)


def test_economies_are_all_above_the_border_and_what_we_multiplied_can_be_multiplied_again() -> None:
    people = SIZES.set_index("code")["population_2024"]
    assert min(people[code] for code in WIDE["code"]) >= 5_000_000
    shares = load("ai_user_share")
    shares = shares[shares["period"] == "second half of 2025"].set_index("code")["percent"]
    for row in WIDE[WIDE["indicator"] == "people_using_ai"].itertuples():
        assert row.value == pytest.approx(shares[row.code] / 100 * people[row.code], abs=501), row.code


def test_the_boxes_name_the_first_and_mark_who_is_neither_of_two() -> None:
    ax = FRAMES["firsts"].figure.axes[0]
    names = [text.get_text() for text in ax.texts if text.get_color() == "white"]
    assert names == [*TOTALS.idxmax(), *HEADS.idxmax()]
    shades = [colour(bar) for bar in ax.patches]
    two = {"China", "United States"}
    assert shades == [PALETTE[0 if name in two else 1].lower() for name in names]
    assert "One subject, 7 yardsticks, 6 economies that are first" in words_on(FRAMES["firsts"].figure)


def test_bars_are_shares_of_weightings_and_the_leader_is_marked() -> None:
    bars = widths(FRAMES["leads a head"])
    found = f.leads(HEADS)
    assert list(bars) == [*found.index[:5], "all others"]
    assert list(bars.values()) == pytest.approx([*found.iloc[:5], found.iloc[5:].sum()])
    assert sum(bars.values()) == pytest.approx(100)
    assert sum(found) == pytest.approx(100)
    shades = [colour(bar) for bar in FRAMES["leads a head"].figure.axes[0].patches]
    assert shades == [PALETTE[1].lower()] + [PALETTE[0].lower()] * 5
    assert set(f.leads(TOTALS).index) == {"China", "United States"}


def test_the_widget_drops_what_it_says_and_changes_unit_and_scale() -> None:
    picture = FRAMES["drop in total computing lowest 0, highest 1"]
    kept = TOTALS.drop(columns=["computing"])
    assert widths(picture) == pytest.approx(f.leads(kept).to_dict())
    assert any(
        "In total, without computing: China leads in 81 of 100" in text for text in words_on(picture.figure)
    )
    assert "China 81, the US 19 of 100" in picture.alt
    assert "6 yardsticks" in picture.alt
    whole = FRAMES["drop per head nothing share of the best"]
    found = f.leads(HEADS, "share of the best")
    assert widths(whole) == pytest.approx({**found.iloc[:5].to_dict(), "all others": found.iloc[5:].sum()})
    assert "China 75, the US 25 of 100" in FRAMES["drop in total nothing places"].alt
    assert "7 yardsticks" in whole.alt


def test_scales_put_the_best_at_one() -> None:
    for scale in f.SCALES:
        on_one = f.scaled(TOTALS, scale)
        assert (on_one.max() == 1).all()
        assert (on_one.min() >= 0).all()
    assert (f.scaled(TOTALS).min() == 0).all()


def test_coverage_draws_what_was_seen_and_what_would_be_true() -> None:
    assert f.seen(STOCK) == {"US": 75, "CN": 15}
    bars = list(widths(FRAMES["coverage 20 7"]).values())
    assert bars == pytest.approx([100 * 75 / 90, 100 * 15 / 90, 63.6, 36.4], abs=0.1)
    assert "Seen 83 to 17; then true is 64 to 36" in words_on(FRAMES["coverage 20 7"].figure)
    even = [name for name, picture in FRAMES.items() if "then true is 50 to 50" in picture.alt]
    assert even == ["coverage 15 3", "coverage 20 4", "coverage 25 5", "coverage 35 7"]
    assert "1.0 to 1" in FRAMES["coverage 10 10"].alt
    assert "Seen 83 to 17; then true is 83 to 17" in FRAMES["coverage 20 20"].alt


def test_margins_are_drawn_twice_and_the_title_holds_the_gaps() -> None:
    found = f.talent(TABLES["talent_flows"])
    assert list(found["per cent"]) == [29, 47, 26, 28]
    assert list(found["people"]) == [675, 867, 955, 955]
    lines = [line for line in FRAMES["margins"].figure.axes[0].lines if len(line.get_xdata()) == 2]
    spans = [line.get_xdata()[1] - line.get_xdata()[0] for line in lines]
    assert spans[1] == pytest.approx(2 * 100 * m.margin_of_error(0.29, 675), abs=0.11)
    assert spans[0] == pytest.approx(2 * spans[1], abs=0.25)
    assert "Two gaps: 18 points that last, 2 that may be chance" in words_on(FRAMES["margins"].figure)


def test_the_metrics_are_shares_of_two_and_the_pioneering_are_marked() -> None:
    ax = FRAMES["metric now"].figure.axes[0]
    bars = widths(FRAMES["metric now"])
    assert list(bars.values()) == sorted(bars.values(), reverse=True)
    assert bars["notable models, 2025"] == pytest.approx(100 * 59 / 94)
    marked = {
        name for name, bar in zip(rows_of(ax), ax.patches, strict=True) if colour(bar) == PALETTE[1].lower()
    }
    assert {name.rsplit(",", 1)[0] for name in marked} == set(v.PIONEERING.values())
    assert "citations of patents, 2010 to 2024" in bars
    assert "The US has more by 4 of 8 yardsticks, China by 4" in words_on(FRAMES["metric now"].figure)
    assert "The US has more by 2 of 5 yardsticks, China by 3" in words_on(FRAMES["metric written"].figure)


def test_three_counts_of_one_data_base() -> None:
    found = f.notable(TABLES["research_output"])
    assert list(zip(found["US"], found["China"], strict=True)) == [("59", "35"), ("50", "30"), ("45", "31")]
    assert list(found["US to one Chinese"]) == ["1.69", "1.67", "1.45"]


def test_amounts_are_written_with_their_unit() -> None:
    found = f.amounts(TOTALS, HEADS, ["China", "Singapore"], WIDE).set_index(["unit", "yardstick"])
    assert len(found) == 14
    assert found.loc[("in total", "AI articles, 2023"), "China"] == "103,493"
    assert found.loc[("a million people", "AI articles, 2023"), "Singapore"] == "742"
    assert found.loc[("in total", "private investment, million USD of 2021, 2024"), "China"] == "13,876"
    assert found.loc[("a million people", "people using AI, thousands, 2025"), "China"] == "163"


def test_our_own_index_is_shown_with_each_yardstick_left_out() -> None:
    found = f.left_out(TABLES, WRITTEN, TODAY).set_index("yardstick")
    assert len(found) == 8
    patents = found.loc["granted patents"]
    assert (patents["US share, written"], patents["US share, today"]) == ("17 (2023)", "14 (2024)")
    assert patents["without it, written"] == "100 and 51: supported"
    assert patents["without it, today"].endswith("supported with a qualifier")
    assert list(found.loc["papers at ICLR"])[:2] == ["–", "–"]


def test_boards_by_day() -> None:
    found = f.boards(TABLES["video_arena"], WRITTEN).set_index("by")
    found, sources = found.drop(columns=["source_id", "source_id_2"]), found["source_id"]
    assert list(found.loc[WRITTEN]) == [
        "Tencent (CN), 5 Oct",
        "Google (US), 20 Oct",
        "Google (US), 20 Oct",
        "–",
    ]
    two = ["ByteDance (CN), 30 Apr"] * 2
    assert list(found.loc["2026-04-30"]) == ["OpenAI (US), 30 Apr", *two, "–"]
    assert list(found.loc["2026-09-21"])[1:3] == ["Google (US), 21 Sep", "MiniMax (CN), 22 Aug"]
    # The copy of 31 July has the votes of 30 June for clips from pictures; agents' first places cannot be told apart.
    assert list(found.loc["2026-07-31"])[2:] == ["ByteDance (CN), 30 Jun", "Anthropic (US), 31 Jul, tied"]
    assert list(found.loc["2026-06-30"])[2:] == ["ByteDance (CN), 30 Jun", "Anthropic (US), 30 Jun"]
    assert sources[WRITTEN] == "chinaz-2025-hunyuan-image"
    assert list(found.index) == sorted(found.index)


def test_the_last_table_names_each_rule_in_words() -> None:
    found = f.turned([v.c25, v.c26], TABLES, WRITTEN, v.today(TABLES))
    assert len(found) == sum(len(rules) for rules in v.RULES.values())
    assert (found["rule"] == "our rule").sum() == 2
    words = {name.replace("-", " ") for rules in v.RULES.values() for name in rules if name != "default"}
    assert words == set(f.IN_WORDS)


def test_a_table_with_another_leader_gives_another_title() -> None:
    frame = TOTALS.copy()
    frame.loc["India"] = frame.max() * 2
    assert list(f.leads(frame).index) == ["India"]
    assert "India leads in 100 of 100 weightings" in words_on(f.leads_bars(frame).figure)
    assert isinstance(f.leads(frame), pd.Series)
