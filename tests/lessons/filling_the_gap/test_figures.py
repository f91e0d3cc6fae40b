"""The pictures of lesson 07: whole and clear, drawn from what they are given, and titled by what they find."""

from __future__ import annotations

import itertools
import re

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.display.pictures import Picture
from ai_ambitions.display.style import PALETTE
from ai_ambitions.lessons.filling_the_gap import figures as f
from ai_ambitions.lessons.filling_the_gap import model as m
from ai_ambitions.lessons.filling_the_gap import verdicts as v
from tests.support.pictures import assert_whole_and_clear, colour, rows_of, words_on

NAMES = [
    "supply_chain",
    "chips",
    "chip_yields",
    "defect_densities",
    "cambricon_results",
    "china_chip_market",
    "chip_company_results",
    "exchange_rates",
    "domestic_tools",
]
TABLES = {name: load(name) for name in NAMES}
SUPPLY, CHIPS, RESULTS = TABLES["supply_chain"], TABLES["chips"], TABLES["cambricon_results"]
CUT, POSSIBLE, OLDER = f.cutter(SUPPLY), f.possible(TABLES["defect_densities"]), f.older_chips(CHIPS)
DIES = f.dies(CHIPS)


def frames() -> dict[str, Picture]:
    found = {
        "seats": f.seats(SUPPLY),
        "task": f.by_task(CHIPS),
        "quarters": f.quarters(RESULTS),
    }
    for who, years, speed in itertools.product(f.CUTS, f.YEARS, f.SPEEDS):
        found[f"cut {who} {years} {speed}"] = CUT(who, f.YEARS[years], speed)
    for die, rumour, model in itertools.product(DIES, f.RUMOURED, f.MODELS):
        found[f"possible {die} {rumour} {model}"] = POSSIBLE(DIES[die], rumour, model)
    for count, used in itertools.product(f.COUNTS, f.USED):
        found[f"older {count} {used}"] = OLDER(count, used)
    return found


FRAMES = frames()


@pytest.mark.parametrize("name", FRAMES)
def test_pictures_are_whole_clear_and_described(name: str) -> None:
    picture = FRAMES[name]
    assert_whole_and_clear(picture.figure)
    assert len(picture.alt) > 40
    said = " ".join(words_on(picture.figure)) + picture.alt
    assert not re.search(r"\b(nan|None|tdp_w|share_percent|SXM)\b", said)


@pytest.mark.parametrize(("kind", "count"), [("cut", 48), ("possible", 45), ("older", 12)])
def test_the_widgets_tell_their_settings_apart(kind: str, count: int) -> None:
    mine = [picture.alt for name, picture in FRAMES.items() if name.startswith(kind)]
    assert len(set(mine)) == len(mine) == count <= 60


def test_each_input_stands_once_and_hangs_on_one_seat() -> None:
    found = f.inputs(SUPPLY).set_index("input")
    assert len(found) == len(f.INPUTS) == 10
    assert (found["per cent"] > 50).all()
    assert set(found["largest seat"]) == set(f.ECONOMIES.values())
    assert found.loc["EUV machines", "concentration, at least"] == "10,000"
    assert found.loc["refined gallium", "concentration, at least"] == f"{round(98.8**2, -2):,.0f}" == "9,800"
    assert found.loc["stacked memory", "per cent"] == 57 + 22
    assert found.loc["chip making for others", "per cent"] == 76  # four firms in Taiwan
    assert list(found["per cent"]) == sorted(found["per cent"], reverse=True)


def test_forecasts_and_other_years_do_not_count() -> None:
    rare = next(each for each in f.INPUTS if each.name == "refined rare earths")
    assert f.shares_of(SUPPLY, rare) == {"China": 92, f.OTHERS: 5}
    assert len(f.rows_of_input(SUPPLY, rare)) == 2
    moved = SUPPLY.assign(status="forecast")
    assert f.rows_of_input(moved, rare).empty


def test_the_graph_has_a_line_for_each_share_as_wide_as_the_share() -> None:
    ax = FRAMES["seats"].figure.axes[0]
    shares = [share for each in f.INPUTS for share in f.shares_of(SUPPLY, each).values()]
    widths = [line.get_linewidth() for line in ax.lines]
    assert len(widths) == len(shares)
    assert widths == pytest.approx([max(0.6, share / 12) for share in shares])
    solid = [line for line in ax.lines if line.get_linestyle() == "-"]
    assert len(solid) == 10  # the largest supplier of each, told without colour
    words = words_on(FRAMES["seats"].figure)
    assert "EUV machines: 100" in words
    assert "refined gallium: 99" in words
    assert "10 inputs of a chip, and 6 seats that each hold most of one" in words
    bold = {text.get_text() for text in ax.texts if text.get_weight() == "bold"}
    assert bold == set(f.ECONOMIES.values())


def test_a_cut_leaves_what_the_others_supply_and_the_scarcest_decides() -> None:
    at_once = FRAMES["cut China at once 2"]
    ax = at_once.figure.axes[0]
    left = dict(zip(rows_of(ax), [bar.get_width() for bar in ax.patches], strict=True))
    assert left["refined gallium"] == pytest.approx(1.2)
    assert left["EUV machines"] == 100
    assert "Without China, at once: 1 per cent of the output" in words_on(at_once.figure)
    orange = [
        name for name, bar in zip(rows_of(ax), ax.patches, strict=True) if colour(bar) == PALETTE[1].lower()
    ]
    assert orange == ["refined gallium"]
    later = FRAMES["cut Netherlands 5 years 10"]
    assert "Without the Netherlands, after 5 years: 50 per cent of the output" in words_on(later.figure)
    whole = FRAMES["cut South Korea 10 years 10"]
    assert {colour(bar) for bar in whole.figure.axes[0].patches} == {PALETTE[0].lower()}
    assert "Inputs with less than before: 0 of 10." in whole.alt


def test_a_rumour_is_drawn_where_it_would_have_to_be() -> None:
    picture = FRAMES["possible 910B 20 Poisson"]
    ax = picture.figure.axes[0]
    point = next(line for line in ax.lines if line.get_marker() == "v")
    assert point.get_xdata()[0] == pytest.approx(m.implied_defects(0.2, 6.6561))
    assert f.known_lines(TABLES["defect_densities"]) == (0.09, 0.5)
    said = {name: picture.alt for name, picture in FRAMES.items() if name.startswith("possible 910B")}
    assert "cleaner than a maker has told of" in said["possible 910B 60 Poisson"]
    assert "middle zone" in said["possible 910B 50 Poisson"]
    assert "a bad line, and bad lines exist" in said["possible 910B 20 Seeds"]
    assert f.judged(0.09, 0.09, 0.5) == f.judged(0.5, 0.09, 0.5) == "middle zone, between the two borders"


def test_only_two_rumours_have_an_area() -> None:
    found = f.rumours(TABLES["chip_yields"], CHIPS)
    known = found[found["die, mm²"] != "unknown"]
    assert list(known["of what"]) == ["Ascend 910B"] * 2
    assert set(known["die, mm²"]) == {"666 (estimate)"}  # from a photo
    assert list(found["when"]) == sorted(found["when"], key=lambda when: (when[:4], when[4:] or "-06"))
    assert "10 to 15" in list(found["good dies, per cent"])
    assert "20" in list(found["good dies, per cent"])
    assert DIES["half of it"] * 2 == DIES["910B"] == 665.61


def test_the_panels_have_one_order_and_the_title_follows_the_figures() -> None:
    picture = FRAMES["task"]
    left, right = picture.figure.axes
    names = [label.get_text() for label in left.get_yticklabels()]
    assert [name.split()[0] for name in names] == ["H100", "H800", "910C", "910B", "A100", "H20"]
    rates = [bar.get_width() for bar in left.patches]
    assert rates == sorted(rates, reverse=True)
    assert rates[0] == pytest.approx(989.4 / 700)
    assert max(bar.get_width() for bar in right.patches) == right.patches[-1].get_width() == 10
    assert [bar.get_y() for bar in left.patches] == [bar.get_y() for bar in right.patches]
    slower = CHIPS.copy()
    slower.loc[slower["chip"] == "H20 SXM 96GB", "memory_bandwidth_gbs"] = 1000
    assert "The order of chips depends on the task" in words_on(f.by_task(slower).figure)


def test_more_chips_take_fewer_days() -> None:
    few, many = FRAMES["older 2048 35"], FRAMES["older 9000 35"]
    short = dict(
        zip(rows_of(few.figure.axes[0]), [p.get_width() for p in few.figure.axes[0].patches], strict=True)
    )
    long = [p.get_width() for p in many.figure.axes[0].patches]
    assert short["H800"] == pytest.approx(53.7, abs=0.2)
    assert short["H20"] == pytest.approx(358, abs=1)
    assert long[0] == pytest.approx(short["H100"] * 2048 / 9000)


def test_columns_of_revenue_and_the_two_that_make_the_ratio() -> None:
    ax = FRAMES["quarters"].figure.axes[0]
    quarters = RESULTS[(RESULTS["period_type"] == "quarter") & (RESULTS["period"] >= "2022Q1")]
    assert [bar.get_height() for bar in ax.patches] == list(quarters["revenue_cny_m"])
    hatched = [place for place, bar in enumerate(ax.patches) if bar.get_hatch()]
    assert list(quarters["period"].iloc[hatched]) == ["2024Q3", "2025Q3"]
    assert "14 times: from 121 to 1,727 million yuan" in words_on(FRAMES["quarters"].figure)


def test_half_years_beside_one_and_two_years_before() -> None:
    found = f.bases(RESULTS).set_index("first half of")
    assert found.loc["2025", "times the year before"] == "44.48"
    assert found.loc["2025", "times two years before"] == "25.27"
    assert found.loc["2026", "times the year before"] == "2.08"
    assert found.loc["2026", "times two years before"] == "92.57"
    assert list(f.sizes(TABLES)["per cent"]) == ["2.9", "4.0", "0.4"]


def test_counts_of_tools_stand_beside_a_target_and_a_forecast() -> None:
    found = f.tools_at_home(TABLES["domestic_tools"])
    counts = found[found["kind"] == "count"]
    assert sorted(counts[counts["year"] == "2024"]["per cent"]) == [13.6, 25, 35]
    assert set(found["kind"]) == {"count", "forecast", "target"}


def test_the_tables_of_the_verdicts() -> None:
    tables = {name: load(name) for name in sorted({name for names in v.TABLES.values() for name in names})}
    found = f.stand_ins(tables, "2025-10-31")
    assert [chip.split()[0] for chip in found["chip"]] == [
        "H100",
        "A800",
        "H800",
        "H20",
        "L20",
        "910B",
        "910C",
    ]
    assert list(found["coarser"]) == ["–", "yes", "no", "no", "no", "yes", "yes"]
    assert list(found["less"]) == ["–", "yes", "no", "yes", "yes", "yes", "yes"]
    assert list(found["US licence asked"]) == ["yes", "yes", "yes", "yes", "no", "no", "no"]
    rules = f.turned([v.c19, v.c21, v.c23, v.c24], tables, "2025-10-31", v.today(tables))
    assert len(rules) == sum(len(named) for named in v.RULES.values())
    assert isinstance(rules, pd.DataFrame)
    assert (rules["rule"] == "our rule").sum() == 4
    named = {rule.replace("-", " ") for rules in v.RULES.values() for rule in rules} - {"default"}
    assert set(f.IN_WORDS) == named
