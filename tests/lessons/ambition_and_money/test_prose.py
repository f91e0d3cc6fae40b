"""Every number in the prose of lesson 01 is true of the tables and the code."""

from __future__ import annotations

import itertools
import re

import pandas as pd
import pytest
import yaml

from ai_ambitions import load
from ai_ambitions.core import notebooks
from ai_ambitions.core.course import course, lesson
from ai_ambitions.core.paths import LESSONS, SOLUTIONS
from ai_ambitions.lessons.ambition_and_money import figures, verdicts
from ai_ambitions.lessons.ambition_and_money import model as money
from tests.support.prose import Fact, check, loose_numbers, prose

PATH = LESSONS / "01-ambition-and-money.ipynb"
CODE = {cell.id: cell.source for cell in notebooks.read(PATH).cells if cell.cell_type == "code"}
QUESTIONS = yaml.safe_load((lesson("01").folder / "questions.yaml").read_text(encoding="utf-8"))
TABLES = {name: load(name) for names in verdicts.TABLES.values() for name in names}
SPENDING, FUNDS, TARGETS = TABLES["ai_spending"], TABLES["guidance_funds"], TABLES["plan_targets"]
POLICY, SIZES = TABLES["policy_timeline"], load("industry_size")
ERAS, INSTRUMENTS = load("policy_eras"), load("governance_instruments")
DISPUTED, HISTORY = load("disputed_values"), load("verdict_history")
POCKETS = figures.pockets(SPENDING)
YUAN = figures.yuan_per_dollar(load("exchange_rates"))
TODAY = load("sources").attrs["as_of"]
AIDP = POLICY.set_index("event_id").loc["cn-aidp"]


def target(name: str) -> float:
    return float(TARGETS.set_index("target_id").loc[name, "value_low"])


def size(body: str, year: int, measure: str = "core_ai_industry") -> float:
    rows = SIZES[
        (SIZES["measure"] == measure) & (SIZES["counted_by"] == body) & (SIZES["date"].dt.year == year)
    ]
    return float(rows["value"].max())


def noted(words: str) -> bool:
    rows = SIZES[SIZES["measure"].isin(["core_ai_industry", "ai_industry"])]
    return bool(rows["note"].str.contains(words, na=False, regex=False).any())


def total(whose: str, also: str = "nothing more", year: int = 2025) -> tuple[float, float | None]:
    names = [*figures.WHOSE[whose], *figures.ALSO[also]]
    rows = [money.in_usd(POCKETS[name], {"CNY": YUAN[year]}) for name in names]
    return money.interval_sum(money.without_overlaps(rows)[0])


def rules_in_eras() -> list[int]:
    starts = [*ERAS["starts"], POLICY["date"].max()]
    days = figures.binding_rules(INSTRUMENTS)["date_adopted"]
    return [int(((days >= a) & (days < b)).sum()) for a, b in itertools.pairwise(starts)]


def years_of_eras() -> list[float]:
    starts = [*ERAS["starts"], POLICY["date"].max()]
    return [(b - a).days / 365.25 for a, b in itertools.pairwise(starts)]


def disputed(key: str) -> pd.DataFrame:
    return DISPUTED[DISPUTED["key"] == key]


def almost_100() -> bool:
    return 95 < total("the bank's total")[1] < 100


def growth(first: tuple[str, int], last: tuple[str, int]) -> int:
    return round(100 * money.cagr(size(*first), size(*last), last[1] - first[1]))


def cn_private_2023() -> list[float]:
    rows = SPENDING[
        (SPENDING["country"] == "CN") & (SPENDING["year_from"] == 2023) & (SPENDING["year_to"] == 2023)
    ]
    rows = rows[(rows["actor_kind"] == "private") & rows["ai_only"]]
    return [float(rows[rows["status"] == status]["amount_high"].max()) for status in ("outcome", "estimate")]


FACTS = [
    Fact("title", "In July 2017 the State Council", lambda: (AIDP["issuer"], f"{AIDP['date']:%Y-%m}") == ("State Council", "2017-07")),
    Fact("title", "Eight years later", lambda: int(course().article.day[:4]) - AIDP["date"].year == 8),
    Fact("title", "almost $100 billion", almost_100),
    Fact("setup-note", "five tables", lambda: CODE["setup"].count("= load(") == 5),
    Fact("story-note", "five published figures", lambda: figures.one_year(SPENDING, load("exchange_rates")).alt.count(";") == 4),
    Fact("story-read", "the same count has 286 billion dollars for the United States", lambda: [round(SPENDING.set_index("row_id").loc["us-2025-private", "amount_high"]), *SPENDING[SPENDING["row_id"].isin(["cn-2025-private", "us-2025-private"])]["estimator"].unique()] == [286, "AI Index 2026"]),
    Fact("return-note", "Three questions from lesson 00", lambda: len(QUESTIONS["01-return"]) == 3),
    Fact("claims-note", "Three sentences of the article", lambda: len(lesson("01").claims) == 3),
    Fact("claims-note", "Which of the three", lambda: CODE["claims"].count("C0") == 3),
    Fact("limits-read", "For 2023 the firm AIPRM came to nearly twice as much private money (row `cn-2023-aiprm`)", lambda: aiprm() == cn_private_2023()[1] and 1.9 < aiprm() / cn_private_2023()[0] < 2),
    Fact("limits-read", "seven rows, but one counter", lambda: (len(outcomes()), {words.split(" 2")[0] for words in outcomes()["estimator"]}) == (7, {"AI Index"})),
    Fact("limits-read", "of *private* investment", lambda: set(outcomes()["scope"]) == {"private investment"}),
    Fact("limits-read", "Government money alone has rows of every kind but that one", lambda: list(figures.statuses(SPENDING).set_index("status")["government"] > 0) == [True] * 4 + [False]),
    # the words of the aim
    Fact("wording-note", 'power" by 2030', lambda: "2030" in load("claims").set_index("claim_id").loc["C02", "claim"]),
    Fact("wording-note", "by 2030, the last of the plan's three steps", lambda: sorted(year for year in (2020, 2025, 2030) if f"cn-aidp-{year}-step" in set(TARGETS["target_id"])) == [2020, 2025, 2030]),
    Fact("wording-read", "by 2030 AI theory", lambda: TARGETS.set_index("target_id").loc["cn-aidp-2030-step", "wording_zh"].startswith("到2030年")),
    Fact("wording-note", "how seven others put it", lambda: len(disputed("target_id=cn-aidp-2030-step")) == 8),
    Fact("list-note", "A list of three entries", lambda: TARGETS["target_id"].str.startswith("cn-aidp-2030-list").sum() == 3),
    Fact("list-note", "the list under 2030", lambda: TARGETS[TARGETS["target_id"].str.startswith("cn-aidp-2030")]["target_year"].eq(2030).all()),
    Fact("list-read", "The first entry ends with the **commanding heights**", lambda: TARGETS.set_index("target_id").loc["cn-aidp-2030-list-1", "wording"].endswith('to "occupy the commanding heights" of AI technology')),
    Fact("list-read", "DigiChina and FLIA (a foundation for law) both write so", lambda: list(TARGETS.set_index("target_id").loc["cn-aidp-2030-list-1", ["source_id", "source_id_2"]]) == ["newamerica-2017-aidp-translation", "flia-2017-aidp-translation"]),
    Fact("list-read", 'row l01-004 of `load("corrections")` says so', lambda: load("corrections").set_index("correction_id").loc["l01-004", "key"] == "target_id=cn-aidp-2030-list-1"),
    Fact("list-read", "Its Chinese cell is empty", lambda: pd.isna(TARGETS.set_index("target_id").loc["cn-aidp-2030-list-1", "wording_zh"])),
    Fact("list-more", "What no passage that we read says", lambda: not TARGETS["wording_zh"].str.contains("|".join(verdicts.BY_NAME), na=False).any()),
    # who decides
    Fact("timeline-note", '"and seven other departments": eight bodies', lambda: POLICY["issuer"].eq("MIIT and seven other departments").any()),
    Fact("eras-note", "the years since 2017 in four **eras**", lambda: (len(ERAS), ERAS["starts"].min().year) == (4, 2017)),
    Fact("eras-read", "It does, and it goes on thickening", lambda: rules_in_eras()[0] / years_of_eras()[0] < rules_in_eras()[1] / years_of_eras()[1] < rules_in_eras()[3] / years_of_eras()[3]),
    Fact("eras-read", "three or four rules in two or three years", lambda: rules_in_eras()[1:3] == [4, 3] and [round(y) for y in years_of_eras()[1:3]] == [3, 2]),
    Fact("local-read", "industry in 2020, the firms that make AI: more than 150 billion yuan", lambda: target("cn-aidp-2020-core") == 150),
    Fact("local-read", "about 429 billion, almost three times as much", lambda: target("cn-local-2020-core") == 429 and 2.8 < 429 / target("cn-aidp-2020-core") < 3),
    # four words, and the funds
    Fact("funds-note", "Sort five sentences", lambda: len(QUESTIONS["01-sort"]) == 5),
    Fact("guess-note", "By 2021 there were more than 1,800", lambda: ((FUNDS["indicator"] == "funds_in_existence") & (FUNDS["value"] == 1800) & (FUNDS["year"] == 2021)).any()),
    Fact("funds-share-note", "a year earlier", lambda: set(FUNDS[FUNDS["source_id"] == "cset-2021-guidance-funds"]["year"]) == {2020}),
    Fact("funds-share-note", "three invented funds", lambda: "[9, 5, None]" in CODE["funds-share"]),
    Fact("funds-read", "trillions were raised", lambda: FUNDS.set_index("indicator").loc[["raised_capital"]]["value"].max() > 2000),
    Fact("w2-read", "let a quarter be replaced; then invest three quarters and let half be replaced. The result is the same", lambda: same_result()),
    # whose money
    Fact("share-note", "almost $100 billion", almost_100),
    Fact("share-note", "of June 2025: 600 to 700 billion yuan", lambda: money.ends(POCKETS["the bank's total"]) == (600, 700) and "June 2025" in POCKETS["the bank's total"]["estimator"]),
    Fact("share-note", "*government* up to 400, *internet firms* as much as 172", lambda: (POCKETS["government line"]["amount_high"], POCKETS["internet firms, AI"]["amount_high"]) == (400, 172)),
    Fact("share-read", "try `total = 700`", lambda: money.ends(POCKETS["the bank's total"])[1] == 700),
    Fact("share-read", "the floor lies above the ceiling", lambda: money.rest_at_least(172, 600) > money.share_at_most(400, 600) and money.rest_at_least(172, 700) > money.share_at_most(400, 700)),
    Fact("w1-note", "the *upper end* above 100", lambda: total("the bank's total", year=2026)[1] > 100 > total("the bank's total")[1]),
    Fact("w1-read", "| the bank's total | chip tools; at the rate of 2026 always |", lambda: above("the bank's total") == {"chip tools": [2025, 2026], "nothing more": [2026], "telecom operators": [2026], "cloud firms, everything they build": [2026]}),
    Fact("w1-read", "| government and internet firms | operators; chip tools |", lambda: above("government and internet firms") == {"telecom operators": [2025, 2026], "chip tools": [2025, 2026]}),
    Fact("w1-read", "| government line | cloud firms; at the rate of 2026 also operators |", lambda: above("government line") == {"cloud firms, everything they build": [2025, 2026], "telecom operators": [2026]}),
    Fact("w1-read", "upper end above 100 with", lambda: not any(above(whose) for whose in ("internet firms", "data centres (expert)", "investors in AI firms"))),
    Fact("w1-read", "the power grid: an open end", lambda: {total(whose, "power grid", year)[1] for whose in figures.WHOSE for year in figures.RATE_YEARS.values()} == {None}),
    Fact("w1-read", "money of 2025 takes the rate of 2025", lambda: POCKETS["the bank's total"]["year_to"] == 2025),
    Fact("w1-read", "*Parts* of the bank's total, with the operators, reach 120, more than the total itself", lambda: round(total("government and internet firms", "telecom operators")[1] or 0) == 120 > total("the bank's total")[1]),
    # sizes
    Fact("dispute-note", "industry in 2024? Three Chinese bodies", lambda: all(name in figures.sizes_of_2024(SIZES).alt for name in ("CAICT", "CCID", "CNNIC"))),
    Fact("dispute-read", "*industry* in October 2025, *core industry* in December", lambda: noted("the industry in October 2025 and the core industry in December")),
    Fact("core-note", "more than 400 billion yuan in 2025", lambda: target("cn-aidp-2025-core") == 400),
    Fact("core-growth-note", "For 2024 a growth of 24 per cent was reported", lambda: noted("plus 24 percent on the year")),
    Fact("core-growth-note", "| CNNIC, 2024: 600 | MIIT, 2025: 1,200 | 100 % |", lambda: (size("CNNIC", 2024), size("MIIT", 2025), growth(("CNNIC", 2024), ("MIIT", 2025))) == (600, 1200, 100)),
    Fact("core-growth-note", "| CAICT, 2024: 900 | MIIT, 2025: 1,200 | 33 % |", lambda: (size("CAICT", 2024), growth(("CAICT", 2024), ("MIIT", 2025))) == (900, 33)),
    Fact("core-growth-note", "| CAICT, 2022: 508 | CAICT, 2024: 900 | 33 % |", lambda: (size("CAICT", 2022), growth(("CAICT", 2022), ("CAICT", 2024))) == (508, 33)),
    Fact("core-read", "doubles within a year, while a quarter was reported", lambda: noted("plus 24 percent on the year")),
    Fact("core-read", "the target of 2030 was passed in 2025", lambda: size("MIIT", 2025) > target("cn-aidp-2030-core") > size("CNNIC", 2024)),
    Fact("core-read", "more than 400 billion in July 2022, three years ahead", lambda: size("MIIT", 2022) == target("cn-aidp-2025-core") == 400),
    Fact("core-read", "what it meant in 2017", lambda: AIDP["date"].year == 2017),
    Fact("fusion-note", "the plan of 2017", lambda: AIDP["date"].year == 2017),
    Fact("fusion-read", "foreign ministry answered in 2021", lambda: f"{disputed('measure_id=dod-list')['published'].item():.4}" == "2021"),
    Fact("fusion-read", "one row shows the US practice", lambda: load("defence_suppliers")["measure_id"].eq("us-ai-contracts").sum() == 1),
    Fact("fusion-read", "That cell is empty", lambda: load("defence_suppliers").set_index("measure_id")["value"].isna()["private-firms"]),
    # lateral reading
    Fact("story-read", "Lesson 00 has the bank's own dollars, 84 to 98; ours are at the average rate", lambda: list(SPENDING.set_index("row_id").loc["cn-2025-bofa-total-usd", ["amount_low", "amount_high"]]) == [84, 98] and money.range_words(*total("the bank's total")) == "83 to 97"),
    Fact("w2-note", "The target counted is of 2021, the share that you saw of early 2020", lambda: (FUNDS[(FUNDS["source_id"] == "wei-ang-jia-2023") & (FUNDS["currency"] == "CNY")]["year"].item(), set(FUNDS[FUNDS["source_id"] == "cset-2021-guidance-funds"]["year"])) == (2021, {2020})),
    Fact("core-read", "the target *for 2025* fell early", lambda: size("MIIT", 2022) == target("cn-aidp-2025-core")),
    Fact("lateral-note", "almost $100 billion", almost_100),
    Fact("lateral-note", "five pages", lambda: len(disputed("row_id=cn-2025-bofa-total-usd")) == 5),
    Fact("lateral-read", "Five pages, one origin", lambda: disputed("row_id=cn-2025-bofa-total-usd")["note"].str.contains("South China Morning Post", na=False).sum() == 3),
    Fact("lateral-read", "a bank's note of June 2025", lambda: "June 2025" in POCKETS["the bank's total"]["note"]),
    # verdicts
    Fact("quiz-note", "Six questions", lambda: len(QUESTIONS["01-check"]) == 6),
    Fact("verdict-note", "Four phrases mean *to lead*", lambda: len(verdicts.LEADING) == 4),
    Fact("verdict-note", "a passage dated 2030", lambda: "dated 2030" in verdicts.RULES["C02"]["default"]),
    Fact("turn-note", "C02 had needed a qualifier before its list was read to the end", lambda: first_edition() == "supported_with_qualifier" and verdicts.c02(TABLES, TODAY).outcome == "supported"),
    Fact("c03-note", "three lines of money", lambda: len(verdicts.lines_of_money(TABLES, TODAY)) == 3),
    Fact("c03-note", "three quarters only replaced", lambda: verdicts.REPLACED == 0.75),
    Fact("c03-note", "Two billion dollars or more left on two lines", lambda: verdicts.BILLIONS == 2),
    Fact("c03-read", "some 1.4 million firms", lambda: FUNDS.set_index("indicator").loc["ai_related_firms", "value"] == 1.4e6),
    Fact("c03-read", "more than 6,200", lambda: SIZES[(SIZES["measure"] == "ai_firms") & (SIZES["counted_by"] == "MIIT")]["value"].max() == 6200),
    Fact("turn-note", "The rules of C03 and C04 were changed with the figures known", lambda: "Since 29 November 2026, with the figures known" in verdicts.RULES["C03"]["default"]),
    Fact("c03-read", "Its editions conflict", lambda: [next(iter(verdicts.lines_of_money(TABLES, day)["billion dollars"])) for day in (course().article.day, TODAY)] == [210, 184]),
    Fact("c03-read", "A brief of 2024, the newest when the article was written, comes to 210 billion dollars", lambda: round(0.23 * 912) == 210 and set(FUNDS[FUNDS["source_id"] == "sccei-government-vc-ai"]["value"]) >= {23, 912}),
    Fact("c03-read", "two are estimates, one is what a chairman said", lambda: sorted(verdicts.lines_of_money(TABLES, TODAY)["status"]) == ["estimate", "estimate", "reported"]),
    Fact("c03-read", "The AI Index of 2026 has 184", lambda: SPENDING.set_index("row_id").loc["cn-2000-2023-gov-vc-ai", "amount_low"] == 184),
    Fact("c04-note", "meets 90 to 110 billion dollars", lambda: verdicts.ALMOST == (90, 110)),
    Fact("c04-note", "its low end lies below 90", lambda: verdicts.ALMOST[0] == 90),
    Fact("turn-note", "C04 had been *outdated*", lambda: {str(day)[:10] for day in HISTORY[HISTORY["claim_id"] == "C04"]["date"]} == {"2026-11-28"} and "Since 28 November 2026" in verdicts.RULES["C04"]["default"]),
    Fact("c04-read", "on AI in 2025", lambda: not verdicts.of_2025(TABLES, TODAY, "outcome", "estimate", "reported")),
    Fact("c04-read", "together built for about 350 billion yuan", lambda: round(sum(row["amount_high"] for row in verdicts.in_part(TABLES, TODAY)), -1) == 350),
    Fact("c04-read", "ByteDance's part is an estimate", lambda: {row["company"]: row["status"] for row in verdicts.in_part(TABLES, TODAY)} == {"Alibaba": "outcome", "Tencent": "outcome", "ByteDance": "estimate"}),
    Fact("key-points", "for a *country* that leads, only with a qualifier", lambda: verdicts.c02(TABLES, TODAY, "country").outcome == "supported_with_qualifier"),
    Fact("turn-read", "None of the three verdicts stays", lambda: second_outcomes() == ["supported_with_qualifier", "supported_with_qualifier", "not_checkable"]),
    Fact("key-points", "Almost $100 billion", almost_100),
    Fact("key-points", "What the plan asks for by 2030, commanding heights of AI technology", lambda: TARGETS.set_index("target_id").loc["cn-aidp-2030-list-1", "target_year"] == 2030),
    Fact("next", "the plan of 2017", lambda: AIDP["date"].year == 2017),
]  # fmt: skip

# What words mean, and no table could show.
DEFINITIONS = [
    ("lateral-note", "Ask the three questions again"),
    ("objectives", "without counting money twice"),
    ("funds-note", "four words"),
    ("key-points", "four different things"),
    ("w2-note", "(1 - c)"),
    ("w1-note", "(1) Which"),
    ("w1-note", "(2) In which"),
    ("w1-note", "(3) Which"),
    ("python-note", "at 0 and at 1"),
    ("w1-read", "(1) These"),
    ("w1-read", "(2) Wherever"),
    ("w1-read", "(3) With"),
    ("core-growth-note", "^{1/"),
    ("core-growth-note", "- 1$"),
]


def aiprm() -> float:
    return float(SPENDING.set_index("row_id").loc["cn-2023-aiprm", "amount_high"])


def above(whose: str) -> dict[str, list[int]]:
    """What lifts the known upper end of a choice of the dial above 100, and at the rate of which years."""
    found: dict[str, list[int]] = {}
    for also in figures.ALSO:
        for year in figures.RATE_YEARS.values():
            if (total(whose, also, year)[1] or 0) > 100:
                found.setdefault(also, []).append(year)
    return found


def same_result() -> bool:
    draw = figures.from_plan(FUNDS)
    cset = next(iter(figures.raise_rates(FUNDS)))
    first, second = draw(cset, "half", "a quarter"), draw(cset, "three quarters", "half")
    return first.alt.split(".")[0] == second.alt.split(".")[0]


def first_edition() -> str:
    """What the rule says of the passages that the first edition had."""
    read = TARGETS[~TARGETS["target_id"].isin(["cn-aidp-2030-list-1", "cn-aidp-2030-list-2"])]
    return verdicts.c02(TABLES | {"plan_targets": read}, TODAY).outcome


def outcomes() -> pd.DataFrame:
    return SPENDING[(SPENDING["country"] == "CN") & (SPENDING["status"] == "outcome")]


def second_outcomes() -> list[str]:
    """What the second rule of each claim says today, where the first says something else."""
    judges = {"C02": verdicts.c02, "C03": verdicts.c03, "C04": verdicts.c04}
    found = []
    for claim, judge in judges.items():
        second = next(name for name in verdicts.RULES[claim] if name != "default")
        assert f'"{second}"' in CODE["turn"]
        outcome = judge(TABLES, TODAY, second).outcome
        assert outcome != judge(TABLES, TODAY).outcome
        found.append(outcome)
    return found


@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_what_the_prose_says_is_true(fact: Fact) -> None:
    check(fact, PATH)


def test_every_number_is_covered() -> None:
    assert loose_numbers(PATH, FACTS, DEFINITIONS) == []


def test_the_answer_to_a_guess_stands_nowhere_before_it_is_revealed() -> None:
    cells = notebooks.read(PATH).cells
    ids = [cell.id for cell in cells]
    for key, guess, answer, words in (
        ("01-funds", "guess", "funds", ("26 per cent", "26 %", "26%")),
        ("01-government", "share-predict", "share", ("67 per cent", "67%", "two thirds")),
    ):
        assert f'predict("{key}"' in CODE[guess]
        assert f'reveal("{key}"' in CODE[answer]
        assert 0 < ids.index(answer) - ids.index(guess) <= 5
        before = cells[: ids.index(answer)]
        shown = "".join(cell.source + str(cell.get("outputs", "")) for cell in before if cell.id != "story")
        assert not [word for word in words if word in shown], key


def test_the_quiz_is_true() -> None:
    text = str(QUESTIONS)
    assert "at most 572 billion" in text
    assert total("government and internet firms") == (0, pytest.approx(572 / YUAN[2025]))
    assert "raised 4.76 trillion yuan" in text
    assert "184" not in text  # it comes later, with the verdicts
    assert (
        FUNDS[(FUNDS["indicator"] == "raised_capital") & (FUNDS["currency"] == "CNY")]["value"].item() == 4760
    )
    assert "about USD 102 billion" in text
    assert round(money.to_usd(700, YUAN[2026])) == 102
    assert "CAICT's 900 to the 1,200 that it expected itself is 33 per cent" in text
    assert growth(("CAICT", 2024), ("CAICT", 2025)) == 33


def test_first_uses_are_explained() -> None:
    """Bodies and abbreviations that the first edition used without a word."""
    text = prose(PATH)
    for cell, words in {
        "timeline-note": "(**MIIT**), the industry ministry",
        "funds-share-note": "CSET, a research centre at Georgetown University",
        "eras-note": "the state reins in the firms behind large online platforms",
        "dispute-note": "**CAICT** and **CCID**, two research institutes under the industry ministry",
        "share-note": "**special-purpose bonds**, debt of local governments",
        "w2-note": "the data firm Zero2IPO",
        "wording-note": "**DigiChina** translates such texts",
        "w1-note": "*UBS Securities* belongs to a Swiss bank",
        "list-read": "FLIA (a foundation for law)",
        "fusion-note": "**SASTIND**: the state agency for defence industry",
    }.items():
        assert words in text[cell]


def test_the_fold_under_the_timeline_names_every_short_name_in_its_table() -> None:
    shown = " ".join(figures.how_far_it_binds(POLICY, INSTRUMENTS, ERAS).data["issuer"].dropna())
    short = set(re.findall(r"\b[A-Z]{3,}\b", shown)) - {"III"} | {
        "Big Fund III",
        "Guozhi Investment",
        "Politburo",
    }
    text = prose(PATH)
    assert {name for name in short if f"**{name}**" not in text["eras-note"] + text["timeline-note"]} == set()


def test_the_sample_essay_is_true() -> None:
    page = yaml.safe_load((lesson("01").folder / "essay.yaml").read_text(encoding="utf-8"))
    sample = " ".join(page["sample"].split())
    assert page["words"] <= len(sample.split()) <= 275
    assert "document 35 of 2017, made public on 20 July" in sample
    assert f"{AIDP['date']:%Y-%m-%d}" == "2017-07-20"
    assert "2017 No. 35" in AIDP["note"]
    assert "more than 150 billion yuan by 2020" in sample
    assert target("cn-aidp-2020-core") == 150
    assert "about 429 billion, almost three times as much" in sample
    assert "more than 400 billion yuan in July 2022, the target of 2025 three years early" in sample
    assert size("MIIT", 2022) == target("cn-aidp-2025-core") == 400


def test_the_plain_scheme_is_that_of_the_graders() -> None:
    page = yaml.safe_load((lesson("01").folder / "essay.yaml").read_text(encoding="utf-8"))
    path = SOLUTIONS / "01-ambition-and-money" / "01-ambition-and-money.ipynb"
    cell = next(c for c in notebooks.read(path).cells if c.id == "01-essay")
    assert all(f"**{name}" in cell.source for name in page["scheme"])
    assert 4 * len(page["scheme"]) == cell.metadata["nbgrader"]["points"]
