"""Memory that a model needs where it runs: its weights, and the notes it keeps while it reads (lesson 05).

Units: GB are 10⁹ bytes, as data sheets of chips and files print them; bytes per number are 2 for 16 bits, 1 for 8 bits, 0.5
for 4 bits. A "token" is a piece of a word. Source of the equations: DeepSeek, "Insights into DeepSeek-V3" (arXiv 2505.09343),
table 1, and the model cards behind ``model_architectures.csv``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ai_ambitions.core.cells import known

GB = 1e9


def _positive(**figures: float) -> None:
    for name, value in figures.items():
        if not value > 0:
            raise ValueError(f"{name} must be above zero, not {value}")


def weights_gb(total_params_b: float, bits: float) -> float:
    """Memory of the weights, in GB: parameters × bits / 8.

    Parameters
    ----------
    total_params_b
        *All* parameters, in billions. In a mixture of experts only a few work on each token, but any of them may be called on
        the next one, so all must be at hand: the active parameters set the speed, the total sets the memory.
    bits
        Bits per number: 16, 8 or 4.
    """
    _positive(total_params_b=total_params_b, bits=bits)
    return total_params_b * bits / 8


def kv_bytes_mha(layers: int, heads: int, head_dim: int, bytes_per_number: float = 2) -> float:
    """Cache per token of plain multi-head attention, in bytes: 2 × layers × heads × head size × bytes per number.

    The 2 stands for a key and a value. Every head keeps its own.
    """
    _positive(layers=layers, heads=heads, head_dim=head_dim, bytes_per_number=bytes_per_number)
    return 2 * layers * heads * head_dim * bytes_per_number


def kv_bytes_gqa(layers: int, kv_heads: int, head_dim: int, bytes_per_number: float = 2) -> float:
    """Cache per token of grouped-query attention, in bytes: as multi-head, but groups of heads share ``kv_heads`` pairs."""
    return kv_bytes_mha(layers, kv_heads, head_dim, bytes_per_number)


def kv_bytes_mla(layers: int, kv_lora_rank: int, qk_rope_head_dim: int, bytes_per_number: float = 2) -> float:
    """Cache per token of latent attention, in bytes: layers × (rank + rotary part) × bytes per number.

    One compressed vector stands for all keys and values of a layer, so there is no factor 2 and no number of heads.
    """
    _positive(
        layers=layers, kv_lora_rank=kv_lora_rank, qk_rope_head_dim=qk_rope_head_dim, bytes_per_number=bytes_per_number
    )  # fmt: skip
    return layers * (kv_lora_rank + qk_rope_head_dim) * bytes_per_number


def kv_bytes(model: Mapping[str, Any], bytes_per_number: float = 2) -> float | None:
    """Cache per token of a row of ``model_architectures.csv``, in bytes, or None where the simple formulas do not apply."""
    if model.get("simple_kv_formula") is not True and str(model.get("simple_kv_formula")) not in (
        "yes",
        "True",
    ):
        return None
    layers = int(model["layers"])
    if known(model.get("kv_lora_rank")):
        return kv_bytes_mla(
            layers, int(model["kv_lora_rank"]), int(model["qk_rope_head_dim"]), bytes_per_number
        )
    return kv_bytes_gqa(layers, int(model["kv_heads"]), int(model["head_dim"]), bytes_per_number)


def memory_gb(
    total_params_b: float, bits: float, kv_bytes_per_token: float, tokens: float, readers: int = 1
) -> float:
    """Weights once, cache for every reader: weights + readers × tokens × bytes per token, in GB.

    ``tokens`` is the length of the text that each reader has in the model's memory at one time. Left out: working memory and
    what the software itself takes, so real needs are somewhat higher.
    """
    if tokens < 0 or readers < 1 or kv_bytes_per_token < 0:
        raise ValueError("the length cannot be negative, and somebody must read")
    return weights_gb(total_params_b, bits) + readers * tokens * kv_bytes_per_token / GB
