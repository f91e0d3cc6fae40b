"""Sealed marks beside stock nbgrader's, on the exercises' own banks of answers: ``python benchmarks/marks.py --wrong 8``.

Every notebook answers all tasks of an exercise at once: the first right answers of all tasks, the second ones, and so on; then
the wrong ones. So it holds the right answers all, and of the wrong ones as many of each task as are asked for (0: all).
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "packages" / "boxgrader" / "tests")]

import nbformat  # noqa: E402

from boxgrader.marks.course import Course, in_folder, silent  # noqa: E402
from boxgrader.run import grade as run  # noqa: E402
from tests.support.exercise import answers  # noqa: E402
from toyclass import classroom as make  # noqa: E402

SOLUTIONS = ROOT / "solutions"


def notebooks(slug: str, wrong: int) -> Iterator[tuple[str, str]]:
    """Name and text of each notebook."""
    bank = answers(slug)
    right = bank.RIGHT
    spoiled = {task: [code for _, code, _ in found][: wrong or None] for task, found in bank.WRONG.items()}
    for kind, codes in (("right", right), ("wrong", spoiled)):
        for number, row in enumerate(itertools.zip_longest(*codes.values())):
            yield f"{kind}-{number}", _answered(slug, dict(zip(codes, row, strict=True)))


def mixed(slug: str) -> tuple[str, str]:
    """Name and text of one notebook in which every other task is answered wrongly."""
    wrong = {task: found[0][1] for task, found in list(answers(slug).WRONG.items())[1::2]}
    return "mixed", _answered(slug, dict.fromkeys(answers(slug).RIGHT) | wrong)


def _answered(slug: str, codes: dict[str, str | None]) -> str:
    """The solution with these answers; the first right one where there is none."""
    nb = nbformat.read(SOLUTIONS / slug / f"{slug}.ipynb", as_version=4)
    for task, code in codes.items():
        cell = make.cell_of(nb, task)
        # What stands below the answer in its cell is the exercise's own; keep it.
        cell.source = (
            (code or answers(slug).RIGHT[task][0]) + "\n" + cell.source.split("### END SOLUTION")[-1]
        )
    return str(nbformat.writes(nb))


def compare(slug: str, scratch: Path, taken: Iterable[tuple[str, str]]) -> tuple[int, int, list[str]]:
    """How many notebooks and rows were compared, and the rows that differ."""
    ours, stock = (
        make.make_course(scratch / name, solutions=SOLUTIONS, config=ROOT / "nbgrader_config.py")
        for name in ("ours", "stock")
    )
    taken = list(taken)
    for student, text in taken:
        for course in (ours, stock):
            place = course.folder("submitted", student, slug)
            place.mkdir(parents=True)
            (place / f"{slug}.ipynb").write_text(text, encoding="utf-8")
    run.grade(ours, slug, jobs=run.cores(), say=lambda _: None)
    _autograde(stock, slug)
    one, two = make.rows(ours), make.rows(stock)
    differ = [
        f"{slug}: {a} and stock {b}"
        for kind in one
        for a, b in itertools.zip_longest(one[kind], two[kind])
        if a != b
    ]
    return len(taken), sum(map(len, one.values())), differ


def _autograde(course: Course, slug: str) -> None:
    with in_folder(course.root), silent():
        api = course.api(release_directory=str(course.root / "release"))
        assert api.generate_assignment(slug, force=True)["success"]
        for student in course.students(slug):
            made = api.autograde(slug, student)
            assert made["success"], made


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--wrong", type=int, default=8, help="wrong answers of each task; 0 takes all")
    options.add_argument(
        "exercises", nargs="*", default=sorted(p.parent.name for p in SOLUTIONS.glob("*/*.ipynb"))
    )
    args = options.parse_args()
    bad = 0
    for slug in args.exercises:
        begun = time.perf_counter()
        with tempfile.TemporaryDirectory(prefix="marks-") as scratch:
            count, rows, differ = compare(slug, Path(scratch), notebooks(slug, args.wrong))
        bad += len(differ)
        print(
            f"{slug}: {count} notebooks, {rows} rows of marks and comments, {len(differ)} differ ({time.perf_counter() - begun:.0f} s)"
        )
        print("\n".join(differ[:20]), end="\n" if differ else "", flush=True)
    print(f"load at the end {os.getloadavg()[0]:.1f}")
    raise SystemExit(bool(bad))


if __name__ == "__main__":
    main()
