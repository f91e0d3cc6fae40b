"""Every number in the prose of lesson 04 is true of the tables and the code."""

from __future__ import annotations

from math import floor

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


def next_quarter() -> pd.Series:
    """Points gained by each economy in the first quarter of 2026, by Microsoft."""
    wide = SHARES.pivot(index="code", columns="period", values="percent")
    return wide["first quarter of 2026"] - wide["second half of 2025"]


def grown() -> pd.Series:
    """By how much the share of each economy grew since early 2025, in per cent."""
    return verdicts.gains(TABLES, TODAY).set_index("code")["growth"]


def luna(score: float) -> str:
    """What the rule for C12 says today with GPT-5.6 Luna at the price after its cut, at a score that we assume."""
    prices = TABLES["api_prices"].query("api_model == 'gpt-5.6-luna'").set_index("tier")
    before, after = prices.loc["launch"], prices.loc["standard"]
    assert after["input_usd_per_mtok"] * 5 == before["input_usd_per_mtok"]
    assert after["output_usd_per_mtok"] * 5 == pytest.approx(before["output_usd_per_mtok"])
    usd = m.blended(after["input_usd_per_mtok"], after["output_usd_per_mtok"])
    offers = [*verdicts.offers(TABLES, TODAY), verdicts.Offer("GPT-5.6 Luna", "US", score, usd)]
    return verdicts.judged(verdicts.levels(offers))


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


def both_days() -> list[float]:
    """r by all rules that compare levels, on both days."""
    return [r(rule, day) for rule in LATE for day in (WRITTEN, TODAY)]


def one_dot_cannot_turn() -> bool:
    """Whether C11 stays where it is, were all of China's people of working age users of AI, or none."""
    outcomes = set()
    for percent in (0.0, 100.0):
        shares = SHARES.copy()
        shares.loc[shares["code"] == "CN", "percent"] = percent
        shares.attrs = SHARES.attrs
        outcomes |= {
            verdicts.c11(TABLES | {"ai_user_share": shares}, day).outcome for day in (WRITTEN, TODAY)
        }
    return outcomes == {"not_supported"}


def scored() -> set[str]:
    """Chinese and US models with a score on the index."""
    models = TABLES["models"].set_index("model")["developer_country"]
    return {name for name in verdicts.scores(TABLES) if models.get(name) in ("CN", "US")}


def unpriced() -> set[str]:
    return scored() - set(TABLES["api_prices"]["model"].dropna())


def without_one() -> set[str]:
    """What the rule for C12 says today when one priced model is left out, each in its turn."""
    names = [offer.model for offer in verdicts.offers(TABLES, TODAY)]
    return {verdicts.judged(verdicts.levels(verdicts.offers(TABLES, TODAY, (name,)))) for name in names}


def today_from() -> float:
    """The lowest score at which today's prices are compared."""
    return verdicts.levels(verdicts.offers(TABLES, TODAY))[0].score


def own_score() -> verdicts.Level:
    """The last level when the article was written, if levels end at the best Chinese score itself."""
    return verdicts.levels(verdicts.offers(TABLES, WRITTEN), whole=False)[-1]


def interval() -> float:
    """Median width of the intervals that the edition of February 2026 prints for scores like those compared."""
    old = TABLES["index_vintages"]
    return float((old["score_high"] - old["score_low"])[old["score"].between(135, 155)].median())


def chatbots() -> pd.Series:
    return TABLES["model_usage"].set_index("usage_id").loc["deepseek-share-china"]


def rises() -> pd.DataFrame:
    table = TABLES["cloud_price_changes"]
    return table[table["wave"] == "2026 rise"]


GLM = m.cost_per_success(1.0, 0.01, 1)
CLAIMS = load("claims").set_index("claim_id")
LATE = ["own-values", "internet", "income-held", "chinese-count", "rank", "default"]

FACTS = [
    Fact("title", "More than a billion people in China are online", lambda: count("internet_users", "2025-12") > 1000),
    Fact("title", "# A billion testers", lambda: lesson("04").title == "A billion testers"),
    Fact("title", "Three ideas", lambda: notebooks.read(PATH) and str(PATH.read_text()).count("## Idea ") == 3),
    Fact("setup-note", "the newest scores, July 2026", lambda: TODAY.startswith("2026-07")),
    Fact("story-note", "which of the three bars", lambda: len(figures.STEPS) == 3),
    Fact("objectives", "three sentences", lambda: len(lesson("04").claims) == 3),
    Fact("return-note", "Three questions", lambda: len(QUESTIONS["04-return"]) == 3),
    Fact("claims-note", "three sentences", lambda: len(lesson("04").claims) == 3),
    Fact(
        "users-note", "In December 2024 CNNIC counted people in China who said that they had *used*",
        lambda: count("genai_users", "2024-12") == 249 and "have used" in figures.waves(USERS)["who is counted"].iloc[1],
    ),
    Fact("users-note", "A year later it counted more than twice as many: the middle bar of the first chart. Half-way lies a survey of June 2025",
         lambda: count("genai_users", "2025-12") == 602 > 2 * 249 and count("genai_users", "2025-06") == 515
         and "from 249 to 602 million" in CODE["users-predict"]),
    Fact(
        "users-read", "Twice as many within six months",
        lambda: 2 < count("genai_users", "2025-06") / count("genai_users", "2024-12") < 2.1,
    ),
    Fact(
        "users-read", "one press report uses two words: people who say they *have used* AI, and in the next sentence *users*. For the other counts, the press writes *users*",
        lambda: ["have used" in words for words in figures.waves(USERS)["who is counted"]] == [False, True, False, False],
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
    Fact("bass-note", "one has ten times the people", lambda: "halfway([50, 500]" in CODE["population-run"]),
    Fact("halves-note", "the three parts", lambda: CODE["halves"].count("=figures.") == 3),
    Fact("relation-note", "working age (15 to 64)", lambda: set(SHARES["metric"]) == {"share_of_working_age_population"}),
    Fact(
        "relation-note", "Populations differ by a factor of two thousand",
        lambda: 2000 < spread()["population"].max() / spread()["population"].min() < 2500,
    ),
    Fact(
        "relation-read", "China and India lie side by side: about a sixth of their people of working age use generative AI",
        lambda: all(abs(spread().loc[code, "percent"] - 100 / 6) < 1 for code in ("CN", "IN")),
    ),
    Fact("relation-read", "A dot is missing where our tables have no population, or no income, of an economy",
         lambda: (SHARES["code"].nunique(), len(spread()), int(spread()["income"].notna().sum())) == (147, 145, 122)),
    Fact("ceilings-note", "Suppose it is 2008", lambda: figures.KNOWN_TO == 2008),
    Fact("ceilings-note", "three curves, each fitted to these dots, with three ceilings", lambda: len(fits()) == 3),
    Fact("ceilings-read", "All three miss the dots to 2008 by less than a point on average", lambda: max(fits()["typical miss to 2008"]) < 1),
    Fact(
        "ceilings-read", "fifteen years later they are 38 points apart",
        lambda: round(fits()["in 2023"].max() - fits()["in 2023"].min()) == 38 and figures.DRAWN_TO - figures.KNOWN_TO == 15,
    ),
    Fact("disagree-note", "in late 2025", lambda: len(figures.two_counts(TABLES["model_usage"])) == 2),
    Fact("disagree-read", "More than twice as many by one as by the other, and not of the same people",
         lambda: sorted(figures.two_counts(TABLES["model_usage"])["per cent"]) == [16.3, 42.8]),
    Fact(
        "disagree-read", "the share in China rose by more than six points in the second half of 2025; by Microsoft, by less than one. No economy in Microsoft's table gained six in that time; South Korea did in the quarter after",
        lambda: count("genai_share_of_population", "2025-12") - count("genai_share_of_population", "2025-06") > 6 > gains().max()
        and 0 < gains()["CN"] < 1 and next_quarter()["KR"] > 6,
    ),
    Fact("tokens-note", "0.1 trillion in January 2024", lambda: tokens()["Jan 2024"] == 0.1),
    Fact("tokens-read", "Fourteen hundred times as many in some two years", lambda: round(tokens()["Mar 2026"] / tokens()["Jan 2024"]) == 1400),
    Fact(
        "tokens-read", "Ten times cheaper at an elasticity of a half: use grows threefold, and spending falls to about a third",
        lambda: round(10**0.5) == 3 and round(m.rebound(10, 0.5), 2) == 0.32,
    ),
    Fact(
        "switch-read", "In March 2026 Tencent, a Chinese firm, raised some prices by up to 400 per cent",
        lambda: rises()[rises()["change_percent_high"] == 400][["date", "provider", "stated_as"]].astype(str).values.tolist()
        == [["2026-03-01", "Tencent Cloud", "up_to"]],
    ),
    Fact("switch-read", "for that month our table has its largest number of tokens",
         lambda: max(tokens(), key=lambda month: tokens()[month]) == "Mar 2026"),
    Fact("success-note", "three tokens read for one written", lambda: m.blended(1, 0) == 0.75),
    Fact("success-note", "list prices of October 2025", lambda: WRITTEN.startswith("2025-10") and price("GLM-4.6") == m.blended(0.60, 2.20)),
    Fact("success-note", "GPT-5 nano is a small model by OpenAI", lambda: "blended(0.05, 0.40)" in CODE["success"] and price("GPT-5 nano") == m.blended(0.05, 0.40)),
    Fact(
        "success-note", "GLM-4.6 is by Zhipu, a Chinese firm; on an index of many tests the two lie a tenth of a point apart",
        lambda: round(score("GLM-4.6") - score("GPT-5 nano"), 1) == 0.1 and price("GLM-4.6") == m.blended(0.60, 2.20),
    ),
    Fact("success-read", "Per token nano costs a seventh", lambda: round(price("GLM-4.6") / price("GPT-5 nano")) == 7),
    Fact("success-read", "With four times the tokens, and every second try in vain, it is the dearer one", lambda: cost(0.04, 0.5) > GLM),
    Fact("success-explore-read", "Four times, yes; eight times, no", lambda: cost(0.04, 1) < GLM < cost(0.08, 1)),
    Fact("success-explore-read", "The line lies at 7.3, the ratio of the two prices", lambda: round(price("GLM-4.6") / price("GPT-5 nano"), 1) == 7.3),
    Fact(
        "levels-read", "When the article was written, the cheapest model at each of these scores was American",
        lambda: all(level.times > 1 for level in verdicts.levels(verdicts.offers(TABLES, WRITTEN))),
    ),
    Fact(
        "levels-read", "Today it is Chinese at four of ten, at three of them for about half of the price, and American at the top",
        lambda: "".join("c" if level.times < 1 else "u" for level in verdicts.levels(verdicts.offers(TABLES, TODAY))) == "cuucccuuuu"
        and sum(0.4 < level.times < 0.5 for level in verdicts.levels(verdicts.offers(TABLES, TODAY))) == 3,
    ),
    Fact("levels-read", "Nearly half of the scored models of the two countries have no price that we read. Eleven of these reach the scores of today's line, nine of them American",
         lambda: 0.4 < len(unpriced()) / len(scored()) < 0.5 and len(high := {name for name in unpriced() if score(name) >= today_from()}) == 11
         and sum(TABLES["models"].set_index("model").loc[sorted(high), "developer_country"] == "US") == 9),
    Fact("levels-note", "We ask at ten scores", lambda: verdicts.LEVELS == 10 and verdicts.HALF == 0.5),
    Fact(
        "levels-read", "the Chinese one costs a tenth to a fifth of the American one; but then it also scores less",
        lambda: "costs 0.09 times" in flagship(WRITTEN) and "costs 0.19 times" in flagship(TODAY) and "points more" in flagship(TODAY),
    ),
    Fact(
        "lateral-note", "DeepSeek has 89 per cent of the Chinese chatbot market",
        lambda: chatbots()["value"] == 89,
    ),
    Fact(
        "lateral-note", "Microsoft estimates it for the second half of 2025",
        lambda: (chatbots()["measured_by"].split()[0], chatbots()["period"]) == ("Microsoft", "second half of 2025"),
    ),
    Fact(
        "lateral-note", "Microsoft estimates that in late 2025 DeepSeek had 89 per cent",
        lambda: (chatbots()["value"], chatbots()["period"]) == (89, "second half of 2025"),
    ),
    Fact("quiz-note", "Five questions", lambda: len(QUESTIONS["04-check"]) == 5),
    Fact("c10-note", "more than a billion people are online", lambda: "billion" in CLAIMS.loc["C10", "claim"]),
    Fact("c10-note", "above 1,000 million", lambda: verdicts.BILLION == 1000),
    Fact(
        "c10-note", "June 2025: 1,123 by the survey and 1,267 by the firm",
        lambda: (count("internet_users", "2025-06"), count("mobile_monthly_users", "2025-06")) == (1123, 1267),
    ),
    Fact("c10-read", "Supported, twice", lambda: {verdicts.c10(TABLES, day).outcome for day in (WRITTEN, TODAY)} == {"supported"}),
    Fact(
        "c10-read", "its share for China in 2023 is the one that CNNIC printed, to a tenth of a point",
        lambda: abs(verdicts.by_share(TABLES, TODAY)[1] - count("internet_share_of_population", "2023-12")) < 0.1
        and verdicts.c10(TABLES, TODAY, "outside-estimate").outcome == "not_checkable",
    ),
    Fact(
        "c10-read", "users of it are over half of the claimed billion: with half as our line, *with a qualifier*",
        lambda: {verdicts.c10(TABLES, day, "using-ai").outcome for day in (WRITTEN, TODAY)} == {"supported_with_qualifier"},
    ),
    Fact("c11-read", "grew* since its first report", lambda: "first half of 2025" in set(SHARES["period"]) and SHARES["date"].astype(str).min() == "2025-06-01"),
    Fact("c12-note", "For the day of the article, write `written`", lambda: WRITTEN.startswith("2025-10")),
    Fact("c11-note", "at least 100 economies", lambda: verdicts.FEWEST == 100),
    Fact("c11-note", "0.3 or more | *supported* | | from 0.2 to 0.3 | *with a qualifier* | | below 0.2",
         lambda: (verdicts.STRONG, verdicts.WEAK) == (0.3, 0.2)),
    Fact("c11-note", "0.82 would be *supported*", lambda: round(income(), 2) == 0.82),
    Fact("c11-read", "Not supported, twice", lambda: {verdicts.c11(TABLES, day).outcome for day in (WRITTEN, TODAY)} == {"not_supported"}),
    Fact("c10-read", '"today" is December 2025', lambda: str(USERS[USERS["metric"] == "internet_users"]["date"].max())[:7] == "2025-12"),
    Fact("c11-read", "but Microsoft has no estimate for 35 of them, and gives them that of a group. Without these the interval ends below 0.1 as well",
         lambda: verdicts.relation(TABLES, TODAY)[1] - verdicts.relation(TABLES, TODAY, "own-values")[1] == 35
         and all(m.interval_of_r(r("own-values", day), verdicts.relation(TABLES, day, "own-values")[1])[1] < 0.1 for day in (WRITTEN, TODAY))),
    Fact("c11-read", "by other rules for them, such as one with income held constant, $r$ stays below 0.1", lambda: max(both_days()) < 0.1),
    Fact(
        "c11-read", "In points, $r$ stays below our lines, with income held constant, too. So it does in per cent over all economies",
        lambda: max(r(rule) for rule in ("gain", "gain-income", "growth", "growth-income")) < verdicts.WEAK,
    ),
    Fact("c11-read", "an $r$ just above 0.2, with income held constant as well: that would be *with a qualifier*",
         lambda: all(0.2 < r(rule) < 0.22 and verdicts.c11(TABLES, TODAY, rule).outcome == "supported_with_qualifier"
                     for rule in ("growth-own", "growth-own-income"))),
    Fact("c11-read", "China's own grew far less than India's or that of the US", lambda: 2 * grown()["CN"] < min(grown()["IN"], grown()["US"])),
    Fact("c11-read", "in nineteen of twenty such tests the true $r$ would lie inside", lambda: m.interval_of_r.__defaults__ == (1.96,)),
    Fact("c11-read", "China is one dot of many, so its own speed cannot turn this verdict", one_dot_cannot_turn),
    Fact("c12-note", "Take the ten levels of the picture", lambda: verdicts.LEVELS == 10),
    Fact("c12-note", "five or more of the ten | *supported* | | one to four | *with a qualifier* | | none | *not supported*", lambda: verdicts.LEVELS == 10),
    Fact("c12-note", "the pairs of July 2026, in dollars for a million tokens. Count the levels with 0.5 or less; a row can hold two",
         lambda: verdicts.HALF == 0.5 and "pairs(tables, today)" in CODE["c12-pairs"]),
    Fact(
        "c12-read", "the best Chinese score of October 2025 lay just below a whole point, at 144.94. Let the levels end at that very score, and the verdict is *with a qualifier*: up there the cheapest US model costs over twice as much",
        lambda: own_score().score == pytest.approx(144.94, abs=0.005) and own_score().times < 0.5 and said(WRITTEN, "own-score") == "supported_with_qualifier",
    ),
    Fact(
        "turn-read", "Move each by about a point and a half, and the first verdict turns in over two fifths of the trials, today's in over a quarter",
        lambda: [floor(100 * (1 - verdicts.shaken(verdicts.offers(TABLES, day))[said(day)])) for day in (WRITTEN, TODAY)] == [43, 26],
    ),
    Fact("c12-read", "Today's stays, whichever model is left out", lambda: without_one() == {said(TODAY)}),
    Fact("c12-read", "It hangs on one model, too: without Grok 4 Fast it is *with a qualifier*", lambda: said(WRITTEN, "without-grok") == "supported_with_qualifier"),
    Fact("c12-read", "whether *US* models are far cheaper: *supported* for October, *with a qualifier* today",
         lambda: (said(WRITTEN, "mirror"), said(TODAY, "mirror")) == ("supported", "supported_with_qualifier")),
    Fact("c12-note", "its models set the lowest and the highest level below",
         lambda: all("Alibaba" in figures.pairs(TABLES, TODAY)["cheapest Chinese"].iloc[place] for place in (0, -1))),
    Fact("c12-read", "Not supported when written, with a qualifier today", lambda: (said(WRITTEN), said(TODAY)) == ("not_supported", "supported_with_qualifier")),
    Fact("turn-note", "That is rather little: an older edition of the index prints intervals of some six", lambda: round(interval()) == 6),
    Fact(
        "turn-read", "since September a newer model answers under this name, for less outside of peak hours",
        lambda: m.blended(0.15, 0.60) < figures.price_of(TABLES, TODAY, verdicts.RENAMED) and said(TODAY, "september-price") == said(TODAY),
    ),
    Fact("turn-read", "OpenAI cut its small GPT-5.6 Luna to a fifth", lambda: bool(luna(150))),
    Fact(
        "turn-read", "The new ones and Luna have no score that we read. With DeepSeek's new price, and the old score, today's verdict would stay; with Luna at a score of 150 it would be *not supported*",
        lambda: not [name for name in verdicts.scores(TABLES) if "Luna" in name or "V4.1" in name]
        and luna(150) == "not_supported" and said(TODAY, "september-price") == said(TODAY),
    ),
    Fact(
        "turn-read", "DeepSeek raised the price of its V4-Pro in August",
        lambda: TABLES["api_prices"].query("model == 'DeepSeek-V4-Pro-0813' and tier == 'off_peak'")["effective_date"].astype(str).iloc[0] == "2026-08-16",
    ),
    Fact(
        "turn-read", "In September 2025 a US model came out a third cheaper; in May 2026 DeepSeek's came out cheaper than OpenAI's small GPT-5.4 mini in most tests",
        lambda: "by 35 per cent" in verdicts.c12(TABLES, WRITTEN, "per-task").figure
        and "in 5 of 7 tests" in verdicts.c12(TABLES, TODAY, "per-task").figure,
    ),
    Fact("c12-note", "two tests are no series", lambda: len(TABLES["task_costs"]) == 2),
    Fact("turn-note", "every score is drawn anew a thousand times", lambda: verdicts.shaken.__defaults__ == (1000, 1.5, 4)),
    Fact(
        "turn-read", "When written, flagship against flagship is *supported*, and the very best score gives *with a qualifier*",
        lambda: (said(WRITTEN, "flagship"), said(WRITTEN, "own-score")) == ("supported", "supported_with_qualifier"),
    ),
    Fact(
        "turn-read", "Today it falls already if *far* is 0.45 of the price, or with nine of ten tokens read, as in long documents; with half of these cached it comes back",
        lambda: {said(TODAY, read=0.9), said(TODAY, part=0.45)} == {"not_supported"}
        and said(TODAY, read=0.9, cached=0.5) == "supported_with_qualifier",
    ),
    Fact("turn-read", "It rises only where best stands against best, or by chance",
         lambda: [rule for rule in verdicts.RULES["C12"] if said(TODAY, rule) == "supported"] == ["flagship"]
         and all(said(TODAY, **moved) != "supported" for moved in figures.LINES.values())),
    Fact(
        "turn-read", "C11 turns where people are counted",
        lambda: [rule for rule in verdicts.RULES["C11"] if verdicts.c11(TABLES, TODAY, rule).outcome != "not_supported"]
        == ["growth-own", "growth-own-income", "people"],
    ),
    Fact("key-points", "People, users in a month, devices and accounts are four things",
         lambda: len({words.split()[0] for words in figures.COUNTED.values()}) == 4),
]  # fmt: skip

# What a word means, and dates that no table of ours holds.
DEFINITIONS = [
    ("counted-read", "mixed four kinds of *one*"),
    ("levels-note", "US research group (lesson 02)"),
    ("story-note", "twice a year"),
    ("counted-note", "Read the first column twice"),
    ("users-read", "became famous in January 2025"),
    ("bass-note", "In 1969 Frank Bass"),
    ("bass-note", r"\frac{1 - e^{-(p+q)\,t}}{1 + \frac{q}{p}\, e^{-(p+q)\,t}}"),
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
    assert "up to 400 per cent" in text  # the words of the price rise in switch-read, whose row a fact reads
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
    assert "has 0.17, over economies with values of their own 0.22, and 0.20 with income held constant" in c11
    assert [round(r(rule), 2) for rule in ("growth", "growth-own", "growth-own-income")] == [0.17, 0.22, 0.20]
    assert "(0.06, 151 economies)" in c11
    assert abs(r("income-held")) < 0.05
    assert (round(r("chinese-count"), 2), round(r("internet"), 2), len(verdicts.fits(TABLES))) == (
        -0.04,
        0.06,
        151,
    )
    assert "at none of ten levels when the article was written, and at three of ten in July 2026" in c12
    assert "at none of ten" in verdicts.c12(TABLES, WRITTEN).figure
    assert "at three of ten" in verdicts.c12(TABLES, TODAY).figure
    assert "With nine tokens in ten read, the verdict of today falls" in c12
    assert said(TODAY, read=0.9) == "not_supported"
