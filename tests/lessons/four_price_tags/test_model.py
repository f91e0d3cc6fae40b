"""What lesson 02 teaches, held against published values."""

from __future__ import annotations

import math

import pytest

from ai_ambitions import load
from ai_ambitions.lessons.four_price_tags import model as m

VALUES = load("formula_test_values").set_index("test_id")
CHIPS = load("chips").set_index("chip")
NAMES = {
    "chinchilla-ratio-printed": "as printed",
    "chinchilla-ratio-unrounded-exponents": "exponents unrounded",
    "chinchilla-ratio-refit": "replication of 2024",
}


def inputs(test_id: str) -> dict[str, float]:
    pairs = (part.split("=") for part in str(VALUES.loc[test_id, "inputs"]).split(";"))
    return {name: float(value) for name, value in pairs}


def test_the_published_price_comes_out_to_the_dollar() -> None:
    runs = load("training_runs").set_index("run_id")
    for run_id in (
        "deepseek-v3-pretraining",
        "deepseek-v3-context",
        "deepseek-v3-post",
        "deepseek-v3-total",
        "deepseek-r1-total",
    ):
        row = runs.loc[run_id]
        assert m.run_cost(row["gpu_hours"], row["usd_per_gpu_hour"]) == row["cost_usd"]
    assert m.run_cost(100, 2, trials=3) == 800
    with pytest.raises(ValueError, match="negative"):
        m.run_cost(-1, 2)
    with pytest.raises(ValueError, match="negative"):
        m.run_cost(1, 2, trials=-1)


def test_six_operations_for_each_active_parameter_and_token() -> None:
    assert m.training_flop(37, 14.8) == pytest.approx(3.2856e24)
    models = load("models").set_index("model")
    for name in ("Llama 3.1 405B", "GPT-3 175B", "Llama 4 Maverick", "DeepSeek-V3"):  # what others published
        row = models.loc[name]
        assert m.training_flop(row["active_params_b"], row["training_tokens_t"]) == pytest.approx(
            row["training_flop"], rel=0.02
        )
    for bad in ((0, 1), (1, 0), (-3, 1)):
        with pytest.raises(ValueError, match="above zero"):
            m.training_flop(*bad)


def test_utilisation_of_two_runs() -> None:
    """34.6 % and 34.5 %, on the dense peak at 16 bits; half of the first on the peak at 8 bits."""
    v3, h800 = m.training_flop(37, 14.8), CHIPS.loc["H800 SXM5"]
    assert m.utilisation(v3, 2.664e6, h800["dense_fp16_tflops"]) == pytest.approx(0.346, abs=5e-4)
    assert m.utilisation(v3, 2.664e6, h800["dense_fp8_tflops"]) == pytest.approx(0.173, abs=5e-4)
    peak = CHIPS.loc["H100 SXM5 80GB"]["dense_fp16_tflops"]
    assert m.utilisation(m.training_flop(405, 15.6), 30.84e6, peak) == pytest.approx(0.345, abs=5e-4)
    with pytest.raises(ValueError, match="more than all"):
        m.utilisation(v3, 2.664e6 / 3600, 989)
    with pytest.raises(ValueError, match="above zero"):
        m.utilisation(v3, 0, 989)


@pytest.mark.parametrize("test_id", NAMES)
def test_the_optimum_by_three_sets_of_constants(test_id: str) -> None:
    given = inputs(test_id)
    constants = {"a": given["A"], "b": given["B"], "alpha": given["alpha"], "beta": given["beta"]}
    assert constants == m.CONSTANTS[NAMES[test_id]]
    expected, tolerance = VALUES.loc[test_id, ["expected", "tolerance"]]
    assert m.tokens_per_parameter(given["flop"], constants) == pytest.approx(expected, abs=tolerance)


@pytest.mark.parametrize(
    ("test_id", "which"), [("chinchilla-exponent-n-refit", 0), ("chinchilla-exponent-d-refit", 1)]
)
def test_the_optimum_grows_with_the_published_exponents(test_id: str, which: int) -> None:
    constants = m.CONSTANTS["replication of 2024"]
    small, large = (m.best_split(flop, **constants)[which] for flop in (1e20, 1e24))
    expected, tolerance = VALUES.loc[test_id, ["expected", "tolerance"]]
    assert math.log(large / small) / math.log(1e4) == pytest.approx(expected, abs=tolerance)


def test_the_optimum_spends_all_and_is_one() -> None:
    constants = m.CONSTANTS["as printed"]
    n, d = m.best_split(1e23, **constants)
    assert 6 * n * d == pytest.approx(1e23)

    def loss(parameters: float) -> float:
        tokens = 1e23 / 6 / parameters
        return (
            constants["a"] / parameters ** constants["alpha"] + constants["b"] / tokens ** constants["beta"]
        )

    assert loss(n) < min(loss(n * 1.05), loss(n / 1.05))
    with pytest.raises(ValueError, match="above zero"):
        m.best_split(0, **constants)


def test_a_fraction_needs_both_sides() -> None:
    assert m.times(2, 8) == 0.25
    with pytest.raises(ValueError, match="above zero"):
        m.times(1, 0)


def test_a_price_tag_counts_rent_or_purchase_and_never_both() -> None:
    assert m.price_tag(2.788e6, 2, 0, 0, 32_000) == m.Offer(5.576e6, "final run only, rented")
    assert m.price_tag(2.788e6, 2, 4, 0, 32_000).usd == 5 * 5.576e6
    assert m.price_tag(2.788e6, 2, 4, 2048, 32_000) == m.Offer(65_536_000, "2,048 chips bought")
    with pytest.raises(ValueError, match="negative"):
        m.price_tag(1, 1, 0, -1, 1)


def test_the_nearest_tag_is_nearest_by_factor() -> None:
    assert m.nearest(60, {"small": 10, "large": 100}) == "large"
    assert m.nearest(30, {"small": 10, "large": 100}) == "small"
    assert m.nearest(40, {"small": 10, "large": 100}) == "large"


@pytest.mark.parametrize(
    "test_id",
    [
        "deepseek-v3-flop",
        "chinchilla-budget",
        "deepseek-v3-mfu-bf16",
        "deepseek-v3-mfu-fp8",
        "llama-405b-mfu",
        "v3-run-cost",
    ],
)
def test_values_of_the_table(test_id: str) -> None:
    given = inputs(test_id)
    kind = str(VALUES.loc[test_id, "formula"])
    if kind == "training_flop":
        params = given.get("active_params") or given["params"]
        got = m.training_flop(params / 1e9, given["tokens"] / 1e12)
    elif kind == "mfu":
        got = m.utilisation(given["flop"], given["gpu_hours"], given["peak"] / 1e12)
    else:
        got = m.run_cost(given["gpu_hours"], given["usd_per_hour"])
    expected, tolerance = VALUES.loc[test_id, ["expected", "tolerance"]]
    assert got == pytest.approx(expected, abs=tolerance)
