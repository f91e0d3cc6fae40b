"""Levels and scores of openness, crossovers that last, and licences as answers to a use."""

from __future__ import annotations

from typing import Any

import pytest

from ai_ambitions import load
from ai_ambitions.lessons.open_weights import model as o

MATRIX = {row["model_label"]: row for row in load("openness_dimensions").to_dict("records")}
DIMENSIONS = [name for name in load("openness_dimensions").columns[1:13]]
LICENCES = {row["licence_id"]: row for row in load("licences").to_dict("records")}


def ask(licence: str, day: str = "2026-09-30", **use: Any) -> str:
    return o.permission(LICENCES[licence], o.Use(**use), day).answer


def test_equal_weights_give_the_points_of_the_table() -> None:
    assert len(DIMENSIONS) == 12
    for row in MATRIX.values():
        score = o.openness_score(row, dict.fromkeys(DIMENSIONS, 1))
        assert score * 12 == pytest.approx(row["points_of_12"])


def test_a_score_depends_on_its_weights() -> None:
    r1 = MATRIX["DeepSeek-R1"]
    assert o.openness_score(r1, {"tuned_weights": 1}) == 1
    assert o.openness_score(r1, {"tuned_weights": 1, "base_data": 3}) == 0.25
    assert o.openness_score({"a": "partial", "b": "closed"}, {"a": 2, "b": 0}) == 0.5


@pytest.mark.parametrize(
    "weights", [{}, {"a": 0}, {"a": -1, "b": 2}, {"missing": 1}], ids=["none", "zero", "negative", "missing"]
)
def test_a_score_refuses_what_makes_no_sense(weights: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"weight|grade"):
        o.openness_score({"a": "open", "b": "closed"}, weights)


def test_levels_of_known_models() -> None:
    level = {name: o.openness_level(row) for name, row in MATRIX.items()}
    assert level["YuLan-Mini-Instruct"] == level["Olmo-3.1-32B-Think"] == o.SOURCE
    assert level["Qwen3.5-397B-A17B"] == level["Phi-4-reasoning"] == o.FREE_WEIGHTS
    assert level["Kimi K2.5"] == level["Gemma-3-27B-IT"] == o.WEIGHTS
    assert level["Llama-3.1-405B-Instruct"] == o.CLOSED  # weights behind a form, as the index grades it
    assert set(level.values()) == set(o.LEVELS)
    with pytest.raises(ValueError, match="no grade"):
        o.openness_level({"tuned_weights": "open"})


SERIES = ([1, 5, 2, 2, 6, 7, 8], [3, 4, 3, 3, 3, 3, 3])


@pytest.mark.parametrize(("hold", "month"), [(1, 2), (2, 5), (3, 5), (4, None), (None, 5)])
def test_first_touch_and_sustained(hold: int | None, month: int | None) -> None:
    assert o.crossover(range(1, 8), *SERIES, hold=hold) == month


def test_a_lead_from_the_start_and_a_tie() -> None:
    assert o.crossover(["2025-01", "2025-02"], [2, 2], [1, 1], hold=None) == "2025-01"
    assert o.crossover([1, 2], [1, 1], [1, 1]) is None
    assert o.crossover([1, 2], [1, 2], [1, 1], hold=None) == 2
    assert o.crossover([1, 2], [2, 1], [1, 1], hold=None) is None


@pytest.mark.parametrize(
    ("periods", "a", "b", "hold"),
    [([], [], [], 1), ([1, 2], [1], [1, 2], 1), ([2, 1], [1, 2], [1, 1], 1), ([1, 1], [1, 2], [1, 1], 1), ([1], [1], [0], 0)],
    ids=["empty", "unequal", "reversed", "repeated", "no hold"],
)  # fmt: skip
def test_crossover_refuses_what_makes_no_sense(
    periods: list[int], a: list[int], b: list[int], hold: int
) -> None:
    with pytest.raises(ValueError, match=r"length|order|at least"):
        o.crossover(periods, a, b, hold)


def test_published_terms() -> None:
    """Clauses as their texts print them: Llama 3.1, Hunyuan-A13B, Kimi K2, Kimi K3, Llama 4, MIT."""
    assert ask("llama-3.1", kind="product", users_m=700) == "yes, name shown"
    assert ask("llama-3.1", kind="product", users_m=700.1) == "ask"
    for country in ("FR", "GB", "KR"):
        assert ask("tencent-hunyuan", kind="research", country=country) == "no"
    assert ask("tencent-hunyuan", kind="product", country="KE") == "yes"
    assert ask("tencent-hunyuan", kind="training", country="KE") == "no"
    assert ask("modified-mit-kimi", kind="product", users_m=99, revenue_usd_m=10) == "yes"
    assert ask("modified-mit-kimi", kind="product", users_m=101) == "yes, name shown"
    assert ask("modified-mit-kimi", kind="product", revenue_usd_m=241) == "yes, name shown"  # a month
    assert ask("modified-mit-kimi", kind="product", revenue_usd_m=239) == "yes"
    assert ask("kimi-k3", kind="hosting", revenue_usd_m=21) == "ask"
    assert ask("kimi-k3", kind="hosting", revenue_usd_m=20) == "yes"
    assert ask("kimi-k3", kind="product", revenue_usd_m=21) == "yes"
    assert ask("llama-4", kind="product", country="DE") == "no"
    assert ask("mit", kind="hosting", users_m=1e4, revenue_usd_m=1e6) == "yes"
    assert ask("minimax-m2.7", kind="product") == "ask"
    assert ask("modified-mit-minimax-m2.5", kind="product") == "yes, name shown"


def test_unknown_is_not_permission() -> None:
    assert ask("xai-community", kind="product") == "unknown"
    assert ask("kimi-k3", kind="training") == "silent"  # the text was read and has no such clause
    assert ask("qwen3.8-max", kind="training") == "unknown"  # nobody of us read the text
    assert ask("falcon-180b", kind="hosting", revenue_usd_m=0.1) == "ask"
    assert "not licensed in KR" in str(
        o.permission(LICENCES["tencent-hunyuan"], o.Use("product", country="KR"), "2026-01-01")
    )


def test_a_licence_has_a_first_day() -> None:
    with pytest.raises(ValueError, match="begins on"):
        ask("kimi-k3", day="2025-10-31", kind="product")
    with pytest.raises(ValueError, match="no use known"):
        o.Use("gaming")
    with pytest.raises(ValueError, match="negative"):
        o.Use("product", users_m=-1)


def test_a_board_of_answers() -> None:
    uses = {"hospital": o.Use("research", country="KR"), "start-up": o.Use("product", country="KE")}
    board = o.permissions([LICENCES["mit"], LICENCES["tencent-hunyuan"]], uses, "2026-01-01")
    assert board[0] == {"licence": "MIT License", "hospital": "yes", "start-up": "yes"}
    assert board[1]["hospital"] == "no"
    assert o.permissions([], uses, "2026-01-01") == []


def test_grades_of_licences_of_weights() -> None:
    for name in ("Apache-2.0", "Apache 2.0", "MIT License", "MIT"):
        assert o.licence_grade(name) == "open"
    assert o.licence_grade("Modified MIT License") == o.licence_grade("Modified MIT") == "partial"
    for name in (
        "Apache-2.0 and BigScience RAIL License",
        "Llama 4 Community License Agreement",
        None,
        float("nan"),
    ):
        assert o.licence_grade(name) == "closed"


def test_open_source_asks_for_code_and_all_data() -> None:
    every = dict.fromkeys(
        ("tuned_weights", "licence_terms", "training_code", "base_data", "tuning_data"), "open"
    )
    assert o.openness_level(every) == o.SOURCE
    for part in ("training_code", "base_data", "tuning_data"):
        assert o.openness_level(every | {part: "partial"}) == o.FREE_WEIGHTS
    assert o.openness_level(every | {"licence_terms": "partial"}) == o.WEIGHTS
    assert o.openness_level(every | {"tuned_weights": "partial"}) == o.WEIGHTS
    assert o.openness_level(every | {"tuned_weights": "closed"}) == o.CLOSED
