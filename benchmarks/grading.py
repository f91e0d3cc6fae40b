"""How fast a class is graded, beside stock nbgrader in the same run: ``python benchmarks/grading.py --count 200``.

Marks and comments of both are compared first; a fast grader that gives other marks is no grader. Run it on a quiet machine.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "packages" / "boxgrader" / "tests"))

from boxgrader.box import sandbox  # noqa: E402
from boxgrader.intake.look import Submission, look  # noqa: E402
from boxgrader.marks import worker  # noqa: E402
from boxgrader.marks.course import Course, in_folder, silent  # noqa: E402
from boxgrader.marks.gradebook import Book  # noqa: E402
from boxgrader.marks.key import make_key  # noqa: E402
from boxgrader.run import grade as run  # noqa: E402
from toyclass import classroom as make  # noqa: E402

LESSON, rows = make.LESSON, make.rows


def say(name: str, value: str, reach: str = "") -> None:
    print(f"{name:<62} {value:>14}   {reach}", flush=True)


def fresh(course: Course) -> None:
    """Forget all marks, keep the submissions."""
    for path in course.place.iterdir():
        if path.name != "submitted":
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def stock(course: Course, students: list[str]) -> float:
    """Seconds a submission with nbgrader's own interface in one process; making the assignment is not counted."""
    with in_folder(course.root), silent():
        api = course.api(release_directory=str(course.root / "release"))
        assert api.generate_assignment(LESSON, force=True)["success"]
        begun = time.perf_counter()
        for student in students:
            made = api.autograde(LESSON, student)
            assert made["success"], made
    return (time.perf_counter() - begun) / len(students)


def digest(course: Course, students: list[str]) -> tuple[str, int]:
    """A hash over all marks, comments and penalties of some students, and how many rows it covers."""
    chosen = [row for table in rows(course).values() for row in table if row[0] in set(students)]
    return hashlib.sha256(repr(chosen).encode()).hexdigest()[:12], len(chosen)


def ours(course: Course, wish: Any, jobs: int) -> float:
    fresh(course)
    begun = time.perf_counter()
    run.grade(course, LESSON, jobs=jobs, wish=wish, say=lambda _: None)
    return time.perf_counter() - begun


def parts(course: Course, students: list[str]) -> None:
    """Where the time of one submission goes, one after the other in one process."""
    spent: dict[str, float] = defaultdict(float)

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def inner(*args: Any, **kwargs: Any) -> Any:
            begun = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                spent[name] += time.perf_counter() - begun

        return inner

    fresh(course)
    key, place = make_key(course, LESSON), sandbox.choose("safest")
    book = Book(course, key)
    kept = sandbox.await_line, sandbox.run_cells
    sandbox.await_line = timed("running the cells", sandbox.await_line)
    sandbox.run_cells = timed("run", sandbox.run_cells)
    try:
        for student in students:
            seen = timed("looking at the file", look)(
                student, course.folder("submitted", student, LESSON), key, []
            )
            assert isinstance(seen, Submission)
            done = timed("grade", worker.grade)(seen, key, place)
            timed("writing notebook, marks, record", book.save)(done)
    finally:
        sandbox.await_line, sandbox.run_cells = kept
        book.close()
    spent["box, two forks, entering, leaving"] = spent["run"] - spent["running the cells"]
    spent["nbgrader's steps before and after"] = spent["grade"] - spent["run"]
    for name in (
        "looking at the file",
        "box, two forks, entering, leaving",
        "running the cells",
        "nbgrader's steps before and after",
        "writing notebook, marks, record",
    ):
        say(f"  {name}", f"{1000 * spent[name] / len(students):.1f} ms")
    say(
        "  the floor: learners' own code, which only they can make faster",
        f"{1000 * spent['running the cells'] / len(students):.1f} ms",
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=100, help="submissions")
    options.add_argument(
        "--stock", type=int, default=10, help="how many of them stock nbgrader grades, for comparison"
    )
    options.add_argument("--jobs", type=int, default=run.cores())
    options.add_argument(
        "--scaling", action="store_true", help="grade a tenth first, to see whether time grows evenly"
    )
    args = options.parse_args()
    print(
        f"{args.count} submissions, {args.jobs} workers, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}"
    )
    with tempfile.TemporaryDirectory(prefix="grading-benchmark-") as scratch:
        course = make.make_course(Path(scratch) / "ours")
        make.random_class(course, args.count)
        students = course.students(LESSON)
        chosen = students[: args.stock]
        other = make.make_course(Path(scratch) / "stock")
        for student in chosen:
            make.hand_in(
                other, student, (course.folder("submitted", student, LESSON) / f"{LESSON}.ipynb").read_bytes()
            )
        each = stock(other, chosen)
        say("stock nbgrader, its interface in one process, each", f"{1000 * each:.0f} ms")
        if args.scaling:
            small = make.make_course(Path(scratch) / "small")
            make.random_class(small, max(1, args.count // 10))
            few, many = ours(small, "safest", args.jobs), ours(course, "safest", args.jobs)
            tenth = max(1, args.count // 10)
            each_more = (many - few) / (args.count - tenth)
            say(f"one box each, {tenth} and {args.count} submissions", f"{few:.1f} and {many:.1f} s")
            say("  each one more", f"{1000 * each_more:.0f} ms", f"start-up {few - tenth * each_more:.1f} s")
        sealed = make.make_course(Path(scratch) / "sealed", more="c.BoxGrader.sealed = True")
        make.random_class(sealed, args.count)
        for name, taken, wish, jobs, reach in (
            ("no sandbox (--fast)", course, "fast", args.jobs, "reach 200 ms"),
            ("one box each", course, "safest", args.jobs, "reach 600 ms"),
            ("one box each, one worker", course, "safest", 1, "reach 600 ms"),
            ("sealed, second run where something was said", sealed, "safest", args.jobs, "reach 180 ms"),
        ):
            seconds = ours(taken, wish, jobs)
            same = digest(taken, chosen) == digest(other, chosen)
            say(
                f"{name}, all {args.count}, start-up included, each",
                f"{1000 * seconds / args.count:.0f} ms",
                f"{reach}; {each * args.count / seconds:.1f} × stock; marks "
                + (f"identical ({digest(taken, chosen)[1]} rows)" if same else "DIFFER"),
            )
        print("Where the time goes, one worker, one box each:")
        parts(course, students[:40])
        print(f"load at the end {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
