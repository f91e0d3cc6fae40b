"""Word rates: what they are on published counts, and what they refuse."""

from __future__ import annotations

import pytest

from ai_ambitions import load
from ai_ambitions.formulas import language as la


def test_rate_of_a_counted_plan() -> None:
    counts = load("plan_term_counts")
    row = counts[(counts["document_id"] == "us-2025-ai-action-plan") & (counts["part"] == "body")]
    row = row[row["term"] == "national security"].iloc[0]
    assert la.rate_per_1000(row["count"], row["total_words"]) == pytest.approx(2.355, abs=0.001)
    assert la.rate_per_1000(0, 10) == 0
    assert la.rate_per_1000(5, 1000) == 5


@pytest.mark.parametrize("bad", [(1, 0), (1, -5), (-1, 10), ("3", 10), (3, float("nan")), (True, 10)])
def test_a_rate_needs_a_count_and_a_length(bad: tuple[object, object]) -> None:
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        la.rate_per_1000(*bad)  # type: ignore[arg-type]
