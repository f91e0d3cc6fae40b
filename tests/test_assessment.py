"""Assessment and plans: weights add up to a hundred, minutes are those of the map, points those of the solutions."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from ai_ambitions.core import course as course_module
from ai_ambitions.core import notebooks
from ai_ambitions.core.course import course, lesson, read_map
from ai_ambitions.core.paths import ROOT, SITE, SOLUTIONS
from ai_ambitions.publish import assessment

PAGE = assessment.page()
ALL = {part.kind: [1.0] * 9 for part in course().assessment}


def rows(title: str) -> list[list[str]]:
    """The rows of the table under a heading, without its head."""
    part = re.split(r"(?m)^## ", PAGE.split(f"## {title}\n", 1)[1])[0]
    return [
        [cell.strip() for cell in line.split("|")[1:-1]] for line in part.splitlines() if line.startswith("|")
    ][2:]


def minutes(said: str) -> int:
    found = re.fullmatch(r"(?:(\d+) h )?(\d+)(?: min)?", said)
    assert found, said
    return 60 * int(found[1] or 0) + int(found[2])


# --- marks --------------------------------------------------------------------------------------------------------------


def test_the_parts_of_a_mark_add_up() -> None:
    assert sum(part.percent for part in course().assessment) == 100
    assert assessment.mark(ALL) == pytest.approx(100)
    assert assessment.mark({kind: [0.0] for kind in ALL}) == 0


@pytest.mark.parametrize("part", course().assessment, ids=lambda part: part.kind)
def test_each_part_weighs_what_it_says(part: course_module.Part) -> None:
    without = ALL | {part.kind: [0.0] * 9}
    assert assessment.mark(without) == pytest.approx(100 - part.percent)


def test_only_the_best_essays_count_and_missing_ones_are_nothing() -> None:
    assert assessment.mark(ALL | {"essays": [1.0] * 5 + [0.0] * 6}) == pytest.approx(100)
    assert assessment.mark(ALL | {"essays": [1.0] * 4}) == pytest.approx(100 - 25 / 5)
    assert assessment.mark(ALL | {"automatic": [1.0] * 6 + [0.0] * 3}) == pytest.approx(100 - 50 / 3)


@pytest.mark.parametrize(
    "shares",
    [{}, ALL | {"quizzes": [1.0]}, ALL | {"essays": []}, ALL | {"essays": [1.2]}, ALL | {"capstone": [-0.1]}],
)
def test_what_is_no_set_of_shares_is_refused(shares: dict[str, list[float]]) -> None:
    with pytest.raises(ValueError, match="shares"):
        assessment.mark(shares)


def test_the_example_is_computed() -> None:
    here = len(course().ready)
    said = re.search(r"hands in (\d+) of (\d+) exercises .* reflection: ([\d.]+) per cent", PAGE)
    assert said
    assert (int(said[1]), int(said[2])) == (here - 1, here)
    by_hand = 50 * 0.9 * (here - 1) / here + 25 * 0.75 + 20 * 0.8 + 5
    assert float(said[3]) == pytest.approx(by_hand, abs=0.05)


def test_points_are_those_of_the_solutions() -> None:
    assert assessment.points("06-chip-ban") == assessment.Points(13, 16)  # counted by hand in the notebook
    for entry in course().ready:
        found = assessment.points(entry.slug)
        assert re.search(
            rf"^\| \[{entry.number} .*\| {found.automatic:g} \| {found.essays:g} \|", PAGE, re.MULTILINE
        )
    total = sum(assessment.points(entry.slug).automatic for entry in course().ready)
    assert f"| **all that are here** | {total:g} |" in PAGE


def test_every_essay_is_marked_by_the_four_questions_of_the_sheet() -> None:
    """The sheet has four levels above nothing for each question; the mark schemes give as many points."""
    sheet = (SITE / "teachers" / "peer-review.md").read_text(encoding="utf-8")
    asked = re.findall(r"^\| \*\*(\w+)\*\*:", sheet, re.MULTILINE)
    levels = next(line for line in sheet.splitlines() if line.startswith("| question | 4"))
    most = max(map(int, re.findall(r"\d", levels)))
    assert f"{len(asked) * most} points together" in sheet
    for entry in course().lessons:
        source = entry.folder / "essay.yaml"
        if entry.number == "00" or not source.exists():
            continue
        page = yaml.safe_load(source.read_text(encoding="utf-8"))
        pieces = [page] if "scheme" in page else list(page.values())
        for piece in pieces:
            assert [question.split()[0] for question in piece["scheme"]] == asked, entry.slug
        found = assessment.points(entry.slug)
        read = found.essays + found.capstone + found.reflection
        assert read == len(asked) * most * len(pieces), entry.slug


def test_the_capstone_and_the_reflection_count_apart_from_essays() -> None:
    found = assessment.points("12-capstone")
    assert (found.essays, found.capstone, found.reflection) == (0, 48, 16)  # counted by hand in the notebook
    assert f"**Capstone**, {found.capstone:g} points" in PAGE
    assert f"**Reflection**, {found.reflection:g} points" in PAGE
    named = {cell: part.kind for part in course().assessment for cell in part.cells}
    read = {
        cell.metadata["nbgrader"]["grade_id"]
        for path in SOLUTIONS.glob("*/*.ipynb")
        for cell in notebooks.read(path).cells
        if cell.cell_type == "markdown" and cell.metadata.get("nbgrader", {}).get("grade")
    }
    assert set(named) <= read, "course.yaml names a cell that nobody marks"
    assert {cell for cell in read if not cell.endswith(("-essay", "-reflection"))} <= set(named)


# --- plans --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["twelve", "six"])
def test_a_plan_takes_every_lesson_once_and_in_order(name: str) -> None:
    taken = [number for step in course().plans[name] for number in step]
    assert taken == [entry.number for entry in course().lessons]
    assert len(course().plans[name]) == {"twelve": 12, "six": 6}[name]


@pytest.mark.parametrize(("name", "title"), [("twelve", "Twelve weeks"), ("six", "Six weeks")])
def test_minutes_of_a_plan_are_those_of_the_map(name: str, title: str) -> None:
    *weeks, last = rows(title)
    entries = {entry.number: entry for entry in course().lessons}
    for (_, listed, core, home), step in zip(weeks, course().plans[name], strict=True):
        assert all(entries[number].title in listed for number in step)
        assert minutes(core) == sum(entries[number].minutes["core"] for number in step)
        essays = [entries[number].minutes["essay"] for number in step]
        work = sum(entries[number].minutes["exercise"] for number in step)
        assert minutes(home) == work + (sum(essays) if name == "twelve" else max(essays))
        assert listed.count("(to come)") == sum(not entries[number].ready for number in step)
    for column in (2, 3):
        assert minutes(last[column]) == sum(minutes(week[column]) for week in weeks)


def test_a_day_holds_only_what_is_here_and_has_a_short_version() -> None:
    *steps, last = rows("One day")
    assert int(last[2].split()[0]) == sum(int(step[2]) for step in steps)
    assert sum(int(step[2]) for step in steps) <= 6 * 60
    (first,), *others = course().plans["day"]
    assert int(steps[0][2]) == lesson(first).minutes["core"]
    for (number,) in others:
        assert lesson(number).ready
        guide = (SITE / "teachers" / f"{lesson(number).slug}.md").read_text(encoding="utf-8")
        assert "45-minute version" in guide


def test_the_simulation_takes_as_long_as_its_page_says() -> None:
    text = (SITE / "teachers" / "simulation.md").read_text(encoding="utf-8")
    table = text.split("| minutes | what |", 1)[1].split("\n\n", 1)[0]
    assert sum(map(int, re.findall(r"^\| (\d+) \|", table, re.MULTILINE))) == assessment.SIMULATION


@pytest.mark.parametrize(
    ("kept", "there", "gone"),
    [
        ({}, [], ["#"]),
        (
            {"plans": {"three evenings": ["00", "01 02"]}},
            ["## Three evenings", "| 2 | [01 "],
            ["mark", "simulation"],
        ),
        (
            {"assessment": [{"kind": "automatic", "name": "Tests", "percent": 100}]},
            ["| Tests | 100 % |"],
            ["**Essays**", "best", "An example", "Capstone**", "Twelve"],
        ),
        ({"plans": {"six": ["00", "02"]}}, ["every exercise without its essay."], ["best", "capstone"]),
    ],
)
def test_the_page_says_what_the_map_of_another_course_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: dict[str, Any], there: list[str], gone: list[str]
) -> None:
    whole = yaml.safe_load((ROOT / "course.yaml").read_text(encoding="utf-8"))
    path = tmp_path / "course.yaml"
    path.write_text(
        yaml.safe_dump({k: v for k, v in whole.items() if k not in ("plans", "assessment")} | kept)
    )
    made = read_map(path)
    monkeypatch.setattr(assessment, "course", lambda: made)
    monkeypatch.setattr(assessment, "has_room", lambda _: False)
    text = assessment.page()
    assert all(words in text for words in there), text
    assert not any(words in text for words in gone), text


# --- the map ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("percent: 20}", "percent: 21}", "the parts add up to 101 per cent"),
        ('six: ["00 01"', 'six: ["00 13"', "plans, six: there is no lesson 13"),
    ],
)
def test_a_slip_in_the_map_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, said: str
) -> None:
    text = (ROOT / "course.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "course.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    made = read_map(path)
    monkeypatch.setattr(course_module, "course", lambda: made)
    assert any(said in line for line in course_module.breaches())


def test_a_part_with_an_unknown_key_is_told(tmp_path: Path) -> None:
    text = (ROOT / "course.yaml").read_text(encoding="utf-8")
    path = tmp_path / "course.yaml"
    path.write_text(text.replace("percent: 20}", "percents: 20}"), encoding="utf-8")
    with pytest.raises(course_module.CourseError, match="percents"):
        read_map(path)
