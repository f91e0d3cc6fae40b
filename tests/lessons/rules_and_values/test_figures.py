"""Charts, tables and widgets of lesson 10: what stands on them follows the tables, and nothing is cut off."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core.errors import CourseError
from ai_ambitions.display.pictures import Picture
from ai_ambitions.display.style import PALETTE
from ai_ambitions.lessons.rules_and_values import figures, verdicts
from tests.support.pictures import assert_whole_and_clear, colour, rows_of, words_on

TESTS, COUNTS = load("content_evaluations"), load("plan_term_counts")
FEATURES, CLAUSES = load("governance_features"), load("value_clauses")
ANSWERS = load("simulated_answers")


def changed(result: str, value: float) -> pd.DataFrame:
    rows = TESTS.copy()
    assert (rows["result_id"] == result).sum() == 1
    rows.loc[rows["result_id"] == result, "value"] = value
    return rows


def test_every_picture_is_whole_and_speaks_in_words() -> None:
    made = [
        figures.mirror(TESTS),
        figures.features_board(FEATURES),
        figures.likeness(FEATURES),
        figures.odds(COUNTS, "us-2025-ai-action-plan", "cn-2025-ai-plus"),
        figures.refusals(TESTS),
    ]
    for picture in made:
        assert_whole_and_clear(picture.figure)
        assert len(picture.alt) > 80
        assert picture.of
        assert "source_id" in picture.data
        assert not [word for word in words_on(picture.figure) if "_" in word]


def test_the_mirror_leaves_the_finding_to_the_reader() -> None:
    assert figures.mirror(TESTS).alt.startswith("Refusals by origin and topic, in one test.")
    turned = changed("llmcensor-findings-us-open-weight-models-refusal-en-zh-western-sensitive", 5)
    assert "3 US models, Western topics 5" in figures.mirror(turned).alt


def test_titles_are_computed() -> None:
    assert figures.features_board(FEATURES).alt.startswith(
        "Full in both China's rule and the EU's: 3 features"
    )
    rows = FEATURES.copy()
    rows.loc[(rows["instrument_id"] == "eu-ai-act") & (rows["feature"] == "prohibited_uses"), "value"] = "no"
    assert "the EU's: 2 features of 15" in figures.features_board(rows).alt
    assert figures.likeness(FEATURES).alt.startswith("Like the EU act? 1.00 or 0.30")
    assert "55 and 7 %" in figures.refusals(TESTS).alt
    assert "both (42 answers) 55 %" in figures.refusals(TESTS).alt  # the title's figure has a mark of its own


def test_a_rule_has_what_it_has_in_full_or_in_part() -> None:
    china, europe = (figures.present(FEATURES, key) for key in ("cn-genai-2023", "eu-ai-act"))
    assert (len(china), len(china & europe)) == (11, 11)
    assert "users give real names" not in {figures.FEATURES[name] for name in china}  # a plain "no"
    with pytest.raises(CourseError, match="no rule called 'atlantis'"):
        figures.present(FEATURES, "atlantis")


SUBJECTS = [
    "own values",
    "unwanted content",
    "tests of others",
    "too many refusals",
    "no manipulation",
    "diversity",
]


def test_clauses_say_whom_they_bind() -> None:
    rows = figures.clauses_in_words(CLAUSES, ["own values", "unwanted content"])
    whom = rows.set_index("document")["binds or addresses"]
    order = "Executive Order 14319, Preventing Woke AI in the Federal Government"
    assert set(whom[order]) == {"what the state buys"}
    assert set(whom["OMB memorandum M-26-04 on unbiased AI principles"]) == {"what the state buys"}
    assert set(whom["Interim Measures for Generative AI Services"]) == {"services for the public at home"}
    assert whom["Brazilian Artificial Intelligence Plan"] == "offices at home"
    assert set(whom["America's AI Action Plan"]) == {"offices at home", "what the state buys"}
    assert set(rows["year"].loc[rows["document"].eq("AI Act, Regulation (EU) 2024/1689")]) == {2024}
    assert "坚持社会主义核心价值观 (uphold core socialist values)" in set(rows["words"])
    assert set(figures.KINDS) >= set(figures.clauses_in_words(CLAUSES, SUBJECTS)["document"])
    assert figures.clauses_in_words(CLAUSES, SUBJECTS)["kind of text"].notna().all()
    assert rows.set_index("document").loc[order, "kind of text"].unique() == ["order"]
    assert set(figures.SAYS) == set(CLAUSES["says"].cat.categories)
    assert set(figures.ADDRESSEES) == set(CLAUSES["addressee"].cat.categories)
    with pytest.raises(ValueError, match="no clause is about"):
        figures.clauses_in_words(CLAUSES, ["own_values"])


def test_rates_divide_the_body_by_its_length() -> None:
    rates = figures.rates(COUNTS, "national security")
    assert rates["us-2025-ai-action-plan"] == pytest.approx(1000 * 21 / 8919)
    assert rates["us-2025-ai-action-plan"] / rates["cn-2025-ai-plus"] == pytest.approx(7.0, abs=0.05)


def test_counts_of_one_document_differ() -> None:
    documents = ["us-2025-ai-action-plan", "cn-2025-ai-plus"]
    rows = figures.counts_in_words(COUNTS, "national security", documents)
    assert rows["document"].nunique() == 2
    plan = rows[rows["document"].str.startswith("Winning")]
    assert list(plan["count"]) == [21, 22, 23, 24]
    assert plan["per 1,000 words"].isna().sum() == 1  # a count without a length has no rate
    assert plan["per 1,000 words"].iloc[0] == 2.35


def test_the_lens_states_its_patterns_in_every_state() -> None:
    draw = figures.lens(COUNTS)
    states = list(itertools.product(*figures.LENS.values()))
    assert len(states) == 16
    for frame, word_list, unit in states:
        picture = draw(frame, word_list, unit)
        assert "Counted by the pattern" in picture.alt
        assert_whole_and_clear(picture.figure)
    words = words_on(draw("rights and trust", "narrow", "occurrences").figure)
    assert any(r"\brights?\b" in word for word in words)


def test_which_frames_keep_their_leader() -> None:
    def leader(frame: str, word_list: str, unit: str) -> str:
        return str(figures.emphasis(COUNTS, frame, word_list, unit)["plan"].iloc[0])

    kept = [
        f
        for f in figures.FRAMES
        if leader(f, "narrow", "occurrences") == leader(f, "narrow", figures.PER_1000)
    ]
    assert kept == ["security and rivals"]


def test_the_clearest_word_and_what_is_left_out() -> None:
    picture = figures.odds(COUNTS, "us-2025-ai-action-plan", "cn-2025-ai-plus")
    assert picture.alt.startswith("The clearest difference: “encourage or promote”")
    assert "America or American" not in picture.alt
    assert picture.data["term"].nunique() == 12


def test_only_one_number_of_questions_fits() -> None:
    assert figures.questions_that_fit(TESTS)["all printed figures"] == [21]
    other = changed("llmcensor-findings-deepseek-r1-14b-refusal-en-china-sensitive", 30)
    assert figures.questions_that_fit(other)["all printed figures"] != [21]
    with pytest.raises(ValueError, match="values to unpack"):
        figures.refusals(other)
    with pytest.raises(ValueError, match="no figure for nobody"):
        figures.printed(TESTS, "nobody")


def test_the_distillation_is_named_where_its_figures_stand() -> None:
    assert "on Qwen2.5" in figures.refusals(TESTS).alt
    rows = TESTS[TESTS["model"].str.contains("deepseek-r1-14b")]
    assert rows["model"].str.contains("Qwen2.5-14B").all()
    assert rows["note"].str.contains("distillation").all()


def test_studies_grow_with_the_day() -> None:
    then, now = figures.studies(TESTS, "2025-10-31"), figures.studies(TESTS, "2026-07-03")
    assert (len(then), len(now)) == (3, 8)
    assert list(then["asks both sides"]) == ["yes", "yes", "no"]
    assert (now["models from China lean to China's side"] == "yes").sum() == 7
    sizes = now["China's models against US models"]
    assert list(sizes[sizes != "abstract only"]) == [
        "-1 to 4.2 against -1.2, from -5 to +5, plus is nearer to China's government", "19 to 98.8 against 98.8, per cent open answers, more is more open",
        "7 to 55 against 16, per cent refused", "32 to 36 against under 3, per cent refused",
    ]  # fmt: skip
    assert now["source_id"].notna().all()
    assert list(now["this version public since"])[-4:] == [
        "2026",
        "2026",
        "2026",
        "2026-02-17",
    ]  # the day only where it is known


def test_verdicts_in_words() -> None:
    given = {name: load(name) for name in ("value_clauses", "content_evaluations")}
    found = [verdicts.c30(given, "2026-07-03"), verdicts.c30(given, "2026-07-03", country="US")]
    rows = figures.verdicts_in_words(found, ["China", "United States"])
    assert list(rows["verdict"]) == ["supported with a qualifier", "not supported"]
    assert list(rows["government"]) == ["China", "United States"]
    assert not [column for column in rows if "_" in column]


def test_the_mirror_of_verdicts_asks_both_governments() -> None:
    given = {name: load(name) for name in verdicts.NEEDED}
    rows = figures.both_governments(given, "2025-10-31", verdicts.today(given))
    assert rows["day"].tolist().count("2025-10-31") == 1
    found = rows.set_index(["claim", "government", "rule", "day"])["verdict"]
    today = verdicts.today(given)
    assert found.to_dict() == {
        ("C29", "China", "our rule", today): "supported with a qualifier",
        ("C29", "China", "texts at home count", today): "supported",
        ("C29", "US", "our rule", today): "supported with a qualifier",
        ("C29", "US", "texts at home count", today): "supported",
        ("C30", "China", "our rule", today): "supported with a qualifier",
        ("C30", "China", "both sides asked", today): "supported with a qualifier",
        ("C30", "China", "figures only", today): "supported with a qualifier",
        ("C30", "China", "figures only", "2025-10-31"): "not supported",
        ("C30", "US", "our rule", today): "not supported",
        ("C30", "US", "purchases count", today): "supported with a qualifier",
    }
    assert rows["claim"].tolist() == ["C29"] * 4 + ["C30"] * 6


def test_the_simulated_rates_and_labels_are_those_of_the_set() -> None:
    rates = figures.rates_by_topic(ANSWERS).set_index("simulated models")
    rows = ANSWERS[ANSWERS["origin"].eq("CN") & ANSWERS["topic"].eq("china_sensitive")]
    refused = 100 * rows["judge_1"].eq("refused").mean()
    assert rates.loc["A and B, from China", "China-sensitive"] == pytest.approx(refused, abs=0.05)
    first, second = figures.neutral_labels(ANSWERS)
    assert len(first) == len(second) == ANSWERS["topic"].eq("neutral").sum() / 2
    assert (first == second).mean() == pytest.approx(0.91, abs=0.005)


def test_small_tables_hold_what_the_rows_say() -> None:
    assert "15 points" in figures.causes(TESTS)["result"].iloc[0]
    assert "75 %" in figures.causes(TESTS)["result"].iloc[1]
    assert figures.causes(TESTS)["result"].iloc[-1] == "refuses 29 % and 81 %"
    moved = changed("elluminate-2026-glm-4-7-flash-provider-gap", 3)
    assert "3 points" in figures.causes(moved)["result"].iloc[0]


def test_the_fair_widget_in_every_state() -> None:
    draw = figures.fair(ANSWERS)
    found = {}
    for asked in figures.FAIR["asked"]:
        for control in figures.FAIR["control"].values():  # type: ignore[union-attr]
            for language in figures.FAIR["language"].values():  # type: ignore[union-attr]
                picture = draw(asked, control, language)
                assert_whole_and_clear(picture.figure)
                found[asked, control, len(language)] = picture.alt
    assert found["both sides", "neutral", 2].startswith("Clear extra silence: only models from China")
    assert found["both sides", None, 2].startswith("Clear extra silence: only models from the US")
    assert found["China-sensitive", "neutral", 2].startswith("One side asked: its silence is found")
    assert found["US-sensitive", "neutral", 2].startswith("One side asked: no clear silence found")
    assert "+27 points" in found["both sides", "neutral", 2]
    assert "+11 points" in found["both sides", None, 2]
    assert "+25 points" in found["both sides", None, 2]
    assert "equally harmless" in found["both sides", "neutral", 2]
    draw_in = {code: draw("both sides", "neutral", [code]).alt for code in ("en", "zh")}
    assert draw_in["en"].startswith("No clear extra silence on either side")  # both lines cross zero
    assert draw("both sides", None, ["zh"]).alt.startswith("Clear extra silence on both sides")  # +28, +28
    assert draw_in["zh"].startswith("Clear extra silence: only models from China")


def highlighted(picture: Picture) -> list[str]:
    """The bars in the second colour."""
    ax = picture.figure.axes[0]
    names = rows_of(ax)
    return [
        names[round(bar.get_y() + bar.get_height() / 2)] for bar in ax.patches if colour(bar) == PALETTE[1]
    ]


def test_each_side_s_own_topic_stands_out_in_the_mirror() -> None:
    assert highlighted(figures.mirror(TESTS)) == [
        "2 Chinese models, China's topics",
        "3 US models, Western topics",
    ]


def test_the_wide_list_counts_more_words_and_the_most_stand_first() -> None:
    for frame in figures.FRAMES:
        narrow, wide = (
            figures.emphasis(COUNTS, frame, words, "occurrences").set_index("plan")["value"]
            for words in ("narrow", "wide")
        )
        assert (wide >= narrow.reindex(wide.index)).all()
        assert wide.sum() > narrow.sum()
        assert list(wide) == sorted(wide, reverse=True)


def test_the_fair_test_asks_in_the_languages_it_names_and_only_the_sides_it_names() -> None:
    draw = figures.fair(ANSWERS)
    english, chinese = (draw("both sides", "neutral", [code]).alt for code in ("en", "zh"))
    assert english != chinese
    one = draw("China-sensitive", "neutral", ["en", "zh"]).alt
    assert "Models from the US: US-sensitive not asked" in one
    assert "Models from China: China-sensitive +27 points" in one


def test_the_axis_of_the_odds_says_which_plan_lies_where() -> None:
    first, second = "us-2025-ai-action-plan", "cn-2025-ai-plus"
    picture = figures.odds(COUNTS, first, second)
    ax = picture.figure.axes[0]
    assert ax.get_xlabel() == "log-odds: left, more in China 2025; right, more in US 2025"
    rates = COUNTS[COUNTS["part"] == "body"].assign(rate=lambda rows: rows["count"] / rows["total_words"])
    rates = rates.set_index(["document_id", "term"])["rate"]
    right = rows_of(ax)[-1]
    assert rates[first, right] > rates[second, right]
    assert "\u2212" not in picture.alt.split(f"{right} ")[1].split(",")[0]
    clearest = picture.alt.split("“")[1].split("”")[0]
    assert clearest in (rows_of(ax)[0], right)


def test_a_study_leans_in_the_table_as_the_verdicts_count_it() -> None:
    rows = figures.studies(TESTS, "2026-07-03").set_index("study")
    for study in verdicts.comparisons(TESTS, "CN", "2026-07-03"):
        assert rows.loc[study.study, "models from China lean to China's side"] == (
            "yes" if study.leans else "no"
        )
        assert rows.loc[study.study, "asks both sides"] == ("yes" if study.both_sides else "no")


def test_full_in_both_means_in_both() -> None:
    wide = FEATURES.astype(str).pivot_table(
        index="feature", columns="instrument_id", values="value", aggfunc="first"
    )
    full = ((wide["cn-genai-2023"] == "yes") & (wide["eu-ai-act"] == "yes")).sum()
    assert f"{full} features of {len(wide)}" in figures.features_board(FEATURES).alt


def test_every_feature_has_plain_words() -> None:
    assert set(figures.FEATURES) == set(FEATURES["feature"].cat.categories)


def test_there_is_no_likeness_above_one_on_the_axis() -> None:
    ax = figures.likeness(FEATURES).figure.axes[0]
    assert max(ax.get_xticks()) == 1


def test_words_of_an_estimate_below_zero_stand_left_of_it() -> None:
    ax = figures.odds(COUNTS, "us-2025-ai-action-plan", "cn-2025-ai-plus").figure.axes[0]
    below = [text for text in ax.texts if text.get_text().startswith("-")]
    assert len(below) == 6
    for text in below:
        row, left = text.xy[1], text.xy[0]
        (line,) = [line for line in ax.lines if len(line.get_xdata()) == 2 and set(line.get_ydata()) == {row}]
        assert left == min(line.get_xdata())
        assert text.get_ha() == "right"
