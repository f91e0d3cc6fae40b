"""Every number in the prose of lesson 08 is true of the tables and the code."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core import notebooks
from ai_ambitions.core.course import course, lesson
from ai_ambitions.core.paths import LESSONS
from ai_ambitions.lessons.many_yardsticks import figures as f
from ai_ambitions.lessons.many_yardsticks import model as m
from ai_ambitions.lessons.many_yardsticks import verdicts as v
from ai_ambitions.methods.chance import Z95
from ai_ambitions.practice.questions import question_set, reason
from tests.support.prose import Fact, check, loose_numbers

PATH = LESSONS / "08-many-yardsticks.ipynb"
NAMES = [
    *{name for names in v.TABLES.values() for name in names},
    "economies",
    "compute_stock",
    "talent_flows",
]
TABLES = {name: load(name) for name in sorted(NAMES)}
WIDE, SIZES, STOCK, FLOWS = (
    TABLES[n] for n in ("yardsticks", "economy_size", "compute_stock", "talent_flows")
)
TOTALS = f.wide(WIDE, TABLES["economies"])
HEADS = f.a_million(TOTALS, SIZES, TABLES["economies"])
WRITTEN, TODAY = course().article.day, v.today(TABLES)
CODE = {cell.id: cell.source for cell in notebooks.read(PATH).cells if cell.cell_type == "code"}
FIRST, FIRST_HEAD = TOTALS.idxmax(), HEADS.idxmax()
ON_ONE = f.scaled(TOTALS)
TASKS = ["text to image", "text to video", "image to video"]
BOARDS = f.boards(TABLES["video_arena"], WRITTEN).set_index("by")


def outcome(claim: str, rule: str = "default", day: str = WRITTEN) -> str:
    return str(getattr(v, claim.lower())(TABLES, day, rule).outcome)


def lead(amounts: pd.DataFrame, who: str, without: str = "", scale: str = "lowest 0, highest 1") -> float:
    kept = amounts.drop(columns=[without]) if without else amounts
    return float(f.leads(kept, scale).get(who, 0.0))


def of_china() -> list[str]:
    return list(FIRST[FIRST == "China"].index)


def talent(indicator: str, group: str, country: str, year: int, column: str = "value") -> float:
    rows = FLOWS[(FLOWS["indicator"] == indicator) & (FLOWS["group"] == group) & (FLOWS["year"] == year)]
    return float(rows[rows["country"] == country][column].iloc[0])


def years(indicator: str) -> tuple[int, int]:
    row = WIDE[WIDE["indicator"] == indicator].iloc[0]
    return int(row["year"]), int(row["year_end"])


def counts() -> list[tuple[int, int]]:
    found = f.notable(TABLES["research_output"])
    return [(int(us), int(cn)) for us, cn in zip(found["US"], found["China"], strict=True)]


def compute(indicator: str, column: str = "value") -> Any:
    return STOCK[STOCK["indicator"] == indicator][column].iloc[0]


def above(million: float) -> pd.DataFrame:
    """Amounts for each million people of economies with so many million people or more."""
    people = SIZES.set_index("code")["population_2024"]
    code = TABLES["economies"].set_index("name")["code"]
    return HEADS.loc[[name for name in HEADS.index if people[code[name]] >= 1e6 * million]]


def caict() -> pd.DataFrame:
    firms = load("industry_size")
    return firms[(firms["measure"] == "ai_firms_world_share") & (firms["counted_by"] == "CAICT")]


def weightings(day: str, rule: str = "default", group: str = "") -> float:
    pairs = v.research_pairs(TABLES, day, rule)
    return v.us_leads([pair for pair in pairs if not group or pair["group"] == group])


def same_five() -> float:
    """The weightings of all research that the US leads today over the yardsticks of the day of writing alone."""
    then = {pair["name"] for pair in v.research_pairs(TABLES, WRITTEN)}
    return v.us_leads([pair for pair in v.research_pairs(TABLES, TODAY["C25"]) if pair["name"] in then])


def groups(day: str) -> list[str]:
    return [pair["group"] for pair in v.research_pairs(TABLES, day)]


SEEN = f.seen_of_two(STOCK)
FACTS = [
    Fact(
        "story-note",
        "Seven yardsticks, two units Seven things that people count",
        lambda: len(TOTALS.columns) == 7 and len(f.UNITS) == 2,
    ),
    Fact("story-note", "for each million people", lambda: HEADS.loc["India", "AI articles"] == pytest.approx(TOTALS.loc["India", "AI articles"] / 1450.935791, rel=1e-3)),
    Fact(
        "story-read",
        "In total, two names share all seven: China is first by four, the United States by three",
        lambda: list(FIRST).count("China") == 4 and list(FIRST).count("United States") == 3,
    ),
    Fact(
        "story-read",
        "Per head, four other economies are first by six of the seven",
        lambda: FIRST_HEAD[~FIRST_HEAD.isin(["China", "United States"])].nunique() == 4
        and (~FIRST_HEAD.isin(["China", "United States"])).sum() == 6,
    ),
    Fact(
        "story-read",
        "every economy of five million people or more that all sources list, 65 of them",
        lambda: len(TOTALS) == 65
        and min(SIZES.set_index("code")["population_2024"][code] for code in WIDE["code"]) >= 5_000_000,
    ),
    Fact("story-read", "Here are the amounts of seven", lambda: CODE["amounts"].split("told")[0].count('"') == 14),
    Fact(
        "story-read",
        "the Emirates are first with eight models. Most-cited articles are worked out from a per cent",
        lambda: FIRST_HEAD["large models"] == "United Arab Emirates"
        and TOTALS.loc["United Arab Emirates", "large models"] == 8
        and set(WIDE[WIDE["indicator"] == "most_cited_articles"]["reckoned"]) == {"yes"},
    ),
    Fact("objectives", "**judge** two sentences", lambda: len(lesson("08").claims) == 2),
    Fact("return-note", "Three questions from earlier lessons", lambda: len(question_set("08-return")) == 3),
    Fact("claims-note", "We judge two sentences", lambda: len(lesson("08").claims) == 2),
    Fact("limits-note", "CAICT, an institute below it, compares AI firms, but not in these 65", lambda: {"US", "CN"} <= set(caict()["country"]) and len(TOTALS) == 65 > caict()["country"].nunique()),
    Fact(
        "limits-note",
        "we multiplied Microsoft's share of those aged 15 to 64 by people of all ages",
        lambda: all("people of 15 to 64 times people of all ages" in str(note) for note in WIDE[WIDE["indicator"] == "people_using_ai"]["note"])
        and set(WIDE[WIDE["indicator"] == "people_using_ai"]["reckoned"]) == {"yes"},
    ),
    Fact("limits-note", "China and India are as good as level", lambda: 1 < TOTALS.loc["China", "people using AI"] / TOTALS.loc["India", "people using AI"] < 1.02),
    Fact(
        "limits-note",
        "The Chinese ministry of industry (MIIT) counts the computing of China alone, in other units",
        lambda: set(STOCK[STOCK["estimator"] == "MIIT"]["country"]) == {"CN"} and "h100_equivalents" not in set(STOCK[STOCK["estimator"] == "MIIT"]["unit"]),
    ),
    Fact("limits-note", "The money, in dollars of 2021, is that of investors in private firms, take-overs included", lambda: "dollars of 2021; venture capital, private equity and take-overs" in str(load("sources").set_index("source_id").loc["owid-2026-cset-investment", "note"])),
    Fact("limits-note", "the patents are summed over two decades", lambda: years("granted_ai_patents") == (2000, 2022)),
    Fact("scale-note", "the middle one lies a third of the way up", lambda: "minmax([10, 20, 40])" in CODE["scale"] and m.minmax([10, 20, 40])[1] == pytest.approx(1 / 3)),
    Fact("scale-read", "In private investment China has a tenth of what the US has", lambda: round(TOTALS.loc["China", "private investment"] / TOTALS.loc["United States", "private investment"], 1) == 0.1),
    Fact("scale-read", "In patents it is the US that has less than a half", lambda: ON_ONE.loc["United States", "AI patents"] < 0.5),
    Fact("scale-read", "ten thousand times", lambda: m.DRAWS == 10_000),
    Fact("scale-read", "Two draws for three yardsticks", lambda: CODE["weights-draw"] == "random_weights(3, draws=2).round(2)"),
    Fact("weights-predict-note", "Each draw of seven weights makes one ranking", lambda: len(TOTALS.columns) == 7),
    Fact("weights-predict-note", "with all seven yardsticks in total", lambda: len(TOTALS.columns) == 7),
    Fact("weights-read", "Two economies lead, and no third one ever does", lambda: set(f.leads(TOTALS).index) == {"China", "United States"}),
    Fact(
        "weights-read",
        "so do our seven yardsticks. We have three counts of papers and patents, and China is first by each of them",
        lambda: {"AI articles", "most-cited articles", "AI patents"} < set(of_china()),
    ),
    Fact(
        "head-read",
        "No weighting brings China or India to the top per head, at any border that keeps the US. The US is left with about a quarter of them",
        lambda: all(lead(above(border), who) == 0 for border in (*range(5, 51), 100, 200, 300, 340) for who in ("China", "India") if who in above(border).index)
        and "United States" in above(340).index
        and "United States" not in above(341).index and 23 < lead(HEADS, "United States") < 28,
    ),
    Fact(
        "head-read",
        "From ten million people up, 15 economies are gone, Singapore, Switzerland and Israel among them, and it leads in 62 of 100",
        lambda: round(lead(above(10), "United States")) == 62 and {"Singapore", "Switzerland", "Israel"} < set(HEADS.index) - set(above(10).index)
        and len(HEADS) - len(above(10)) == 15,
    ),
    Fact(
        "drop-read",
        "In total China leads in most weightings with all seven. By the first scale, take out any *one* of the four by which China is first, and the US leads in most; take out any other, and China's lead grows",
        lambda: lead(TOTALS, "China") > 50
        and len(of_china()) == 4
        and all(lead(TOTALS, "United States", name) > 50 for name in of_china())
        and all(lead(TOTALS, "China", name) > lead(TOTALS, "China") for name in TOTALS if name not in of_china()),
    ),
    Fact(
        "drop-read",
        "The share of the best gives nearly the same",
        lambda: max(
            abs(lead(each, who, name) - lead(each, who, name, "share of the best"))
            for each in (TOTALS, HEADS)
            for who in ("China", "Singapore", "United States")
            for name in ("", *TOTALS)
        )
        < 4,
    ),
    Fact("drop-read", "Places do not: a hair's breadth counts like a mile, and China leads in 75 of 100", lambda: round(lead(TOTALS, "China", scale="places")) == 75),
    Fact(
        "coverage-note",
        "Of what its list of May 2025 gives the two alone, the US has 83 per cent, China 17. That list holds a tenth to a fifth of the world's computing",
        lambda: f.seen(STOCK) == {"US": 75, "CN": 15}
        and round(100 * SEEN) == 83
        and set(STOCK[STOCK["indicator"] == "share_of_gpu_cluster_performance"]["date"].astype(str).str[:7]) == {"2025-05"}
        and (compute("coverage_of_gpu_cluster_data", "value_low"), compute("coverage_of_gpu_cluster_data", "value_high")) == (10, 20),
    ),
    Fact(
        "coverage-note",
        "the list catches 20 per cent of what is in the US, and 7 per cent of what is in China. We made these two numbers up",
        lambda: "true_share(seen, 0.20, 0.07)" in CODE["coverage"],
    ),
    Fact(
        "coverage-equation",
        "$83 / 20 = 4.2$ for the US. And $17 / 7 = 2.4$ for China. So the US has 4.2 of 6.6",
        lambda: (round(100 * SEEN / 20, 1), round(100 * (1 - SEEN) / 7, 1)) == (4.2, 2.4) and math.isclose(4.2 + 2.4, 6.6),
    ),
    Fact("coverage-read", "nobody knows the two **captures**", lambda: compute("coverage_of_gpu_cluster_data", "value_low") < compute("coverage_of_gpu_cluster_data", "value_high")),
    Fact("captures-read", "At five to one both have the same: the ratio of captures must be the ratio that is seen. Try 20 and 4", lambda: m.true_share(SEEN, 0.2, 0.04) == pytest.approx(0.5)),
    Fact("captures-read", "then the true lead of the US is larger than the one seen", lambda: m.true_share(SEEN, 0.1, 0.2) > SEEN),
    Fact("captures-read", "At five to one", lambda: round(SEEN / (1 - SEEN), 6) == 5),
    Fact(
        "captures-read",
        "Its later count of owners, from sales of chips, has five US firms at 71 per cent of the world and all Chinese ones at just over 5",
        lambda: compute("share_of_ai_compute_owned_by_top_hyperscalers_corrected") == 71
        and compute("share_of_ai_compute_owned_by_firms") == 5
        and compute("share_of_ai_compute_owned_by_firms", "stated_as") == "more_than"
        and {str(compute(name, "date"))[:7] for name in ("share_of_ai_compute_owned_by_firms", "share_of_ai_compute_owned_by_top_hyperscalers_corrected")} == {"2026-04"},
    ),
    Fact("captures-read", "owners are not places, and smuggled chips are left out", lambda: "by owner, not by place; smuggled chips left out" in str(compute("share_of_ai_compute_owned_by_firms", "note"))),
    Fact('captures-read', '"It covers a fifth" is not enough: a fifth *of each*?', lambda: compute("coverage_of_gpu_cluster_data", "value_high") == 20),
    Fact(
        "survey-note",
        'NeurIPS took a fifth to about a quarter of the papers sent to it: its authors are our "top fifth"',
        lambda: 20 < talent("acceptance_rate_of_neurips", "all", "WORLD", 2019) < 22
        and 24 < talent("acceptance_rate_of_neurips", "all", "WORLD", 2022) < 26,
    ),
    Fact(
        "survey-note",
        "Of the top fifth of 2019, China had 29 per cent of 675 authors. In 2022 it had 47 per cent of 867",
        lambda: [talent("share_by_first_degree", "top_tier", "CN", year, column) for year in (2019, 2022) for column in ("value", "sample_size")]
        == [29, 675, 47, 867],
    ),
    Fact(
        "survey-equation",
        "If a paper has four authors who are all alike, 867 people tell no more than a quarter of them would. That is a **design effect** of $d = 4$. These papers have nearly five authors, so the worst case is about 5",
        lambda: 4.5 < 867 / 186 < 5 and "from 186 papers" in people_note("top_tier") and 955 / 190 < 5.1 and m.design_effect(4) == 4 and m.margin_of_error(0.47, 867, 4) == pytest.approx(m.margin_of_error(0.47, 867 / 4)),
    ),
    Fact("survey-equation", "the 955 authors of best talks", lambda: talent("authors_in_sample", "elite", "WORLD", 2022) == 955),
    Fact("survey-equation", "a margin divided by 1.96", lambda: round(Z95, 2) == 1.96),
    Fact(
        "survey-equation",
        r"By hand, for the rise: $e_1 = \sqrt{0.29 \times 0.71 / 675} = 0.0175$, and in the same way $e_2 = 0.0170$. $$\frac{0.18}{\sqrt{e_1^2 + e_2^2}} = 7.4$$",
        lambda: round(math.sqrt(0.29 * 0.71 / 675), 4) == round(m.margin_of_error(0.29, 675) / Z95, 4) == 0.0175
        and round(m.margin_of_error(0.47, 867) / Z95, 4) == 0.0170
        and round(0.18 / math.hypot(0.0175, 0.0170), 1) == round(m.z_of_difference(0.47, 867, 0.29, 675), 1) == 7.4,
    ),
    Fact("survey-read", "The rise stands, even in fours", lambda: m.z_of_difference(0.47, 867, 0.29, 675, 4) > 3),
    Fact(
        "survey-read",
        '"The US is ahead", "they are level" and "China is a little ahead" all fit',
        lambda: abs(m.z_within_sample(0.28, 0.26, 955)) < 1.5 and round(100 * (0.26 - 0.28) + 2 * 100 * 0.02 / m.z_within_sample(0.28, 0.26, 955)) > 1,
    ),
    Fact(
        "survey-read",
        "among the authors of the best talks the US and China are less than one standard error apart",
        lambda: talent("share_by_first_degree", "elite", "US", 2022) == 28
        and talent("share_by_first_degree", "elite", "CN", 2022) == 26
        and "oral presentations" in str(FLOWS[(FLOWS["indicator"] == "authors_in_sample") & (FLOWS["group"] == "elite")]["note"].iloc[0])
        and 0.5 < m.z_within_sample(0.28, 0.26, 955) < 1,
    ),
    Fact(
        "survey-read",
        "its top fifth had 42 per cent in the US and 28 in China",
        lambda: [talent("share_by_workplace", *who, 2022) for who in (("top_tier", "US"), ("top_tier", "CN"))] == [42, 28],
    ),
    Fact(
        "survey-read",
        "found on one page only",
        lambda: set(FLOWS[(FLOWS["indicator"] == "share_by_workplace") & (FLOWS["year"] == 2022)]["source_id"]) == {"latest-2024-macropolo"},
    ),
    Fact("dispute-note", "How many came out in 2025? Three counts, all of one data base", lambda: len(counts()) == 3),
    Fact("dispute-read", "Our verdict below takes the report's", lambda: (pair_of("notable_models")["US"], pair_of("notable_models")["CN"]) == counts()[0]),
    Fact("lateral-note", "China leads in 66 of 74 key technologies", lambda: technologies() == 66),
    Fact("lateral-note", "more of the highly cited papers than any other country in nine of ten of its fields", lambda: round(technologies() / 74, 1) == 0.9),
    Fact("quiz-note", "Five questions", lambda: len(question_set("08-check")) == 5),
    Fact("c25-note", "Two yardsticks do", lambda: len(v.PIONEERING) == 2),
    Fact("c25-note", "**the 100 most cited papers**", lambda: "100 most cited papers" in v.PIONEERING.values()),
    Fact("c25-note", "of hundreds of thousands", lambda: 200_000 < world_papers() < 1_000_000),
    Fact("c25-note", "summed over years", lambda: pair_of("patent_forward_citation_share")["CN"] > 0 and "2010 to 2024 together" in note_of("patent_forward_citation_share")),
    Fact("c25-note", "Each conference takes thousands a year", lambda: pair_of("neurips_papers")["US"] > 2000 and "5,355 accepted" in note_of("iclr_paper_share")),
    Fact("c25-note", "To **all research** belongs, besides", lambda: len(v.OTHER) == 6),
    Fact("c25-rule", "in at least 67 of 100 weightings of the orange bars. Pioneering is the claim's own word, so we ask for two thirds", lambda: v.MOST == 67),
    Fact("c25-rule", "of two alone, the scale of Idea 1 knows only 0 and 1", lambda: set(m.minmax([46, 41])) == {0.0, 1.0}),
    Fact("c25-rule", "over all bars, in at least half of them", lambda: v.HALF == 50),
    Fact(
        "c25-rule",
        "if its bars, each times its weight, add up to over a half. Two halves",
        lambda: v.us_leads([{"US": 51, "CN": 49}]) == 100 and v.us_leads([{"US": 49, "CN": 51}]) == 0,
    ),
    Fact(
        "c25-hand",
        "both orange bars pass the middle; with two bars on one side, weights cannot matter",
        lambda: all(p["US"] > p["CN"] for p in v.research_pairs(TABLES, TODAY["C25"]) if p["group"] == "pioneering")
        and weightings(TODAY["C25"], group="pioneering") == 100,
    ),
    Fact(
        "c25-hand",
        "of the most cited papers the US had a part in 46 and China in 41, a gap that chance could turn",
        lambda: (pair_of("top_100_papers")["US"], pair_of("top_100_papers")["CN"]) == (46, 41) and m.z_of_difference(0.46, 100, 0.41, 100) < 1,
    ),
    Fact(
        "c25-hand",
        "With all bars, granted patents count as well, and of those China has six for each US one",
        lambda: len(groups(TODAY["C25"])) == 8
        and round(pair_of("granted_patent_share")["CN"] / pair_of("granted_patent_share")["US"]) == 6,
    ),
    Fact(
        "c25-note",
        "The *most-cited articles* of the first chart, where China has more, are of all computer science and of 2020 on both days",
        lambda: FIRST["most-cited articles"] == "China" and years("most_cited_articles") == (2020, 2020),
    ),
    Fact("c25-note", "a newspaper of Hong Kong that Alibaba bought in 2016", lambda: "scmp-2026-iclr" in pair_of("iclr_paper_share")["source_id"] or "scmp" in pair_of("iclr_paper_share")["source_id"]),
    Fact(
        "c25-rule",
        "Europe has more publications and citations than the US, India as many publications",
        lambda: all(rest(name, "EUROPE", year) > rest(name, "US", year) for name, year in (("publication_share", "2023"), ("citation_share", "2024")))
        and abs(rest("publication_share", "IN", "2023") - rest("publication_share", "US", "2023")) < 0.05,
    ),
    Fact("limits-note", "Taiwan is missing, since the World Bank gives no population", lambda: "TW" not in set(SIZES["code"])),
    Fact(
        "c25-read",
        "*With a qualifier* on both days",
        lambda: {outcome("C25"), outcome("C25", day=TODAY["C25"])} == {v.QUALIFIED},
    ),
    Fact(
        "c25-left-note",
        "The first number counts the weightings of the pioneering that are left, the second of all that are left; of one bar alone, the first is yes or no",
        lambda: [round(each) for each in v.left_out(TABLES, WRITTEN)["100 most cited papers"][:2]] == [100, 14],
    ),
    Fact(
        "c25-read",
        "without granted patents, which are mostly filed at home, the claim would have been *supported* when written. Today no single yardstick decides",
        lambda: [name for name, found in v.left_out(TABLES, WRITTEN).items() if found[2] != v.QUALIFIED] == ["granted patents"]
        and v.left_out(TABLES, WRITTEN)["granted patents"][2] == v.SUPPORTED
        and {found[2] for found in v.left_out(TABLES, TODAY["C25"]).values()} == {v.QUALIFIED},
    ),
    Fact(
        "c25-read",
        "By the same five yardsticks the weightings of all research fell from 24 to 6; with the three that are new it is 11",
        lambda: [round(each) for each in (weightings(WRITTEN), same_five(), weightings(TODAY["C25"]))] == [24, 6, 11] and len(groups(TODAY["C25"])) - len(groups(WRITTEN)) == 3,
    ),
    Fact(
        "turn-read",
        "By one edition the US share of the most cited papers fell by 13 points from 2021 to 2024",
        lambda: round(of_the_two("2021") - of_the_two("2024")) == 13,
    ),
    Fact(
        "c25-read",
        "Count papers at both conferences as pioneering, since judges picked them, and today is *not supported*",
        lambda: outcome("C25", "with-conferences", TODAY["C25"]) == v.NOT,
    ),
    Fact(
        "c25-read",
        "With the most-cited articles of the first chart in place of the 100 most cited papers, both days are",
        lambda: {outcome("C25", "top-one-per-cent", day) for day in (WRITTEN, TODAY["C25"])} == {v.NOT} and years("most_cited_articles") == (2020, 2020),
    ),
    Fact(
        "c25-read",
        "Divide by the people of these two alone, or add money, computing and large models, and it is *supported*",
        lambda: set(v.MEANS) == {"private_ai_investment", "computing_in_clusters", "large_models"}
        and {outcome("C25", rule, day) for rule in ("per-head", "with-means") for day in (WRITTEN, TODAY["C25"])} == {v.SUPPORTED},
    ),
    Fact("c26-note", "our first board of them is of June 2026", lambda: v.board(TABLES["video_arena"], "agent", "2026-05-31") is None and v.board(TABLES["video_arena"], "agent", "2026-06-30") is not None),
    Fact("c26-read", "*With a qualifier* on both days, by different halves", lambda: (outcome("C26"), outcome("C26", day=TODAY["C26"])) == (v.QUALIFIED, v.QUALIFIED)),
    Fact(
        "c26-read",
        "A portal and a newspaper of early October had Tencent first in images. A list that the arena printed on 6 November had Google first, by little more than the margin of the difference",
        lambda: [board_of("2025-10-05")[who]["rank"] for who in ("CN",)] == [1]
        and 1 < (board_of("2025-11-06")["US"]["rating"] - board_of("2025-11-06")["CN"]["rating"]) / math.hypot(board_of("2025-11-06")["US"]["margin"], board_of("2025-11-06")["CN"]["margin"]) < 1.2,
    ),
    Fact("turn-read", "Count the list of 6 November, though some of its votes may be younger than the article, and C26 is *supported* when written", lambda: outcome("C26", "late-boards") == v.SUPPORTED),
    Fact(
        "c26-read",
        "In between, first place in video went to and fro between US and Chinese firms, twice within the margin",
        lambda: all(
            {"US", "CN"} == {re.findall(r"\((..)\)", str(cell))[0] for cell in BOARDS.iloc[1:][task]}
            for task in ("text to video", "image to video")
        )
        and changes_within_the_margin() == 2,
    ),
    Fact("c26-read", "For video we have only a newsletter of October, which prints no margin", lambda: newsletter()["margin"].isna().all() and set(newsletter()["as_of"].astype(str).str[:7]) == {"2025-10"} and len(newsletter()) == 2),
    Fact(
        "turn-read",
        "three rows make today worse than our rule, and three better",
        lambda: sorted(outcome("C25", rule, TODAY["C25"]) for rule in v.RULES["C25"]).count(v.NOT) == 3
        and sorted(outcome("C25", rule, TODAY["C25"]) for rule in v.RULES["C25"]).count(v.SUPPORTED) == 3,
    ),
    Fact("turn-read", "large models and notable models come from one list and so count twice", lambda: {"large_models"} < set(v.MEANS) and "notable_models" in v.PIONEERING),
    Fact(
        "turn-read",
        'if each yardstick counts one for whoever has more, today it is four to four, and our "at least half" lets it pass',
        lambda: sum(p["US"] > p["CN"] for p in v.research_pairs(TABLES, TODAY["C25"])) == 4
        and outcome("C25", "win-or-lose", TODAY["C25"]) == v.SUPPORTED,
    ),
    Fact("turn-read", "the rule of margins cannot be applied to October 2025, as no margin of video is known", lambda: outcome("C26", "with-margin") == v.OPEN),
]  # fmt: skip
# What a word means, or an example with made-up numbers: no table can show it.
DEFINITIONS = [
    ("setup-note", "for each million people"),
    ("scale-note", "gives the lowest economy 0 and the highest 1"),
    ("coverage-equation", r"\frac{p\,c_{US}}{p\,c_{US} + (1 - p)\,c_{CN}}"),
    ("survey-note", "In nineteen of twenty samples the truth lies within it"),
    ("survey-equation", r"$\sqrt{e_1^2 + e_2^2}$"),
    ("survey-equation", r"1.96 \sqrt{\frac{d\,p\,(1 - p)}{n}}"),
    ("survey-equation", "with $d = 1$ everybody is drawn alone"),
    ("lateral-note", "the most cited tenth of each field"),
    ("key-points", "say in how many of 100 a country leads"),
]


def pair_of(indicator: str) -> dict[str, float]:
    found = v.newest_pair(TABLES["research_output"], indicator, TODAY["C25"])
    assert found is not None
    return found


def rest(indicator: str, who: str, year: str) -> float:
    """A share in the edition that C25 takes today."""
    research, edition = TABLES["research_output"], pair_of(indicator)["edition"]
    mine = research[
        (research["indicator"] == indicator) & (research["edition"] == edition) & (research["country"] == who)
    ]
    return float(mine[mine["date"].astype(str).str[:4] == year]["value"].iloc[0])


def top(who: str, year: str) -> float:
    return rest("top_100_papers", who, year)


def of_the_two(year: str) -> float:
    return 100 * top("US", year) / (top("US", year) + top("CN", year))


def note_of(indicator: str) -> str:
    research = TABLES["research_output"]
    mine = research[(research["indicator"] == indicator) & (research["country"] == "CN")]
    return str(mine["note"].iloc[0])


def world_papers() -> float:
    research = TABLES["research_output"]
    mine = research[(research["indicator"] == "publications") & (research["compiler"] == "AI Index")]
    return float(mine[mine["date"].astype(str).str[:4] == "2024"]["value"].iloc[0])


def board_of(day: str) -> dict[str, dict[str, Any]]:
    arena = TABLES["video_arena"]
    mine = arena[(arena["task"] == "text_to_image") & (arena["as_of"].astype(str).str[:10] == day)]
    return {row["developer_country"]: row for row in mine.to_dict("records")}


def technologies() -> float:
    research = TABLES["research_output"]
    mine = research[(research["indicator"] == "technologies_led_of_74") & (research["country"] == "CN")]
    return float(mine["value"].iloc[0])


def people_note(group: str) -> str:
    mine = FLOWS[(FLOWS["indicator"] == "authors_in_sample") & (FLOWS["group"] == group)]
    return str(mine[mine["year"] == 2022]["note"].iloc[0])


def changes_within_the_margin() -> int:
    """How often first place in video passed between a US and a Chinese firm in 2026 by less than the margin of the difference."""
    count = 0
    for task in v.VIDEO:
        firsts = []
        for day in f.DAYS:
            found = v.board(TABLES["video_arena"], task, day)
            assert found is not None
            us, cn = found["US"], found["CN"]
            gap = abs(us["rating"] - cn["rating"]) <= math.hypot(us["margin"], cn["margin"])
            firsts.append((us["rank"] == 1, gap))
        count += sum(now[0] != before[0] and now[1] for before, now in pairwise(firsts))
    return count


def newsletter() -> pd.DataFrame:
    arena = TABLES["video_arena"]
    return arena[arena["source_id"] == "ainews-2025-10-20"]


@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_what_the_prose_says_is_true(fact: Fact) -> None:
    check(fact, PATH)


def test_every_number_is_covered() -> None:
    assert loose_numbers(PATH, FACTS, DEFINITIONS) == []


def test_a_new_number_would_be_noticed() -> None:
    assert len(loose_numbers(PATH, FACTS[:10])) > 20


def test_numbers_in_the_code_are_those_of_the_tables() -> None:
    assert f'written, today = "{WRITTEN}"' in CODE["setup"]
    assert "z_of_difference(0.47, 867, 0.29, 675)" in CODE["survey"]
    assert "margin_of_error(0.47, 867)" in CODE["survey"]
    assert "47 per cent of 867 people" in CODE["survey-predict"]


def test_the_words_under_a_prediction_are_true() -> None:
    assert "no third economy in any" in reason("08-weights")
    assert "first by two of seven" in reason("08-head")
    assert list(FIRST_HEAD).count("Singapore") == 2
    assert f.leads(HEADS).index[1] == "United States"
    assert "under two to one; the list shows five to one" in reason("08-coverage")
    assert "twice as wide" in reason("08-margin")
    assert "The pioneering half holds, whatever the weights. The other half does not." in reason("08-c25")
    assert v.c25(TABLES, TODAY["C25"]).because == "Pioneering: yes; all research: no."


def test_the_quiz_is_true() -> None:
    text = (lesson("08").folder / "questions.yaml").read_text(encoding="utf-8")
    assert "5, 10 and 25" in text
    assert m.minmax([5, 10, 25])[1] == 0.25
    assert m.share_of_best([5, 10, 25])[1] == 0.4
    assert "China is first by four of seven yardsticks" in text
    assert (
        "The gap is less than one standard error of the difference, and in groups of four less than a half"
        in text
    )
    assert 0.75 < m.z_within_sample(0.28, 0.26, 900) < 1
    assert m.z_within_sample(0.28, 0.26, 900, 4) < 0.5
    assert "44 times that of the year before" in text
