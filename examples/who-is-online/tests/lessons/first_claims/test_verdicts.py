"""Tables that make each rule come out in every way that it can."""

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.lessons.first_claims.verdicts import c01, c02, c03

DAY = "2024-06-30"


def online(**shares: list[float]) -> dict[str, pd.DataFrame]:
    """A table with the newest years up to 2023 of each economy."""
    rows = [
        (name, 2024 - len(row) + place, share)
        for name, row in shares.items()
        for place, share in enumerate(row)
    ]
    return {"online": pd.DataFrame(rows, columns=["economy", "year", "percent"])}


@pytest.mark.parametrize(
    ("shares", "default", "three"),
    [
        ([79, 81, 82], "supported", "not_supported"),
        ([81, 82, 83], "supported", "supported"),
        ([82, 81, 80], "not_supported", "not_supported"),
        ([90], "supported", "not_checkable"),
        ([], "not_checkable", "not_checkable"),
    ],
)
def test_c01(shares: list[float], default: str, three: str) -> None:
    assert c01(online(Brazil=shares), DAY).outcome == default
    assert c01(online(Brazil=shares), DAY, "three-years").outcome == three


@pytest.mark.parametrize(
    ("brazil", "indonesia", "default", "halved"),
    [
        ([60, 70], [50, 65], "supported", "supported"),
        ([60, 70], [40, 60], "not_supported", "supported_with_qualifier"),
        ([60, 70], [45, 60], "not_supported", "not_supported"),
        ([60, 70], [], "not_checkable", "not_checkable"),
    ],
)
def test_c02(brazil: list[float], indonesia: list[float], default: str, halved: str) -> None:
    tables = online(Brazil=brazil, Indonesia=indonesia)
    assert c02(tables, DAY).outcome == default
    assert c02(tables, DAY, "halved").outcome == halved


@pytest.mark.parametrize(
    ("shares", "default", "every"),
    [
        ([60, 60, 61], "supported", "supported"),
        ([60, 59, 61], "supported_with_qualifier", "not_supported"),
        ([60, 61, 59], "not_supported", "not_supported"),
        ([], "not_checkable", "not_checkable"),
    ],
)
def test_c03(shares: list[float], default: str, every: str) -> None:
    assert c03(online(Brazil=shares), DAY).outcome == default
    assert c03(online(Brazil=shares), DAY, "every-year").outcome == every


def test_what_the_ledger_rests_on_is_what_the_rules_find() -> None:
    rests, tables = load("claims").set_index("claim_id")["rests_on"], {"online": load("online")}
    assert "84.15 per cent" in rests["C01"]
    assert c01(tables, "2025-06-30").figure == "84.15 per cent in 2023"
    assert "14.94 points apart, against 30.53 in 2018" in rests["C02"]
    assert c02(tables, "2025-06-30").figure == "14.94 points behind in 2023, 30.53 in 2018"
    assert "three times" in rests["C03"]
    assert "0.65 points at most" in rests["C03"]
    assert c03(tables, "2025-06-30").figure.startswith(
        "3 falls from a year to the next, by 0.65 points at most"
    )
