"""The pictures of lesson 09: whole and clear, drawn from what they are given, and titled by what they find."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

import pandas as pd
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex, to_rgb

from ai_ambitions import load
from ai_ambitions.data.cite import source_ids, sources
from ai_ambitions.display.pictures import Picture
from ai_ambitions.display.style import PALETTE
from ai_ambitions.lessons.exporting_the_stack import figures as f
from ai_ambitions.lessons.exporting_the_stack import model as m
from ai_ambitions.lessons.exporting_the_stack import verdicts as v
from tests.support.pictures import assert_whole_and_clear, colour, rows_of, words_on

TABLES = {name: load(name) for name in sorted({name for names in v.TABLES.values() for name in names})}
REGIONS, PRICES, ECONOMIES = TABLES["cloud_regions"], TABLES["cloud_model_prices"], load("economies")
DAY, TODAY = v.today(TABLES)["C28"], v.today(TABLES)
WEIGHTS, SWITCH = f.same_weights(PRICES), f.switch()


def frames() -> dict[str, Picture]:
    found = {
        "providers": f.by_provider(REGIONS, DAY),
        "world": f.world(REGIONS, ECONOMIES, DAY),
        "shuffled": f.shuffled(4, 17, 18, 4),
    }
    for model, buyer, when in itertools.product(f.MODELS, f.BUYERS, f.DATES):
        found[f"weights {model} {buyer} {when}"] = WEIGHTS(model, f.BUYERS[buyer], f.DATES[when])
    for risk, cost, years in itertools.product(f.RISKS, f.COSTS, f.SPANS):
        found[f"switch {risk} {cost} {years}"] = SWITCH(f.RISKS[risk], cost, years)
    return found


FRAMES = frames()


@pytest.mark.parametrize("name", FRAMES)
def test_pictures_are_whole_clear_and_described(name: str) -> None:
    picture = FRAMES[name]
    assert_whole_and_clear(picture.figure)
    assert len(picture.alt) > 40
    said = " ".join(words_on(picture.figure)) + picture.alt
    assert not re.search(r"\b(nan|None|usd_per_mtok|international)\b", said)


@pytest.mark.parametrize(("kind", "count"), [("weights", 40), ("switch", 48)])
def test_the_widgets_tell_their_settings_apart(kind: str, count: int) -> None:
    mine = [picture.alt for name, picture in FRAMES.items() if name.startswith(kind)]
    assert len(set(mine)) == len(mine) == count <= 60


# --- the map ----------------------------------------------------------------------------------------------------------

HOSTS = v.hosts(REGIONS, DAY)


def shapes(ax: object) -> list[PathCollection]:
    return [each for each in ax.collections if isinstance(each, PathCollection)]  # type: ignore[attr-defined]


def test_every_host_has_a_shape_or_a_point_on_the_map() -> None:
    drawn = f.outline()
    assert set(HOSTS) <= set(drawn["outlines"]) | set(drawn["points"])
    assert set(v.HOMES) <= set(drawn["outlines"])
    assert {"HK", "SG", "BH", "QA", "IL", "TW"} <= set(drawn["points"])
    assert all(rings and all(len(ring) > 3 for ring in rings) for rings in drawn["outlines"].values())


def test_no_border_is_drawn_but_those_of_hosts_and_homes() -> None:
    ax = FRAMES["world"].figure.axes[0]
    land, *others = shapes(ax)
    assert to_hex(land.get_facecolor()[0]) == to_hex(land.get_edgecolor()[0])  # one shade, no inner lines
    known = set(f.outline()["outlines"]) & (set(HOSTS) | set(v.HOMES))
    assert len(others) == len(known)


def test_the_kinds_differ_without_colour() -> None:
    """In grey and to a colour-blind eye the three kinds stay apart: by pattern, by sign, and by lightness."""
    fills = [fill for _, fill, _, _ in f.KINDS.values()]
    assert (
        len({hatch for _, _, hatch, _ in f.KINDS.values()})
        == len({sign for *_, sign in f.KINDS.values()})
        == 3
    )
    grey = [
        sum(part * weight for part, weight in zip(to_rgb(fill), (0.299, 0.587, 0.114), strict=True))
        for fill in fills
    ]
    assert abs(grey[0] - grey[1]) > 0.2
    ax = FRAMES["world"].figure.axes[0]
    by_hatch = {
        hatch: sum(each.get_hatch() == hatch for each in shapes(ax))
        for _, _, hatch, _ in f.KINDS.values()
        if hatch
    }
    kinds = [f.kind_of(count) for code, count in HOSTS.items() if code in f.outline()["outlines"]]
    assert by_hatch["xxxxx"] == kinds.count("cn") == 3
    assert by_hatch["/////"] == kinds.count("us")
    said = [text.get_text() for text in FRAMES["world"].figure.legends[0].get_texts()]
    assert said.count("the same, a small host") == 2
    signs = sorted(line.get_marker() for line in ax.lines)
    assert signs == ["o", "o", "o", "o", "s", "s"]  # Bahrain, Qatar, Israel, Taiwan; Hong Kong, Singapore


def test_the_map_says_what_it_counts_and_has_a_table_behind_it() -> None:
    picture = FRAMES["world"]
    assert "38 hosts: 17 with both, 18 with US clouds only, 3 with Chinese only" in words_on(picture.figure)
    assert "Chinese only: Egypt, Philippines, Turkey." in picture.alt
    assert picture.data is not None
    assert len(picture.data) == 38
    assert "public domain" in picture.source
    assert "as administered" in picture.source
    closed = REGIONS.copy()
    closed.loc[closed["country"] == "EG", "operating"] = False
    assert "37 hosts: 17 with both, 18 with US clouds only, 2 with Chinese only" in words_on(
        f.world(closed, ECONOMIES, DAY).figure
    )


def test_the_map_keeps_areas_and_french_guiana_out() -> None:
    drawn = f.outline()["outlines"]

    def area(code: str) -> float:
        return sum(
            abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2
            for ring in drawn[code]
        )

    assert 2.2 < area("US") / area("IN") < 3.6  # 9.5 or 9.8 to 3.2 million square kilometres
    assert 0.9 < area("CN") / area("US") < 1.15
    assert min(y for ring in drawn["FR"] for _, y in ring) > 60


def test_hosts_are_ordered_by_the_smaller_share() -> None:
    found = f.host_table(REGIONS, ECONOMIES, DAY)
    assert list(found["smaller share"]) == sorted(found["smaller share"], reverse=True)
    assert list(found["host"][:4]) == ["Hong Kong", "Indonesia", "Mexico", "Singapore"]
    counts = [(found["smaller share"] > line).sum() for line in (0, 0.20, 0.25, 0.34)]
    assert counts == [17, 14, 12, 8]
    assert found.set_index("host").loc["South Africa", "bits"] == pytest.approx(0.7219, abs=1e-4)


def test_bars_of_regions() -> None:
    ax = FRAMES["providers"].figure.axes[0]
    assert [bar.get_width() for bar in ax.patches] == [46, 34, 30, 16, 16, 9]
    assert rows_of(ax)[0] == "Microsoft"
    orange = [
        name for name, bar in zip(rows_of(ax), ax.patches, strict=True) if colour(bar) == PALETTE[1].lower()
    ]
    assert sorted(orange) == ["Alibaba", "Huawei", "Tencent"]
    assert "110 regions of US clouds, 41 of Chinese ones" in words_on(FRAMES["providers"].figure)


def test_layers_leave_unknown_chips_unknown() -> None:
    found = f.layers(REGIONS, load("region_accelerators"), ECONOMIES, DAY).set_index("soil")
    assert found.loc["Saudi Arabia", "AI chips of"] == "not known"
    assert found.loc["South Africa", "AI chips of"] == "Huawei in 1, not known in 4"
    assert found.loc["Singapore", "AI chips of"] == "Nvidia in 2, not known in 4"
    assert list(found["in regions of"]) == ["Amazon", "Amazon", "–", "Amazon, Google", "Huawei"]
    assert "itonline-2024-huawei-johannesburg" in found.loc["South Africa", "source_id"].split(";")
    assert (found["US clouds"] > 0).all()


# --- prices -----------------------------------------------------------------------------------------------------------


def test_the_bars_of_one_model_are_its_list_prices() -> None:
    picture = FRAMES["weights Qwen3-32B abroad October 2025"]
    ax = picture.figure.axes[0]
    prices = dict(zip(rows_of(ax), [bar.get_width() for bar in ax.patches], strict=True))
    assert prices == {"Amazon Bedrock": 0.6, "Alibaba, at home": 1.147, "Alibaba, abroad": 2.8}
    assert "Qwen3-32B: Alibaba abroad asks 4.7 times the US price" in words_on(picture.figure)
    orange = [
        name for name, bar in zip(rows_of(ax), ax.patches, strict=True) if colour(bar) == PALETTE[1].lower()
    ]
    assert orange == ["Alibaba, abroad"]
    at_home = FRAMES["weights Qwen3-32B in mainland China October 2025"].figure
    assert "Qwen3-32B: Alibaba at home asks 1.9 times the US price" in words_on(at_home)


def test_what_was_not_sold_is_said() -> None:
    assert "GLM-5 was not out in October 2025" in words_on(FRAMES["weights GLM-5 abroad October 2025"].figure)
    assert "Kimi K2.5: no price of Alibaba abroad" in words_on(
        FRAMES["weights Kimi K2.5 abroad July 2026"].figure
    )
    below = FRAMES["weights DeepSeek-V4-Pro in mainland China July 2026"].figure
    assert "DeepSeek-V4-Pro: Alibaba at home asks 0.25 times the US price" in words_on(
        below
    )  # a quarter, and not 0.2
    turned = FRAMES["weights Qwen3-32B abroad July 2026"].figure
    assert "Qwen3-32B: Alibaba abroad asks 1.07 times the US price" in words_on(turned)
    dearer = FRAMES["weights Qwen3-235B-A22B-2507 abroad July 2026"].figure
    assert "Qwen3-235B-A22B-2507: Alibaba abroad asks 1.05 times the US price" in words_on(dearer)
    lone = FRAMES["weights Qwen3-Next-80B-A3B abroad October 2025"].figure
    assert "Qwen3-Next-80B-A3B: no price of a US cloud" in words_on(lone)


def test_chinese_lists_that_were_not_chosen_are_grey() -> None:
    picture = FRAMES["weights GLM-5 in mainland China July 2026"].figure.axes[0]
    shades = {name: colour(bar) for name, bar in zip(rows_of(picture), picture.patches, strict=True)}
    assert shades == {
        "Alibaba, at home": PALETTE[1].lower(),
        "Amazon Bedrock": PALETTE[0].lower(),
        "Z.ai's shop": f.HOME_SHADE,
    }


@pytest.mark.parametrize(
    ("table", "publisher"),
    [
        (lambda: f.two_markets(PRICES, "2025-10-30"), "models.dev / anomalyco"),
        (lambda: f.prices_beside(PRICES, DAY), "public repository on GitHub"),
        (lambda: f.club_counts(TABLES, TODAY["C27"]), "GitHub kocijan/geopoliticsai"),
        (lambda: f.users(TABLES, ECONOMIES, TODAY["C27"]), "World Bank"),
    ],
)
def test_computed_tables_name_their_sources(table: Callable[[], pd.DataFrame], publisher: str) -> None:
    known = sources()
    assert publisher in {known[key]["publisher"] for key in source_ids(table())}


def test_two_lists_of_one_firm() -> None:
    assert list(f.two_markets(PRICES, "2025-10-30").iloc[0])[:5] == [36, 35, 1, 0, 2.4]
    assert f.abroad_over_home(PRICES, "2025-10-30")["Qwen3-32B"] == pytest.approx(2.441, abs=1e-3)
    beside = f.prices_beside(PRICES, DAY)
    assert m.cheaper_than_us(beside.dropna().to_dict("records")) == (1, 5)
    assert m.cheaper_than_us(beside.dropna().to_dict("records"), home=True) == (2, 5)
    rows = beside[beside["at home"].notna()].to_dict("records")
    assert m.cheaper_than_us(rows, home=True) == (4, 9)
    assert m.cheaper_than_us(rows, home=True, same=0) == (5, 9)  # GLM-5 is 1.6 per cent below


# --- clubs, the change, voices ------------------------------------------------------------------------------------------


def test_all_tables_with_the_same_sums_add_up_to_one_and_the_improbable_are_marked() -> None:
    ax = FRAMES["shuffled"].figure.axes[0]
    chances = [bar.get_width() for bar in ax.patches]
    assert sum(chances) == pytest.approx(100)
    assert rows_of(ax) == ["0 and 4", "1 and 3", "2 and 2", "3 and 1", "4 and 0"]
    marked = [
        name for name, bar in zip(rows_of(ax), ax.patches, strict=True) if colour(bar) == PALETTE[1].lower()
    ]
    assert marked == ["4 and 0"]
    assert "By chance alone, so unlikely a draw comes 4.5 times in 100" in words_on(FRAMES["shuffled"].figure)
    three = f.shuffled(4, 17, 18, 0)
    assert "5.8" in " ".join(words_on(three.figure))
    assert "10.4 times in 100" in " ".join(words_on(three.figure))  # both ends are as improbable or more


def test_clubs_beside_clouds() -> None:
    found = f.club_counts(TABLES, TODAY["C27"])
    assert list(found["p"]) == ["0.045", "0.107", "0.248", "1.000"]
    assert list(found["in it"]) == ["4 of 17", "4 of 20", "4 of 9", "16 of 35"]
    assert list(found["in it, of the second"]) == ["0 of 18", "0 of 18", "27 of 106", "1 of 3"]


def test_a_chance_in_words() -> None:
    assert f.band(m.fisher(4, 13, 0, 18)) == f.band(1 / 16) == "about once in twenty"
    assert [f.band(chance) for chance in f.BANDS.values()] == list(f.BANDS)


def test_what_hosts_chose_and_who_uses_a_chinese_chatbot() -> None:
    found = f.choices(TABLES["infrastructure_exports"], ECONOMIES)
    assert list(found["technology of"]) == ["US", "China", "US", "China"]
    assert list(found["host"]) == ["Kenya", "Malaysia", "Singapore", "Singapore"]
    used = f.users(TABLES, ECONOMIES, TODAY["C27"]).set_index("economy")
    assert list(used["per cent, at least"]) == sorted(used["per cent, at least"], reverse=True)
    assert used.loc["Ethiopia", "per cent, at least"] == 11
    assert used.loc["Russia", "income"] == "14,055"
    assert list(used[used["income"] == "not known"].index) == ["Cuba", "Syria"]
    assert (used["US services"] == "limited").sum() == 5


def test_columns_of_a_change_end_at_its_value() -> None:
    picture = FRAMES["switch 5 in 100 35 5"]
    heights = [bar.get_height() for bar in picture.figure.axes[0].patches]
    assert heights == pytest.approx([-35, *[m.npv_switch(10, 35, 0.08, year, 0.05) for year in range(1, 6)]])
    assert "Over 5 years the change does not pay: −0.4" in words_on(picture.figure)
    assert "Over 8 years the change pays: +3.4" in words_on(FRAMES["switch 10 in 100 35 8"].figure)
    below = [bar for bar in picture.figure.axes[0].patches if bar.get_height() < 0]
    assert all(bar.get_hatch() for bar in below)  # told without colour


def test_announced_and_built() -> None:
    found = f.announced(TABLES, ECONOMIES, TODAY["C08"]).set_index("first site in")
    assert list(found["takes customers"]) == ["yes", "yes", "no"]
    assert found.loc["France", "since"] == "2026-06-17"
    assert found.loc["Brazil", "since"] == "day not known"
    assert (
        f.announced(TABLES, ECONOMIES, "2026-06-16")
        .set_index("first site in")
        .loc["France", "takes customers"]
        == "no"
    )


def test_every_rule_has_a_name_in_words() -> None:
    judges = [v.c08, v.c27, v.c28]
    found = f.turned(judges, TABLES, "2025-10-31", TODAY)
    assert len(found) == sum(len(rules) for rules in v.RULES.values())
    names = {name.replace("-", " ") for rules in v.RULES.values() for name in rules} - {"default"}
    assert names == set(f.IN_WORDS)
    assert not set(found["rule"]) & names
