"""What every lesson keeps to, so that a learner meets the same form each time."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from ai_ambitions import load
from ai_ambitions.core import notebooks
from ai_ambitions.core.paths import LESSONS, ROOT, SOLUTIONS
from tests.support.form import form

PATHS = sorted(LESSONS.glob("*.ipynb"))
ALL = PATHS + sorted(SOLUTIONS.glob("*/*.ipynb"))


def code_of(nb: Any) -> list[Any]:
    return [cell for cell in nb.cells if cell.cell_type == "code"]


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_no_lesson_is_far_from_good(path: Path) -> None:
    """The figures of every lesson are printed at the end of a run; these bounds are no aim, only what nobody could read."""
    seen = form(path)
    assert seen.code <= 30
    assert seen.median <= 45
    assert seen.p90 <= 140
    assert seen.words <= 90
    assert seen.numbers <= 3
    assert seen.minutes <= 75


@pytest.mark.parametrize("path", ALL, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_code_fits_a_page(path: Path) -> None:
    long = [
        f"{cell.id}: {len(line)} characters: {line.strip()[:60]} …"
        for cell in code_of(notebooks.read(path))
        for line in cell.source.splitlines()
        if len(line) > 110
    ]
    assert not long, long


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.stem)
def test_form(path: Path) -> None:
    nb = notebooks.read(path)
    ids = [cell.id for cell in nb.cells]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]+", cell_id) for cell_id in ids), "ids are short words"
    titles = [c for c in nb.cells if c.cell_type == "markdown" and re.search(r"(?m)^# ", c.source)]
    assert len(titles) == 1
    first, *others = code_of(nb)
    assert "import" in first.source
    for cell in others:
        assert not re.search(r"(?m)^(import|from) ", cell.source), (
            f"{cell.id}: imports belong to the first cell"
        )
    for cell in nb.cells:
        assert not (cell.cell_type == "markdown" and re.search(r"(?m)^(```\{|:::)", cell.source)), (
            f"{cell.id}: plain Markdown only"
        )
    assert "widgets" not in nb.metadata
    assert notebooks.canonical(nb) == path.read_text(encoding="utf-8"), (
        "written by hand: run `ambitions refresh`"
    )


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_outputs(path: Path) -> None:
    for cell in code_of(notebooks.read(path)):
        for output in cell.outputs:
            data = output.get("data", {})
            assert output.output_type != "error", cell.id
            assert not any(kind.startswith("image/") for kind in data), (
                f"{cell.id}: a picture without alt text"
            )
            for alt in re.findall(r'<img [^>]*?alt="([^"]*)"', data.get("text/html", "")):
                assert len(alt) >= 20, f"{cell.id}: {alt!r}"
            assert data.get("text/html", "").count("<img ") == len(
                re.findall(r"<img [^>]*?alt=", data.get("text/html", ""))
            )


def test_few_outputs_are_ignored() -> None:
    tagged = [
        c.id
        for p in ALL
        for c in notebooks.read(p).cells
        if "nbval-ignore-output" in c.metadata.get("tags", [])
    ]
    assert len(tagged) <= 3, tagged


def test_links_between_files_lead_somewhere() -> None:
    for path in ALL:
        for cell in notebooks.read(path).cells:
            if cell.cell_type == "markdown":
                for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", cell.source):
                    assert (path.parent / target).exists(), f"{path.name}, {cell.id}: {target}"


def test_verdicts_are_settled_where_the_ledger_says() -> None:
    ledger = load("claims")
    for row in ledger[ledger["standing"] == "settled"].itertuples():
        stem, cell_id = row.settled_in.split("#")
        cell = next(c for c in notebooks.read(LESSONS / f"{stem}.ipynb").cells if c.id == cell_id)
        assert f'settle("{row.claim_id}"' in cell.source
        assert any("Verdict on " + row.claim_id in str(output) for output in cell.outputs)


def test_nothing_outside_the_repository_is_named() -> None:
    for path in ALL:
        assert str(ROOT) not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_every_lesson_has_a_teachers_page(path: Path) -> None:
    text = (ROOT / "site" / "teachers" / f"{path.stem}.md").read_text(encoding="utf-8")
    for part in ("**Timing.**", "45", "**Discuss**", "**Likely slips**"):
        assert part in text, part


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_a_guess_comes_first_and_nothing_beside_the_fold_gives_it_away(path: Path) -> None:
    """The answer follows within five cells of its question, and what shows it lies behind the same fold (``proof=``)."""
    cells = notebooks.read(path).cells
    asked = {}
    for place, cell in enumerate(cells):
        for verb, key in re.findall(
            r'\b(predict|reveal)\("([^"]+)"', cell.source if cell.cell_type == "code" else ""
        ):
            if verb == "predict":
                asked[key] = place
                continue
            assert 0 < place - asked.pop(key) <= 5, (
                f"{cell.id}: asked {place - asked.get(key, 0)} cells before"
            )
            beside = [
                o for o in cell.outputs if "ai-reveal" not in str(o.get("data", {}).get("text/html", ""))
            ]
            assert not any("data" in output for output in beside), (
                f"{cell.id}: shown beside the fold of {key}"
            )
    assert not asked, f"guesses that are never answered: {list(asked)}"
