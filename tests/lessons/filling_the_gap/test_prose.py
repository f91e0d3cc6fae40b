"""Every number in the prose of lesson 07 is true of the tables and the code."""

from __future__ import annotations

import itertools
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
from tests.support.prose import Fact, check, loose_numbers

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
        "its revenue of a quarter was up 14-fold, after 44-fold for a half-year. Both compare with the same period a year before. Each column is the revenue of a quarter. The two hatched ones make the first ratio",
        lambda: (round(ratio("2025Q3", "2024Q3")), round(ratio("2025H1", "2024H1"))) == (14, 44),
    ),
    Fact(
        "story-read",
        "in the quarter just before the second hatched one the firm had sold *more*",
        lambda: REVENUE["2025Q2"] > REVENUE["2025Q3"],
    ),
    Fact(
        "story-read",
        "From 2022 to 2024 the last quarter made more than half of its year",
        lambda: all(REVENUE[f"{y}Q4"] > REVENUE[str(y)] / 2 for y in (2022, 2023, 2024)),
    ),
    Fact(
        "story-read",
        "One picture holds a steep rise, a hole and a fall",
        lambda: REVENUE["2025Q3"] < REVENUE["2025Q2"] and REVENUE["2024H1"] < REVENUE["2023H1"],
    ),
    Fact("objectives", "**judge** four sentences", lambda: len(lesson("07").claims) == 4),
    Fact("return-note", "Three questions from earlier lessons", lambda: len(question_set("07-return")) == 3),
    Fact("claims-note", "We judge four sentences", lambda: len(lesson("07").claims) == 4),
    Fact("seats-note", "We take ten of these inputs", lambda: len(f.INPUTS) == 10),
    Fact(
        "seats-read",
        "of 24 inputs we took those that one economy supplies by more than half, near twins once (working memory with the stacked kind)",
        lambda: SUPPLY["input"].nunique() == 24 and bool((SEATS["per cent"] > 50).all())
        and "DRAM" in set(SUPPLY["input"]) and not any(each.input == "DRAM" or "primary" in each.input.lower() for each in f.INPUTS),
    ),
    Fact(
        "seats-read",
        "the source for packaging expects less than half soon",
        lambda: SEATS.loc["packaging and test", "per cent"] == 51 and packaging(2027) == 47,
    ),
    Fact(
        "seats-graph-note",
        "Germanium has a larger share than wafers and yet a lower index",
        lambda: SEATS.loc["refined germanium", "per cent"] > SEATS.loc["silicon wafers", "per cent"] and index("refined germanium") < index("silicon wafers"),
    ),
    Fact("seats-note", "six economies are the largest supplier of at least one", lambda: SEATS["largest seat"].nunique() == 6),
    Fact(
        "seats-read",
        "Boards for desktop computers, where the US firm Nvidia leads",
        lambda: boards()["provider"] == "Nvidia" and boards()["share_percent"] > 50 and "not data-centre" in boards()["note"],
    ),
    Fact(
        "seats-equation",
        "here the firms of an economy count as one, which gives more",
        lambda: float(SEATS.loc["stacked memory", "concentration, at least"].replace(",", "")) > 57**2 + 22**2 + 21**2,
    ),
    Fact("seats-read", "Each of the six holds most of something", lambda: SEATS["largest seat"].nunique() == 6),
    Fact(
        "seats-read",
        "two of its three makers are US firms",
        lambda: SUPPLY[SUPPLY["provider"] == f.US_GROUP]["note"].str.contains("two are American").all(),
    ),
    Fact(
        "seats-read",
        "In May 2025 the US government restricted sales of design software to China, for some weeks. China's Ministry of Commerce asks licences for gallium since 2023, and for eleven months shut it to the US. That ban was suspended until the end of November 2026; what then, we did not find",
        lambda: (
            day_of("Chip design software restriction") == "2025-05"
            and day_of("Chip design software restriction lifted") == "2025-07"
            and day_of("Gallium and germanium export licensing") == "2023-07"
            and day_of("Ban on gallium, germanium, antimony to the US") == "2024-12"
            and day_of("Suspension of gallium, germanium, antimony ban") == "2025-11"
            and "until 27 November 2026. Whether MOFCOM extended it was not found" in event("Suspension of gallium")["summary"]
        ),
    ),
    Fact("cutter-note", "Let a chip need *all* ten inputs", lambda: len(f.INPUTS) == 10),
    Fact(
        "cutter-read",
        "Without the Netherlands nothing is left at once, though it holds a single input. Without China a hundredth is left, though it holds three",
        lambda: (
            left("Netherlands", 0, 2) == 0
            and most_of("Netherlands") == 1
            and round(left("China", 0, 2)) == 1
            and most_of("China") == 3
        ),
    ),
    Fact(
        "cutter-read",
        "The Dutch cut lasts longest, too: at two points a year, a fifth is back after ten years",
        lambda: left("Netherlands", 10, 2) == 20 == min(left(who, 10, 2) for who in f.CUTS)
        and left("China", 10, 2) < 22,
    ),
    Fact(
        "cutter-read",
        "the chip that we take up next comes at least in part from a country to which no EUV machine was ever sold",
        lambda: "none ever sold to China" in " ".join(TABLES["export_rule_thresholds"].set_index("rule_id").loc[["nl-2019-euv"], "note"]),
    ),
    Fact(
        "cutter-read",
        "At ten points a year any gap closes in ten years",
        lambda: all(left(who, 10, 10) == 100 for who in f.CUTS),
    ),
    Fact(
        "rumours-read",
        "A laboratory took a 910B apart and found a die of the Taiwanese firm TSMC, Bloomberg reported. Huawei and TSMC say that they have done no business since 2020",
        lambda: {"TSMC 7 nm", "SMIC N+1"} <= made_by("Ascend 910B")
        and tsmc()["note"] == "Huawei names SMIC; both firms say that they have done no business since 2020"
        and "Bloomberg, on a teardown" in tsmc()["as_stated_by"],
    ),
    Fact(
        "yield-note",
        "Press reports of 2024 gave the Ascend 910B a yield of 20 per cent, and of 50 half a year later",
        lambda: rumour("Ascend 910B") == [("2024-06", 20), ("2024-11", 50)],
    ),
    Fact(
        "yield-read",
        "more than twice the yield",
        lambda: m.poisson_yield(DIE / 2, needed(20)) > 2 * 0.2,
    ),
    Fact(
        "rumours-read",
        'The others speak of a chip whose die we do not know (the 910C holds two dies), of "7 nm chips", of wafers',
        lambda: (f.rumours(YIELDS, load("chips"))["die, mm²"] != "unknown").sum() == 2,
    ),
    Fact(
        "possible-note",
        "Two dashed borders: what TSMC told of its own 7 nm line in 2019, and the worst that one trade page calls good for any process",
        lambda: (LOW, HIGH) == (0.09, 0.5)
        and str(load("defect_densities").iloc[0]["date"])[:4] == "2019"
        and list(load("defect_densities").query("defects_high == 0.5")["process"]) == ["Any process"],
    ),
    Fact(
        "possible-read",
        "By Poisson, both rumours that name a die lie in the middle zone",
        lambda: LOW <= needed(50) < needed(20) <= HIGH,
    ),
    Fact(
        "possible-read",
        "At a low yield the model moves more: for a fifth, Seeds needs over twice the defects of Poisson, beyond the second border: a bad line. At a high one the models lie close together, and the rumour moves more",
        lambda: (
            2 < needed(20, "Seeds") / needed(20) < 3
            and needed(20, "Seeds") - needed(20) > needed(20) - needed(50) > needed(50, "Seeds") - needed(50)
        ),
    ),
    Fact(
        "possible-read",
        "Seeds needs over twice the defects of Poisson, beyond the second border: a bad line",
        lambda: needed(20, "Seeds") > HIGH > needed(50, "Seeds"),
    ),
    Fact(
        "task-equation",
        "its slower plug-in card (PCIe) does half as much again for a watt",
        lambda: round(m.efficiency(CHIPS.loc["H100 PCIe"], "training") / m.efficiency(CHIPS.loc[v.H100], "training"), 1) == 1.5
        and CHIPS.loc["H100 PCIe", "dense_fp16_tflops"] < CHIPS.loc[v.H100, "dense_fp16_tflops"],
    ),
    Fact("task-note", "Six chips", lambda: len(f.BESIDE) == 6),
    Fact(
        "task-equation",
        "we take one in the middle. With its lowest it falls behind the A100",
        lambda: 280 / 400 < CHIPS.loc["A100 SXM4 80GB", "dense_fp16_tflops"] / 400 < 320 / 400 < 400 / 400 < 800 / 700,
    ),
    Fact(
        "task-read",
        "is the worst of six at training and by far the best at serving",
        lambda: f.work_a_watt(load("chips")).iloc[-1]["chip"].startswith("H20"),
    ),
    Fact(
        "task-read", "In April 2025 the US Department of Commerce told Nvidia by letter, as Nvidia reports", lambda: day_of("Licence letters to Nvidia, AMD and Intel") == "2025-04",
    ),
    Fact(
        "task-read",
        "a chip of Cambricon would lead at training; another source gives less",
        lambda: (
            CHIPS.loc[v.H100, "dense_fp16_tflops"] / 700 < 345 / 200
            and pytest.approx(0.75, abs=0.01) == 256 / 345
            and sorted(siyuan("tdp_w")) == [200, 350]
            and sorted(siyuan("dense_fp16_tflops")) == [256, 345]
        ),
    ),
    Fact(
        "older-note",
        "the widget starts at the number of its chips, H800, and at the share of the peak that they used. **Question:** how many 910B finish in the same time, if they use a quarter",
        lambda: round(m.days_to_train(f.RUN, 2048, CHIPS.loc["H800 SXM5", "dense_fp16_tflops"], 0.35)) == 54
        and f.COUNTS[0] == 2048
        and 'start={"share_used": 35}' in CODE["older"],
    ),
    Fact(
        "older-read",
        "About nine thousand, over four times as many",
        lambda: round(2048 * 989 * 0.35 / (CHIPS.loc["Ascend 910B", "dense_fp16_tflops"] * 0.25), -2) == 8900 > 4 * 2048,
    ),
    Fact(
        "rise-note",
        "In the first half of 2025 it took in 44 times as much as a year before. But a year earlier still, the half-year had been better",
        lambda: round(ratio("2025H1", "2024H1")) == 44 and REVENUE["2023H1"] > REVENUE["2024H1"],
    ),
    Fact(
        "rise-equation",
        'So "ten times as much" and "up by ten times" differ by one. By hand: from two to six the ratio is three, the increase two hundred per cent, the amount four',
        lambda: (m.fold_change(6, 2), 100 * (m.fold_change(6, 2) - 1), 6 - 2) == (3, 200, 4),
    ),
    Fact(
        "rise-read",
        "two quarters must add up to the half, and nearly do",
        lambda: abs(REVENUE["2025Q1"] + REVENUE["2025Q2"] - REVENUE["2025H1"]) <= 1,
    ),
    Fact(
        "bases-read",
        "the growth over *one* year is a doubling, and over *two* it is the largest ratio of the table",
        lambda: round(ratio("2026H1", "2025H1")) == 2 and ratio("2026H1", "2024H1") > 90,
    ),
    Fact(
        "sizes-read",
        "A steep rise, three cards in a hundred, a little more of the money, and less than half a per cent of the world revenue of Nvidia",
        lambda: [float(x) for x in sizes()["per cent"]] == [2.9, 4.0, 0.4],
    ),
    Fact(
        "sizes-read",
        "the firm went from losses to a profit",
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
        lambda: v.HALF == 0.5 and v.RATES["dense_fp16_tflops"] == 16,
    ),
    Fact("c19-note", "sold in China under a half", lambda: v.HALF == 0.5),
    Fact(
        "c19-note",
        "the Chinese firm Biren gives its BR100 1,024 TFLOPS. The best of others, MI355X of the US firm AMD, has 2,517. The share of cards was 30 per cent. Under half, twice",
        lambda: (
            [round(row["rate"]) for row in v.best_rates(load("chips"), WRITTEN)] == [1024, 2517]
            and v.card_shares(TABLES["china_chip_market"], WRITTEN)[-1][1] == 30
        ),
    ),
    Fact(
        "c19-note",
        "In our table that strikes Chinese chips alone; to count them would change nothing",
        lambda: set(CHIPS[CHIPS["status"] == "plan"]["vendor_country"]) == {"CN"}
        and CHIPS[CHIPS["status"] == "plan"]["dense_fp16_tflops"].isna().all(),  # at 8 bits: test_verdicts
    ),
    Fact(
        "turn-read",
        "Nvidia's and AMD's have no 16-bit rate in our table, and Huawei's 950PR is well below BR100",
        lambda: CHIPS.loc[["Rubin (per GPU)", "MI455X"], "dense_fp16_tflops"].isna().all()
        and set(CHIPS[CHIPS["announced"] > "2025-12-31"].index) == {"Rubin (per GPU)", "MI455X", "Ascend 950PR"}
        and str(CHIPS.loc["Ascend 950PR", "announced"])[:7] == "2026-03"
        and CHIPS.loc["Ascend 950PR", "dense_fp16_tflops"] < CHIPS.loc["BR100", "dense_fp16_tflops"] / 2,
    ),
    Fact(
        "turn-read",
        "At 8 bits, where AMD's newest counts, the best Chinese chip has a tenth, or a fifth if AMD's rate is a sparse one, which it does not say",
        lambda: "0.10 of the rate of MI455X" in v.c19(TABLES, TODAY["C19"], "eight-bit").figure
        and "the maker does not say whether its rates are dense" in CHIPS.loc["MI455X", "note"],
    ),
    Fact(
        "turn-read",
        "Two forecasts put the Chinese share of 2026 far above: Bernstein's at four fifths, TrendForce's near nine tenths of high-end chips",
        lambda: (forecast("Bernstein", "share_of_ai_chip_market"), forecast("TrendForce", "share_of_high_end_ai_chips")) == (80, 90),
    ),
    Fact(
        "c19-read",
        "what Bernstein, a broker, estimates for Chinese makers adds up to more than half for 2025: the use test fails today",
        lambda: v.money_share(TABLES["china_chip_market"], TODAY["C19"]) == (2025, 54)
        and [outcome("C19", "by-money", day) for day in (WRITTEN, TODAY["C19"])] == [v.SUPPORTED, v.QUALIFIED],
    ),
    Fact("c19-read", "BR100 was announced in 2022", lambda: str(CHIPS.loc["BR100", "announced"])[:4] == "2022"),
    Fact(
        "turn-read",
        "By the watt the best Chinese chip has three quarters of the best rate, and the rate test fails",
        lambda: "0.74 of the rate a watt" in v.c19(TABLES, TODAY["C19"], "per-watt").figure,
    ),
    Fact(
        "c19-read",
        "Both figures of today stand just above two fifths: with our line there, it would be *not supported*",
        lambda: v.c19(TABLES, TODAY["C19"], line=0.4).outcome == v.NOT and v.c19(TABLES, TODAY["C19"], line=0.42).outcome == v.SUPPORTED,
    ),
    Fact(
        "c21-note",
        "a licence is asked for the H100, the fastest of Nvidia's when the rules began",
        lambda: CHIPS[(CHIPS["vendor"] == "Nvidia") & (CHIPS["announced"] <= "2022-08-26")]["dense_fp16_tflops"].idxmax() == v.H100,
    ),
    Fact(
        "c21-note",
        "We judge the six whose rates and watts we have: four that Nvidia made for China, and Huawei's two. Out are Nvidia's L2 and a later H20, for want of watts, and the RTX Pro 6000D",
        lambda: [CHIPS.loc[name, "vendor"] for name in v.STAND_INS] == ["Nvidia"] * 4 + ["Huawei"] * 2
        and CHIPS.loc[["L2 PCIe", "H20 SXM 141GB"], "tdp_w"].isna().all()
        and not CHIPS.index.str.contains("6000D").any()
        and day_of("CAC order on RTX Pro 6000D")[:4] == "2025",
    ),
    Fact(
        "c21-note",
        "BIS presumes since May 2025 that whoever deals in Huawei's two breaks its rules",
        lambda: day_of("Guidance on Huawei Ascend chips") == v.GUIDANCE[:7] == "2025-05"
        and "presumes that General Prohibition 10 applies to dealing in them" in event("Guidance on Huawei Ascend chips")["summary"],
    ),
    Fact("c21-note", "at least a hundredth fewer 16-bit operations a watt", lambda: pytest.approx(0.99) == v.LESS),
    Fact(
        "c21-note",
        "Both: *supported*. One: *with a qualifier*. None, or no licence asked for the H100: *not supported*",
        lambda: "Both: supported. One: supported with a qualifier. Neither, or no licence asked for the H100: not supported" in v.RULES["C21"]["default"],
    ),
    Fact(
        "c21-hand",
        "Three of the six need none. Of these Huawei's two are coarser; the L20, a small part for China, is not, and *older* falls. All three do less for a watt",
        lambda: (
            sum(not row["licence"] for row in v.clauses(TABLES, WRITTEN)) == 3
            and "of 3 stand-ins without a licence 2 are older than the H100 and 3 less efficient; licence asked for the H100: yes"
            in v.c21(TABLES, WRITTEN).figure
            and "1 of 2" in v.c21(TABLES, WRITTEN).because
        ),
    ),
    Fact(
        "c21-hand",
        "H20 and H100 hold one design of die, whatever nanometres are printed",
        lambda: "GH100 die" in CHIPS.loc["H20 SXM 96GB", "note"]
        and (CHIPS.loc["H20 SXM 96GB", "process_nm"], CHIPS.loc[v.H100, "process_nm"]) == (4, 5),
    ),
    Fact("c21-read", "*With a qualifier* on both days", lambda: {outcome("C21", day=day) for day in (WRITTEN, TODAY["C21"])} == {v.QUALIFIED}),
    Fact(
        "c21-read",
        "The same rule gave *supported* at the end of 2022, when only the A800 counted. It gave *not supported* in mid-2023, when the H800 needed no licence",
        lambda: [outcome("C21", day=day) for day in ("2022-12-31", "2023-06-30")] == [v.SUPPORTED, v.NOT]
        and [row["stand-in"] for row in v.clauses(TABLES, "2022-12-31") if row["counts"]] == ["A800 SXM4 80GB"],
    ),
    Fact(
        "turn-read",
        "If all six count, it is *not supported* on both days. Without the L20, which does a third of the H100's work a watt, it would be *supported*, but only because the L2, no coarser either, lies outside our count",
        lambda: (
            {outcome("C21", "all-stand-ins", day) for day in (WRITTEN, TODAY["C21"])} == {v.NOT}
            and {outcome("C21", "without-l20", day) for day in (WRITTEN, TODAY["C21"])} == {v.SUPPORTED}
            and 0.30 < m.efficiency(CHIPS.loc[v.L20], "training") / m.efficiency(CHIPS.loc[v.H100], "training") < 0.35
            and CHIPS.loc["L2 PCIe", "process_nm"] == CHIPS.loc[v.H100, "process_nm"]
            and not any(v.licence_asked(v.by_name(TABLES["chips"])["L2 PCIe"], TABLES["export_rule_thresholds"], day) for day in (WRITTEN, TODAY["C21"]))
        ),
    ),
    Fact(
        "c21-read",
        "It is *not supported* today, too, if chips count whose licences were *granted*: the H200 is no older and does the H100's work a watt",
        lambda: (
            outcome("C21", "licences-granted", TODAY["C21"]) == v.NOT
            and CHIPS.loc["H200 SXM", "process_nm"] == CHIPS.loc[v.H100, "process_nm"]
            and round(m.efficiency(CHIPS.loc["H200 SXM"], "training") / m.efficiency(CHIPS.loc[v.H100], "training"), 2) == 1
        ),
    ),
    Fact(
        "turn-read",
        "Of twelve Chinese models since 2024 whose chips our tables name, eight ran on the H800 or the H100. Four name Huawei's: three are its own, one is an outsider's estimate",
        lambda: (len(trained_on()), trained_on().str.contains("H800|H100").sum(), trained_on().str.contains("Huawei").sum()) == (12, 8, 4)
        and sum(name.startswith("Pangu") for name in on_huawei()["model"]) == 3
        and "third-party estimate" in on_huawei().query("model == 'GLM-5'")["note"].iloc[0],
    ),
    Fact(
        "c21-read",
        "On paper BR100, which we drop, does more a watt than this H100",
        lambda: m.efficiency(CHIPS.loc["H100 PCIe"], "training") > m.efficiency(CHIPS.loc["BR100"], "training") > m.efficiency(CHIPS.loc[v.H100], "training"),
    ),
    Fact(
        "c21-read",
        "Chinese regulators told firms in 2025 to cut their orders of the H20, and Nvidia reports that China's government held back sales of the H200",
        lambda: day_of("CAC guidance against H20")[:4] == "2025" and day_of("H200 sales held back, as reported by Nvidia") == "2026-07",
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
        "344 billion yuan after 204 billion, registered, to be paid in within ten years. The share: 30 after 10 per cent",
        lambda: (
            [round(value) for _, value in v.fund_phases(TABLES["guidance_funds"], WRITTEN)][-2:] == [204, 344]
            and "to be paid in within ten years" in set(TABLES["guidance_funds"]["note"])
            and [share for _, share in v.card_shares(TABLES["china_chip_market"], WRITTEN)] == [10, 30]
        ),
    ),
    Fact(
        "c23-read",
        "*Supported* twice",
        lambda: outcome("C23") == outcome("C23", day=TODAY["C23"]) == v.SUPPORTED,
    ),
    Fact(
        "turn-read",
        "and a qualifier remains when written: in 2024 Cambricon spent less on research than the year before",
        lambda: outcome("C23", "effort") == v.QUALIFIED,
    ),
    Fact(
        "c23-read",
        "and a qualifier remains on both days: the third phase of the fund was a smaller step than the second",
        lambda: (
            {outcome("C23", "faster", day) for day in (WRITTEN, TODAY["C23"])} == {v.QUALIFIED}
            and [round(new / old, 1) for old, new in itertools.pairwise(value for _, value in v.fund_phases(TABLES["guidance_funds"], WRITTEN))] == [2.1, 1.7]
        ),
    ),
    Fact(
        "c23-read",
        "by money, Bernstein gives Chinese makers a fifth. And our table of funds ends in 2025",
        lambda: bernstein() == 19 and str(TABLES["guidance_funds"].attrs["as_of"])[:4] == "2025",
    ),
    Fact("c24-note", "the newest quarter and half-year that we have", lambda: set(v.CLAIMED) == {"quarter", "half"}),
    Fact(
        "c24-note",
        "today is asked about the newest quarter. By hand, in million yuan: the quarter, 1,727 over 120.5, is 14.3. The half-year, 2,881 over 64.77, rounds to 44",
        lambda: (round(REVENUE["2025Q3"]), round(REVENUE["2024Q3"], 1), round(ratio("2025Q3", "2024Q3"), 1)) == (1727, 120.5, 14.3)
        and (round(REVENUE["2025H1"]), round(REVENUE["2024H1"], 2), round(ratio("2025H1", "2024H1"), 2)) == (2881, 64.77, 44.48),
    ),
    Fact(
        "c23-note",
        "It was so before 2022, too",
        lambda: v.fund_phases(TABLES["guidance_funds"], "2021-12-31")[-1][1] > v.fund_phases(TABLES["guidance_funds"], "2021-12-31")[-2][1],
    ),
    Fact(
        "c24-read",
        "Today, by the newest report that we found, both have become doublings",
        lambda: [round(v.folds(RESULTS, kind, TODAY["C24"])[1]) for kind in v.CLAIMED] == [2, 2]
        and str(RESULTS["period_end"].max())[:7] == "2026-06",
    ),
    Fact(
        "c24-read",
        "Ask the same of its own quarter whatever the day, and the sentence stays *supported*",
        lambda: outcome("C24", "as-dated", TODAY["C24"]) == v.SUPPORTED,
    ),
    Fact("c24-read", "Read as so many times *more*, it was never true", lambda: outcome("C24", "up-by") == outcome("C24", "up-by", TODAY["C24"]) == v.NOT),
    Fact(
        "c24-read",
        "from one quarter to the next, revenue *fell* in that very quarter",
        lambda: REVENUE["2025Q3"] < REVENUE["2025Q2"],
    ),
    Fact(
        "turn-read",
        "All four move by some rule on both days. But C23 never falls to *not supported* here, and C19 only with a lower line, which moves both its tests at once. C21 and C24 do, on both days",
        lambda: all(moved(claim, day) for claim in v.RULES for day in (WRITTEN, TODAY[claim]))
        and {claim: [v.NOT in {outcome(claim, rule, day) for rule in v.RULES[claim]} for day in (WRITTEN, TODAY[claim])] for claim in v.RULES}
        == {"C19": [False, False], "C21": [True, True], "C23": [False, False], "C24": [True, True]}
        and {v.c19(TABLES, day, line=0.3).outcome for day in (WRITTEN, TODAY["C19"])} == {v.NOT},
    ),
    Fact(
        "turn-read",
        "Between the two days only C24 moves by its own rule",
        lambda: [claim for claim in v.RULES if outcome(claim) != outcome(claim, day=TODAY[claim])] == ["C24"],
    ),
]  # fmt: skip
DEFINITIONS = [
    ("lateral-note", "the three questions of lesson 00"),
    ("c21-read", "Two doubts"),
    ("seats-equation", "HHI} = \\sum s^2"),
    ("seats-equation", "One supplier of all gives 10,000"),
    ("yield-read", "*7 nm*, nanometres, names a generation of the process"),
    ("yield-note", "Is a fifth a sign"),  # the 20 per cent of the sentence before
    ("rise-equation", "\\text{increase} = 100 \\times (\\text{ratio} - 1)"),
]


def made_by(chip: str) -> set[str]:
    disputed = load("disputed_values")
    rows = disputed[(disputed["key"] == f"chip={chip}") & (disputed["field"] == "foundry")]
    return set(rows["value_text"])


def tsmc() -> pd.Series:
    disputed = load("disputed_values")
    return (
        disputed[(disputed["key"] == "chip=Ascend 910B") & (disputed["value_text"] == "TSMC 7 nm")]
        .iloc[0]
        .astype(str)
    )


def chinese_models() -> pd.DataFrame:
    models = load("models")
    mine = models[(models["developer_country"] == "CN") & (models["released"] >= "2024-01-01")]
    return mine[mine["training_chip"].notna()]


def trained_on() -> pd.Series:
    return chinese_models()["training_chip"]


def on_huawei() -> pd.DataFrame:
    return chinese_models()[trained_on().str.contains("Huawei")]


def forecast(publisher: str, indicator: str) -> float:
    market = TABLES["china_chip_market"]
    mine = market[
        (market["publisher"] == publisher) & (market["indicator"] == indicator) & (market["year"] == 2026)
    ]
    chinese = mine[mine["entity"].str.startswith("Chinese") & (mine["status"] == "forecast")]
    return float(chinese["value"].iloc[0])


def packaging(year: int) -> float:
    mine = SUPPLY[(SUPPLY["input"] == "Outsourced assembly and test") & (SUPPLY["provider"] == "Taiwan")]
    return float(mine[mine["period"].astype(str).str[:4] == str(year)]["share_percent"].iloc[0])


def index(name: str) -> float:
    return float(SEATS.loc[name, "concentration, at least"].replace(",", ""))


def siyuan(field: str) -> list[float]:
    disputed = load("disputed_values")
    rows = disputed[(disputed["key"] == "chip=Siyuan 590 (MLU590)") & (disputed["field"] == field)]
    return [float(value) for value in rows["value"]]


def sizes() -> pd.DataFrame:
    names = ("cambricon_results", "china_chip_market", "chip_company_results", "exchange_rates")
    return f.sizes({name: load(name) for name in names})


def boards() -> pd.Series:
    return (
        SUPPLY[SUPPLY["input"].str.startswith("Discrete graphics boards")]
        .sort_values("share_percent")
        .iloc[-1]
    )


def bernstein() -> float:
    market = TABLES["china_chip_market"]
    mine = market[(market["indicator"] == "local_share_of_ai_chip_sales") & (market["year"] == 2023)]
    return float(mine["value"].iloc[0])


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
    assert "13.6 per cent for 2024, another 35 per cent for 2025" in text
    assert tool(2024, "trendforce-2025-tools") == 13.6
    assert (tool(2024, "scmp-2026-tools"), tool(2025, "scmp-2026-tools")) == (25, 35)
    assert "The increase is 430 on 10, which is 4,300 per cent" in text
    assert 100 * (m.fold_change(440, 10) - 1) == pytest.approx(4300)
