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


def test_c15_asks_only_what_was_out_and_in_force() -> None:
    assert "Kimi K2" in v.c15(tables(), WRITTEN).because
    assert "Kimi K3" not in v.c15(tables(), WRITTEN).because
    later = edited("licences", "valid_from", pd.Timestamp("2026-01-01"), licence_id="modified-mit-kimi")
    with pytest.raises(CourseError, match="Moonshot AI"):
        v.c15(later, WRITTEN)


def test_c15_of_sellers() -> None:
    assert v.c15(tables(), WRITTEN, "sellers").outcome == "supported_with_qualifier"
    assert v.c15(tables(), TODAY, "sellers").outcome == "not_supported"  # the gates of 2026


# --- C16 --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", ["default", "firms"])
def test_c16_turns_when_a_firm_opens_its_weights(rule: str) -> None:
    opened = edited("models", "weights", "open", developer=["OpenAI", "Anthropic"])
    assert v.c16(tables(), WRITTEN, rule).outcome == "supported_with_qualifier"
    assert v.c16(opened, WRITTEN, rule).outcome == v.c16(opened, TODAY, rule).outcome == "not_supported"


def test_c16_leaves_out_what_is_unknown() -> None:
    blank = edited("models", "weights", None, developer_country=["US", "FR", "CA"])
    with pytest.raises(CourseError, match="no scored model"):
        v.c16(blank, WRITTEN)
    # "supported" cannot occur: no table counts what can be used without paying, and the rule says so.


# --- C17 --------------------------------------------------------------------------------------------------------------


def test_c17_turns_when_sizes_are_published() -> None:
    told = edited("models", "params_status", "reported", developer_country="US")
    assert v.c17(told, WRITTEN).outcome == v.c17(told, TODAY).outcome == "not_supported"
    silent = edited("models", "params_status", None, developer_country="US")
    assert v.c17(silent, TODAY).outcome == "not_supported"  # nothing published before: nothing fell


def test_c17_reads_nothing_off_two_models() -> None:
    models = load("models")
    few = models[
        ~(models["developer_country"].eq("US") & models["weights"].eq("open") & (models["released"] < "2023"))
    ]
    assert v.c17(tables(models=few), TODAY).outcome == "not_supported"
    assert v.c17(tables(), TODAY, "closed").outcome == "not_supported"
    assert "too few" in v.c17(tables(), TODAY, "closed").because
    # "supported" cannot occur: no table measures the harm to innovation, and the rule says so.


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
    assert v.c18(tables(), WRITTEN, "language models").outcome == "not_supported"


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
