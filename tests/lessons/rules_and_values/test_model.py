"""Shares, agreement, controls and overlap: published values, edges, and what the functions refuse."""

from __future__ import annotations

import itertools

import pytest

from ai_ambitions import load
from ai_ambitions.lessons.rules_and_values import model as fa

VALUES = {row["test_id"]: row for row in load("formula_test_values").to_dict("records")}


def inputs(row: dict[str, str]) -> dict[str, float]:
    return {name: float(value) for name, value in (pair.split("=") for pair in row["inputs"].split(";"))}


@pytest.mark.parametrize("name", [n for n, r in VALUES.items() if r["formula"].startswith("wilson")])
def test_wilson_as_published(name: str) -> None:
    row = VALUES[name]
    given = inputs(row)
    low, high = fa.wilson(given["successes"], given["n"])
    got = {"wilson_lower": low, "wilson_upper": high, "wilson_half_width": (high - low) / 2}[row["formula"]]
    assert got == pytest.approx(float(row["expected"]), abs=float(row["tolerance"]) + 1e-12)


@pytest.mark.parametrize("bad", [(1, 0), (3, 2), (-1, 5), ("1", 5), (float("nan"), 5), (True, 5)])
def test_a_share_needs_items(bad: tuple[object, object]) -> None:
    with pytest.raises(ValueError, match=r"share|successes"):
        fa.wilson(*bad)  # type: ignore[arg-type]


def test_kappa_of_a_published_table() -> None:
    given = inputs(VALUES["kappa-100-items"])
    table = [[given[f"n{i}{j}"] for j in (1, 2, 3)] for i in (1, 2, 3)]
    assert fa.kappa_from_table(table) == pytest.approx(float(VALUES["kappa-100-items"]["expected"]), abs=1e-4)
    labels = [(i, j) for i in range(3) for j in range(3) for _ in range(int(table[i][j]))]
    pair = [a for a, _ in labels], [b for _, b in labels]
    assert fa.cohens_kappa(*pair) == pytest.approx(fa.kappa_from_table(table))


def test_kappa_at_its_ends() -> None:
    assert fa.cohens_kappa("abab", "abab") == 1
    assert fa.cohens_kappa("aabb", "abab") == 0
    assert fa.cohens_kappa("ab", "ba") == -1
    for bad in (("ab", "a"), ("", ""), ("aa", "aa")):
        with pytest.raises(ValueError, match="judge"):
            fa.cohens_kappa(*bad)
    with pytest.raises(ValueError, match="square"):
        fa.kappa_from_table([[1, 2]])


def test_difference_in_differences_as_published() -> None:
    row = VALUES["did-card-krueger"]
    assert fa.did(**inputs(row)) == pytest.approx(float(row["expected"]), abs=float(row["tolerance"]))
    with pytest.raises(ValueError, match="four known rates"):
        fa.did(0.5, float("nan"), 0.2, 0.1)


def test_did_interval_agrees_with_its_parts() -> None:
    middle, low, high = fa.did_interval((20, 40), (2, 40), (8, 40), (4, 40))
    assert middle == pytest.approx(fa.did(0.5, 0.05, 0.2, 0.1))
    assert high - middle == pytest.approx(middle - low)
    wide = fa.did_interval((10, 20), (1, 20), (4, 20), (2, 20))
    assert (wide[2] - wide[1]) / (high - low) == pytest.approx(2**0.5)
    with pytest.raises(ValueError, match="no items"):
        fa.did_interval((0, 0), (1, 2), (1, 2), (1, 2))


def test_jaccard_as_documented() -> None:
    assert fa.jaccard({"b", "c"}, {"a", "b", "c"}) == pytest.approx(
        float(VALUES["jaccard-documented"]["expected"]), abs=1e-4
    )
    with pytest.raises(ValueError, match="two empty sets"):
        fa.jaccard(set(), set())


def test_bounds_hold_for_every_filling() -> None:
    features = "abcd"
    cells = (True, False, None)
    for first in itertools.product(cells, repeat=4):
        second = (True, None, False, None)
        one, two = dict(zip(features, first, strict=True)), dict(zip(features, second, strict=True))
        found = fa.jaccard_bounds(one, two)
        values = []
        holes = [(k, f) for k, rule in enumerate((one, two)) for f in features if rule[f] is None]
        for filling in itertools.product((True, False), repeat=len(holes)):
            filled = [dict(one), dict(two)]
            for (k, f), value in zip(holes, filling, strict=True):
                filled[k][f] = value
            sets = [{f for f, has in rule.items() if has} for rule in filled]
            values.append(fa.jaccard(*sets) if sets[0] | sets[1] else 1.0)
        assert found.low == pytest.approx(min(values)), (one, two)
        assert found.high == pytest.approx(max(values)), (one, two)


def test_known_cells_and_missing_ones() -> None:
    found = fa.jaccard_bounds({"a": True, "b": False, "c": True}, {"a": True, "b": True})
    assert (found.known, found.cells) == (0.5, 2)
    assert (found.low, found.high) == (1 / 3, 2 / 3)
    assert fa.jaccard_bounds({"a": None}, {"a": True}).known is None
    with pytest.raises(ValueError, match="no features"):
        fa.jaccard_bounds({}, {})


def test_grim_as_published() -> None:
    given = inputs(VALUES["grim-impossible"])
    assert fa.counts_behind(given["percent"], int(given["n"])) == []
    assert fa.counts_behind(50, 10) == [5]
    assert fa.counts_behind(29, 21) == [6]
    assert fa.counts_behind(0, 5) == [0]
    assert fa.counts_behind(12.5, 40, digits=1) == [5]
    with pytest.raises(ValueError, match="no items"):
        fa.counts_behind(50, 0)


def test_sizes_that_fit_a_known_set() -> None:
    assert 20 in fa.sizes_that_fit([(30, 1), (80, 1)], 55, 40)  # 6 + 16 of 40
    assert fa.sizes_that_fit([(29, 1), (81, 1)], 55, 32) == [21, 31]
    with pytest.raises(ValueError, match="at least one part"):
        fa.sizes_that_fit([], 50, 10)


def test_the_simulated_table_is_what_the_function_makes() -> None:
    made = fa.simulate_answers()
    table = load("simulated_answers").drop(columns="source_id").astype(str).to_dict("records")
    assert [{name: str(value) for name, value in row.items()} for row in made] == table
    assert {row["status"] for row in made} == {"simulated"}
    assert len(made) == 4 * 3 * 2 * 16
    with pytest.raises(ValueError, match="at least one question"):
        fa.simulate_answers(0)


def test_extra_refusals_by_hand() -> None:
    def rows(origin: str, topic: str, refused: int, n: int) -> list[dict[str, str]]:
        return [
            {"origin": origin, "topic": topic, "judge_1": "refused" if i < refused else "answered"}
            for i in range(n)
        ]

    answers = (
        rows("CN", "t", 5, 10) + rows("CN", "c", 1, 10) + rows("US", "t", 3, 10) + rows("US", "c", 2, 10)
    )
    assert fa.extra_refusals(answers, "t", "CN", "US", "c")[0] == pytest.approx(0.3)
    assert fa.extra_refusals(answers, "t", "CN", "US", None)[0] == pytest.approx(0.2)
    with pytest.raises(ValueError, match="not asked, so not known"):
        fa.extra_refusals(answers, "other", "CN", "US", "c")


def test_the_control_turns_the_simulated_comparison_round() -> None:
    answers = load("simulated_answers").to_dict("records")
    plain = [fa.extra_refusals(answers, t, a, b, None)[0] for t, a, b in fa_sides()]
    fair = [fa.extra_refusals(answers, t, a, b)[0] for t, a, b in fa_sides()]
    assert plain[0] < plain[1]
    assert fair[0] > fair[1]


def fa_sides() -> list[tuple[str, str, str]]:
    return [("china_sensitive", "CN", "US"), ("us_sensitive", "US", "CN")]


def test_presence_keeps_unknown_away() -> None:
    rows = [
        {"instrument_id": "x", "feature": "a", "value": "partial"},
        {"instrument_id": "x", "feature": "b", "value": "no"},
        {"instrument_id": "y", "feature": "a", "value": "yes"},
    ]
    assert fa.presence(rows) == {"x": {"a": True, "b": False}, "y": {"a": True}}
    assert fa.share(0, 10) == (0.0, *fa.wilson(0, 10))


def test_many_draws_come_near_the_rates_put_in() -> None:
    found = fa.many_draws(200)
    china = (0.3425 - 0.0275) - (0.24 - 0.155)  # SIMULATED_RATES, means by origin
    america = (0.375 - 0.155) - (0.105 - 0.0275)
    assert found["CN"] == pytest.approx(100 * china, abs=2.5)
    assert found["US"] == pytest.approx(100 * america, abs=2.5)
    assert 0.1 < found["turned"] < 0.5
    with pytest.raises(ValueError, match="at least one"):
        fa.many_draws(0)


def test_the_whole_must_fit_as_well_as_its_parts() -> None:
    assert fa.sizes_that_fit([(50, 1), (50, 1)], 50, 2) == [2]
    assert fa.sizes_that_fit([(50, 1), (50, 1)], 75, 30) == []
