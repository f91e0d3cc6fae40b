"""Memory of models against published values."""

from __future__ import annotations

import pytest

from ai_ambitions import load
from ai_ambitions.lessons.open_weights import hosting as h

FORMULAS = {
    "kv_bytes_per_token_mha": h.kv_bytes_mha,
    "kv_bytes_per_token_gqa": h.kv_bytes_gqa,
    "kv_bytes_per_token_mla": h.kv_bytes_mla,
}
ARCHITECTURES = {row["model"]: row for row in load("model_architectures").to_dict("records")}


def test_published_values() -> None:
    values = load("formula_test_values")
    rows = values[values["formula"].isin(FORMULAS)]
    assert len(rows) == 5
    for row in rows.itertuples():
        inputs = {name: float(value) for name, value in (part.split("=") for part in row.inputs.split(";"))}
        assert FORMULAS[row.formula](**inputs) == pytest.approx(row.expected, abs=row.tolerance), row.test_id


def test_rows_of_the_table() -> None:
    assert h.kv_bytes(ARCHITECTURES["DeepSeek-V3"]) == 70_272
    assert h.kv_bytes(ARCHITECTURES["DeepSeek-V3"], 1) == 35_136
    assert h.kv_bytes(ARCHITECTURES["Llama 3.1 405B"]) == 516_096
    assert h.kv_bytes(ARCHITECTURES["Kimi K3"]) is None
    assert (
        h.kv_bytes({"simple_kv_formula": "yes", "layers": "32", "kv_heads": "8", "head_dim": "128"})
        == 131_072
    )


def test_weights_and_cache() -> None:
    assert h.weights_gb(671, 8) == 671
    assert h.weights_gb(8, 16) == 16
    # the released file of Kimi K2, FP8, is printed as 958.52 GB by one author and 1,030 GB by another
    assert 950 < h.weights_gb(1000, 8) < 1040
    assert h.memory_gb(671, 8, 70_272, 100_000, readers=10) == pytest.approx(671 + 70.272)


@pytest.mark.parametrize(
    "call",
    [
        lambda: h.weights_gb(0, 16),
        lambda: h.weights_gb(8, -1),
        lambda: h.kv_bytes_mha(0, 8, 128),
        lambda: h.memory_gb(8, 16, 1, -1),
        lambda: h.memory_gb(8, 16, 1, 1, readers=0),
    ],
)
def test_no_sense_is_refused(call) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=r"above zero|negative"):
        call()
