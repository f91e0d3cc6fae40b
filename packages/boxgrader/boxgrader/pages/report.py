"""One page about the class, for the teacher; it needs no network."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import shorten
from typing import Any

from boxgrader.marks.course import Course
from boxgrader.marks.gradebook import write_whole
from boxgrader.marks.key import task_of
from boxgrader.marks.read import Class, Student, read_class
from boxgrader.pages.feedback import title, titles
from boxgrader.pages.picture import GRID, INK, PALETTE, figure, picture
from boxgrader.pages.render import points, render
from boxgrader.pages.similarity import Pair, similar


@dataclass(frozen=True)
class Item:
    """How one test did in the class.

    ``difficulty`` is the mean share of its points, ``discrimination`` the correlation of its points with those of all
    other tests (None where nobody or everybody got the same).
    """

    name: str
    title: str
    hidden: bool
    of: float
    difficulty: float
    discrimination: float | None

    @property
    def words(self) -> str:
        """What the two numbers say."""
        if self.discrimination is None:
            return "all alike"
        level = "easy" if self.difficulty > 0.85 else "hard" if self.difficulty < 0.35 else "middling"
        if self.discrimination < 0:
            return f"{level}; look at the test: those who did well elsewhere did worse here"
        return f"{level}; {'tells apart well' if self.discrimination >= 0.3 else 'tells little apart'}"


def items(whole: Class) -> list[Item]:
    """Every test of the lesson, in the order of the exercise."""
    heading = headings(whole)
    tests = [c for c in whole.key.graded if c.kind == "test"]
    students = [s for s in whole.graded if all(c.name in s.cells for c in tests)]
    found = []
    for cell in tests:
        got = [s.cells[cell.name].score for s in students]
        rest = [sum(s.cells[c.name].score for c in tests) - s.cells[cell.name].score for s in students]
        of = cell.points or 0.0
        found.append(
            Item(
                cell.name,
                heading.get(task_of(cell.name), cell.name),
                "HIDDEN TESTS" in cell.source,
                of,
                statistics.fmean(got) / of if got and of else 0.0,
                correlation(got, rest),
            )
        )
    return found


def headings(whole: Class) -> dict[str, str]:
    """The heading above each task, by the task's name; where there are several notebooks, with the notebook in front."""
    several = {
        f"{notebook}/{task}": f"{notebook}: {words}"
        for notebook, part in whole.several.items()
        for task, words in titles(part.key).items()
    }
    return several or titles(whole.key)


def correlation(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Pearson's correlation, or None where it is not defined: fewer than three values, or one side without spread."""
    if len(a) < 3 or len(set(a)) == 1 or len(set(b)) == 1:
        return None
    return statistics.correlation(a, b)


def slips(whole: Class) -> dict[str, list[tuple[str, int, list[str]]]]:
    """For each task the commonest slips: in words, how many students, and who. The first failing test of a task counts."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for student in whole.graded:
        seen: set[str] = set()
        for cell in whole.key.graded:
            task = task_of(cell.name)
            mark = student.record.marks.get(cell.name) if student.record else None
            if mark is None or not mark.message or task in seen:
                continue
            seen.add(task)
            found[task][mark.slip or mark.message.splitlines()[0]].append(student.id)
    order = [task_of(cell.name) for cell in whole.key.graded]
    return {
        task: sorted(((t, len(w), w) for t, w in texts.items()), key=lambda x: (-x[1], x[0]))
        for task, texts in sorted(found.items(), key=lambda entry: order.index(entry[0]))
    }


def distribution(whole: Class) -> tuple[list[tuple[str, int]], list[float], float]:
    """Points from tests in at most fifteen classes of whole points, all values, and the points possible."""
    tests = [c.name for c in whole.key.graded if c.kind == "test"]
    of = sum(c.points or 0.0 for c in whole.key.graded if c.kind == "test")
    values = [sum(s.cells[n].score for n in tests if n in s.cells) for s in whole.graded]
    step = max(1, -(-int(of + 1) // 15))
    counts = Counter(int(v // step) for v in values)
    bins = [
        (
            points(k * step) if step == 1 else f"{k * step} to {min(int(of), k * step + step - 1)}",
            counts.get(k, 0),
        )
        for k in range(int(of // step) + 1)
    ]
    return bins, values, of


def page(course: Course, whole: Class, pairs: list[Pair] | None) -> str:
    """The report as HTML."""
    bins, values, of = distribution(whole)
    tests = items(whole)
    graded, failed = whole.graded, whole.failed
    essays = [c for c in whole.key.graded if c.kind != "test"]
    queue = [(s, c) for s in graded for c in essays if c.name in s.waiting]
    look = [s for s in graded if s.record and (s.record.look or s.record.notes) and not s.record.failure]
    broken = [(s, s.failures or {"": s.record} if s.record else {}) for s in failed]
    median = statistics.median(values) if values else 0.0
    heading = headings(whole)
    return render(
        "report.html",
        title=whole.lesson if whole.several else title(whole.key),
        lesson=whole.lesson,
        day=date.today().isoformat(),
        graded=len(graded),
        failed=[
            (f"{s.name}: {notebook}" if notebook else s.name, record.failure, record.remedy)
            for s, records in broken
            for notebook, record in records.items()
        ],
        median=median,
        of=of,
        low=min(values, default=0.0),
        high=max(values, default=0.0),
        scores=_chart_scores(bins, median, of, len(graded)),
        bins=bins,
        tests=tests,
        chart_items=_chart_items(tests),
        slips=[(heading.get(t, t), rows[:6], len(rows) - 6) for t, rows in slips(whole).items()],
        look=[(s.name, [*s.record.look, *s.record.notes]) for s in look if s.record],
        where=_path(course, whole, "NAME"),
        queue=[(s.name, heading.get(task_of(c.name), c.name), _words(s, c.name), c.points) for s, c in queue],
        pairs=None if pairs is None else [(p, ", ".join(p.cells)) for p in pairs[:40]],
        more_pairs=max(0, len(pairs or []) - 40),
        made=course.settings.said("report", whole.lesson) if course else "",
        open_tests=sum(1 for s in graded if s.record and not s.record.sealed),
        modes=sorted({s.record.mode for s in graded if s.record and s.record.mode}),
    )


def _path(course: Course, whole: Class, student: str) -> str:
    path = course.folder("autograded", student, whole.lesson)
    return str(path.relative_to(course.root)) if path.is_relative_to(course.root) else str(path)


def _words(student: Student, cell: str) -> int:
    return len(student.record.answers.get(cell, "").split()) if student.record else 0


def _chart_scores(bins: list[tuple[str, int]], median: float, of: float, count: int) -> Any:
    fig, ax = figure(7.2, 3.2)
    ax.bar(range(len(bins)), [n for _, n in bins], color=PALETTE[0], width=0.85)
    for i, (_, n) in enumerate(bins):
        if n:
            ax.text(i, n, str(n), ha="center", va="bottom", color=INK, fontsize=9)
    ax.set_xticks(range(len(bins)), [label for label, _ in bins], fontsize=9)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("points from tests")
    ax.set_title("How many students got how many points")
    fig.subplots_adjust(left=0.03, bottom=0.17)
    top = max(bins, key=lambda b: b[1], default=("0", 0))
    alt = (
        f"Bar chart: points from tests of {count} students, out of {points(of)}. "
        f"The median is {points(median)}; the most frequent result is {top[0]} points ({top[1]} students)."
    )
    return picture(fig, alt, 720)


def _room_for(labels: Any, fig: Any) -> float:
    """The share of the figure's width that its longest row label takes, and a little more."""
    widest = max((label.get_window_extent().width for label in labels), default=0.0)
    return max(0.22, float(widest / fig.bbox.width) + 0.02)


def _chart_items(tests: list[Item]) -> Any:
    fig, ax = figure(7.2, 0.9 + 0.34 * max(len(tests), 1))
    for row, item in enumerate(tests):
        ax.barh(row, 100, color=GRID, height=0.7)
        ax.barh(row, 100 * item.difficulty, color=PALETTE[1 if item.hidden else 0], height=0.7)
        ax.text(101, row, f"{100 * item.difficulty:.0f} %", va="center", color=INK, fontsize=9)
    heads = [shorten(i.title.split(":")[0], 40, placeholder=" …") for i in tests]
    labels = [f"{head}, {'hidden' if i.hidden else 'visible'}" for head, i in zip(heads, tests, strict=True)]
    ax.set_yticks(range(len(tests)), labels, fontsize=9)
    ax.set_xticks([])
    ax.invert_yaxis()
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    ax.tick_params(length=0)
    ax.set_title("Share of the points of each test")
    fig.subplots_adjust(
        left=_room_for(ax.get_yticklabels(), fig),
        right=0.93,
        bottom=0.03,
        top=1 - 0.55 / (0.9 + 0.34 * max(len(tests), 1)),
    )
    hardest = min(tests, key=lambda i: i.difficulty, default=None)
    alt = f"Bar chart: share of points in each of {len(tests)} tests." + (
        f" Hardest: {hardest.title}, {'hidden' if hardest.hidden else 'visible'} test, {100 * hardest.difficulty:.0f} percent."
        if hardest
        else ""
    )
    return picture(fig, alt, 720)


def write_report(course: Course, lesson: str, *, compare: bool = True) -> Path:
    """Write the report beside the gradebook; returns its path.

    Parameters
    ----------
    compare
        Whether to look for answers that are alike.
    """
    whole = read_class(course, lesson)
    pairs = None
    if compare:
        works = {
            s.record.handed_in or s.id: s.record.answers for s in whole.graded if s.record
        }  # a group's once
        pairs = similar(whole.key, works)
    path = course.place / "reports" / f"{lesson}.html"
    write_whole(path, page(course, whole, pairs))
    return path
