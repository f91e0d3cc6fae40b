"""What lesson 11 teaches, held against published values and a simulation."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest

from ai_ambitions import load
from ai_ambitions.lessons.new_cold_war import model as m

VALUES = load("formula_test_values")
VALUES = VALUES[VALUES["lesson"].astype(str) == "11"].set_index("test_id")
RACES = {"race_risk_no_information": "nothing", "race_risk_private_information": "own", "race_risk_public_information": "all"}  # fmt: skip
ROW = {
    "papers_joint": 61,
    "papers_with_us_author": 193,
    "papers_with_chinese_author": 347,
    "papers_with_country": 712,
}


def inputs(test_id: str) -> dict[str, float]:
    return {name: float(value) for name, value in (part.split("=") for part in str(VALUES.loc[test_id, "inputs"]).split(";"))}  # fmt: skip


def expected(test_id: str) -> Any:
    row = VALUES.loc[test_id]
    return pytest.approx(float(row["expected"]), abs=float(row["tolerance"]))


# --- shares and sets --------------------------------------------------------------------------------------------------


def test_the_same_joint_papers_by_three_denominators() -> None:
    assert m.joint_share(ROW) == m.joint_share(ROW, "US") == pytest.approx(31.606, abs=1e-3)
    assert m.joint_share(ROW, "China") == pytest.approx(17.579, abs=1e-3)
    assert m.joint_share(ROW, "all") == pytest.approx(8.567, abs=1e-3)
    with pytest.raises(ValueError, match="no denominator"):
        m.joint_share(ROW, "India")
    with pytest.raises(ValueError, match="whole above zero"):
        m.joint_share(ROW | {"papers_with_us_author": 0})


def test_neither_is_what_sets_leave() -> None:
    assert m.neither(5290, 2450, 2370, 141) == 611
    assert m.neither(5290, 2450, 2370, 1006) == 1476
    papers = [("US",), ("US", "CN"), ("CN",), ("FR",), ("FR", "US"), ()]
    us, chinese = sum("US" in each for each in papers), sum("CN" in each for each in papers)
    joint = sum("US" in each and "CN" in each for each in papers)
    assert (
        m.neither(len(papers), us, chinese, joint)
        == sum(not {"US", "CN"} & set(each) for each in papers)
        == 2
    )
    assert m.neither(10, 8, 8, 1) < 0  # counts that contradict one another are shown, and not hidden
    assert m.neither(10, 4, 6, 4) == 4  # as many as one country has
    with pytest.raises(ValueError, match="no more than either"):
        m.neither(10, 4, 6, 5)


def test_per_cent_and_times() -> None:
    assert m.per_cent(1, 8) == 12.5
    assert m.times(560, 20) == 28
    for function in (m.per_cent, m.times):
        with pytest.raises(ValueError, match="above zero"):
            function(1, 0)


# --- level and direction ----------------------------------------------------------------------------------------------


def test_a_trend_needs_more_than_its_margin() -> None:
    assert m.trend(1.29, 1.54) == "down"
    assert m.trend(728, 147) == "up"
    assert m.trend(105, 100) == m.trend(95, 100) == m.trend(100, 100) == "about the same"
    assert m.trend(105, 100, margin=0.04) == "up"
    assert m.trend(0, 100) == "down"


def test_alike_goes_both_ways() -> None:
    assert m.alike(60, 20)
    assert m.alike(20, 60)
    assert not m.alike(61, 20)
    assert not m.alike(20, 61)
    assert m.alike(61, 20, factor=10)
    for pair in ((0, 1), (1, 0), (-1, 2)):
        with pytest.raises(ValueError, match="above zero"):
            m.alike(*pair)


def test_a_direction_leads_to_the_figure_of_then_from_either_side() -> None:
    assert m.direction(before=688, now=560, then=20) == "towards"
    assert m.direction(before=664, now=688, then=20) == "away"
    assert m.direction(before=5, now=10, then=20) == "towards"
    assert m.direction(before=10, now=5, then=20) == "away"
    assert m.direction(before=30, now=10, then=20) == "none"  # as far as before, on the other side
    assert m.direction(before=30, now=30, then=20) == "none"


# --- Richardson -------------------------------------------------------------------------------------------------------


def test_stable_if_the_fatigues_outweigh_the_reactions() -> None:
    assert m.is_stable(1.5, 1.5, 1, 1)
    assert not m.is_stable(1.5, 1.5, 2, 2)
    assert not m.is_stable(2, 2, 1, 4)  # on the border they do not come to rest
    assert m.is_stable(1.5, 1.5, 0.5, 4)
    assert m.is_stable(1, 1, 0, 9)
    for wrong in ((0, 1, 1, 1), (1, -1, 1, 1), (1, 1, -1, 1), (-1, -1, 0, 0)):
        with pytest.raises(ValueError, match="fatigues"):
            m.is_stable(*wrong)


@pytest.mark.parametrize(
    "given", [(1.5, 1.5, 1, 1, 0.5, 0.5), (1, 2, 1.5, 1, 0.2, 3), (2, 1, 0.5, 1.5, 1, 0)]
)
def test_at_the_equilibrium_nobody_moves_and_the_path_leads_there(given: tuple[float, ...]) -> None:
    a, b, k, l, g, h = given  # noqa: E741
    x, y = m.equilibrium(*given)
    assert k * y - a * x + g == pytest.approx(0, abs=1e-12)
    assert l * x - b * y + h == pytest.approx(0, abs=1e-12)
    assert m.is_stable(a, b, k, l)
    assert m.path(4, 1, *given, years=200)[-1] == pytest.approx((x, y), abs=1e-3)


def test_unstable_rivals_climb_for_ever() -> None:
    levels = m.path(1, 1, 1.5, 1.5, 2, 2, 0.5, 0.5, years=20)
    assert all(later > earlier for (earlier, _), (later, _) in pairwise(levels))
    with pytest.raises(ValueError, match="single point"):
        m.equilibrium(2, 2, 1, 4)


def test_the_sum_of_two_equal_rivals_grows_as_published() -> None:
    """d(x + y)/dt = (k − a)(x + y) + (g + h), for k = l and a = b: the abstract of the complete solution."""
    given = inputs("richardson-sum")
    steps = 100_000
    (x, y), (x1, y1) = m.path(2, 1, given["a"], given["b"], given["k"], given["l"], years=1, steps=steps)
    growth = steps * (((x1 + y1) / (x + y)) ** (1 / steps) - 1)
    assert growth == pytest.approx(float(VALUES.loc["richardson-sum", "expected"]), abs=1e-6)


def test_a_path_begins_at_its_start_and_stays_above_zero() -> None:
    assert m.path(4, 1, 1, 1, 1, 1, years=0) == [(4, 1)]
    assert len(m.path(4, 1, 1, 1, 1, 1, years=7)) == 8
    assert min(m.path(0.1, 0.1, 3, 3, 0, 0, -2, -2, years=3)[-1]) == 0
    for wrong in ({"years": -1}, {"steps": 0}):
        with pytest.raises(ValueError, match="step"):
            m.path(1, 1, 1, 1, 1, 1, **wrong)


# --- the race ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("test_id", [str(name) for name in VALUES.index if str(name).startswith("race-")])
def test_race_against_the_table(test_id: str) -> None:
    given = inputs(test_id)
    known = RACES[str(VALUES.loc[test_id, "formula"])]
    assert m.race_risk(int(given["teams"]), given["enmity"], given["mu"], known) == expected(test_id)


@pytest.mark.parametrize(("teams", "enmity", "skill"), [(2, 1, 4), (5, 0.5, 2), (3, 0.25, 0.5), (2, 1, 1)])
def test_race_against_a_simulation(teams: int, enmity: float, skill: float) -> None:
    drawn, trials = random.Random(11), 40_000
    own = gap = 0.0
    for _ in range(trials):
        first, second = sorted((skill * drawn.random() for _ in range(teams)), reverse=True)[:2]
        own += 1 - min(1, first / (teams * enmity - enmity + 1))
        gap += 1 - min(1, (first - second) / enmity)
    assert m.race_risk(teams, enmity, skill, "own") == pytest.approx(own / trials, abs=0.01)
    assert m.race_risk(teams, enmity, skill, "all") == pytest.approx(gap / trials, abs=0.01)


def test_information_is_no_ladder() -> None:
    """The paper's abstract: information raises the danger. Against ignorance always; from one's own to all not always."""
    for case in ((2, 1, 1), (5, 1, 1), (2, 1, 4), (2, 0.25, 0.5)):
        nothing, own, everything = (m.race_risk(*case, known) for known in m.KNOWN)
        assert nothing <= min(own, everything)
    assert m.race_risk(2, 1, 4, "all") > m.race_risk(2, 1, 4, "own")
    assert m.race_risk(2, 0.25, 0.5, "all") < m.race_risk(2, 0.25, 0.5, "own")


def test_race_refuses_what_is_no_race() -> None:
    for wrong in ((1, 1, 1), (2, 0, 1), (2, 1.1, 1), (2, 1, 0)):
        with pytest.raises(ValueError, match="two teams"):
            m.race_risk(*wrong)
    with pytest.raises(ValueError, match="not known here"):
        m.race_risk(2, 1, 1, "some")
