"""The rules of C15 to C18: as the ledger has them, and turned by changed tables."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core.course import course
from ai_ambitions.core.errors import CourseError
from ai_ambitions.lessons.open_weights import verdicts as v

WRITTEN, TODAY = course().article.day, "2026-09-08"
SCORED, NEWEST = "2026-07-15", "2026-11-28"  # days to which the index of C16 and the models of C17 reach
NAMES = sorted({name for names in v.TABLES.values() for name in names})
LEDGER = load("claims").set_index("claim_id")
JUDGE = {"C15": v.c15, "C16": v.c16, "C17": v.c17, "C18": v.c18}


def tables(**changed: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {name: load(name) for name in NAMES} | changed


def edited(name: str, column: str, value: Any, **where: Any) -> dict[str, pd.DataFrame]:
    """The tables with one column set to a value in the rows where other columns hold the values given."""
    frame = load(name)
    mask = pd.Series(True, index=frame.index)
    for other, wanted in where.items():
        mask &= frame[other].isin(wanted if isinstance(wanted, list) else [wanted])
    assert mask.any(), "the change meets no row"
    kept = frame[column] if frame[column].dtype.kind == "M" else frame[column].astype(object)
    frame[column] = kept.where(~mask, value)
    return tables(**{name: frame})


def with_row(name: str, **cells: Any) -> dict[str, pd.DataFrame]:
    frame = load(name)
    return tables(**{name: pd.concat([frame, pd.DataFrame([cells])], ignore_index=True)})


# --- C15 --------------------------------------------------------------------------------------------------------------


def test_c15_turns_with_the_licences() -> None:
    shut = edited("licences", "commercial_use", False, licence_id="modified-mit-kimi")
    assert v.c15(shut, WRITTEN).outcome == "not_supported"
    assert (
        v.c15(shut, TODAY).outcome == "supported_with_qualifier"
    )  # its largest model has another licence by then


def test_c15_turns_with_the_index() -> None:
    frame = load("openness_dimensions")
    kimi = frame["model_label"].eq("Kimi K2.5")
    parts = [column for column in frame.columns if frame[column].isin(["open", "partial", "closed"]).any()]
    frame.loc[kimi, parts] = "open"
    about = load("openness")
    about["licence"] = about["licence"].astype(object).where(about["model_label"].ne("Kimi K2.5"), "MIT")
    opened = tables(openness_dimensions=frame, openness=about)
    assert v.c15(opened, TODAY).outcome == "supported"
    assert v.c15(opened, WRITTEN).outcome == "supported_with_qualifier"  # it came out after the article
    of_then = frame["model_label"].eq("Kimi K2")  # graded in September 2025
    frame.loc[of_then, parts] = "open"
    about["licence"] = about["licence"].where(about["model_label"].ne("Kimi K2"), "MIT")
    assert v.c15(tables(openness_dimensions=frame, openness=about), WRITTEN).outcome == "supported"


def test_c15_asks_only_what_was_out_and_in_force() -> None:
    assert "Kimi K2" in v.c15(tables(), WRITTEN).because
    assert "Kimi K3" not in v.c15(tables(), WRITTEN).because
    later = edited("licences", "valid_from", pd.Timestamp("2026-01-01"), licence_id="modified-mit-kimi")
    with pytest.raises(CourseError, match="Moonshot AI"):
        v.c15(later, WRITTEN)


def test_c15_of_sellers() -> None:
    assert v.c15(tables(), WRITTEN, "sellers").outcome == "supported_with_qualifier"
    assert v.c15(tables(), TODAY, "sellers").outcome == "not_supported"  # the gates of 2026


def test_c15_of_the_newest_model() -> None:
    assert v.c15(tables(), WRITTEN, "newest").outcome == "supported_with_qualifier"
    now = v.c15(tables(), TODAY, "newest")
    assert now.outcome == "not_supported"  # Alibaba's newest sends a seller to ask from the first dollar
    assert "2 of 3" in now.figure
    assert "Qwen3.8-Flash-Next" in now.because
    assert "Qwen3.8-2.4T-A95B" in v.c15(tables(), TODAY).because  # the largest is another one
    later = edited("licences", "revenue_gate_usd_m", 50.0, licence_id="qwen-community-1.0")
    assert v.c15(later, TODAY, "newest").outcome == "supported_with_qualifier"


def test_c15_of_a_flagship_that_was_kept() -> None:
    then = v.c15(tables(), WRITTEN, "flagship")
    assert then.outcome == "not_supported"
    assert "2 of 3" in then.figure
    assert "Closed, and so a refusal: Qwen3-Max" in then.because
    assert v.c15(tables(), TODAY, "flagship").outcome == "supported_with_qualifier"
    opened = edited("models", "weights", "open", model="Qwen3-Max")
    opened["models"].loc[opened["models"]["model"].eq("Qwen3-Max"), "licence_id"] = "mit"
    assert v.c15(opened, WRITTEN, "flagship").outcome == "supported_with_qualifier"


def test_c15_of_the_same_models_asks_the_later_day_about_those_of_the_article() -> None:
    assert v.c15(tables(), WRITTEN, "same models").because == v.c15(tables(), WRITTEN).because
    now = v.c15(tables(), TODAY, "same models")
    assert now.outcome == "supported_with_qualifier"
    assert "Kimi K2." in now.because
    assert "Kimi K3" not in now.because
    shut = edited("licences", "commercial_use", False, licence_id="modified-mit-kimi")
    assert v.c15(shut, TODAY, "same models").outcome == "not_supported"


def test_c15_refutes_nothing_by_a_clause_that_nobody_saw() -> None:
    unseen = edited("licences", "commercial_use", None, licence_id="kimi-k3")
    assert v.c15(unseen, TODAY).outcome == "not_checkable"
    refused = edited("licences", "commercial_use", False, licence_id="kimi-k3")
    assert v.c15(refused, TODAY).outcome == "not_supported"
    both = unseen["licences"]
    both["commercial_use"] = both["commercial_use"].where(both["licence_id"].ne("mit"), False)
    assert v.c15(tables(licences=both), TODAY).outcome == "not_supported"


def test_c15_says_which_text_was_not_read() -> None:
    assert "We read all three texts" in v.c15(tables(), WRITTEN).because
    assert "Qwen3.8-Max License, we know from descriptions only" in v.c15(tables(), TODAY).because
    read = edited("licences", "text_read", True, licence_id="qwen3.8-max")
    assert "We read all three texts" in v.c15(read, TODAY).because


@pytest.mark.parametrize(("claim", "last"), [("C15", TODAY), ("C16", SCORED), ("C17", NEWEST)])
def test_each_claim_is_asked_to_the_end_of_its_own_table(claim: str, last: str) -> None:
    assert JUDGE[claim](tables(), last).day == last == str(LEDGER.loc[claim, "as_of"])[:10]
    beyond = str(pd.Timestamp(last) + pd.Timedelta(days=1))[:10]
    with pytest.raises(CourseError, match=f"{claim} cannot be judged on {beyond}"):
        JUDGE[claim](tables(), beyond)


# --- C16 --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", ["default", "firms"])
def test_c16_turns_when_a_firm_opens_its_weights(rule: str) -> None:
    opened = edited("models", "weights", "open", developer=["OpenAI", "Anthropic"])
    assert v.c16(tables(), WRITTEN, rule).outcome == "supported_with_qualifier"
    assert v.c16(opened, WRITTEN, rule).outcome == v.c16(opened, SCORED, rule).outcome == "not_supported"


def test_c16_leaves_out_what_is_unknown() -> None:
    blank = edited("models", "weights", None, developer_country=["US", "FR", "CA"])
    with pytest.raises(CourseError, match="no scored model"):
        v.c16(blank, WRITTEN)
    # "supported" cannot occur: no table counts what can be used without paying, and the rule says so.
    known_ones = v.c16(tables(), WRITTEN)
    assert "11 of 11" in known_ones.figure
    assert "nobody entered whether they are open: 1" in known_ones.because  # o3-pro
    told = edited("models", "weights", "open", model="o3-pro")
    assert "11 of 12" in v.c16(told, WRITTEN).figure
    assert "Left out" not in v.c16(told, WRITTEN).because


def test_c16_turns_at_two_thirds() -> None:
    ranked = v._ranked(tables(), WRITTEN, "default").head(v.BEST)
    abroad = ranked[ranked["developer_country"].ne("CN") & ranked["weights"].notna()]["model"].tolist()
    assert len(abroad) == 11
    for opened, outcome in (
        (3, "supported_with_qualifier"),
        (4, "not_supported"),
    ):  # 8 and 7 of 11 stay closed
        assert v.c16(edited("models", "weights", "open", model=abroad[:opened]), WRITTEN).outcome == outcome


def test_c16_holds_whatever_the_number_of_best_models(monkeypatch: pytest.MonkeyPatch) -> None:
    for best in (3, 5, 10, 20, 40, 80):
        monkeypatch.setattr(v, "BEST", best)
        assert (
            v.c16(tables(), WRITTEN).outcome == v.c16(tables(), SCORED).outcome == "supported_with_qualifier"
        )


def test_c16_of_all_years_asks_every_model() -> None:
    models = load("models")
    for day in (WRITTEN, SCORED):
        abroad = models[(models["released"] <= day) & models["developer_country"].ne("CN")][
            "weights"
        ].dropna()
        said = v.c16(tables(), day, "all years")
        assert f"{abroad.eq('closed').sum()} of {len(abroad)} models from outside China" in said.figure
        assert said.outcome == "not_supported"
    shut = edited("models", "weights", "closed", developer_country=["US", "FR", "CA"])
    assert v.c16(shut, WRITTEN, "all years").outcome == "supported_with_qualifier"


def test_c16_by_a_list_that_was_out() -> None:
    then = v.c16(tables(), WRITTEN, "published")
    assert then.outcome == "supported_with_qualifier"
    assert "10 of 10 best models from outside China on the list of 2025-08-04" in then.figure
    out = load("benchmark_scores", as_of=WRITTEN)  # nothing of it was published later
    assert v.c16(tables(benchmark_scores=out), WRITTEN, "published").figure == then.figure
    opened = edited("models", "weights", "open", developer=["OpenAI", "xAI"])
    assert v.c16(opened, WRITTEN, "published").outcome == "not_supported"
    with pytest.raises(CourseError, match="in the year up to 2025-08-01"):
        v.c16(
            tables(), "2025-08-01", "published"
        )  # before the list; the two quoted scores of February are no list


def test_c16_counts_chinese_models_too() -> None:
    assert "10 of 12 are open" in v.c16(tables(), WRITTEN).because
    shut = edited("models", "weights", "closed", developer_country="CN")
    assert "0 of 12 are open" in v.c16(shut, WRITTEN).because


# --- C17 --------------------------------------------------------------------------------------------------------------


def test_c17_turns_when_sizes_are_published() -> None:
    told = edited("models", "params_status", "reported", developer_country="US")
    assert v.c17(told, WRITTEN).outcome == v.c17(told, NEWEST).outcome == "not_supported"
    silent = edited("models", "params_status", None, developer_country="US")
    assert v.c17(silent, TODAY).outcome == "not_supported"  # nothing published before: nothing fell


def test_c17_too_few_models_refute_nothing() -> None:
    models = load("models")
    few = models[
        ~(models["developer_country"].eq("US") & models["weights"].eq("open") & (models["released"] < "2023"))
    ]
    assert v.c17(tables(models=few), NEWEST).outcome == "not_checkable"
    assert v.c17(tables(), NEWEST, "closed").outcome == "not_checkable"
    assert "too few" in v.c17(tables(), NEWEST, "closed").because
    assert "too few" not in v.c17(tables(), NEWEST).because
    # "supported" cannot occur: no table measures the harm to innovation, and the rule says so.


def test_c17_of_closed_models_needs_five_on_each_side() -> None:
    told = {"developer_country": "US", "weights": "closed", "params_status": "reported"}
    models = load("models")
    for released, outcome in (  # with none added there are too few early ones, as above
        (["2022-01-01"] * 5, "supported_with_qualifier"),
        (["2022-01-01"] * 5 + ["2024-01-01"] * 200, "not_supported"),
    ):
        more = pd.DataFrame([told | {"released": pd.Timestamp(day)} for day in released])
        longer = pd.concat([models, more], ignore_index=True)
        longer.attrs = models.attrs
        assert v.c17(tables(models=longer), NEWEST, "closed").outcome == outcome, len(released)


def test_c17_names_the_mix_and_the_empty_cells() -> None:
    now = v.c17(tables(), NEWEST)
    models = load("models")
    since = models[models["developer_country"].eq("US") & (models["released"] >= "2023")]
    counts = since.groupby("weights", observed=True)["params_status"].agg(
        ["size", lambda told: told.eq("reported").sum()]
    )
    (closed, none), (opened, many) = counts.loc["closed"], counts.loc["open"]
    assert (
        f"Open models since 2023: {many} of {opened}. Closed models since 2023: {none} of {closed}."
        in now.because
    )
    assert f"not entered: {since['weights'].isna().sum()}." in now.because
    assert opened + closed + since["weights"].isna().sum() == len(since)
    assert f"{since['params_status'].isna().sum()} are empty cells" in now.because


def test_c17_is_not_turned_by_a_few_early_models_that_are_missing() -> None:
    missing = {"developer_country": "US", "weights": "closed", "released": pd.Timestamp("2022-11-30")}
    models = load("models")
    turned = [(WRITTEN, 3, False), (WRITTEN, 4, True), (NEWEST, 4, False), (NEWEST, 5, True)]
    for day, more, turns in turned:
        longer = pd.concat([models, pd.DataFrame([missing] * more)], ignore_index=True)
        longer.attrs = models.attrs
        outcome = "not_supported" if turns else "supported_with_qualifier"
        assert v.c17(tables(models=longer), day).outcome == outcome, (day, more)


# --- C18 --------------------------------------------------------------------------------------------------------------

COUNT = {
    "date_precision": "day",
    "country": "CN",
    "counted_by": "CAICT",
    "unit": "models",
    "comparator": "exactly",
}


def test_c18_turns_with_the_count_of_july() -> None:
    smaller = edited("llm_counts", "value", 1400, kind="large_models_cumulative", country="CN")
    assert v.c18(smaller, WRITTEN).outcome == "not_supported"
    language = with_row(
        "llm_counts", kind="llms_cumulative", date=pd.Timestamp("2025-07-20"), value=1600, **COUNT
    )
    assert v.c18(language, WRITTEN).outcome == v.c18(language, TODAY).outcome == "supported"
    assert v.c18(language, WRITTEN, "language models").outcome == "supported"
    few = with_row("llm_counts", kind="llms_cumulative", date=pd.Timestamp("2025-07-20"), value=1400, **COUNT)
    assert v.c18(few, WRITTEN, "language models").outcome == "not_supported"
    assert v.c18(tables(), WRITTEN, "language models").outcome == "not_checkable"  # no count is no refutation
    assert v.c18(tables(), WRITTEN, "large is language").outcome == "supported"
    assert v.c18(smaller, WRITTEN, "large is language").outcome == "not_supported"
    none = edited("llm_counts", "country", "US", country="CN")
    assert v.c18(none, WRITTEN).outcome == "not_checkable"


def test_c18_rests_on_what_was_published() -> None:
    out = load("llm_counts", as_of=WRITTEN)
    assert v.c18(tables(llm_counts=out), WRITTEN) == v.c18(tables(), WRITTEN)


@pytest.mark.parametrize(
    ("kind", "value", "now"),
    [
        ("large_models_cumulative", 900, "outdated"),
        ("large_models_cumulative", 2400, "supported_with_qualifier"),
        ("genai_services_filed", 900, "supported_with_qualifier"),  # another scope says nothing
    ],
)
def test_c18_is_outdated_only_by_its_own_scope(kind: str, value: int, now: str) -> None:
    later = with_row("llm_counts", kind=kind, date=pd.Timestamp("2026-03-01"), value=value, **COUNT)
    assert v.c18(later, WRITTEN).outcome == "supported_with_qualifier"
    assert v.c18(later, TODAY).outcome == now


def test_c18_asks_for_more_than_1500() -> None:
    for count, outcome in ((1500, "not_supported"), (1501, "supported_with_qualifier")):
        exact = edited("llm_counts", "value", count, kind="large_models_cumulative", country="CN")
        assert v.c18(exact, "2025-07-31").outcome == outcome
