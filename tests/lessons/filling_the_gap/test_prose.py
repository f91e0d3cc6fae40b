"""Every number in the prose of lesson 07 is true of the tables and the code."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core import notebooks
from ai_ambitions.core.course import course, lesson
from ai_ambitions.core.paths import LESSONS
from ai_ambitions.lessons.filling_the_gap import figures as f
from ai_ambitions.lessons.filling_the_gap import model as m
from ai_ambitions.lessons.filling_the_gap import verdicts as v
from ai_ambitions.practice.questions import question_set, reason
from tests.support.prose import Fact, check, loose_numbers, prose

PATH = LESSONS / "07-filling-the-gap.ipynb"
SUPPLY, RESULTS, YIELDS, TOOLS = (
    load(name) for name in ("supply_chain", "cambricon_results", "chip_yields", "domestic_tools")
)
CHIPS = load("chips").drop_duplicates("chip").set_index("chip")
TABLES = {name: load(name) for name in {name for names in v.TABLES.values() for name in names}}
WRITTEN, TODAY = course().article.day, v.today(TABLES)
EVENTS = load("controls_timeline")
CODE = {cell.id: cell.source for cell in notebooks.read(PATH).cells if cell.cell_type == "code"}
SEATS = f.inputs(SUPPLY).set_index("input")
REVENUE = RESULTS.set_index("period")["revenue_cny_m"]
DIE = float(CHIPS.loc["Ascend 910B", "die_area_mm2"]) / 100
LOW, HIGH = f.known_lines(load("defect_densities"))


def outcome(claim: str, rule: str = "default", day: str = WRITTEN) -> str:
    return str(getattr(v, claim.lower())(TABLES, day, rule).outcome)


def event(words: str) -> pd.Series:
    return EVENTS[EVENTS["instrument"].str.contains(words, regex=False)].iloc[0]


def day_of(words: str) -> str:
    return str(event(words)["date"])[:7]


def rumour(product: str) -> list[tuple[str, float]]:
    mine = YIELDS[YIELDS["product"] == product].sort_values("date")
    return [(str(day)[:7], float(share)) for day, share in zip(mine["date"], mine["yield_high"], strict=True)]


def needed(percent: float, model: str = "Poisson") -> float:
    return m.implied_defects(percent / 100, DIE, m.YIELDS[model])


def left(who: str, years: int, speed: int) -> float:
    shares = [f.shares_of(SUPPLY, each).get(who, 0.0) for each in f.INPUTS]
    return min(m.left_after_cut(share, speed, years) for share in shares)


def most_of(who: str) -> int:
    return int((SEATS["largest seat"] == who).sum())


def ratio(new: str, old: str) -> float:
    return m.fold_change(REVENUE[new], REVENUE[old])


def tool(year: int, source: str) -> float:
    rows = TOOLS[(TOOLS["tool"] == "All tools") & (TOOLS["year"] == year) & (TOOLS["source_id"] == source)]
    return float(rows[rows["kind"] == "share_of_tools"]["percent"].iloc[0])


def moved(claim: str, day: str) -> bool:
    return len({outcome(claim, rule, day) for rule in v.RULES[claim]}) > 1


FACTS = [
    Fact("title", 'a newspaper prints "44-fold"', lambda: math.floor(ratio("2025H1", "2024H1")) == 44),
    Fact("title", "you judge four sentences of the article", lambda: len(lesson("07").claims) == 4),
    Fact("story-note", "In October 2025 the article wrote", lambda: WRITTEN[:7] == "2025-10"),
    Fact(
        "story-note",
        "grown 14-fold in a quarter, after 44-fold in a half-year. Each column is the revenue of a quarter. The two hatched ones make the 14",
        lambda: (round(ratio("2025Q3", "2024Q3")), round(ratio("2025H1", "2024H1"))) == (14, 44),
    ),
    Fact(
        "story-read",
        "from the second hatched column back by one the firm had sold *more*. Later ones are larger still",
        lambda: REVENUE["2025Q2"] > REVENUE["2025Q3"] and REVENUE["2026Q2"] > REVENUE["2025Q4"] > REVENUE["2025Q2"],
    ),
    Fact(
        "story-read", "a fall from one quarter to the next", lambda: REVENUE["2025Q3"] < REVENUE["2025Q2"]
    ),
    Fact("objectives", "**judge** four sentences", lambda: len(lesson("07").claims) == 4),
    Fact("return-note", "Three questions from earlier lessons", lambda: len(question_set("07-return")) == 3),
    Fact("claims-note", "We judge four sentences", lambda: len(lesson("07").claims) == 4),
    Fact(
        "seats-note",
        "Our table holds 24 inputs. Many are near twins (primary and refined gallium), so we take ten that stand apart and that one economy supplies by more than half",
        lambda: SUPPLY["input"].nunique() == 24 and len(f.INPUTS) == 10 and bool((SEATS["per cent"] > 50).all()),
    ),
    Fact("seats-note", "Six economies are the largest supplier of at least one", lambda: SEATS["largest seat"].nunique() == 6),
    Fact("seats-read", "Each of the six holds most of something", lambda: SEATS["largest seat"].nunique() == 6),
    Fact(
        "seats-read",
        "two of its three makers are US firms",
        lambda: SUPPLY[SUPPLY["provider"] == f.US_GROUP]["note"].str.contains("two are American").all(),
    ),
    Fact(
        "seats-read",
        "Since October 2022 the US Department of Commerce asks licences for fast chips; the Dutch and the Japanese government followed with machines. Since 2023 China's Ministry of Commerce asks licences for gallium and germanium",
        lambda: (
            day_of("Advanced computing rule, chip entry") == "2022-10"
            and day_of("Ministerial order takes effect") == "2023-09"
            and day_of("Semiconductor equipment export controls in force") == "2023-07"
            and day_of("Gallium and germanium export licensing") == "2023-07"
        ),
    ),
    Fact("cutter-note", "Let a chip need *all* ten inputs", lambda: len(f.INPUTS) == 10),
    Fact(
        "cutter-read",
        "Without the Netherlands nothing is left at once, though it holds one input of ten; without China a hundredth, though it holds three",
        lambda: (
            left("Netherlands", 0, 2) == 0
            and most_of("Netherlands") == 1
            and round(left("China", 0, 2)) == 1
            and most_of("China") == 3
        ),
    ),
    Fact(
        "cutter-read",
        "At ten points a year any gap closes in ten years, at two points none of the large ones does",
        lambda: (
            all(left(who, 10, 10) == 100 for who in f.CUTS) and all(left(who, 10, 2) < 100 for who in f.CUTS)
        ),
    ),
    Fact("yield-note", "measures about 666 square millimetres", lambda: round(100 * DIE) == 666),
    Fact(
        "yield-note",
        "Press reports of 2024 gave it a yield of 20 per cent, and of 50 half a year later. Is a fifth a sign",
        lambda: rumour("Ascend 910B") == [("2024-06", 20), ("2024-11", 50)],
    ),
    Fact(
        "yield-read",
        "more than twice the yield",
        lambda: m.poisson_yield(DIE / 2, needed(20)) > 2 * 0.2,
    ),
    Fact(
        "yield-read",
        "even more than twice as many halves",
        lambda: m.dies_per_wafer(50 * DIE) > 2 * m.dies_per_wafer(100 * DIE),
    ),
    Fact(
        "rumours-read",
        'Only two. The others speak of a chip whose die we do not know (the 910C holds two dies), of "7 nm chips", of wafers',
        lambda: (f.rumours(YIELDS, load("chips"))["die, mm²"] != "unknown").sum() == 2,
    ),
    Fact(
        "possible-note",
        "what TSMC told of its own 7 nm line in 2019",
        lambda: (LOW, HIGH) == (0.09, 0.5) and str(load("defect_densities").iloc[0]["date"])[:4] == "2019",
    ),
    Fact(
        "possible-read",
        "By Poisson, both rumours on the 910B lie between the two lines",
        lambda: LOW <= needed(50) < needed(20) <= HIGH,
    ),
    Fact(
        "possible-read",
        "Only 60 per cent, by the press SMIC's *aim* for the 910C, would need a line cleaner than TSMC's of 2019",
        lambda: (
            needed(60) < LOW <= needed(50)
            and YIELDS[YIELDS["product"] == "Ascend 910C"]["note"].str.contains("aim 60").any()
        ),
    ),
    Fact(
        "possible-read",
        "by Seeds the 20 per cent already falls outside. Going from Poisson to Seeds moves the answer by more than the two rumours lie apart",
        lambda: (
            needed(20, "Seeds") > HIGH and needed(20, "Seeds") / needed(20) > needed(20) / needed(50)
        ),
    ),
    Fact("task-note", "Six chips", lambda: len(f.BESIDE) == 6),
    Fact(
        "task-equation",
        "we take one in the middle, and the order of training holds for all but the lowest",
        lambda: 280 / 400 < CHIPS.loc["A100 SXM4 80GB", "dense_fp16_tflops"] / 400 < 320 / 400 < 400 / 400 < 800 / 700,
    ),
    Fact(
        "task-read",
        "is the worst of six at training and by far the best at serving",
        lambda: f.work_a_watt(load("chips")).iloc[-1]["chip"].startswith("H20"),
    ),
    Fact(
        "task-read", "In April 2025 the US Department of Commerce told Nvidia by letter", lambda: day_of("Licence letters to Nvidia, AMD and Intel") == "2025-04",
    ),
    Fact(
        "task-read",
        "Cambricon's Siyuan 590 draws so little power that it would lead; another source has a rate lower by a quarter at more power",
        lambda: (
            CHIPS.loc[v.H100, "dense_fp16_tflops"] / 700 < 345 / 200
            and pytest.approx(0.75, abs=0.01) == 256 / 345
            and sorted(siyuan("tdp_w")) == [200, 350]
            and sorted(siyuan("dense_fp16_tflops")) == [256, 345]
        ),
    ),
    Fact(
        "older-note",
        "which took 2,048 H800, used to about 35 per cent, some 54 days. **Question:** how many 910B finish in the same time, if they use a quarter",
        lambda: round(m.days_to_train(f.RUN, 2048, CHIPS.loc["H800 SXM5", "dense_fp16_tflops"], 0.35)) == 54,
    ),
    Fact(
        "older-read",
        "About 8,900, between the first two settings",
        lambda: round(2048 * 989 * 0.35 / (CHIPS.loc["Ascend 910B", "dense_fp16_tflops"] * 0.25), -2) == 8900,
    ),
    Fact(
        "rise-note",
        "In the first half of 2025 it took in 44 times as much as in that of 2024. But a year earlier still, the half-year had been better",
        lambda: round(ratio("2025H1", "2024H1")) == 44 and REVENUE["2023H1"] > REVENUE["2024H1"],
    ),
    Fact(
        "rise-equation",
        'So "44 times as much" and "up by 44 times" differ by one. By hand: from two to six the ratio is three, the increase 200 per cent, the amount four',
        lambda: (m.fold_change(6, 2), 100 * (m.fold_change(6, 2) - 1), 6 - 2) == (3, 200, 4),
    ),
    Fact(
        "rise-read",
        "Nearly half of the ratio is the hole of 2024",
        lambda: 0.4 < 1 - ratio("2025H1", "2023H1") / ratio("2025H1", "2024H1") < 0.5,
    ),
    Fact(
        "rise-read",
        "they do within a million; where a remainder was used to fill a quarter",
        lambda: abs(REVENUE["2025Q1"] + REVENUE["2025Q2"] - REVENUE["2025H1"]) <= 1,
    ),
    Fact(
        "bases-read",
        "the growth over *one* year is a doubling, and over *two* it is the largest ratio of the table",
        lambda: round(ratio("2026H1", "2025H1")) == 2 and ratio("2026H1", "2024H1") > 90,
    ),
    Fact(
        "sizes-read",
        "A rise of 44 times, three cards in a hundred, and less than half a per cent of the revenue of Nvidia",
        lambda: [float(x) for x in sizes()["per cent"]] == [2.9, 0.4],
    ),
    Fact(
        "sizes-read",
        "Nvidia's quarter ends a month later than Cambricon's",
        lambda: nvidia_end()[:7] == "2025-10" and str(RESULTS.set_index("period").loc["2025Q3", "period_end"])[:7] == "2025-09",
    ),
    Fact(
        "sizes-read",
        "the firm went from losses to a profit in 2025",
        lambda: (
            RESULTS.set_index("period").loc["2024", "net_profit_cny_m"] < 0
            < RESULTS.set_index("period").loc["2025", "net_profit_cny_m"]
        ),
    ),
    Fact(
        "dispute-note",
        "For 2024 we found three numbers",
        lambda: len(f.tools_at_home(TOOLS).query("year == '2024'")) == 3,
    ),
    Fact(
        "dispute-read",
        "The largest is over twice the smallest",
        lambda: tool(2024, "reportify-2024-tools") > 2 * tool(2024, "trendforce-2025-tools"),
    ),
    Fact("dispute-read", "So all three can be right", lambda: len(f.tools_at_home(TOOLS).query("year == '2024'")) == 3),
    Fact(
        "lateral-note",
        "SMIC's 5 nm wafers have yields of 60 to 70 per cent",
        lambda: rumour("5 nm wafers") == [("2025-06", 70)],
    ),
    Fact("quiz-note", "Five questions", lambda: len(question_set("07-check")) == 5),
    Fact(
        "c19-note",
        "for numbers of 16 bits, of a Chinese chip under half",
        lambda: v.HALF == 0.5 and v.BITS == 16,
    ),
    Fact("c19-note", "sold in China under 50 per cent", lambda: v.HALF == 0.5),
    Fact(
        "c19-note",
        "BR100 of the Chinese firm Biren has 1,024 TFLOPS, the best of the US firm AMD 2,517. The share of cards was 30 per cent. Under half, twice",
        lambda: (
            [round(row["rate"]) for row in v.best_rates(load("chips"), WRITTEN, "dense_fp16_tflops")] == [1024, 2517]
            and v.card_shares(TABLES["china_chip_market"], WRITTEN)[-1][1] == 30
        ),
    ),
    Fact("c19-read", "BR100 was announced in 2022", lambda: str(CHIPS.loc["BR100", "announced"])[:4] == "2022"),
    Fact(
        "c19-read",
        "By the watt, BR100 has three quarters of the best rate",
        lambda: "0.74 of the rate a watt" in v.c19(TABLES, TODAY["C19"], "per-watt").figure,
    ),
    Fact(
        "c19-read",
        "both figures of today stand just above two fifths: had our line been there, the verdict would be *not supported*",
        lambda: v.c19(TABLES, TODAY["C19"], line=0.4).outcome == v.NOT and v.c19(TABLES, TODAY["C19"], line=0.42).outcome == v.SUPPORTED,
    ),
    Fact(
        "c19-read",
        "gives those in China about a twentieth",
        lambda: v.compute_share(TABLES["compute_stock"], TODAY["C19"])[1] == 5,
    ),
    Fact("c21-note", "We take four stand-ins", lambda: len(v.STAND_INS) == 4),
    Fact("c21-note", "at least a hundredth fewer 16-bit operations a watt", lambda: pytest.approx(0.99) == v.LESS),
    Fact("c21-note", "All three: *supported*. One or two:", lambda: "All three: supported. One or two" in v.RULES["C21"]["default"]),
    Fact(
        "c21-hand",
        "two of four are coarser, so *older* fails. Three of four do less for a watt, so *less efficient* fails by one, the H800. A licence is asked, so *no choice* holds. One clause of three",
        lambda: (
            "of 4 stand-ins 2 are older than the H100 and 3 less efficient; licence asked for the H100: yes"
            in v.c21(TABLES, WRITTEN).figure
            and "1 of 3" in v.c21(TABLES, WRITTEN).because
        ),
    ),
    Fact(
        "c21-read",
        "Ask for half of the stand-ins, and all three clauses hold: *supported*. Count only Huawei's, and the same",
        lambda: outcome("C21", "most-stand-ins") == outcome("C21", "home-chips") == v.SUPPORTED,
    ),
    Fact(
        "c21-read",
        "two of the four are *not* less efficient",
        lambda: [row["less efficient"] for row in v.clauses(TABLES, WRITTEN, "serving")].count(False) == 2,
    ),
    Fact(
        "c21-read",
        "fewer of the four may be had than the table shows",
        lambda: day_of("Advanced computing rule update in force") == "2023-11",
    ),
    Fact(
        "c21-read",
        "in 2025 Chinese regulators told firms to cut their orders of the H20",
        lambda: day_of("CAC guidance against H20")[:4] == "2025",
    ),
    Fact(
        "c21-read",
        "counts only two notable Chinese models in 22",
        lambda: trained_at_home()["value"] == 2 and "of 22 notable" in trained_at_home()["note"],
    ),
    Fact(
        "c23-note",
        "The card asks for the time before 2022, too; our shares begin in 2023",
        lambda: (
            v.card_shares(TABLES["china_chip_market"], WRITTEN)[0][0] == "2023H1"
            and "before and after 2022" in load("claims").set_index("claim_id").loc["C23", "would_settle"]
        ),
    ),
    Fact("c23-note", "rose by ten points or more", lambda: v.RISE == 10),
    Fact(
        "c23-note",
        "344 billion yuan after 204 billion; a share of 30 after 10 per cent",
        lambda: (
            [round(value) for _, value in v.fund_phases(TABLES["guidance_funds"], WRITTEN)][-2:] == [204, 344]
            and [share for _, share in v.card_shares(TABLES["china_chip_market"], WRITTEN)] == [10, 30]
        ),
    ),
    Fact(
        "c23-read",
        "*Supported* twice",
        lambda: outcome("C23") == outcome("C23", day=TODAY["C23"]) == v.SUPPORTED,
    ),
    Fact(
        "c23-read",
        "in 2024 Cambricon spent less on research than the year before, so when written a qualifier remains",
        lambda: outcome("C23", "effort") == v.QUALIFIED,
    ),
    Fact("c24-note", "the newest quarter and the newest half-year", lambda: set(v.CLAIMED) == {"quarter", "half"}),
    Fact(
        "c24-note",
        "today is asked about the newest quarter. By hand: 1,727 over 120.5 million yuan is 14.3",
        lambda: round(ratio("2025Q3", "2024Q3"), 1) == 14.3 and round(REVENUE["2024Q3"], 1) == 120.5,
    ),
    Fact(
        "c24-read",
        "Today both have become doublings",
        lambda: [round(v.folds(RESULTS, kind, TODAY["C24"])[1]) for kind in v.CLAIMED] == [2, 2],
    ),
    Fact(
        "c24-read",
        "Ask the same of its own quarter whatever the day, and the sentence stays *supported*",
        lambda: outcome("C24", "as-dated", TODAY["C24"]) == v.SUPPORTED,
    ),
    Fact("c24-read", "Over two years it is *not supported*", lambda: outcome("C24", "two-years") == v.NOT),
    Fact(
        "c24-read",
        "from one quarter to the next, revenue *fell* in the very quarter of the 14-fold",
        lambda: outcome("C24", "quarter-before") == v.QUALIFIED,
    ),
    Fact(
        "turn-read",
        "Three of four move by some rule on both days; C23 moves only when written",
        lambda: (
            all(moved(claim, day) for claim in ("C19", "C21", "C24") for day in (WRITTEN, TODAY[claim]))
            and moved("C23", WRITTEN)
            and not moved("C23", TODAY["C23"])
        ),
    ),
    Fact("key-points", "Each of six seats holds most of some input", lambda: SEATS["largest seat"].nunique() == 6),
]  # fmt: skip
DEFINITIONS = [
    ("title", "three things can happen"),  # a way of counting, told in the next three sentences
    ("c21-read", "Three doubts"),
    ("seats-equation", "HHI} = \\sum s^2"),
    ("seats-equation", "One supplier of all gives 10,000"),
    ("rise-equation", "\\text{increase} = 100 \\times (\\text{ratio} - 1)"),
]


def siyuan(field: str) -> list[float]:
    disputed = load("disputed_values")
    rows = disputed[(disputed["key"] == "chip=Siyuan 590 (MLU590)") & (disputed["field"] == field)]
    return [float(value) for value in rows["value"]]


def sizes() -> pd.DataFrame:
    names = ("cambricon_results", "china_chip_market", "chip_company_results", "exchange_rates")
    return f.sizes({name: load(name) for name in names})


def nvidia_end() -> str:
    firms = load("chip_company_results")
    mine = firms[(firms["metric"] == "revenue_total") & (firms["period"] == "FY2026Q3")]
    return str(mine["period_end"].iloc[0])


def trained_at_home() -> pd.Series:
    stock = TABLES["compute_stock"]
    return stock[stock["indicator"] == "notable_models_trained_on_chinese_chips"].iloc[0]


@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_what_the_prose_says_is_true(fact: Fact) -> None:
    check(fact, PATH)


def test_every_number_is_covered() -> None:
    assert loose_numbers(PATH, FACTS, DEFINITIONS) == []


def test_a_new_number_would_be_noticed() -> None:
    assert len(loose_numbers(PATH, FACTS[:10])) > 20


def test_numbers_in_the_code_are_those_of_the_tables() -> None:
    assert f'written, today = "{WRITTEN}"' in CODE["setup"]
    assert "implied_defects(0.20, die)" in CODE["yield"]
    assert 'six = ["H100", "H800", "910C", "910B", "A100", "H20"]' in CODE["task-predict"]
    assert {name.split()[0] for name in f.BESIDE.values()} == {"H100", "H800", "910C", "910B", "A100", "H20"}


def test_the_words_under_a_prediction_are_true() -> None:
    assert (
        "Japan and Taiwan hold two each, the Netherlands, South Korea and the United States one each"
        in reason("07-seats")
    )
    assert [most_of(who) for who in f.CUTS] == [3, 2, 1, 1, 2, 1]  # in the order of ECONOMIES
    assert "square root" in reason("07-half")
    assert m.poisson_yield(DIE / 2, needed(20)) == pytest.approx(math.sqrt(0.2))
    assert "At training it is the last of the six" in reason("07-serving")
    assert "The first half of 2023 had been larger than that of 2024" in reason("07-base")


def test_the_quiz_is_true() -> None:
    text = (lesson("07").folder / "questions.yaml").read_text(encoding="utf-8")
    assert "30, 30, 20 and 20 per cent" in text
    assert "13.6 per cent for 2024, another 35 per cent for 2025" in text
    assert tool(2024, "trendforce-2025-tools") == 13.6
    assert (tool(2024, "scmp-2026-tools"), tool(2025, "scmp-2026-tools")) == (25, 35)
    assert "The increase is 430 on 10, which is 4,300 per cent" in text
    assert 100 * (m.fold_change(440, 10) - 1) == pytest.approx(4300)


def test_no_cell_names_a_motive_of_a_country() -> None:
    text = " ".join(prose(PATH).values())
    assert not any(
        words in text for words in ("China wants", "America wants", "the US wants", "Beijing wants")
    )
