"""The lone learner's essay: nothing before an own attempt, then the scheme in plain words and one sample with notes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from ai_ambitions.core import course, notebooks
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import EXERCISES, ROOT, SOLUTIONS
from ai_ambitions.practice import essay

SLUG = "06-chip-ban"
PAGE = yaml.safe_load((course.lesson("06").folder / "essay.yaml").read_text(encoding="utf-8"))


def written(folder: Path, words: int, name: str = SLUG) -> Path:
    nb = notebooks.read(EXERCISES / SLUG / f"{SLUG}.ipynb")
    cell = next(c for c in nb.cells if c.id == "06-essay")
    if words:
        cell.source = "word " * words
    path = folder / f"{name}.ipynb"
    notebooks.write(nb, path)
    return path


def test_a_table_in_a_sample_keeps_its_lines() -> None:
    table = "| claim | verdict |\n|---|---|\n| C24 | outdated |"
    assert essay._wrapped(table, "  ").splitlines() == ["  " + line for line in table.splitlines()]
    assert "\n" not in essay._wrapped("One\nline.", "  ")


@pytest.mark.parametrize(
    ("words", "said"), [(0, "not written yet"), (1, "1 of 150 words"), (149, "149 of 150 words")]
)
def test_nothing_is_given_away_before_an_own_attempt(tmp_path: Path, words: int, said: str) -> None:
    text = essay.guidance(written(tmp_path, words))
    assert said in text
    assert "4 points" not in text
    assert "Amendment" not in text


def test_an_own_essay_gets_the_scheme_and_a_sample(tmp_path: Path) -> None:
    text = " ".join(essay.guidance(written(tmp_path, 150)).split())
    for name in PAGE["scheme"]:
        assert name in text
    assert " ".join(PAGE["sample"].split()) in text
    for note in PAGE["notes"]:
        assert note in text
    assert not any(len(line) > 100 for line in essay.guidance(written(tmp_path, 150)).splitlines())


def test_the_plain_scheme_is_that_of_the_graders() -> None:
    solution = next(c for c in notebooks.read(SOLUTIONS / SLUG / f"{SLUG}.ipynb").cells if c.id == "06-essay")
    for name in PAGE["scheme"]:
        assert f"**{name}" in solution.source
    assert len(PAGE["scheme"]) * 4 == solution.metadata["nbgrader"]["points"]


def test_a_lesson_without_a_page_says_nothing(tmp_path: Path) -> None:
    assert essay.guidance(written(tmp_path, 200, "99-mine")) == ""
    path = tmp_path / "00-start-here.ipynb"
    path.write_bytes((EXERCISES / "00-start-here" / "00-start-here.ipynb").read_bytes())
    if not (course.lesson("00").folder / "essay.yaml").exists():
        assert essay.guidance(path) == ""


def test_a_second_sample_stands_beside_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both = PAGE | {"other": {"sample": "No, and here is why.", "notes": ["It is short."]}}
    monkeypatch.setattr(essay, "_read", lambda path: both)
    text = " ".join(essay.guidance(written(tmp_path, 150)).split())
    assert "two good answers that disagree and earn as much" in text
    places = [text.index(" ".join(piece.split())) for piece in (PAGE["sample"], PAGE["notes"][-1],
                                                               "No, and here is why.", "It is short.")]  # fmt: skip
    assert places == sorted(places)


def test_each_piece_of_the_capstone_opens_by_itself(tmp_path: Path) -> None:
    """Pages of their own under the names of the cells: a written piece shows its scheme, the others stay shut."""
    pages = yaml.safe_load((course.lesson("12").folder / "essay.yaml").read_text(encoding="utf-8"))
    nb = notebooks.read(EXERCISES / "12-capstone" / "12-capstone.ipynb")
    path = tmp_path / "12-capstone.ipynb"
    assert [cell.id for cell in nb.cells if cell.id in pages] == list(pages)
    row = "| C05 | supported | supported | high | it stunned | \n"
    next(cell for cell in nb.cells if cell.id == "12-ledger").source = row * 40
    notebooks.write(nb, path)
    text = essay.guidance(path)
    ledger, *others = (page["title"] for page in pages.values())
    assert f"{ledger}: 240 words. How it is marked:" in text
    assert " ".join(pages["12-ledger"]["notes"][0].split()) in " ".join(text.split())
    assert all(f"{title}: not written yet" in text for title in others)
    assert text.count("How it is marked") == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("06-essay: {words: 1, scheme: {a: b}, sample: s}\n", "lacks 06-essay: notes, 06-essay: title"),
        ("words: [", "cannot be read"),
        ("words: 150\n", "lacks notes, sample, scheme"),
        ("words: 1\nscheme: {a: b}\nsample: s\nnotes: [n]\nother: {sample: s}\n", "lacks other: notes"),
        ("words: 1\nscheme: {a: b}\nsample: s\nnotes: [n]\nother:\n", "lacks other: notes, other: sample"),
    ],
)
def test_a_damaged_page_gets_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    broken = tmp_path / "essay.yaml"
    broken.write_text(text)
    with pytest.raises(CourseError, match=said):
        essay._read(broken)


def test_the_boxes_for_markers_are_the_criteria_of_every_mark_scheme() -> None:
    """``ambitions rubric``: the criteria in nbgrader_config.py are those of the schemes, with their points."""
    from boxgrader.marks.course import Course

    rubrics = {lesson: dict(boxes) for lesson, boxes in Course(ROOT).settings.rubric}
    for path in sorted(SOLUTIONS.glob("*/*.ipynb")):
        boxes = rubrics.get(path.stem, rubrics["*"])
        read = [c for c in notebooks.read(path).cells if "BEGIN MARK SCHEME" in c.source]
        assert read, path.stem
        for cell in read:
            named = re.findall(r"(?m)^(?:-|\d\.) \*\*(.+?)\.\*\*", cell.source)
            assert [name.split(" and prov")[0].split(" and unc")[0] for name in named] == list(boxes), cell.id
            assert cell.metadata["nbgrader"]["points"] == sum(boxes.values()), cell.id
