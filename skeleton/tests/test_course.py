"""The promises that every course on an article makes; what is right for this one stands in tests/lessons/."""

import importlib.util
from typing import Any

import pytest

from ai_ambitions import load
from ai_ambitions.core import notebooks
from ai_ambitions.core.course import breaches, course, rules_of
from ai_ambitions.core.paths import EXERCISES, LESSONS, ROOT, SOLUTIONS
from ai_ambitions.data import check
from ai_ambitions.practice.exercises import check as check_exercise
from ai_ambitions.publish import ledger, release

LEDGER = load("claims").set_index("claim_id")
SETTLED = list(LEDGER.index[LEDGER["standing"] == "settled"])
SLUGS = [path.stem for path in sorted(SOLUTIONS.glob("*/*.ipynb"))]


def test_data_map_and_ledger_agree() -> None:
    assert [*check.breaches(), *breaches(), *ledger.breaches()] == []


@pytest.mark.parametrize("claim", SETTLED)
def test_a_settled_claim_follows_from_its_rule_on_both_days(claim: str) -> None:
    rules, row = rules_of(claim), LEDGER.loc[claim]
    tables = {name: load(name) for name in rules.TABLES[claim]}
    judge = getattr(rules, claim.lower())
    assert judge(tables, course().article.day).outcome == row["verdict_when_written"]
    assert judge(tables, str(row["as_of"])[:10]).outcome == row["verdict_today"]
    for rule in rules.RULES[claim]:
        assert all(vars(judge(tables, course().article.day, rule)).values())


@pytest.mark.parametrize("path", sorted(LESSONS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_lesson_runs(path: Any) -> None:
    notebooks.execute(notebooks.read(path), path)


@pytest.mark.parametrize("slug", SLUGS)
def test_an_exercise_is_what_its_solution_gives(slug: str, tmp_path: Any) -> None:
    release.generate(tmp_path)
    made, here = (folder / slug / f"{slug}.ipynb" for folder in (tmp_path, EXERCISES))
    assert here.exists(), "Next: ambitions release"
    assert here.read_text(encoding="utf-8") == made.read_text(encoding="utf-8"), "Next: ambitions release"
    assert not any(task.passed for task in check_exercise(made)), "A blank exercise passes a test."


@pytest.mark.parametrize("slug", SLUGS)
def test_right_answers_pass_and_wrong_ones_meet_their_message(slug: str) -> None:
    room = slug[3:].replace("-", "_")
    spec = importlib.util.spec_from_file_location("answers", ROOT / "tests" / "lessons" / room / "answers.py")
    assert spec is not None
    assert spec.loader is not None
    answers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(answers)
    for task, given in answers.RIGHT.items():
        assert [failure(slug, task, code) for code in given] == [""] * len(given)
    for task, slips in answers.WRONG.items():
        for slip, code, words in slips:
            assert words in failure(slug, task, code), f"{task}: {slip}"


def failure(slug: str, task: str, code: str) -> str:
    """What the first test that fails says, when a task has this answer; nothing where all pass."""
    space: dict[str, Any] = {}
    for cell in notebooks.read(SOLUTIONS / slug / f"{slug}.ipynb").cells:
        if cell.cell_type == "code":
            own = cell.metadata.get("nbgrader", {}).get("grade_id") == task
            try:
                exec(code if own else cell.source, space)
            except Exception as error:
                return f"{type(error).__name__}: {error}"
    return ""
