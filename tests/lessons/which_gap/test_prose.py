"""Every number in the prose of lesson 03 is true of the tables and the code."""

from __future__ import annotations

import math

import pandas as pd
import pytest
import yaml

from ai_ambitions import load
from ai_ambitions.core import notebooks
from ai_ambitions.core.cells import as_date
from ai_ambitions.core.course import course, lesson
from ai_ambitions.core.paths import LESSONS, SOLUTIONS
from ai_ambitions.lessons.which_gap import figures, verdicts
from ai_ambitions.lessons.which_gap import model as m
from ai_ambitions.lessons.which_gap.verdicts import editions, newest_edition, split, with_country
from ai_ambitions.practice.questions import reason
from tests.support.prose import Fact, check, loose_numbers, prose

PATH = LESSONS / "03-which-gap.ipynb"
NAMES = {name for tables in verdicts.TABLES.values() for name in tables} | {
    "capability_gaps",
    "item_parameters",
}
TABLES = {name: load(name) for name in NAMES}
WRITTEN, TODAY = course().article.day, TABLES["benchmark_scores"].attrs["as_of"]
INDEX = editions(TABLES)
NEWEST = newest_edition(INDEX)
US, CN = split(NEWEST)
GAPS = TABLES["arena_gaps"]
CARDS = load("claims").set_index("claim_id")
TEXT = {cell.id: cell.source for cell in notebooks.read(PATH).cells if cell.cell_type == "markdown"}
CODE = {cell.id: cell.source for cell in notebooks.read(PATH).cells if cell.cell_type == "code"}
QUESTIONS = yaml.safe_load((lesson("03").folder / "questions.yaml").read_text(encoding="utf-8"))
CLOCKS = figures.clocks(GAPS, INDEX)
FIRST, SECOND, THIRD = sorted(INDEX["edition"].unique())


def lag(edition: str, day: str = WRITTEN) -> float:
    return m.lag_months(*split(INDEX, edition), day)


def score(edition: str, name: str) -> float:
    rows = INDEX[(INDEX["edition"] == edition) & (INDEX["model"] == name)]
    return float(rows["score"].iloc[0])


def matched(edition: str) -> float:
    us, cn = split(INDEX, edition)
    gpt4 = us[us["released"] == "2023-03-14"]["score"].max()
    return m.months_between("2023-03-14", cn[cn["score"] >= gpt4]["released"].min())


def turned(clock: str, yardstick: str, since: str) -> tuple[str, float]:
    reader = CLOCKS[clock]
    before, after = reader.on(figures.SINCE[since], yardstick)[1], reader.last(yardstick)[1]
    return figures.change(before, after), after / before


def published(gap_id: str) -> pd.Series:
    table = TABLES["capability_gaps"]
    return table[table["gap_id"] == gap_id].iloc[0]


STYLED = figures.on_both_lists(TABLES["arena_style_control"])


def of_20(style: str, country: str = "CN", styled: pd.DataFrame = STYLED) -> int:
    """How many of the first 20 places are held by models from a country."""
    return int((figures.top_places(styled, style)["developer_country"] == country).sum())


def who(compared: str, estimates: str, largest: int) -> str:
    draw = figures.who_counts(TABLES["models"])
    return draw(figures.COMPARED[compared], figures.ESTIMATES[estimates], largest).alt


def mmlu(date: str) -> float:
    rows = TABLES["research_output"]
    return float(
        rows[(rows["indicator"] == "lead_mmlu") & (rows["date"].astype(str).str.startswith(date))][
            "value"
        ].iloc[0]
    )


def hard(day: str) -> float:
    return m.lag_months(
        *split(with_country(TABLES["benchmark_scores"], TABLES["models"], verdicts.HARD_TEST)), day
    )


def snap(day: str, style: str = "") -> verdicts.Snapshot:
    return [s for s in verdicts.snapshots(TABLES) if s.day == day and style in s.style][-1]


def shaken() -> list[float]:
    return m.shaken_lags(*split(INDEX, SECOND), WRITTEN, draws=400)


def kept(day: str) -> list[bool]:
    """Of the windows that vote."""
    enough = [w for w in verdicts.WINDOWS if min(verdicts.records(US, CN, day, w)) >= verdicts.FEWEST]
    return [verdicts.pace(US, CN, day, months).kept for months in enough]


def maverick() -> float:
    rows = TABLES["benchmark_scores"]
    return float(rows[rows["model_label"].astype(str).str.startswith("Llama-4-Maverick")
                      & (rows["benchmark"] == "LMArena text")]["score"].iloc[0])  # fmt: skip


def whole_lists() -> bool:
    """Taken whole, seven become two; a model is third in one list and absent from the other."""
    styled = TABLES["arena_style_control"]
    styled = styled[styled["category"] == "full"]
    off, on = (figures.top_places(styled, style, 40) for style in ("off", "on"))
    return bool(
        (of_20("off", styled=styled), of_20("on", styled=styled)) == (7, 2)
        and on["model_label"].iloc[2] == "gemini-3-flash"
        and "gemini-3-flash" not in set(off["model_label"])
    )


def style_lead(style: str) -> float:
    rows = STYLED[STYLED["style_control"] == style].groupby("developer_country", observed=True)["score"].max()
    return float(rows["US"] - rows["CN"])


def best(day: str) -> float:
    return float(m.best_by(US, day)["score"])


def ledger(claim: str) -> str:
    """What the ledger says of a claim, as the card prints it: what the verdict rests on, and the strongest objection."""
    row = load("claims").set_index("claim_id").loc[claim]
    return f"{row['rests_on']} {row['strongest_objection']}"


def without(*names: str) -> str:
    """What C13 says today without some models."""
    scores = TABLES["benchmark_scores"]
    rest = scores[~scores["model_label"].isin(names)]
    rest.attrs = scores.attrs
    return str(verdicts.c13(TABLES | {"benchmark_scores": rest}, TODAY).outcome)


def one_out() -> dict[str, str]:
    """In how many windows China keeps pace today without each maker."""
    found = figures.without_a_firm(TABLES, TODAY)
    return dict(zip(found["left out"], found["keeps pace in"], strict=True))


HARD = split(with_country(TABLES["benchmark_scores"], TABLES["models"], verdicts.HARD_TEST))
_SPRING = GAPS[GAPS["as_of"] < "2024-06-01"]
spring = list(_SPRING["us_score"] - _SPRING["cn_score"])
VOTED = GAPS[(GAPS["coverage"] == "all_models") & (GAPS["style"] == "off")]


FACTS = [
    Fact("title", "seven months behind", lambda: published("epoch-eci-us-cn")["lag_months"] == 7),
    Fact("title", "three sentences", lambda: len(lesson("03").claims) == 3),
    Fact("objectives", "three sentences", lambda: len(lesson("03").claims) == 3),
    Fact("claims-note", "Three sentences", lambda: len(lesson("03").claims) == 3),
    Fact(
        "claims-note",
        "Two of them are the words of Pedro Domingos",
        lambda: (
            load("claims")
            .set_index("claim_id")
            .loc[list(lesson("03").claims), "claim"]
            .str.contains("Domingos")
            .sum()
            == 2
        ),
    ),
    Fact("return-note", "Three questions from earlier lessons", lambda: len(QUESTIONS["03-return"]) == 3),
    Fact("quiz-note", "Five questions", lambda: len(QUESTIONS["03-check"]) == 5),
    Fact(
        "story-read",
        "The upper line is American from end to end",
        lambda: all(m.gap_points(US, CN, day) > 0 for day in CN["released"]),
    ),
    Fact(
        "story-read",
        "Three choices make it one",
        lambda: CODE["clocks"].count("=figures.") + CODE["clocks"].count("clock=") == 3,
    ),
    Fact(
        "limits-note",
        "two in three are American, one in four is Chinese, and most of the rest French",
        lambda: (
            abs(len(US) / len(NEWEST) - 2 / 3) < 0.03
            and abs(len(CN) / len(NEWEST) - 1 / 4) < 0.03
            and 2 * (NEWEST["country"] == "FR").sum() > len(NEWEST) - len(US) - len(CN)
        ),
    ),
    Fact(
        "lag-note",
        "written in late October 2025. On the last day of that month, the best Chinese model in the index had 144.9 points",
        lambda: WRITTEN == "2025-10-31" and round(m.best_by(CN, WRITTEN)["score"], 1) == 144.9,
    ),
    Fact("lag-how", "Three steps", lambda: len([line for line in CODE["lag-run"].splitlines()[1:4]]) == 3),
    Fact("edition-note", "that of July 2026", lambda: THIRD == "2026-07-15"),
    Fact(
        "edition-note",
        "published one a week after that day in October",
        lambda: (as_date(FIRST) - as_date(WRITTEN)).days == 7,
    ),
    Fact(
        "edition-read",
        "one model by the Chinese firm Alibaba: Qwen3-Max gained 4.5 points between the first two editions",
        lambda: round(score(SECOND, "Qwen3-Max") - score(FIRST, "qwen3-max-2025-09-23"), 1) == 4.5,
    ),
    Fact(
        "shaken-note",
        "in nine of ten cases the true one should lie inside",
        lambda: (
            "90 percent"
            in str((lesson("03").folder.parents[2] / "datasets" / "index_vintages.yaml").read_text())
        ),
    ),
    Fact(
        "shaken-note",
        "We have intervals for one edition only, that of February 2026",
        lambda: (
            SECOND == "2026-02-08"
            and f'split(index, "{SECOND}")' in CODE["shaken"]
            and set(INDEX[INDEX["score_low"].notna()]["edition"]) == {SECOND}
        ),
    ),
    Fact(
        "disagree-read",
        "Hassabis, in an interview, called the gap narrowing and did not say how he measured",
        lambda: (
            "Hassabis" in published("hassabis-2026-01")["measured_by"]
            and published("hassabis-2026-01")["yardstick"] == "none stated"
            and published("hassabis-2026-01")["direction"] == "narrowing"
        ),
    ),
    Fact(
        "shaken-read",
        "At its upper edge, or close to it",
        lambda: shaken()[360] <= lag(SECOND) + 0.5 and shaken()[200] < lag(SECOND),
    ),
    Fact(
        "shaken-read",
        "luck shortens this lag. If anything, the plain number is too short",
        lambda: shaken()[200] < lag(SECOND) and round(lag(SECOND), 1) == 6.5,
    ),
    Fact(
        "setup-note",
        "the newest index, July 2026",
        lambda: TODAY.startswith("2026-07"),
    ),
    Fact("setup-note", "(idea 2 says what an edition is)", lambda: "## Idea 2" in TEXT["edition-note"]),
    Fact(
        "lag-read",
        "a Google model of March missed that best Chinese score by a fortieth of a point, so the first equal day fell in April",
        lambda: (
            round(m.best_by(CN, WRITTEN)["score"] - score(THIRD, "gemini-2.5-pro-exp-03-25"), 3) == 1 / 40
            and m.first_level(US, m.best_by(CN, WRITTEN)["score"], WRITTEN)["released"].month == 4
        ),
    ),
    Fact(
        "style-read",
        "The French firm Mistral loses its place as well",
        lambda: (of_20("off", "FR"), of_20("on", "FR")) == (1, 0),
    ),
    Fact(
        "style-read",
        "Take each list whole, and seven become two; but then Google's gemini-3-flash is third in one list and missing from the other",
        whole_lists,
    ),
    Fact(
        "style-read",
        "the lead of the best US model over the best Chinese one grows from 41 to 59 points",
        lambda: (round(style_lead("off")), round(style_lead("on"))) == (41, 59),
    ),
    Fact(
        "disagree-read",
        "Tang Jie of Zhipu, a Chinese firm that is compared as well, gave no number: he said in January 2026 that the gap may be widening",
        lambda: (
            published("tang-2026-01")["direction"] == "widening"
            and "Tang Jie, Zhipu" in published("tang-2026-01")["measured_by"]
            and str(published("tang-2026-01")["stated_on"])[:7] == "2026-01"
        ),
    ),
    Fact(
        "clocks-read",
        "On the edition of November 2025, from the same day, both widen",
        lambda: (
            {turned("index, edition of November 2025", y, "July 2024")[0] for y in ("points", "months")}
            == {"widening"}
        ),
    ),
    Fact(
        "arena-note",
        "Four leads to try: none, that of the newest complete table we have, and two round ones",
        lambda: "[0, 41, 100, 400]" in CODE["arena-votes"],
    ),
    Fact(
        "arena-read",
        "The second line is the US lead in December 2025, by our newest table with all makers and the votes as they fell",
        lambda: (
            "[0, 41, 100, 400]" in CODE["arena-votes"]
            and str(VOTED["as_of"].iloc[-1])[:7] == "2025-12"
            and round(VOTED["us_score"].iloc[-1] - VOTED["cn_score"].iloc[-1]) == 41
        ),
    ),
    Fact(
        "arena-read",
        "So of 100 visitors who compare its best American with its best Chinese model, some 44 prefer the Chinese one",
        lambda: round(100 * (1 - m.win_share(VOTED["us_score"].iloc[-1] - VOTED["cn_score"].iloc[-1]))) == 44,
    ),
    Fact(
        "clocks-note",
        "all three choices",
        lambda: CODE["clocks"].count("=figures.") + CODE["clocks"].count("clock=") == 3,
    ),
    Fact(
        "clocks-note",
        "*closing* at four fifths or less, *widening* at five quarters or more",
        lambda: (figures.CLOSING, figures.WIDENING) == (4 / 5, 5 / 4),
    ),
    Fact(
        "clocks-note",
        "begin with votes and January 2025",
        lambda: 'start={"since": "January 2025"}' in CODE["clocks"],
    ),
    Fact(
        "clocks-read",
        "By votes, from January 2025, the same gap shrinks by a quarter in points and grows by half in months",
        lambda: (
            0.72 < turned("votes in the arena", "points", "January 2025")[1] < 0.78
            and 1.4 < turned("votes in the arena", "months", "January 2025")[1] < 1.6
        ),
    ),
    Fact(
        "clocks-read",
        "On the index of July 2026, from July 2024, it is the other way round",
        lambda: (
            turned("index, edition of July 2026", "points", "July 2024")[0] == "widening"
            and turned("index, edition of July 2026", "months", "July 2024")[0] == "closing"
        ),
    ),
    Fact(
        "clocks-read",
        "the American line had risen little since March 2023, so that a small gap was an old one. Then it leapt",
        lambda: (
            best("2024-07-06") - best("2023-03-31") < 5 < 10 < best("2025-01-05") - best("2024-07-06")
            and m.lag_months(US, CN, "2024-07-06") > 15
            and m.gap_points(US, CN, "2024-07-06") < 5
        ),
    ),
    Fact(
        "clocks-read",
        '"closing", "steady" and "widening" are all true',
        lambda: (
            {
                turned(name, y, since)[0]
                for name in CLOCKS
                for y in ("points", "months")
                for since in figures.SINCE
            }
            == {"closing", "steady", "widening"}
        ),
    ),
    Fact(
        "style-note",
        "publishes two lists",
        lambda: set(TABLES["arena_style_control"]["style_control"]) == {"on", "off"},
    ),
    Fact(
        "style-note",
        "Of the models on both lists of December 2025, seven of the first 20 were Chinese as people voted",
        lambda: (
            of_20("off") == 7
            and TABLES["arena_style_control"]["as_of"].astype(str).str.startswith("2025-12").all()
        ),
    ),
    Fact("best-of-note", "wobbles by 5 points", lambda: "5 * expected_best_of" in CODE["best-of"]),
    Fact(
        "best-of-read",
        "luck alone is worth ten points: a quarter of the US lead above",
        lambda: round(5 * m.expected_best_of(27)) == 10 and round(41 / 10) == 4,
    ),
    Fact(
        "full-note",
        "when the one behind has 50 % right, and when it has 95 %",
        lambda: {50, 95} <= set(figures.LEVELS) and '{"level": 95}' in CODE["full"],
    ),
    Fact(
        "full-read",
        "On it the AI Index, a yearly report from Stanford University, gave the US a lead of 0.3 points in December 2024",
        lambda: mmlu("2024-12") == 0.3,
    ),
    Fact("full-read", "after 17.5 a year before", lambda: mmlu("2023-12") == 17.5),
    Fact(
        "disagree-note",
        "How far behind were Chinese models in 2026? Four answers, the last our own count",
        lambda: (
            figures.measured_lags(TABLES["capability_gaps"], GAPS).data is not None
            and len(figures.measured_lags(TABLES["capability_gaps"], GAPS).data) == 4
        ),
    ),
    Fact(
        "disagree-read",
        "Epoch's seven months is an average over three years",
        lambda: (
            published("epoch-eci-us-cn")["lag_months"] == 7
            and (published("epoch-eci-us-cn")["period_to"] - published("epoch-eci-us-cn")["period_from"]).days
            // 365
            == 3
        ),
    ),
    Fact(
        "disagree-read",
        "on nine tests, two of them not public, and called the gap widening; others criticised its choice of tests",
        lambda: (
            "choice of tests criticised by others" in published("caisi-2026-deepseek-v4")["note"]
            and "two of the nine tests are not public" in published("caisi-2026-deepseek-v4")["note"]
            and published("caisi-2026-deepseek-v4")["direction"] == "widening"
        ),
    ),
    Fact(
        "disagree-read",
        "OpenAI's GPT-4 of March 2023",
        lambda: '"2023-03-14"' in CODE["disagree-within"],
    ),
    Fact(
        "disagree-note",
        "Which of the four measure the same thing?",
        lambda: len(figures.measured_lags(TABLES["capability_gaps"], GAPS).data) == 4,  # type: ignore[arg-type]
    ),
    Fact("disagree-read", "Ask three editions", lambda: INDEX["edition"].nunique() == 3),
    Fact(
        "disagree-why",
        "Fourteen months became eighteen",
        lambda: [round(matched(e)) for e in (FIRST, SECOND, THIRD)] == [14, 18, 18],
    ),
    Fact(
        "disagree-why",
        "DeepSeek-V2 stood a tenth of a point above GPT-4; in the next, two tenths below",
        lambda: (
            round(score(FIRST, "DeepSeek-V2") - score(FIRST, "gpt-4-0314"), 1) == 0.1
            and round(score(SECOND, "DeepSeek-V2 (MoE-236B)") - score(SECOND, "GPT-4 (Mar 2023)"), 1) == -0.2
        ),
    ),
    Fact(
        "disagree-why",
        "Three tenths of a point are four months",
        lambda: round(matched(SECOND) - matched(FIRST)) == 4,
    ),
    Fact(
        "who-note",
        "In early 2025 Epoch reported that it grew about three times a year in China's largest models, and five times elsewhere",
        lambda: (
            load("compute_stock")
            .query("indicator == 'training_compute_growth_top_10_language_models'")
            .set_index("country")["value"]
            .to_dict()
            == {"CN": 3, "WORLD_EX_CN": 5}
        ),
    ),
    Fact("who-note", "which of the three choices", lambda: CODE["who"].count("=figures.") == 3),
    Fact(
        "who-read",
        'Compare with the US alone, or count the twenty largest, and "about as fast" (within a tenth) becomes *faster*. '
        "Count the five largest, or let speculative values in: *more slowly*",
        lambda: (
            '"likely or better", "largest": 10' in CODE["who"]
            and "about as fast" in who("all other countries", "likely or better", 10)
            and "faster" in who("the United States alone", "likely or better", 10)
            and "faster" in who("all other countries", "likely or better", 20)
            and "more slowly" in who("all other countries", "likely or better", 5)
            and "more slowly" in who("all other countries", "all", 10)
        ),
    ),
    Fact(
        "who-read",
        "Each line is a matter of some twenty models",
        lambda: "23 Chinese models and 22" in who("all other countries", "likely or better", 10),
    ),
    Fact(
        "who-read",
        "After February 2025 most US values are speculative",
        lambda: (lambda late: (late["flop_confidence"] == "speculative").mean() > 0.5)(
            TABLES["models"].query(
                "developer_country == 'US' and released > '2025-02-28' and training_flop > 1e25"
            )
        ),
    ),
    Fact("lateral-note", "only seven months behind", lambda: published("epoch-eci-us-cn")["lag_months"] == 7),
    Fact(
        "lateral-note",
        "Epoch AI in January 2026: the lag on its own index, averaged over three years. The shortest was four months, the longest fourteen",
        lambda: (
            (published("epoch-eci-us-cn")["lag_months_low"], published("epoch-eci-us-cn")["lag_months_high"])
            == (4, 14)
            and str(published("epoch-eci-us-cn")["stated_on"])[:7] == "2026-01"
            and published("epoch-eci-us-cn")["yardstick"] == "Epoch Capabilities Index"
        ),
    ),
    Fact("lateral-note", "seven months of *what*", lambda: published("epoch-eci-us-cn")["lag_months"] == 7),
    Fact(
        "c06-note",
        "How many of 100 votes does the better of the two rivals win against DeepSeek's best? "
        "| the better rival wins | verdict | |---|---| | at most 55 | *supported* | | more, up to 64 | *with a qualifier* | | more than that | *not supported* |",
        lambda: (verdicts.LEVEL_VOTES, verdicts.FAR_VOTES) == (55, 64),
    ),
    Fact(
        "c06-note",
        "the first row below: seven points ahead are 51 votes",
        lambda: (
            (snap("2025-08-04").best["xAI"], snap("2025-08-04").best["DeepSeek"], snap("2025-08-04").votes)
            == (1434, 1427, 51)
        ),
    ),
    Fact(
        "c06-read",
        "Level on five of seven tables (December has two); not in December with style set aside, and not in March 2026, before DeepSeek's next large model came out",
        lambda: (
            [(s.day[:7], s.style) for s in verdicts.snapshots(TABLES) if s.votes > 55]
            == [("2025-12", "set aside"), ("2026-03", "not said")]
            and len(verdicts.snapshots(TABLES)) == 7
            and str(TABLES["models"].set_index("model").loc["DeepSeek-V4-Pro", "released"])[:10] > "2026-03"
        ),
    ),
    Fact(
        "c06-read",
        "The first row is three days older than OpenAI's GPT-5; the second knows GPT-5, and says the same",
        lambda: (
            (
                TABLES["models"].set_index("model").loc["GPT-5", "released"]
                - pd.Timestamp(verdicts.snapshots(TABLES)[0].day)
            ).days
            == 3
            and TABLES["benchmark_scores"]["note"].str.contains("gpt-5-high has 1407.0").any()
            and verdicts.snapshots(TABLES)[1].votes <= 55
        ),
    ),
    Fact(
        "c06-note",
        "at the first, nine voters in twenty still prefer DeepSeek",
        lambda: 100 - verdicts.LEVEL_VOTES == 9 * 100 // 20,
    ),
    Fact(
        "c06-read",
        "Put Llama 4 Maverick of the US firm Meta in DeepSeek's place in the first row: the better rival wins 69 votes",
        lambda: round(100 * m.win_share(snap("2025-08-04").best["xAI"] - maverick())) == 69,
    ),
    Fact("c13-speed", "a window of one year", lambda: "one_window(tables, today, 12)" in CODE["c13-window"]),
    Fact(
        "c13-error",
        "So five may vote, from one year to three, and the speed is the same if the Chinese record keeps pace in more than half. A window with fewer than six records of either country abstains",
        lambda: (
            (len(verdicts.WINDOWS), min(verdicts.WINDOWS), max(verdicts.WINDOWS), verdicts.FEWEST)
            == (5, 12, 36, 6)
        ),
    ),
    Fact("c13-error", "root of the two summed squares", lambda: verdicts.ERRORS == 2),
    Fact("c13-error", "lower by less than two errors of the difference", lambda: verdicts.ERRORS == 2),
    Fact(
        "c13-hand",
        "the first row of July 2026, errors in brackets. 1. The Chinese slope is lower by $16.0 - 9.7 = 6.3$ points a year",
        lambda: (
            "table(figures.windows(tables, today)" in CODE["c13-windows"]
            and list(figures.windows(tables=TABLES, day=TODAY).iloc[0])
            == [12, "9.7 (1.3)", "16.0 (1.6)", "6.3", "4.1", "no"]
        ),
    ),
    Fact(
        "c13-read",
        "the same by every window that votes when the article was written, by two of five in July 2026",
        lambda: (kept(WRITTEN), sum(kept(TODAY)), len(kept(TODAY))) == ([True] * 4, 2, 5),
    ),
    Fact(
        "c13-read",
        "On 26 June, with the same models, three windows kept pace (last column); then a record of December 2024 left the window of 18 months",
        lambda: (
            [sum(kept(f"2026-06-{day}")) for day in (26, 27)] == [3, 2]
            and not NEWEST["released"].astype(str).gt("2026-06-26").any()
            and any(
                str(r["released"])[:10] == "2024-12-26"
                for r in m.record_steps(CN, "2024-12-26", "2026-06-26")
            )
            and verdicts._months_before("2026-06-26", 18) == "2024-12-26"
            and verdicts._months_before("2026-06-27", 18) == "2024-12-27"
        ),
    ),
    Fact(
        "c13-read",
        "So one vote decides. The confidence is low. Windows overlap, so they are no five witnesses",
        lambda: sum(kept(TODAY)) + 1 == 3 and len(verdicts.WINDOWS) == 5,
    ),
    Fact(
        "c13-read",
        "allow two and a half, and today's verdict gets a qualifier. So it does without OpenAI's Pro models",
        lambda: (
            verdicts.WIDER == 2.5
            and {verdicts.c13(TABLES, TODAY, rule).outcome for rule in ("wider-errors", "without-pro")}
            == {"supported_with_qualifier"}
        ),
    ),
    Fact(
        "c13-read",
        "without *all* of OpenAI's models it falls more clearly",
        lambda: one_out()["OpenAI"] == "1 of 4",
    ),
    Fact(
        "c13-note",
        "Nothing is allowed for error, as this edition prints none",
        lambda: NEWEST["score_low"].isna().all() and NEWEST["score_high"].isna().all(),
    ),
    Fact(
        "c14-note",
        "**a year** on the index, and **100 rating points** in the arena",
        lambda: (verdicts.FAR_MONTHS, verdicts.FAR_POINTS) == (12, 100),
    ),
    Fact(
        "c14-note",
        "at the end of April 2024 the lag was 13.6 months by every edition, and the lead 105 points, on a table with one Chinese "
        "laboratory. Far by both: *not supported*",
        lambda: (
            verdicts.c14(TABLES, "2024-04-30").figure
            == "13.6 months on the index, 105 rating points in the arena"
            and verdicts.c14(TABLES, "2024-04-30").outcome == "not_supported"
            and {round(lag(edition, "2024-04-30"), 1) for edition in (FIRST, SECOND, THIRD)} == {13.6}
            and set(GAPS[GAPS["as_of"] < "2024-06-01"]["cn_model"]) == {"qwen1.5-72b-chat"}
            and [round(gap) for gap in spring] == [104, 105, 106]
        ),
    ),
    Fact(
        "c14-read",
        "*not supported* for spring 2024. For that summer it hangs on the edition; by the end of September the US was far ahead by neither",
        lambda: (
            {verdicts.c14(TABLES, day).outcome for day in ("2024-03-31", "2024-04-30")} == {"not_supported"}
            and {lag(edition, day) > 12 for edition in (FIRST, THIRD) for day in ("2024-03-31", "2024-04-30")}
            == {True}
            and [
                [lag(edition, day) > 12 for edition in (FIRST, THIRD)] for day in ("2024-07-31", "2024-08-31")
            ]
            == [[False, True]] * 2
            and {
                verdicts.c14(TABLES, f"{day:%Y-%m-%d}").outcome
                for day in pd.date_range("2024-09-30", WRITTEN, freq="ME")
            }
            == {"supported"}
        ),
    ),
    Fact(
        "c14-read",
        "On the edition of November 2025, a week later, the lag was longer, and still under a year",
        lambda: lag(THIRD) < lag(FIRST) < 12 and (as_date(FIRST) - as_date(WRITTEN)).days == 7,
    ),
    Fact(
        "c14-read",
        "with six months the verdict gets a qualifier. So it does today on the hard test that the card names",
        lambda: (
            "six months" in verdicts.RULES["C14"]["six-months"]
            and {verdicts.c14(TABLES, TODAY, rule).outcome for rule in ("six-months", "hard-test")}
            == {"supported_with_qualifier"}
            and round(hard(TODAY)) == 15
            and "on FrontierMath, a test of research mathematics" in CARDS.loc["C14", "strongest_objection"]
        ),
    ),
    Fact("c14-note", "on the hard one four Chinese models are rated", lambda: len(HARD[1]) == 4),
    Fact(
        "disagree-read",
        "Ours is one day of votes among eight makers",
        lambda: GAPS["coverage"].iloc[-1] == "eight_labs",
    ),
    Fact(
        "c06-read",
        "the rule called *index*, below, follows it, and gives a qualifier on both days",
        lambda: (
            [verdicts.c06(TABLES, day, "index").outcome for day in (WRITTEN, TODAY)]
            == ["supported_with_qualifier"] * 2
            and [
                words in verdicts.c06(TABLES, day, "index").figure
                for day, words in ((WRITTEN, "6.5 months before"), (TODAY, "11.2 months before"))
            ]
            == [True, True]
        ),
    ),
    Fact(
        "c13-hand",
        r"Two errors of the difference are $2\sqrt{1.3^2 + 1.6^2} = 4.1$. 3. The first is larger than the second: this window votes *no*",
        lambda: round(2 * math.hypot(1.3, 1.6), 1) == 4.1 < 6.3 == round(16.0 - 9.7, 1),
    ),
    Fact(
        "turn-read",
        "So five of them vote, and even then one vote decides",
        lambda: len(verdicts.WINDOWS) == 5 and sum(kept(TODAY)) == 2,
    ),
    Fact(
        "turn-read",
        "Leave out one maker, and the count moves either way: down without OpenAI, up without DeepSeek",
        lambda: (one_out()["OpenAI"], one_out()["DeepSeek"], sum(kept(TODAY))) == ("1 of 4", "3 of 5", 2),
    ),
    Fact(
        "turn-note", "The second table leaves out one maker", lambda: "without_a_firm" in CODE["turn-firms"]
    ),
    Fact("turn-note", "from 12 to 36 months", lambda: "range(12, 37)" in CODE["turn"]),
    Fact(
        "turn-read",
        "Of 25 windows, thirteen say *slower* and twelve *the same*",
        lambda: (
            (
                [verdicts.pace(US, CN, TODAY, months).kept for months in range(12, 37)].count(False),
                [verdicts.pace(US, CN, TODAY, months).kept for months in range(12, 37)].count(True),
            )
            == (13, 12)
        ),
    ),
]

DEFINITIONS = [
    ("c13-hand", "1. The Chinese slope"),
    ("c13-hand", "2. Two errors of the difference"),
    ("c13-hand", "3. The first is larger"),
    ("c13-note", "We ask two things"),
    ("who-note", "in powers of ten"),
    ("arena-note", r"\frac{1}{1 + 10^{-d/400}}$$"),
    ("full-note", r"\frac{1}{1 + e^{-\text{slope}"),
    ("who-note", r"10^{\,\text{slope of } \log_{10}(\text{compute})}"),
    ("best-of-read", "With 27 variants"),  # source in the glossary row "Best of many"
    ("best-of-read", "before a launch in 2025"),
]  # fmt: skip


@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_what_the_prose_says_is_true(fact: Fact) -> None:
    check(fact, PATH)


def test_every_number_is_covered() -> None:
    assert loose_numbers(PATH, FACTS, DEFINITIONS) == []


def test_a_new_number_would_be_noticed() -> None:
    assert len(loose_numbers(PATH, FACTS[:10])) > 20


def test_the_words_under_a_prediction_are_true() -> None:
    assert "April 2025" in reason("03-lag")
    first = m.first_level(US, m.best_by(CN, WRITTEN)["score"], WRITTEN)
    assert first is not None
    assert f"{first['released']:%B %Y}" == "April 2025"
    assert round(lag(FIRST) - lag(THIRD)) == 4  # "about four months more"
    assert "Qwen3-Max had fewer points" in reason("03-edition")
    assert "moves a model by some 14 points, and places stand closer" in reason("03-style")
    both = STYLED.pivot(index="model_label", columns="style_control", values="score")
    assert round((both["on"] - both["off"]).abs().median()) == 14
    assert figures.top_places(STYLED, "on")["score"].diff().abs().median() < 14


def test_the_quiz_is_true() -> None:
    assert round(100 * m.win_share(100)) == 64
    assert round(100 * m.win_share(400)) == 91
    assert round(100 * m.win_share(7)) == 51
    text = str(QUESTIONS)
    assert "the lag in October 2025 was 10 months, another says 6" in text
    assert (int(lag(FIRST)), int(lag(THIRD))) == (10, 6)
    assert "Seven of the first 20 models were Chinese, and four of the first 20 with style control" in text
    assert (of_20("off"), of_20("on")) == (7, 4)


def test_the_objections_in_the_ledger_are_true() -> None:
    """The cards print them, and the prose only points at them."""
    c06 = ledger("C06")
    assert "By Epoch's index the verdict gets a qualifier on both days" in c06
    assert "half a year earlier in October 2025 and eleven months earlier in July 2026" in c06
    by_index = [verdicts.c06(TABLES, day, "index") for day in (WRITTEN, TODAY)]
    assert {said.outcome for said in by_index} == {"supported_with_qualifier"}
    assert ["6.5 months" in by_index[0].figure, "11.2 months" in by_index[1].figure] == [True, True]
    assert "1434) would win 51 of 100 votes against DeepSeek's best (1427)" in c06
    assert "1484 against 1457) 54" in c06
    assert "In March 2026, before DeepSeek V4, it was 60" in c06
    assert [snap(day).votes for day in ("2025-08-04", "2026-07-13", "2026-03-01")] == [51, 54, 60]
    c13 = ledger("C13")
    assert "in all four windows that vote" in c13
    assert (
        "in two of five in July 2026. On 26 June 2026, with the same models, it had still been three" in c13
    )
    assert (kept(WRITTEN), sum(kept(TODAY)), sum(kept("2026-06-26"))) == ([True] * 4, 2, 3)
    assert "by 5.5 and by 8.1 points" in c13
    assert [round(m.gap_points(US, CN, day), 1) for day in (WRITTEN, TODAY)] == [5.5, 8.1]
    assert (
        "Without OpenAI's GPT-5.5 Pro, which was rated before its release, the verdict today gets a qualifier"
        in c13
    )
    assert without("gpt-5.5-pro-pre-release_high") == "supported_with_qualifier"
    assert "without all five Pro models" in c13
    assert US["model"].str.contains(verdicts.PRO).sum() == 5
    early = verdicts.c13(TABLES, WRITTEN, "edition-of-the-day")
    assert (
        "On the edition of November 2025, a week after 31 October 2025, China kept pace in two of four windows only"
        in c13
    )
    assert "from one of four (OpenAI) to three of five (DeepSeek)" in c13
    assert (min(one_out().values()), max(one_out().values())) == ("1 of 4", "3 of 5")
    assert "allow two and a half errors, and the verdict today gets a qualifier" in c13
    assert verdicts.c13(TABLES, TODAY, "wider-errors").outcome == "supported_with_qualifier"
    assert "in 2 of 4 windows" in early.figure
    assert early.outcome == "not_supported"
    c14 = ledger("C14")
    assert "6.5 months and 36 points; today 7.9 months and 33 points, on the list of July 2026" in c14
    assert verdicts.c14(TABLES, TODAY).figure == "7.9 months on the index, 33 rating points in the arena"
    assert "On the edition of November 2025 the lag when written was 10.4 months" in c14
    assert "on a table of eight laboratories, one of them Chinese, where the lead is 104 to 106 points" in c14
    assert [round(gap) for gap in spring] == [104, 105, 106]
    assert round(lag(FIRST), 1) == 10.4
    assert "the lag was ten months when the article was written and is fifteen today" in c14
    assert [round(hard(day)) for day in (WRITTEN, TODAY)] == [10, 15]
    assert "only four Chinese models were rated there and none since February 2026" in c14
    assert len(HARD[1]) == 4
    assert str(HARD[1]["released"].max())[:7] == "2026-02"


def test_the_worked_steps_of_the_exercise_are_right() -> None:
    text = prose(SOLUTIONS / "03-which-gap" / "03-which-gap.ipynb")
    assert "At 400 points the odds are 10" in text["03-votes-text"]
    assert 10 ** (400 / 400) == 10
    assert "Odds of 3: three votes of four are won, a share of 0.75" in text["03-votes-text"]
    assert "8 is 0.8 times 10" in text["03-speed-text"]
    gaps = figures.gaps_since(TABLES, "2025-02-27")
    found = {
        clock: figures.change(rows["gap"].iloc[0], rows["gap"].iloc[-1])
        for clock, rows in gaps.sort_values("day").groupby("clock")
    }
    assert found == {"arena": "closing", "index": "widening"}


def test_the_sample_essay_is_true() -> None:
    page = yaml.safe_load((lesson("03").folder / "essay.yaml").read_text(encoding="utf-8"))
    sample = " ".join(page["sample"].split())
    assert page["words"] <= len(sample.split()) <= 250
    assert "rose by 17.1 points a year over the two years to October 2025 and the US record by 16.6" in sample
    late = verdicts.pace(US, CN, WRITTEN, 24)
    assert (round(late.china[0], 1), round(late.us[0], 1)) == (17.1, 16.6)
    assert "led by 5.5 points, or 6.5 months" in sample
    assert (round(m.gap_points(US, CN, WRITTEN), 1), round(lag(THIRD), 1)) == (5.5, 6.5)
    assert "51 of 100 votes" in sample
    early = verdicts.pace(*split(INDEX, FIRST), WRITTEN, 24)
    assert "12.1 points a year against 16.7, and a lag of ten months" in sample
    assert (round(early.china[0], 1), round(early.us[0], 1), round(lag(FIRST))) == (12.1, 16.7, 10)
    assert "a window of one year. Today it makes the Chinese record slower" in sample
    assert not verdicts.pace(US, CN, TODAY, 12).kept
