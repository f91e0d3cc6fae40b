"""The pictures of lesson 12: whole and clear, drawn from what they are given, and titled by what they find."""

from __future__ import annotations

import itertools
import re

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core.course import course
from ai_ambitions.core.verdict import OUTCOMES
from ai_ambitions.display.pictures import Picture
from ai_ambitions.display.style import PALETTE
from ai_ambitions.lessons.capstone import figures as f
from ai_ambitions.lessons.capstone import model as m
from ai_ambitions.practice.ledger import entries
from tests.support.pictures import assert_whole_and_clear, colour, words_on

LEDGER, RULES, VINTAGES = f.ledger(), f.by_rule(), load("index_vintages")
FIRST = f.first_verdicts(load("provisional_verdicts"))
SURE, ANOTHER = f.how_sure(), f.another_rule()


def drawn() -> dict[str, Picture]:
    found = {
        "switches": f.switches(LEDGER),
        "allowance": f.wait_by_allowance(VINTAGES),
        "course": f.course_reached(FIRST),
        "mine": f.mine_reached(f.invented(), "an invented learner"),
    }
    for claim, date, rule in itertools.product(f.CASES, f.DATES.values(), f.WHOSE.values()):
        found[f"another {claim} {date} {rule}"] = ANOTHER(claim, date, rule)
    for said, right in itertools.product(f.SAID.values(), f.RIGHT.values()):
        found[f"sure {said} {right}"] = SURE(said, right)
    return found


DRAWN = drawn()


def title(picture: Picture) -> str:
    return str(picture.figure.axes[0].get_title(loc="left"))


@pytest.mark.parametrize("name", DRAWN)
def test_pictures_are_whole_clear_and_described(name: str) -> None:
    picture = DRAWN[name]
    assert_whole_and_clear(picture.figure)
    assert len(picture.alt) > 40
    said = " ".join(words_on(picture.figure)) + picture.alt
    assert not re.search(r"\b(nan|None|default|supported_with_qualifier|[a-z]+-[a-z]+-rule)\b", said)


@pytest.mark.parametrize(("kind", "count"), [("another", 44), ("sure", 48)])
def test_the_widgets_have_a_picture_for_each_setting(kind: str, count: int) -> None:
    mine = {picture.alt for name, picture in DRAWN.items() if name.startswith(kind)}
    assert len(mine) == count <= 60


# --- date and rule ----------------------------------------------------------------------------------------------------


def test_the_bars_count_the_verdicts_of_each_rule_and_date() -> None:
    axes = f.switches(LEDGER).figure.axes[0]
    kinds = {"the course's rule": "own", "the mildest rule": "mild", "the hardest rule": "hard"}
    for place, label in enumerate(tick.get_text() for tick in axes.get_yticklabels()):
        rule, date = label.split(", ")
        said = [OUTCOMES[entry.by(kinds[rule])[date == "today"]] for entry in entries()]
        mine = [bar for bar in axes.patches if round(bar.get_y() + bar.get_height() / 2) == place]
        counted = {
            word: sum(bar.get_width() for bar in mine if colour(bar) == shade)
            for word, shade in f.SHADES.items()
        }
        assert counted == {word: said.count(word) for word in f.SHADES}
        assert sum(counted.values()) == course().article.claims
    changed = LEDGER.assign(now="not supported", mildest="supported", hardest="outdated")
    assert title(f.switches(changed)).startswith("Supported today: 0 of 32; by the mildest rule 32")


def toy(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=["then", "now", "mildest", "hardest"])
    return table.assign(claim=[f"C{place:02}" for place in range(1, len(table) + 1)])


def test_the_groups_are_by_date_and_by_rule() -> None:
    yes, no = "supported", "not supported"
    table = f.groups(toy((yes, no, no, no), (yes, yes, yes, no), (no, yes, yes, no), (yes, yes, yes, yes)))
    assert list(table["claims"]) == ["C01", "C02", "C03", "C04"]
    assert list(table["verdicts"]) == [1, 1, 1, 1]
    many = f.groups(toy(*[(yes, yes, yes, no)] * 9)).set_index("moved by").loc["the rule alone"]
    assert many["claims"].endswith("C06 and 3 more")
    assert f.groups(LEDGER)["verdicts"].sum() == len(LEDGER)


def test_the_claims_that_the_date_moved_stand_with_the_rules_that_move_too() -> None:
    table = f.moved_by_date(RULES)
    assert list(table["claim"]) == list(LEDGER[LEDGER["then"] != LEDGER["now"]]["claim"])
    toys = pd.DataFrame(
        {
            "claim": ["C1"] * 3 + ["C2"], "name": "x", "own": [True, False, False, True],
            "then": ["a", "a", "a", "a"], "now": ["b", "b", "a", "a"],
        }
    )  # fmt: skip
    assert f.moved_by_date(toys).to_dict("records") == [
        {
            "claim": "C1",
            "about": "x",
            "when written": "a",
            "today": "b",
            "other rules that move, too": "1 of 2",
        }
    ]


def test_agreement_counts_other_rules_that_say_the_same_today() -> None:
    toys = pd.DataFrame(
        {
            "claim": ["C1", "C1", "C1", "C2", "C2"], "confidence": ["high", "high", "high", "low", "low"],
            "own": [True, False, False, True, False], "now": ["a", "a", "b", "a", "a"],
        }
    )  # fmt: skip
    table = f.agreement(toys).set_index("confidence")
    assert list(table.loc["high"]) == [1, 2, 1]
    assert list(table.loc["low"]) == [1, 1, 1]
    assert list(table.loc["medium"]) == [0, 0, 0]
    whole = f.agreement(RULES)
    assert whole["other rules"].sum() == len(RULES) - len(LEDGER)


def test_the_widget_has_a_claim_of_each_lesson_that_judges_and_draws_its_verdict() -> None:
    known = {entry.id: entry for entry in entries()}
    owners = [known[claim].owner.number for claim in f.CASES]
    assert sorted(owners) == sorted({entry.owner.number for entry in known.values()})
    for claim, case in f.CASES.items():
        assert case.other in known[claim].ruled
        for date, rule in itertools.product(f.DATES.values(), f.WHOSE.values()):
            said = known[claim].ruled["default" if rule == "default" else case.other][date == "now"]
            picture = ANOTHER(claim, date, rule)
            assert title(picture) == f"{known[claim].name}: {said.in_words}"
            boxes = [bar for bar in picture.figure.axes[0].patches if colour(bar) != "#ffffff"]
            assert [list(f.SHADES)[int(box.get_x())] for box in boxes] == [said.in_words]
            assert said.figure in picture.alt
            assert said.line in picture.alt
            assert (case.ours if rule == "default" else case.theirs) in picture.alt


# --- one figure again -------------------------------------------------------------------------------------------------


def test_the_two_models_are_those_of_both_editions() -> None:
    pair = f.two_models(VINTAGES)
    assert list(pair["edition"]) == ["November 2025", "February 2026"]
    assert set(VINTAGES[VINTAGES["model_label"].isin(list(f.LABELS))]["released"].astype(str).str[:10]) == {
        f.CAME, "2024-05-07",
    }  # fmt: skip
    assert ((pair["GPT-4"] > pair["DeepSeek-V2"]) == [False, True]).all()


def test_the_wait_agrees_with_the_edition_and_the_line() -> None:
    waits = f.waits(VINTAGES)
    assert waits["November 2025"] < 14 < 18 < waits["February 2026"]
    for edition, held in f.holds_up_to(VINTAGES).items():
        assert f.waits(VINTAGES, held)[edition] > 12 >= f.waits(VINTAGES, held + 0.5)[edition]
    assert f.holds_up_to(VINTAGES, line=18) == {"February 2026": 0}


def test_the_lines_of_the_allowance_are_the_waits() -> None:
    picture = f.wait_by_allowance(VINTAGES)
    lines = [line for line in picture.figure.axes[0].lines if len(line.get_xdata()) > 2]
    for line, edition in zip(lines, f.waits(VINTAGES), strict=True):
        assert edition in str(line.get_label())
        for allowance, months in list(zip(line.get_xdata(), line.get_ydata(), strict=True))[::4]:
            assert months == f.waits(VINTAGES, float(allowance))[edition]
    assert f"up to an allowance of {min(f.holds_up_to(VINTAGES).values()):g} points" in title(picture)


# --- how sure ---------------------------------------------------------------------------------------------------------


def test_the_bowl_is_lowest_at_what_comes_and_the_dots_are_said_and_honest() -> None:
    for said, right in itertools.product(f.SAID.values(), f.RIGHT.values()):
        axes = SURE(said, right).figure.axes[0]
        curve, _, honest, told = axes.lines
        lowest = min(zip(curve.get_ydata(), curve.get_xdata(), strict=True))
        assert lowest[1] == pytest.approx(right)
        assert (honest.get_xdata()[0], honest.get_ydata()[0]) == (right, m.expected(right, right))
        assert (told.get_xdata()[0], told.get_ydata()[0]) == (said, m.expected(said, right))
        assert colour(told) == PALETTE[1]
    assert title(SURE(1.0, 0.7)).endswith("0.30, worse than a coin's")
    assert title(SURE(0.7, 0.7)).endswith("0.21, better than a coin's")
    assert title(SURE(0.5, 0.7)).endswith("0.25, a coin's")


def test_a_dot_stands_where_its_guesses_came_out() -> None:
    guesses = [(0.9, True), (0.9, False), (0.5, True)]
    picture = f.mine_reached(guesses, "you")
    dots = [line for line in picture.figure.axes[0].lines if line.get_marker() == "o"]
    assert [(dot.get_xdata()[0], dot.get_ydata()[0]) for dot in dots] == [(0.5, 1.0), (0.9, 0.5)]
    assert title(picture) == "You: 2 of 3 right, Brier score 0.36"
    assert "“sure”: 1 of 2" in picture.alt
    odd = f.mine_reached([(0.8, True)], "you")  # a confidence that the forms do not offer any more
    assert "80%: 1 of 1" in odd.alt


def test_the_courses_own_dots_are_its_first_verdicts() -> None:
    picture = f.course_reached(FIRST)
    assert f"{FIRST['kept'].sum()} of {len(FIRST)} kept" in title(picture)
    assert f"{m.brier(list(FIRST['said']), list(FIRST['kept'])):.3f}" in title(picture)


def test_ones_own_picture_is_drawn_from_the_record_and_says_so_where_nothing_is_noted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AI_AMBITIONS_MODE", "record")
    stored = f.mine()
    assert "Not you: an invented learner" in stored.words
    entry = {"actual": 3, "guess": 3, "confidence": 0.9, "right": True}
    mine = f.mine({"reveals": {"06-a": entry}})
    assert "You: 1 of 1 right" in mine.words
    assert "<img" in mine.markup
    assert "No guess of yours" in f.mine({}).words
    monkeypatch.setenv("AI_AMBITIONS_MODE", "live")
    monkeypatch.setattr(f, "read_progress", lambda: {"reveals": {"06-a": entry | {"right": False}}})
    assert "You: 0 of 1 right" in f.mine().words


# --- readers elsewhere ------------------------------------------------------------------------------------------------


def test_a_reader_finds_the_claims_whose_tables_name_the_country() -> None:
    here = pd.DataFrame({"country": ["ID", None]})
    coded = pd.DataFrame({"code": ["BR"]})
    other = pd.DataFrame({"name": ["ID", "KE"]})
    table = f.named_in(f.READERS, {"C01": [other, here], "C02": [coded], "C03": [other]})
    assert list(table["which"]) == ["C01", "", "C02"]
    assert list(table["claims"]) == [1, 0, 1]
