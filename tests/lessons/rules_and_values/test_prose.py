"""Lesson 10: every number that stands in its prose is that of the data, and so are the numbers written as words."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Mapping
from statistics import NormalDist

import pandas as pd
import pytest
import yaml

from ai_ambitions import load
from ai_ambitions.core import notebooks
from ai_ambitions.core.course import lesson
from ai_ambitions.core.paths import LESSONS, ROOT, SOLUTIONS
from ai_ambitions.lessons.rules_and_values import figures, language, verdicts
from ai_ambitions.lessons.rules_and_values import model as fairness

CELLS = {
    cell.id: cell.source
    for cell in notebooks.read(LESSONS / "10-rules-and-values.ipynb").cells
    if cell.cell_type == "markdown"
}
COUNTS, TESTS, ANSWERS = load("plan_term_counts"), load("content_evaluations"), load("simulated_answers")
CLAUSES, FEATURES, TEXTS = load("value_clauses"), load("governance_features"), load("governance_instruments")
RIVAL = load("disputed_values").query("field == 'vote at the UN'")


def numbers_in(text: str) -> list[str]:
    """Numbers of a Markdown text; code, formulas, numbers of lessons and ideas, and lengths of parts left out."""
    apart = r"`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|\]\([^)]*\)|\b[Ll]esson \d\d|\bIdea \d|\*\(\d+ minutes[^*]*\)\*"
    plain = re.sub(apart, " ", text, flags=re.DOTALL)
    return [found.rstrip(".,") for found in re.findall(r"(?<![\w.])\d[\d,.]*", plain)]


def count(document: str, term: str, part: str = "body") -> tuple[int, float]:
    rows = COUNTS[(COUNTS["document_id"] == document) & (COUNTS["term"] == term) & (COUNTS["part"] == part)]
    return int(rows["count"].iloc[0]), float(rows["total_words"].iloc[0])


def value(result: str) -> float:
    return float(TESTS.set_index("result_id").loc[result, "value"])


def rates() -> Mapping[tuple[str, str], float]:
    refused = ANSWERS["judge_1"] == "refused"
    keys = [ANSWERS["origin"].astype(str), ANSWERS["topic"].astype(str)]
    return (100 * refused.groupby(keys).mean()).to_dict()


@functools.cache
def expected() -> dict[str, list[str]]:
    """Cell → the numbers that it must hold, in order, computed from the tables and the map of the course."""
    us, cn = (
        count("us-2025-ai-action-plan", "national security"),
        count("cn-2025-ai-plus", "national security"),
    )
    old = count("cn-2017-ngaidp", "national security")
    rate = language.rate_per_1000(*us)
    plan = COUNTS[
        (COUNTS["document_id"] == "us-2025-ai-action-plan") & (COUNTS["term"] == "national security")
    ]
    dates = COUNTS.drop_duplicates("document_id").set_index("document_id")["date"].dt.year
    issued = CLAUSES.set_index("clause_id")["published"].dt.year
    places = CLAUSES.set_index("clause_id")["place"]
    article = re.findall(r"\d+", places["cn-2023-art4-1"])[0]
    fits = figures.questions_that_fit(TESTS)["all printed figures"]
    english, mandarin = (figures.printed(TESTS, figures.DEEPSEEK, language_=code) for code in ("en", "zh"))
    six, seventeen = (fairness.counts_behind(share, fits[0])[0] for share in (english, mandarin))
    prompts = re.findall(r"(\d+) of them China-sensitive", sources()["llmcensor-2026-methodology"])[0]
    size = re.findall(r"-(\d+)b", figures.DEEPSEEK)[0], re.findall(r"-(\d+)b", figures.QWEN)[0]
    by = rates()
    parts = [
        by["CN", "china_sensitive"],
        by["CN", "neutral"],
        by["US", "china_sensitive"],
        by["US", "neutral"],
    ]
    claimed = RIVAL.set_index("as_stated_by")["value"]
    vote = RIVAL[RIVAL["key"] == "forum_id=un-panel-2026"].iloc[0]
    against = re.findall(r"(\d+) against", vote["note"])[0]
    other = RIVAL[RIVAL["source_id"] == "unpress-2025-ga12697"].iloc[0]
    text = TEXTS.set_index("instrument_id").loc["un-79-ai-central-asia", "date_adopted"]
    alone = re.findall(r"(\d+) against", other["note"])[0]
    twenty_one = [fairness.wilson(part, fits[0]) for part in (six, seventeen)]
    assert twenty_one[0][1] < twenty_one[1][0]  # "The two lie apart."
    assert (six, seventeen) == (6, 17)  # "six in English and seventeen in Mandarin"
    standard = CLAUSES.set_index("clause_id").loc["cn-2025-standard-banks", "document"]
    mirrored = (by["US", "us_sensitive"], by["US", "neutral"], by["CN", "us_sensitive"], by["CN", "neutral"])
    covered = 100 * (2 * NormalDist().cdf(1.96) - 1)
    resolution = TEXTS[TEXTS["instrument_id"].isin(["un-78-265", "un-78-311"])]["date_adopted"].dt.year
    return {
        "shared-note": [str(issued["cn-2023-art4-1"])],
        "clauses-note": [article],
        "clauses-read": [str(issued["cn-2023-art4-1"]), *re.findall(r"\d+", standard.split(",")[0])],
        "count-note": [str(dates["us-2025-ai-action-plan"])],
        "count-equation": [str(us[0]), f"{us[1]:,.0f}", f"{rate:.1f}"],
        "count-read": [
            str(plan["count"].min()), str(plan["count"].max()), str(us[0] // cn[0]),
            f"{rate / language.rate_per_1000(*cn):.1f}",
            str(dates["cn-2017-ngaidp"]), f"{rate / language.rate_per_1000(*old):.1f}",
        ],
        "odds-note": [f"{inspect.signature(language.log_odds).parameters['prior_words'].default:.0f}"],
        "spread-note": [size[0], size[1], f"{figures.printed(TESTS, figures.DEEPSEEK):.0f}"],
        "wilson-note": [f"{covered:.0f}", "100", prompts, str(fits[0]), f"{english:.0f}"],
        "disagree-note": [
            f"{value('llmcensor-abstract-chinese-open-weight-models-refusal-or-deflection-en-zh-china-sensitive'):.0f}",
            f"{figures.printed(TESTS, figures.CHINESE_MODELS):.0f}",
        ],
        "fair-widget-note": [
            f"{parts[0] - parts[1]:.1f}", f"{parts[2] - parts[3]:.1f}", f"{fairness.did(*parts):.1f}",
            f"{fairness.did(*mirrored):.1f}", "23", "14",
        ],
        "judges-note": ["35", "50", f"{35 / 50}", "0.5", f"{(35 / 50 - 0.5) / 0.5:.1f}"],
        "lateral-note": ["2025", f"{claimed['an anonymous Chinese-language page']:.0f}"],
        "lateral-read": [
            "2025", "2026", "2026",  # the days of the organisation are in a test of their own
            str(resolution.iloc[0]), str(text.day), str(text.year), str(vote["published"])[:4],
            f"{vote['value']:.0f}", against, str(text.day), f"{other['value']:.0f}", alone,
        ],
        "motive-note": [article],
        "disagree-read": ["2025"],
        "origins-read": [],
        "c29-note": ["30", "2020", "22", "2027"],
    }  # fmt: skip


def sources() -> dict[str, str]:
    from ai_ambitions.data.cite import sources as known

    return {key: row["note"] for key, row in known().items()}


@pytest.mark.parametrize("cell", sorted(CELLS))
def test_every_number_in_prose_is_that_of_the_data(cell: str) -> None:
    assert numbers_in(CELLS[cell]) == expected().get(cell, [])


def test_no_expectation_outlives_its_cell() -> None:
    assert set(expected()) <= set(CELLS)


def test_numbers_written_as_words() -> None:
    coded = len(FEATURES) / (FEATURES["instrument_id"].nunique() * FEATURES["feature"].cat.categories.size)
    assert coded < 1 / 3
    assert FEATURES["instrument_id"].nunique() == 25  # "its twenty-five rules"
    assert "rates put in imply 23 and 14 points" in str(fairness.simulate_answers.__doc__)
    assert "twenty-five rules less than a third of the cells" in CELLS["limits-note"]
    assert (FEATURES["basis"] == "summary").mean() > 0.5
    assert 0.45 < TESTS["n"].isna().mean() < 0.55
    assert "About half of the test results" in CELLS["limits-note"]
    by_abstract = TESTS[TESTS["metric"] == "leans_to_own_side"]["study_id"].nunique()
    assert by_abstract == 4
    assert "Four studies" in CELLS["limits-note"]
    assert len(FEATURES["feature"].cat.categories) == 15
    assert "fifteen features" in CELLS["shared-note"]
    rules = fairness.presence(FEATURES.to_dict("records"))
    assert sum(rules["cn-genai-2023"].values()) == 11
    assert "eleven of them" in CELLS["shared-note"]
    full = [
        set(rows[rows["value"] == "yes"]["feature"])
        for key in ("cn-genai-2023", "eu-ai-act")
        for rows in [FEATURES[FEATURES["instrument_id"] == key]]
    ]
    assert len(full[0] & full[1]) == 3
    assert all(rules["eu-ai-act"][name] for name, has in rules["cn-genai-2023"].items() if has)
    assert "both rules have all eleven; in full, both have three" in CELLS["shared-read"]
    assert "CAC and six ministries" in set(CLAUSES["body"])
    stated = COUNTS[(COUNTS["term"] == "national security") & (COUNTS["counted_by"] == "stated")]
    assert sorted(stated["count"]) == [1, 24]
    assert "twenty-four times in the one, once in the other" in CELLS["count-note"]
    words = COUNTS[(COUNTS["document_id"] == "cn-2025-ai-plus") & (COUNTS["part"] == "body")][
        "term"
    ].nunique()
    assert words - 3 == 63
    assert "some sixty words, of which three or so would stray by luck" in CELLS["odds-read"]
    assert round(0.05 * (words - 3)) == 3  # of intervals at 95 per cent
    assert fairness.many_draws(200)["turned"] == pytest.approx(0.25, abs=0.02)
    assert "in a quarter of two hundred others" in CELLS["fair-widget-note"]


def test_translations_in_prose() -> None:
    rows = COUNTS[COUNTS["part"] == "preamble"].set_index(["document_id", "term"])["count"]
    assert rows["cn-2025-global-governance-plan", "安全"] == 3
    assert rows["cn-2025-global-governance-plan-en-mfa", "security or secure"] == 1
    assert rows["cn-2025-global-governance-plan-en-digwatch", "security or secure"] == 2
    assert 'has one "secure" in it, an unofficial one has two' in CELLS["translation-note"]


def test_findings_told_in_words() -> None:
    alone, america = figures.printed(TESTS, figures.QWEN), figures.printed(TESTS, figures.US_MODELS)
    assert alone < america  # "with Qwen3 alone the Chinese side would refuse less"
    lines = [fairness.wilson(behind, size) for behind, size in ((3, 42), (20, 126))]
    assert lines[0][1] > lines[1][0]  # "Whether it refuses less, the lines do not settle."
    low, high = fairness.wilson(6, 21)
    other = fairness.wilson(17, 21)
    assert high < other[0]  # the two intervals of wilson-note do not overlap
    assert set(verdicts.LEFT_OUT) == {
        "caisi-2025", "newsguard-2025-01a", "state-media-audit-2026", "freedombench-2026", "r1dacted-2025",
    }  # fmt: skip
    for name in ("CAISI", "NewsGuard", "state media", "FreedomBench", "R1dacted"):
        assert f"**{name}**" in CELLS["disagree-read"]
    every = {row["feature"] for row in FEATURES[FEATURES["instrument_id"] == "eu-ai-act"].to_dict("records")}
    assert len(every) == 14
    assert "the EU act at hand, which has fourteen of its features" in CELLS["shared-read"]
    assert "fourteen" not in CELLS["limits-note"]  # before the guess
    banned = FEATURES[FEATURES["feature"] == "prohibited_uses"].set_index("instrument_id")
    assert banned.loc["cn-genai-2023", "detail"] == "prohibited content list"
    assert set(banned.loc[["cn-genai-2023", "eu-ai-act"], "value"].astype(str)) == {"yes"}
    own, others = [
        figures.printed(TESTS, figures.CHINESE_MODELS, topic)
        for topic in ("china_sensitive", "western_sensitive")
    ]
    mirrored = [
        figures.printed(TESTS, figures.US_MODELS, topic) for topic in ("western_sensitive", "china_sensitive")
    ]
    assert own > others  # "Each side's models refuse more often on their own side's topics"
    assert mirrored[0] > mirrored[1]
    today = verdicts.comparisons(TESTS, "CN", "2026-09-21")
    both = [study for study in today if study.both_sides]
    assert (sum(study.leans for study in today), len(today)) == (7, 8)
    assert (sum(study.leans for study in both), len(both)) == (3, 4)
    assert "Seven of the eight say *yes* for models from China, three of the four" in CELLS["disagree-read"]
    assert "Today half of them ask one side's topics only" in CELLS["c30-note"]
    plans = figures.emphasis(COUNTS, "sovereignty and values", "narrow", "occurrences").set_index("plan")
    assert (plans.loc[["China 2017", "China 2025"], "value"] == 0).all()
    known = verdicts.comparisons(TESTS, "CN", "2025-10-31")
    assert sum(study.both_sides for study in known) == 2  # "Two studies that ask both sides were public"
    assert all(study.leans for study in known if study.both_sides)
    assert low > 0
    honest = "elluminate-2026-{}-honest-engagement"  # some Chinese models are as open as US ones
    assert value(honest.format("kimi-k2-5")) == value(honest.format("gpt-oss-120b"))
    assert figures.printed(TESTS, figures.QWEN) < america
    one_in_three = (
        ANSWERS.assign(r=ANSWERS["judge_1"] == "refused").groupby("model", observed=True)["r"].mean()
    )
    assert one_in_three.idxmax() == "D"


def test_the_effect_sits_in_one_language() -> None:
    def extra(code: str) -> float:
        rows = ANSWERS[ANSWERS["language"] == code].to_dict("records")
        return fairness.extra_refusals(rows, "china_sensitive", "CN", "US")[0]

    assert extra("zh") > 0.25
    assert "sits almost wholly in the Chinese language" in CELLS["fair-read"]
    print(extra("en"), extra("zh"))


def test_the_verdicts_told_in_words() -> None:
    names = ("governance_instruments", "value_clauses", "forum_participation", "content_evaluations")
    tables: dict[str, pd.DataFrame] = {name: load(name) for name in names}
    assert verdicts.c29(tables, "2020-09-30").outcome == "not_supported"
    assert "for 30 September 2020 it says *not supported*" in CELLS["c29-note"]
    assert "today's label ends on 22 August 2027" in CELLS["c29-note"]  # held in test_verdicts
    addressed = CLAUSES[(CLAUSES["addressee"] == "other_states") & CLAUSES["country"].isin(["CN", "US"])]
    assert not addressed["says"].isin(["own_interest", "own_values"]).any()
    assert set(addressed[addressed["country"] == "US"]["basis"]) == {
        "quoted",
        "summary",
    }  # "these in reports"
    assert "Of the few clauses addressed abroad" in CELLS["mirror-verdicts-read"]
    note = CLAUSES.set_index("clause_id").loc["us-2025-pax-partners", "note"]
    assert "press note of the State Department speaks of advancing our national interests" in note
    assert "l10-002" in set(load("corrections")["correction_id"])  # "added with the data known"
    rows = figures.both_governments(tables, "2025-10-31", verdicts.today(tables))
    c29 = rows[rows["claim"] == "C29"].groupby("rule")["verdict"]
    assert c29.nunique().eq(1).all()  # "the same label, by either rule"
    assert set(rows["rule"]) == {
        "our rule", "texts at home count", "both sides asked", "figures only", "purchases count",
    }  # fmt: skip
    alone = verdicts.c30(tables, "2025-10-31", "figures only")
    assert alone.outcome == "not_supported"
    coded = [study for study in verdicts.comparisons(TESTS, "CN", "2025-10-31") if not study.size]
    assert len(coded) == 3
    assert (
        "C30 stood on three abstracts that one person coded: without them it falls"
        in (CELLS["mirror-verdicts-read"])
    )
    today = verdicts.today(tables)
    assert today == "2026-09-21"
    assert verdicts.c30(tables, today, "figures only").outcome == verdicts.c30(tables, today).outcome
    same = verdicts.c30(tables, today, "purchases count", "US").outcome
    assert same == verdicts.c30(tables, today).outcome != verdicts.c30(tables, today, country="US").outcome
    for part, kind in verdicts.SENTENCE_OF_C31.items():
        first, rest = CELLS["c31-note"].split("are images")
        assert f"*{part}*".lower() in (first if kind == "image" else rest).lower()


def test_days_of_the_organisation() -> None:
    texts = TEXTS.set_index("instrument_id")
    assert f"{texts.loc['cn-waico-2025', 'date_adopted']:%Y-%m}" == "2025-07"
    assert f"{texts.loc['waico-agreement-2026', 'date_adopted']:%Y-%m}" == "2026-07"
    paper = RIVAL[RIVAL["source_id"] == "arxiv-2026-waico"]["published"].iloc[0]
    assert str(paper)[:7] == "2026-06"
    forums = load("forum_participation")
    founders = forums[(forums["forum_id"] == "waico-2026") & (forums["role"] == "founding_signatory")]
    assert len(founders) == 29
    assert "twenty-nine states" in CELLS["lateral-read"]
    month = forums[(forums["forum_id"] == "waico-2026") & forums["joined"] & (forums["date"] <= "2026-07-31")]
    assert len(month) == 37
    assert "counts thirty-seven by the end of that month" in CELLS["lateral-read"]
    meaning = load("glossary").set_index("term").loc["World AI Cooperation Organization", "meaning"]
    assert "29 states signed its founding agreement on 16 July 2026, 37 had by 31 July" in meaning


def test_teachers_page_says_the_same_minutes() -> None:
    text = (ROOT / "site" / "teachers" / "10-rules-and-values.md").read_text(encoding="utf-8")
    minutes = lesson("10").minutes
    for name in ("core", "further", "exercise", "essay"):
        assert str(minutes[name]) in text.split("A 45-minute version")[0]


def test_teachers_page_tells_the_count_of_studies() -> None:
    text = (ROOT / "site" / "teachers" / "10-rules-and-values.md").read_text(encoding="utf-8")
    china, america = (verdicts.comparisons(TESTS, side, "2026-09-21") for side in ("CN", "US"))
    assert (sum(study.leans for study in china), len(china)) == (7, 8)
    assert "seven of the eight studies" in text
    assert (sum(study.leans for study in america), len(america)) == (3, 4)
    assert "three of the four studies" in text


def test_the_sample_essay_is_true() -> None:
    page = yaml.safe_load((lesson("10").folder / "essay.yaml").read_text(encoding="utf-8"))
    sample = " ".join(page["sample"].split())
    assert page["words"] <= len(sample.split()) <= 300
    china = figures.printed(TESTS, figures.CHINESE_MODELS), figures.printed(TESTS, figures.US_MODELS)
    two = figures.printed(TESTS, figures.DEEPSEEK), figures.printed(TESTS, figures.QWEN)
    clause = CLAUSES.set_index("clause_id").loc["cn-2023-art4-1"]
    third = CLAUSES.set_index("clause_id").loc["br-2025-pbia-values"]
    assert str(third["words"]).startswith("reflects our particular values")
    assert '"reflects our particular values"' in sample
    expected = [
        re.findall(r"\d+", clause["place"])[0], str(clause["published"].year), f"{china[0]:.0f}",
        f"{china[1]:.0f}", *(f"{share:.0f}" for share in two), str(third["published"].year),
    ]  # fmt: skip
    assert numbers_in(sample) == expected
    assert CLAUSES.set_index("clause_id").loc["cn-2023-art4-1", "english"] in sample
    path = SOLUTIONS / "10-rules-and-values" / "10-rules-and-values.ipynb"
    cell = next(c for c in notebooks.read(path).cells if c.id == "10-essay")
    assert all(f"**{name}" in cell.source for name in page["scheme"])
    assert len(page["scheme"]) * 4 == cell.metadata["nbgrader"]["points"]
