"""What lesson 07 teaches, held against published values."""

from __future__ import annotations

import math

import pytest

from ai_ambitions import load
from ai_ambitions.lessons.filling_the_gap import model as m
from ai_ambitions.methods.concentration import hhi

VALUES = load("formula_test_values")
VALUES = VALUES[VALUES["lesson"].astype(str) == "07"].set_index("test_id")
CHIPS = load("chips").drop_duplicates("chip").set_index("chip")


def inputs(test_id: str) -> dict[str, str]:
    return dict(part.split("=") for part in str(VALUES.loc[test_id, "inputs"]).split(";"))


def of(function: str) -> list[str]:
    found = [str(name) for name in VALUES.index[VALUES["formula"].astype(str) == function]]
    assert found
    return found


def expected(test_id: str) -> object:
    row = VALUES.loc[test_id]
    return pytest.approx(float(row["expected"]), abs=float(row["tolerance"]))


@pytest.mark.parametrize("model", ["Poisson", "Murphy", "Seeds"])
def test_yields_of_the_worked_table(model: str) -> None:
    tests = of(f"{model.lower()}_yield")
    assert len(tests) >= 7
    for test_id in tests:
        given = inputs(test_id)
        found = m.YIELDS[model](float(given["die_area_cm2"]), float(given["defects_per_cm2"]))
        assert found == expected(test_id), test_id


@pytest.mark.parametrize("model", ["Poisson", "Murphy"])
def test_a_yield_turned_round(model: str) -> None:
    for test_id in of(f"defects_from_yield_{model.lower()}"):
        given = inputs(test_id)
        found = m.implied_defects(float(given["yield"]), float(given["die_area_cm2"]), m.YIELDS[model])
        assert found == expected(test_id), test_id


@pytest.mark.parametrize("model", list(m.YIELDS))
@pytest.mark.parametrize("share", [0.001, 0.2, 0.5, 0.99, 1.0])
def test_turned_round_and_back(model: str, share: float) -> None:
    density = m.implied_defects(share, 6.66, m.YIELDS[model])
    assert m.YIELDS[model](6.66, density) == pytest.approx(share, abs=1e-6)


def test_half_the_area_gives_the_root_of_the_yield() -> None:
    density = m.implied_defects(0.2, 6.6561)
    assert density == pytest.approx(-math.log(0.2) / 6.6561)
    assert m.poisson_yield(6.6561 / 2, density) == pytest.approx(math.sqrt(0.2))
    assert m.murphy_yield(5, 0) == m.poisson_yield(5, 0) == m.seeds_yield(5, 0) == 1


def test_what_no_density_gives_is_refused() -> None:
    for share in (0, -0.1, 1.01, 20):
        with pytest.raises(ValueError, match="above 0 and is at most 1"):
            m.implied_defects(share, 1)
    for area in (0, -3):
        with pytest.raises(ValueError, match="above zero"):
            m.implied_defects(0.5, area)


def test_dies_and_good_dies_of_a_wafer() -> None:
    given = inputs("dies-per-wafer-290")
    found = m.dies_per_wafer(float(given["die_footprint_mm2"]), float(given["usable_diameter_mm"]))
    assert found == expected("dies-per-wafer-290")
    for test_id in of("good_dies"):
        given = inputs(test_id)
        made = m.good_dies(
            float(given["die_area_mm2"]), float(given["defects_per_cm2"]), float(given["diameter_mm"])
        )
        assert made == expected(test_id), test_id


def test_the_scarcest_input_decides() -> None:
    for test_id in of("leontief_output"):
        given = inputs(test_id)
        have, need = ([float(x) for x in given[name].split("|")] for name in ("x", "a"))
        assert m.leontief_output(have, need) == expected(test_id)
    for bad in (([], []), ([1], [0]), ([1], [-1])):
        with pytest.raises(ValueError, match="above zero"):
            m.leontief_output(*bad)
    with pytest.raises(ValueError, match="shorter"):
        m.leontief_output([1, 2], [1])


def test_what_is_left_grows_with_the_years_and_never_beyond_the_whole() -> None:
    assert m.left_after_cut(98, 10, 0) == 2
    assert m.left_after_cut(98, 10, 5) == 52
    assert m.left_after_cut(98, 10, 50) == 100
    assert m.left_after_cut(0, 10, 5) == 100


def test_concentration_of_foundries_and_of_one_supplier() -> None:
    for test_id in of("hhi"):
        shares = [float(x) for x in inputs(test_id)["shares"].split("|")]
        rest = 100 - sum(shares)
        assert sum(share**2 for share in shares) == expected(test_id)
        assert hhi(shares) >= sum(share**2 for share in shares) - 1e-9 or rest < 0


def test_efficiency_hangs_on_the_task() -> None:
    h100, h20 = CHIPS.loc["H100 SXM5 80GB"], CHIPS.loc["H20 SXM 96GB"]
    assert m.efficiency(h100, "training") == pytest.approx(989.4 / 700)
    assert m.efficiency(h20, "serving") == pytest.approx(10)
    assert m.efficiency(h20, "training") < m.efficiency(h100, "training") / 3
    assert m.efficiency(h20, "serving") > 2 * m.efficiency(h100, "serving")


def test_ratios_of_published_results() -> None:
    for test_id in of("fold_change"):
        given = inputs(test_id)
        assert m.fold_change(float(given["new"]), float(given["old"])) == expected(test_id), test_id
    for old in (0, -3):
        with pytest.raises(ValueError, match="old amount above zero"):
            m.fold_change(5, old)


def test_the_run_of_v3_takes_its_published_days() -> None:
    """2.664 million hours on 2,048 chips are 54 days, at the share of the peak that lesson 02 finds."""
    days = m.days_to_train(3.2856e24, 2048, 989.4, 0.3463)
    assert days == pytest.approx(2_664_000 / 2048 / 24, rel=2e-3)
    assert m.days_to_train(3.2856e24, 4096, 989.4, 0.3463) == pytest.approx(days / 2)
