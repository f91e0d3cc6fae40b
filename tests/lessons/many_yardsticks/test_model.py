"""What lesson 08 teaches, held against published values and closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ai_ambitions import load
from ai_ambitions.lessons.many_yardsticks import model as m
from ai_ambitions.methods.chance import Z95

VALUES = load("formula_test_values")
VALUES = VALUES[VALUES["lesson"].astype(str) == "08"].set_index("test_id")


def inputs(test_id: str) -> dict[str, str]:
    return dict(part.split("=") for part in str(VALUES.loc[test_id, "inputs"]).split(";"))


def of(function: str) -> list[str]:
    found = [str(name) for name in VALUES.index[VALUES["formula"].astype(str) == function]]
    assert found
    return found


def expected(test_id: str) -> object:
    row = VALUES.loc[test_id]
    return pytest.approx(float(row["expected"]), abs=float(row["tolerance"]))


def numbers(text: str) -> list[float]:
    return [float(part) for part in text.split("|")]


def test_two_scales() -> None:
    assert m.minmax([10, 20, 40]) == [0, pytest.approx(1 / 3), 1]
    assert m.share_of_best([10, 20, 40]) == [0.25, 0.5, 1]
    assert m.minmax([-3, 1]) == [0, 1]
    with pytest.raises(ValueError, match="rank nobody"):
        m.minmax([5, 5])
    with pytest.raises(ValueError, match="above zero"):
        m.share_of_best([0, 0])


def test_places_keep_the_order_and_lose_the_distances() -> None:
    assert m.places([10, 20, 4000]) == [0, 0.5, 1]
    assert m.places([7, 7, 1]) == [0.75, 0.75, 0]  # two share the mean of the second and the first place
    assert m.places([0, 0, 0, 5, 9]) == [0.25, 0.25, 0.25, 0.75, 1]
    with pytest.raises(ValueError, match="rank nobody"):
        m.places([5, 5])


def test_a_million_people_each() -> None:
    assert m.per_head([3, 8], [1_000_000, 4_000_000]) == [3, 2]
    with pytest.raises(ValueError, match="needs people"):
        m.per_head([3], [0])


def test_a_score_and_a_leader() -> None:
    assert m.weighted_score([1, 0, 0.5], [2, 1, 1]) == pytest.approx(0.625)
    assert m.leader({"A": 0.2, "B": 0.7, "C": 0.7}) == "B"
    for bad in ([0, 0, 0], [1, -1, 1]):
        with pytest.raises(ValueError, match="not all zero"):
            m.weighted_score([1, 0, 0.5], bad)


def test_weights_are_flat_and_the_same_each_time() -> None:
    drawn = m.random_weights(3)
    assert drawn.shape == (m.DRAWS, 3)
    assert np.allclose(drawn.sum(axis=1), 1)
    assert (drawn >= 0).all()
    assert np.array_equal(drawn, m.random_weights(3))
    assert not np.array_equal(drawn, m.random_weights(3, seed=9))
    # A flat weight of three has the mean 1/3 and is above 1/2 in a quarter of all draws: (1 - x) squared.
    assert np.allclose(drawn.mean(axis=0), 1 / 3, atol=0.01)
    assert np.allclose((drawn > 0.5).mean(axis=0), 0.25, atol=0.015)


@pytest.mark.parametrize("test_id", of("share_leading"))
def test_shares_of_weightings_by_closed_forms(test_id: str) -> None:
    given = inputs(test_id)
    found = m.lead_shares({"A": numbers(given["a"]), "B": numbers(given["b"])}, draws=100_000)
    assert found["A"] / 100 == expected(test_id)
    assert sum(found.values()) == pytest.approx(100)


def test_leaders_of_equal_score_share_a_weighting() -> None:
    assert m.lead_shares({"A": [1, 0.5], "B": [1, 0.5], "C": [0, 0]}) == {"A": 50, "B": 50, "C": 0}


@pytest.mark.parametrize(("won", "of_all"), [(1, 2), (2, 5), (4, 8), (3, 4), (5, 6)])
def test_wins_counted_out_and_drawn_agree(won: int, of_all: int) -> None:
    rows = {"A": [1.0] * won + [0.0] * (of_all - won), "B": [0.0] * won + [1.0] * (of_all - won)}
    assert m.win_share(won, of_all) == pytest.approx(m.lead_shares(rows, draws=100_000)["A"], abs=0.6)


def test_wins_at_their_ends() -> None:
    assert (m.win_share(0, 3), m.win_share(3, 3), m.win_share(4, 8)) == (0, 100, 50)
    for bad in ((4, 3), (-1, 3), (0, 0)):
        with pytest.raises(ValueError, match="between none and all"):
            m.win_share(*bad)


@pytest.mark.parametrize("test_id", of("observed_share"))
def test_what_a_list_shows(test_id: str) -> None:
    given = {name: float(value) for name, value in inputs(test_id).items()}
    seen = m.observed_share(given["true_share"], given["capture_a"], given["capture_b"])
    assert seen == expected(test_id)
    assert m.true_share(seen, given["capture_a"], given["capture_b"]) == pytest.approx(given["true_share"])


def test_five_to_one_is_parity_when_captures_are_five_to_one() -> None:
    assert m.true_share(75 / 90, 0.20, 0.04) == pytest.approx(0.5)
    assert m.true_share(75 / 90, 0.20, 0.07) == pytest.approx(0.636, abs=0.001)
    assert m.true_share(75 / 90, 0.2, 0.2) == pytest.approx(75 / 90)


def test_nothing_caught_shows_nothing() -> None:
    with pytest.raises(ValueError, match="no share"):
        m.observed_share(0.6, 0, 0)
    for captures in ((0, 0.1), (0.1, 0), (-0.1, 0.1)):
        with pytest.raises(ValueError, match="turned round"):
            m.true_share(0.6, *captures)


@pytest.mark.parametrize("test_id", of("margin_of_error"))
def test_margins(test_id: str) -> None:
    given = inputs(test_id)
    share, n = float(given["share"]), float(given["n"])
    assert 100 * m.margin_of_error(share, n) == expected(test_id)
    assert m.margin_of_error(share, n, 4) == pytest.approx(2 * m.margin_of_error(share, n))


@pytest.mark.parametrize("test_id", of("z_of_difference"))
def test_two_shares_apart(test_id: str) -> None:
    given = {name: float(value) for name, value in inputs(test_id).items()}
    z = m.z_of_difference(given["p1"], given["n1"], given["p2"], given["n2"])
    assert z == expected(test_id)
    assert m.z_of_difference(given["p1"], given["n1"], given["p2"], given["n2"], 4) == pytest.approx(z / 2)
    assert m.z_of_difference(given["p2"], given["n2"], given["p1"], given["n1"]) == pytest.approx(-z)


def test_two_shares_of_one_sample_hang_together() -> None:
    # By hand: 0.02 / sqrt((0.54 - 0.0004) / 955) = 0.02 / 0.02377 = 0.841
    assert m.z_within_sample(0.28, 0.26, 955) == pytest.approx(0.841, abs=0.001)
    assert m.z_within_sample(0.28, 0.26, 955, 4) == pytest.approx(0.4207, abs=0.001)
    # With two answers only, the gap is 2p - 1, and its error twice that of p.
    assert m.z_within_sample(0.6, 0.4, 100) == pytest.approx(0.2 / (2 * math.sqrt(0.6 * 0.4 / 100)))
    drawn = np.random.default_rng(8).multinomial(955, [0.28, 0.26, 0.46], size=40_000) / 955
    assert 0.02 / (drawn[:, 0] - drawn[:, 1]).std() == pytest.approx(0.841, abs=0.015)
    for bad in ((0.7, 0.4, 10), (-0.1, 0.2, 10), (0.2, 0.2, 0)):
        with pytest.raises(ValueError, match="two shares of one sample"):
            m.z_within_sample(*bad)
    for alike in ((0, 0, 10), (1, 0, 10)):
        with pytest.raises(ValueError, match="all of one kind"):
            m.z_within_sample(*alike)


def test_samples_that_say_nothing_are_refused() -> None:
    for bad in ((-0.1, 10), (1.1, 10), (0.5, 0), (0.5, 10, 0)):
        with pytest.raises(ValueError, match="a share from 0 to 1"):
            m.margin_of_error(*bad)
    with pytest.raises(ValueError, match="no standard error"):
        m.z_of_difference(0, 10, 1, 10)


def test_design_effect_between_its_ends() -> None:
    assert m.design_effect(4) == 4
    assert m.design_effect(4, 0) == m.design_effect(1) == 1
    assert m.design_effect(5, 0.25) == 2
    assert pytest.approx(1.96, abs=1e-3) == Z95
    assert math.isclose(m.margin_of_error(0.5, 100), 0.098, abs_tol=1e-4)
