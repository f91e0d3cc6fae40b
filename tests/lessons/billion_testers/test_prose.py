"""Every number in the prose of lesson 04 is true of the tables and the code."""

from __future__ import annotations

import pandas as pd
import pytest
import yaml

from ai_ambitions import load
from ai_ambitions.core import notebooks
from ai_ambitions.core.course import course, lesson
from ai_ambitions.core.paths import LESSONS
from ai_ambitions.lessons.billion_testers import figures, verdicts
from ai_ambitions.lessons.billion_testers import model as m
from ai_ambitions.practice.questions import reason
from tests.support.prose import Fact, check, loose_numbers

PATH = LESSONS / "04-billion-testers.ipynb"
NAMES = {name for tables in verdicts.TABLES.values() for name in tables} | {
    "industry_size", "model_usage", "cloud_price_changes",
}  # fmt: skip
TABLES = {name: load(name) for name in NAMES}
WRITTEN, TODAY = course().article.day, TABLES["benchmark_scores"].attrs["as_of"]
CODE = {cell.id: cell.source for cell in notebooks.read(PATH).cells if cell.cell_type == "code"}
QUESTIONS = yaml.safe_load((lesson("04").folder / "questions.yaml").read_text(encoding="utf-8"))
USERS, SHARES = TABLES["internet_users"], TABLES["ai_user_share"]
INDUSTRY = TABLES["industry_size"]


def count(metric: str, month: str) -> float:
    rows = USERS[(USERS["metric"] == metric) & USERS["date"].astype(str).str.startswith(month)]
    return float(rows["value"].iloc[0])


def tokens() -> dict[str, float]:
    found = figures.tokens(INDUSTRY)
    return dict(zip(found["month"], found["trillion tokens a day"], strict=True))


def spread() -> pd.DataFrame:
    return verdicts.economies(TABLES, TODAY).set_index("code")


def gains() -> pd.Series:
    """Points gained by each economy in the second half of 2025, by Microsoft."""
    wide = SHARES.pivot(index="code", columns="period", values="percent")
    return wide["second half of 2025"] - wide["first half of 2025"]


def fits() -> pd.DataFrame:
    rows = figures.ceilings(TABLES["internet_share"]).rows
    assert rows is not None
    return rows


def r(rule: str, day: str = TODAY) -> float:
    found = verdicts.relation(TABLES, day, rule)[0]
    assert found is not None
    return found


def income() -> float:
    rich = spread()[spread()["income"].notna()]
    return m.correlation(verdicts.log10(rich["income"]), list(rich["percent"]))


def price(name: str) -> float:
    return figures.price_of(TABLES, WRITTEN, name)


def score(name: str) -> float:
    return verdicts.scores(TABLES)[name]


def cost(tokens_m: float, solved: float) -> float:
    return m.cost_per_success(price("GPT-5 nano"), tokens_m, solved)


def flagship(day: str) -> str:
    return verdicts.c12(TABLES, day, "flagship").figure


def said(day: str, rule: str = "default", **moved: float) -> str:
    return verdicts.c12(TABLES, day, rule, **moved).outcome  # type: ignore[arg-type]


def rises() -> pd.DataFrame:
    table = TABLES["cloud_price_changes"]
    return table[table["wave"] == "2026 rise"]


GLM = m.cost_per_success(1.0, 0.01, 1)
CLAIMS = load("claims").set_index("claim_id")
LATE = ["internet", "gain", "income-held", "chinese-count", "rank", "default"]

FACTS = [
    Fact("title", "More than a billion people in China are online", lambda: count("internet_users", "2025-12") > 1000),
    Fact("title", "# A billion testers", lambda: lesson("04").title == "A billion testers"),
    Fact("title", "Three ideas", lambda: notebooks.read(PATH) and str(PATH.read_text()).count("## Idea ") == 3),
    Fact("title", "judge three sentences of the article", lambda: len(lesson("04").claims) == 3),
    Fact("setup-note", "the newest scores, July 2026", lambda: TODAY.startswith("2026-07")),
    Fact("story-note", "which of the three bars", lambda: len(figures.STEPS) == 3),
    Fact("objectives", "three sentences", lambda: len(lesson("04").claims) == 3),
    Fact("return-note", "Three questions", lambda: len(QUESTIONS["04-return"]) == 3),
    Fact("claims-note", "three sentences", lambda: len(lesson("04").claims) == 3),
    Fact(
        "users-note", "In December 2024 CNNIC counted 249 million people in China who said that they had *ever used*",
        lambda: count("genai_users", "2024-12") == 249 and "ever used" in figures.waves(USERS)["who is counted"].iloc[1],
    ),
    Fact(
        "users-read", "Twice as many, within six months",
        lambda: 2 < count("genai_users", "2025-06") / count("genai_users", "2024-12") < 2.1,
    ),
    Fact("counted-note", "five counts", lambda: len(figures.counted(USERS)) == 5),
    Fact(
        "counted-read", "China has about 1,410 million people",
        lambda: round(float(TABLES["economy_size"].set_index("code").loc["CN", "population_2024"]) / 1e7) == 141,
    ),
    Fact(
        "counted-read", "the last two rows must count many of them more than once, and the third row may",
        lambda: list(figures.counted(USERS)["millions"] > 1410) == [False, False, False, True, True],
    ),
    Fact("counted-read", "over all five", lambda: len(figures.counted(USERS)) == 5),
    Fact(
        "counted-read", "MIIT, the industry ministry, says that more than 30 per cent of large manufacturers use AI",
        lambda: list(INDUSTRY[INDUSTRY["measure"] == "large_manufacturers_using_ai"][["value", "counted_by", "comparator"]].iloc[0])
        == [30, "MIIT", "more_than"],
    ),
    Fact("bass-note", "one has ten times the people", lambda: "50 * bass" in CODE["population-run"] and "500 * bass" in CODE["population-run"]),
    Fact("halves-note", "the three parts", lambda: CODE["halves"].count("=figures.") == 3),
    Fact("relation-note", "for 147 economies", lambda: SHARES["code"].nunique() == 147),
    Fact("relation-note", "aged 15 to 64", lambda: set(SHARES["metric"]) == {"share_of_working_age_population"}),
    Fact("c11-read", "by the gain since 2025", lambda: "first half of 2025" in verdicts.RULES["C11"]["gain"]),
    Fact("relation-note", "the gain since 2025", lambda: "first half of 2025" in verdicts.RULES["C11"]["gain"]),
    Fact(
        "relation-note", "Populations differ by a factor of two thousand",
        lambda: 2000 < spread()["population"].max() / spread()["population"].min() < 2500,
    ),
    Fact(
        "relation-read", "China and India lie side by side, at about a sixth of the people",
        lambda: all(abs(spread().loc[code, "percent"] - 100 / 6) < 1 for code in ("CN", "IN")),
    ),
    Fact("relation-read", "one dot of 145", lambda: len(spread()) == 145),
    Fact("ceilings-note", "Suppose it is 2008", lambda: figures.KNOWN_TO == 2008),
    Fact("ceilings-note", "three curves, each fitted to these dots, with three ceilings", lambda: len(fits()) == 3),
    Fact("ceilings-note", "between them in 2008", lambda: figures.KNOWN_TO == 2008),
    Fact("ceilings-read", "All three miss the dots to 2008 by less than a point", lambda: max(fits()["typical miss to 2008"]) < 1),
    Fact(
        "ceilings-read", "fifteen years later they are 38 points apart",
        lambda: round(fits()["in 2023"].max() - fits()["in 2023"].min()) == 38 and figures.DRAWN_TO - figures.KNOWN_TO == 15,
    ),
    Fact("disagree-note", "in late 2025", lambda: len(figures.two_counts(TABLES["model_usage"])) == 2),
    Fact("disagree-read", "More than twice as many by one as by the other", lambda: 42.8 / 16.3 > 2),
    Fact(
        "disagree-read", "China gained more than six points in the second half of 2025, and no economy in Microsoft's table gained as many",
        lambda: count("genai_share_of_population", "2025-12") - count("genai_share_of_population", "2025-06") > 6 > gains().max(),
    ),
    Fact("tokens-note", "0.1 trillion in January 2024", lambda: tokens()["Jan 2024"] == 0.1),
    Fact("tokens-read", "Fourteen hundred times as many in some two years", lambda: round(tokens()["Mar 2026"] / tokens()["Jan 2024"]) == 1400),
    Fact(
        "tokens-read", "Ten times cheaper at an elasticity of a half: use grows threefold, and spending falls to about a third",
        lambda: round(10**0.5) == 3 and round(m.rebound(10, 0.5), 2) == 0.32,
    ),
    Fact(
        "switch-read", "In March and April 2026 they did: the Chinese firm Tencent raised some by up to 400 per cent, and Alibaba and Baidu",
        lambda: set(rises()["date"].astype(str).str[:7]) == {"2026-03", "2026-04"}
        and rises()["change_percent_high"].max() == 400
        and {"Alibaba Cloud", "Baidu Cloud", "Tencent Cloud"} == set(rises()["provider"]),
    ),
    Fact("switch-read", "The newest count in our data is of March, when use was still growing",
         lambda: list(tokens())[-1] == "Mar 2026" and tokens()["Mar 2026"] > tokens()["Dec 2025"]),
    Fact("success-note", "three tokens read for one written", lambda: m.blended(1, 0) == 0.75),
    Fact("success-note", "GPT-5 nano is a small model by OpenAI", lambda: "blended(0.05, 0.40)" in CODE["success"] and price("GPT-5 nano") == m.blended(0.05, 0.40)),
    Fact(
        "success-note", "GLM-4.6 is by Zhipu, a Chinese firm. On the index below they lie a tenth of a point apart",
        lambda: round(score("GLM-4.6") - score("GPT-5 nano"), 1) == 0.1 and price("GLM-4.6") == m.blended(0.60, 2.20),
    ),
    Fact("success-read", "Per token nano costs a seventh", lambda: round(price("GLM-4.6") / price("GPT-5 nano")) == 7),
    Fact("success-read", "With four times the tokens, and every second try in vain, it is the dearer one", lambda: cost(0.04, 0.5) > GLM),
    Fact("success-explore-read", "Four times, yes; eight times, no", lambda: cost(0.04, 1) < GLM < cost(0.08, 1)),
    Fact(
        "levels-read", "In October 2025 the cheapest model at each of these scores was American",
        lambda: all(level.times > 1 for level in verdicts.levels(verdicts.offers(TABLES, WRITTEN))),
    ),
    Fact(
        "levels-read", "In July 2026 it is Chinese in the middle, at about half of the price, and American again at the top",
        lambda: "".join("c" if level.times < 1 else "u" for level in verdicts.levels(verdicts.offers(TABLES, TODAY))) == "ucccccuuuu",
    ),
    Fact(
        "levels-read", "the Chinese one costs a tenth to a fifth of the American one; but then it also scores less",
        lambda: "costs 0.09 times" in flagship(WRITTEN) and "costs 0.19 times" in flagship(TODAY) and "points more" in flagship(TODAY),
    ),
    Fact(
        "lateral-note", "more than three billion users",
        lambda: count("genai_accounts", "2025-07") == 3100,
    ),
    Fact(
        "lateral-note", "In July 2025 a report on CAC's figures gave 3.1 billion *accounts* with AI apps, in a country of about 1.41 billion people",
        lambda: count("genai_accounts", "2025-07") == 3100,
    ),
    Fact("lateral-note", "counted 515 million *people*", lambda: count("genai_users", "2025-06") == 515),
    Fact("quiz-note", "Five questions", lambda: len(QUESTIONS["04-check"]) == 5),
    Fact("c10-note", "more than a billion people are online", lambda: "billion" in CLAIMS.loc["C10", "claim"]),
    Fact("c10-note", "above 1,000 million", lambda: verdicts.BILLION == 1000),
    Fact(
        "c10-note", "June 2025: 1,123 by the survey and 1,267 by the firm",
        lambda: (count("internet_users", "2025-06"), count("mobile_monthly_users", "2025-06")) == (1123, 1267),
    ),
    Fact("c10-read", "Supported, twice", lambda: {verdicts.c10(TABLES, day).outcome for day in (WRITTEN, TODAY)} == {"supported"}),
    Fact(
        "c10-read", "Its share for China in 2023 is the one that CNNIC printed, to a tenth of a point",
        lambda: abs(verdicts.by_share(TABLES, TODAY)[1] - count("internet_share_of_population", "2023-12")) < 0.1
        and verdicts.c10(TABLES, TODAY, "outside-estimate").outcome == "not_checkable",
    ),
    Fact(
        "c10-read", "it is true of more than half a billion: *with a qualifier*",
        lambda: {verdicts.c10(TABLES, day, "using-ai").outcome for day in (WRITTEN, TODAY)} == {"supported_with_qualifier"},
    ),
    Fact("c11-note", "at least 100 economies", lambda: verdicts.FEWEST == 100),
    Fact("c11-note", "0.3 or more | *supported* | | from 0.2 to 0.3 | *with a qualifier* | | below 0.2",
         lambda: (verdicts.STRONG, verdicts.WEAK) == (0.3, 0.2)),
    Fact("c11-note", "0.82 would be *supported*", lambda: round(income(), 2) == 0.82),
    Fact("c11-read", "Not supported, twice", lambda: {verdicts.c11(TABLES, day).outcome for day in (WRITTEN, TODAY)} == {"not_supported"}),
    Fact("c11-read", "$r$ stays between $-0.11$ and 0.06", lambda: (round(min(map(r, LATE)), 2), round(max(map(r, LATE)), 2)) == (-0.11, 0.06)),
    Fact("c12-note", "Take ten whole points", lambda: verdicts.LEVELS == 10),
    Fact("c12-note", "At five points of ten or more: *supported*. At one to four: *with a qualifier*", lambda: verdicts.LEVELS == 10),
    Fact("c12-note", "the pairs of July 2026, prices in dollars for a million tokens. Count the points with 0.5 or less",
         lambda: verdicts.HALF == 0.5 and "pairs(tables, today)" in CODE["c12-pairs"]),
    Fact(
        "c12-read", "with a qualifier in July 2026, where it rests on models by two firms, MiniMax and DeepSeek",
        lambda: said(WRITTEN) == "not_supported" and "rests on DeepSeek-V4-Pro and MiniMax-M2.5" in verdicts.c12(TABLES, TODAY).because,
    ),
    Fact("c12-read", "Without this model the verdict of July stays", lambda: said(TODAY, "still-served") == said(TODAY)),
    Fact(
        "c12-read", "in August DeepSeek raised the price of its model",
        lambda: TABLES["api_prices"].query("model == 'DeepSeek-V4-Pro-0813' and tier == 'off_peak'")["effective_date"].astype(str).iloc[0] == "2026-08-16",
    ),
    Fact(
        "c12-read", "a US model a third cheaper in September 2025, and DeepSeek's cheaper in five of seven tests in May 2026",
        lambda: "by 35 per cent" in verdicts.c12(TABLES, WRITTEN, "per-task").figure
        and "in 5 of 7 tests" in verdicts.c12(TABLES, TODAY, "per-task").figure,
    ),
    Fact("turn-note", "how many tokens in ten are read", lambda: len(figures.LINES) == 6),
    Fact(
        "turn-read", "Flagship against flagship it is *supported* on both days",
        lambda: {said(day, "flagship") for day in (WRITTEN, TODAY)} == {"supported"},
    ),
    Fact(
        "turn-read", "Today it falls with nine of ten tokens read, as when a model goes through long documents, or if *far* is a third",
        lambda: {said(TODAY, read=0.9), said(TODAY, part=1 / 3)} == {"not_supported"},
    ),
    Fact("turn-read", "It stands higher if any lower price is enough", lambda: said(TODAY, "any-cheaper") == "supported"),
    Fact(
        "turn-read", "The number of points changes nothing; nor does any of these lines when the article was written",
        lambda: {said(TODAY, number=n) for n in (5, 20)} == {said(TODAY)}
        and {said(WRITTEN, **moved) for moved in figures.LINES.values()} == {"not_supported"},
    ),
    Fact(
        "turn-read", "C11 turns only where people are counted",
        lambda: [rule for rule in verdicts.RULES["C11"] if verdicts.c11(TABLES, TODAY, rule).outcome != "not_supported"] == ["people"],
    ),
    Fact("key-points", "People, users in a month, devices and accounts are four things",
         lambda: len({words.split()[0] for words in figures.COUNTED.values()}) == 4),
]  # fmt: skip

# What a word means, and dates that no table of ours holds.
DEFINITIONS = [
    ("story-note", "twice a year"),
    ("counted-note", "Read the first column twice"),
    ("users-read", "became famous in January 2025"),
    ("bass-note", "In 1969 Frank Bass"),
    ("bass-note", r"\frac{1 - e^{-(p+q)\,t}}{1 + \frac{q}{p}\, e^{-(p+q)\,t}}"),
    ("bass-note", "$e$ is the number 2.718"),
    ("relation-note", "in late 2022"),
    ("relation-note", "1 for a straight line upwards, $-1$ for one downwards, 0 for none"),
    ("relation-note", "is a factor of ten"),
    ("tokens-read", "In 1865 the economist William Stanley Jevons"),
    ("tokens-read", r"k^{\,s-1}"),
    ("c10-note", "count one person twice"),
]


@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_what_the_prose_says_is_true(fact: Fact) -> None:
    check(fact, PATH)


def test_every_number_is_covered() -> None:
    assert loose_numbers(PATH, FACTS, DEFINITIONS) == []


def test_a_new_number_would_be_noticed() -> None:
    assert len(loose_numbers(PATH, FACTS[:10])) > 20


def test_the_words_under_a_prediction_are_true() -> None:
    for key in ("04-users", "04-population", "04-relation", "04-tokens"):
        assert reason(key)
    assert m.bass_share(0.01, 0.4, m.years_to(0.01, 0.4, 0.5)) == pytest.approx(0.5)
    assert figures.relation_word(r("default"), ["up", "none", "down"]) == "none"
    assert income() > 0.5


def test_the_quiz_is_true() -> None:
    text = str(QUESTIONS)
    assert "Over 145 economies, population and the share of AI users have r = -0.09" in text
    assert round(r("default"), 2) == -0.09
    assert "Three times as many tokens at a tenth are three tenths" in text
    assert m.rebound(10, 0.477) == pytest.approx(
        0.3, abs=0.001
    )  # use times 3 is an elasticity of about one half
    assert m.cost_per_success(0.2, 0.8, 1) > m.cost_per_success(1, 0.1, 1)


def test_the_ledger_is_true() -> None:
    """The cards print it, and the prose only points at it."""
    c10, c11, c12 = (
        f"{CLAIMS.loc[c, 'rests_on']} {CLAIMS.loc[c, 'strongest_objection']}" for c in lesson("04").claims
    )
    for words, value in (
        ("1.123 billion people online in June 2025", count("internet_users", "2025-06")),
        ("1.125 billion in December 2025", count("internet_users", "2025-12")),
        ("1.267 billion", count("mobile_monthly_users", "2025-06")),
        ("1.269 billion", count("mobile_monthly_users", "2025-09")),
    ):
        assert words in c10
        assert words.startswith(f"{value / 1000:.3f}")
    assert "602 million of those in December 2025" in c10
    assert count("genai_users", "2025-12") == 602
    assert count("internet_users", "2021-06") > 1000 > count("internet_users", "2020-12")
    assert "r = -0.10 (first half of 2025) and -0.09 (first quarter of 2026)" in c11
    assert (round(r("default", WRITTEN), 2), round(r("default"), 2)) == (-0.10, -0.09)
    assert "with China's own count -0.04" in c11
    assert "Income per head has 0.82" in c11
    assert "(0.06, 151 economies)" in c11
    assert abs(r("income-held")) < 0.05
    assert (round(r("chinese-count"), 2), round(r("internet"), 2), len(verdicts.fits(TABLES))) == (
        -0.04,
        0.06,
        151,
    )
    assert "at none of ten levels when the article was written, and at four of ten in July 2026" in c12
    assert "at 0 of 10" in verdicts.c12(TABLES, WRITTEN).figure
    assert "at 4 of 10" in verdicts.c12(TABLES, TODAY).figure
    assert "With nine of ten tokens read, the verdict of today falls" in c12
    assert said(TODAY, read=0.9) == "not_supported"
