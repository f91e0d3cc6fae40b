"""The pictures of lesson 12: whole and clear, drawn from what they are given, and titled by what they find."""

from __future__ import annotations

import itertools
import re

import pandas as pd
import pytest

from ai_ambitions import load
from ai_ambitions.core.course import course
from ai_ambitions.core.verdict import OUTCOMES
from ai_ambitions.data.editions import editions
from ai_ambitions.display.pictures import Picture
from ai_ambitions.display.style import PALETTE
from ai_ambitions.lessons.capstone import figures as f
from ai_ambitions.lessons.capstone import model as m
from ai_ambitions.practice.ledger import FROM_MILD_TO_HARD, entries
from tests.support.pictures import assert_whole_and_clear, colour, words_on

LEDGER, RULES = f.ledger(), f.by_rule()
INDEX = editions({name: load(name) for name in ("index_vintages", "benchmark_scores", "models")})
FIRST = f.first_verdicts(load("provisional_verdicts"))
SURE, ANOTHER = f.how_sure(), f.another_rule()


def drawn() -> dict[str, Picture]:
    found = {
        "switches": f.switches(LEDGER),
        "allowance": f.wait_by_allowance(INDEX),
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
    assert title(f.switches(changed)) == "Supported today: 0 of 32 by our rules, 0 by the hardest"
    whole = f.switches(LEDGER.assign(now="supported", hardest="supported"))
    assert title(whole) == "Supported today: 32 of 32 by our rules, 32 by the hardest"


YES, NO, PART = "supported", "not supported", "supported with a qualifier"


def toy(*rows: tuple[str, bool, str, str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["claim", "own", "then", "now"]).assign(name="x")


TOY = toy(
    ("C1", True, YES, YES), ("C1", False, YES, NO),  # both: by the other rule it moves, and today they differ
    ("C2", True, YES, YES), ("C2", False, PART, PART), ("C2", False, YES, YES),  # the rule alone
    ("C3", True, YES, YES), ("C3", False, NO, YES),  # the date alone, by a rule that is not ours
    ("C4", True, NO, NO), ("C4", False, NO, NO),  # neither
)  # fmt: skip


def test_the_groups_are_by_date_and_by_rule_asked_of_all_rules() -> None:
    table = f.groups(TOY).set_index("moved by")
    assert dict(table["which"]) == {
        "both": "C1", "the rule alone": "C2", "the date alone": "C3", "neither": "C4",
    }  # fmt: skip
    assert list(table["claims"]) == [1, 1, 1, 1]
    assert f.groups(RULES)["claims"].sum() == len(LEDGER)


def test_date_and_rule_are_asked_alike() -> None:
    single, claims = f.like_with_like(TOY).to_dict("records")
    assert list(single.values()) == ["each rule by itself", "2 of 9", "2 of 5"]
    assert list(claims.values()) == ["claims, by any rule", "2 of 4", "2 of 4"]
    turned = f.like_with_like(RULES).iloc[1, 2]
    assert turned == f"{(LEDGER['mildest'] != LEDGER['hardest']).sum()} of {len(LEDGER)}"
    assert f.milder_and_harder(TOY) == (0, 2)
    assert f.milder_and_harder(toy(("C1", True, NO, NO), ("C1", False, NO, YES), ("C1", False, NO, NO))) == (
        1,
        0,
    )


def test_harder_goes_down_the_order_of_the_ledger() -> None:
    assert list(f.SHADES) == [OUTCOMES[each] for each in FROM_MILD_TO_HARD]
    assert (f.harder(YES, NO), f.harder(NO, YES), f.harder(PART, PART)) == (1, -1, 0)


def test_the_claims_that_the_date_moved_stand_with_the_rules_that_move_the_same_way() -> None:
    table = f.moved_by_date(RULES)
    assert list(table["claim"]) == list(LEDGER[LEDGER["then"] != LEDGER["now"]]["claim"])
    rows = [("C1", True, YES, NO), ("C1", False, YES, PART), ("C1", False, NO, YES), ("C1", False, NO, NO)]
    toys = toy(*rows, ("C2", True, YES, YES), ("C2", False, YES, NO))
    assert f.moved_by_date(toys).to_dict("records") == [
        {
            "claim": "C1",
            "about": "x",
            "when written": YES,
            "today": NO,
            "other rules that move the same way": "1 of 3",
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
            if "qualifier" in said.in_words:  # the box can be told from what is printed
                assert "qualifier" in picture.alt.split("Line: ")[1] or claim == "C07"


# --- one figure again -------------------------------------------------------------------------------------------------


def test_the_models_are_those_of_every_edition() -> None:
    table = f.by_edition(INDEX).set_index("edition")
    assert list(table.index) == ["November 2025", "February 2026", "July 2026"]
    assert table.loc["November 2025", "Yi-34B"] == "not in it"
    assert "not in it" not in set(table["GPT-4"]) | set(table["DeepSeek-V2"]) | set(table["Yi-34B"].iloc[1:])
    days = {"GPT-4": {f.CAME}, "DeepSeek-V2": {"2024-05-07"}, "Yi-34B": {"2023-11-22"}}
    for name, released in days.items():
        mine = INDEX[INDEX["model"].map(f.label) == name]
        assert set(mine["released"].astype(str).str[:10]) == released
    assert table["models"].sum() == len(INDEX)
    for edition, months in f.waits(INDEX).items():
        assert table.loc[edition, "months"] == f"{months:.1f}"


def test_the_wait_agrees_with_the_edition_and_the_line() -> None:
    found = f.matches(INDEX)
    assert [(round(months, 1), name) for months, name in found.values()] == [
        (13.8, "DeepSeek-V2"),
        (18.2, "Qwen2.5-72B"),
        (18.2, "Qwen2.5-72B"),
    ]
    for edition, held in f.holds_up_to(INDEX).items():
        assert f.waits(INDEX, held)[edition] > 12 >= f.waits(INDEX, held + 0.5)[edition]
    assert f.holds_up_to(INDEX, line=18) == {"February 2026": 0, "July 2026": 0}
    without = INDEX[(INDEX["edition"] != "2026-07-15") | (INDEX["country"] != "CN")]
    assert "July 2026" not in f.waits(without)


def test_the_lines_of_the_allowance_are_the_waits_and_their_models_are_named() -> None:
    picture = f.wait_by_allowance(INDEX)
    axes = picture.figure.axes[0]
    lines = [line for line in axes.lines if len(line.get_xdata()) > 2]
    for line, edition in zip(lines, f.waits(INDEX), strict=True):
        assert edition in str(line.get_label())
        for allowance, months in list(zip(line.get_xdata(), line.get_ydata(), strict=True))[::4]:
            assert months == f.waits(INDEX, float(allowance))[edition]
    assert f"up to an allowance of {min(f.holds_up_to(INDEX).values()):g} points" in title(picture)
    level = {text.get_text(): text.xy[1] for text in axes.texts}
    assert f.matches(INDEX, 8.5)["February 2026"] == (level["Yi-34B"], "Yi-34B")
    assert f.matches(INDEX)["July 2026"] == (level["Qwen2.5-72B"], "Qwen2.5-72B")


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


def test_the_three_counts_are_scored_apart_beside_one_number_for_all() -> None:
    toys = pd.DataFrame({
        "said": [0.9, 0.5],
        "first, when written": [YES, YES], "settled, when written": [YES, YES],
        "first, today": [YES, NO], "settled, today": [YES, YES],
        "kept": [True, False],
    })  # fmt: skip
    both, then, now = (list(row.values())[1:] for row in f.three_ways(toys).to_dict("records"))
    assert both == now == ["1 of 2", "0.130", "0.250", "1.000"]
    assert then == ["2 of 2", "0.130", "0.000", "0.000"]
    whole = f.three_ways(FIRST)
    assert whole["our three words"].iloc[0] in title(f.course_reached(FIRST))


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
