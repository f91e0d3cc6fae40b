"""From a folder of submissions to marks, resumable at any moment."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from boxgrader.box import exam, sandbox
from boxgrader.errors import GraderError
from boxgrader.intake.groups import Doubt, Plan, form, plan_of, read_groups
from boxgrader.intake.look import Problem, Submission, look_all
from boxgrader.marks.course import Course
from boxgrader.marks.gradebook import Book, backup, locked
from boxgrader.marks.key import Key, make_keys
from boxgrader.marks.worker import Graded, sealed
from boxgrader.marks.worker import grade as grade_one
from boxgrader.run.pool import Pool
from boxgrader.text import printable

if TYPE_CHECKING:
    from boxgrader.run.cluster import Cluster


@dataclass
class Outcome:
    """What a run did: results by student, and how many were there already.

    Where the lesson has several notebooks each is a result of its own, by ``student/notebook``.
    """

    lesson: str
    results: dict[str, Graded] = field(default_factory=dict)
    before: set[str] = field(default_factory=set)
    late: dict[str, str] = field(
        default_factory=dict
    )  # what lateness costs, of those graded now or whose penalty is another now
    changed: dict[str, str] = field(
        default_factory=dict
    )  # graded anew, and the points from tests are others now
    asked: list[Doubt] = field(default_factory=list)  # more than one hand-in could count for them
    form: str = ""  # where that is answered
    essays_waiting: int = 0
    missing: list[str] = field(default_factory=list)  # in the gradebook, and nothing of theirs was handed in
    mode: str = ""
    why: str = ""
    seconds: float = 0.0
    backup: str = ""
    keys: dict[str, Key] = field(default_factory=dict)

    @property
    def key(self) -> Key | None:
        """The key, or the first of several."""
        return next(iter(self.keys.values()), None)

    @property
    def failed(self) -> list[Graded]:
        """Those that could not be graded, each hand-in of a group once."""
        return list({r.place: r for r in self.results.values() if r.failure}.values())

    @property
    def to_look_at(self) -> list[Graded]:
        """Those graded that a person should look at, each hand-in of a group once."""
        found = (r for r in self.results.values() if not r.failure and (r.look or r.notes))
        return list({r.place: r for r in found}.values())


def grade(
    course: Course,
    lesson: str,
    *,
    jobs: int | None = None,
    wish: Literal["safest", "fast", "kernel"] = "safest",
    scheduler: str = "",
    again: bool = False,
    students: list[str] | None = None,
    say: Callable[[str], None] = print,
) -> Outcome:
    """Grade every submission of a lesson that has not been graded yet.

    Parameters
    ----------
    course
        The course.
    lesson
        Slug of the lesson.
    jobs
        Workers on this computer; as many as it has cores when None.
    wish
        How learners' code is run, see ``sandbox.choose``.
    scheduler
        Address of a Dask scheduler, to use its workers instead.
    again
        Grade also what was graded before.
    students
        Only these.
    say
        Where lines for the teacher go.

    Raises
    ------
    GraderError
        When nothing can be graded at all. A single bad submission raises nothing.
    """
    begun = time.perf_counter()
    with contextlib.ExitStack() as stack:
        stack.enter_context(locked(course))
        names = course.students(lesson)
        plan = plan_of(course, lesson, names)
        if students:
            missing = [s for s in students if s not in {*names, *plan.learners}]
            if missing:
                raise GraderError(
                    f"No submission of {missing[0]} for {lesson}.", "Look into grading/submitted/."
                )
            plan.only(students)
        if not plan.learners:
            raise GraderError(
                f"No submissions for {lesson}.",
                f"Put each into {course.folder('submitted', 'NAME', lesson).relative_to(course.root)}/, or use --from.",
            )
        zygote = None
        if not scheduler and wish != "kernel" and sys.platform.startswith("linux"):
            zygote = sandbox.own_zygote(course.settings)  # it loads while nbgrader loads here
        saved = backup(course)
        keys = make_keys(course, lesson)
        outcome = Outcome(lesson, backup=saved.name if saved else "", keys=keys)
        todo, learners = _intake(course, keys, plan, again, outcome)
        if todo:
            runner: Any = stack.enter_context(_runner(keys, scheduler, wish, zygote, jobs, outcome, say))
            if course.settings.sealed and outcome.mode == "box":
                for key in keys.values():
                    _can_be_sealed(key, course, runner.place)
        # Opened after the workers have been forked: they must not share its connection.
        books = stack.enter_context(_books(course, keys))
        bar = Progress(len(todo), say)
        for done in runner.run(todo) if todo else ():
            for learner in learners[done.student, done.notebook]:
                _save(for_learner(done, learner), books[done.notebook or next(iter(keys))], outcome)
            bar.step(printable(done.label))
        bar.close()
        for line in share_marks(books.values()) if plan.groups else ():
            say(line)
        outcome.essays_waiting = sum(book.essays_waiting for book in books.values())
    outcome.results = dict(sorted(outcome.results.items()))
    outcome.changed = dict(sorted(outcome.changed.items()))
    outcome.late = dict(sorted(outcome.late.items()))
    outcome.seconds = time.perf_counter() - begun
    return outcome


@contextlib.contextmanager
def _books(course: Course, keys: Mapping[str, Key]) -> Iterator[dict[str, Book]]:
    """The gradebook of each notebook."""
    with contextlib.ExitStack() as stack:
        books: dict[str, Book] = {}
        for name, key in keys.items():
            books[name] = Book(course, key)
            stack.callback(books[name].close)
        yield books


def _save(done: Graded, book: Book, outcome: Outcome) -> None:
    """Write a result, and note what is another now than before."""
    earlier = book.records.load(done.student)
    now = outcome.results[done.label] = book.save(done)
    if earlier and earlier.marks and now.marks and from_tests(earlier) != from_tests(now):
        before, after = from_tests(earlier), from_tests(now)
        moved = [n for n, m in now.marks.items() if n not in earlier.marks or earlier.marks[n].auto != m.auto]
        which = ", ".join(moved[:4]) + (f" and {len(moved) - 4} more" if len(moved) > 4 else "")
        outcome.changed[done.label] = f"{after:g} points, before {before:g} ({which})"
    if penalty := book.late.get(done.student):
        outcome.late[done.label] = f"late penalty {penalty:g} points"


def for_learner(done: Graded, learner: str) -> Graded:
    """A result as that of a learner for whom it counts."""
    if done.student == learner:
        return done
    return replace(done, student=learner, handed_in=done.student, notes=list(done.notes))


def _intake(
    course: Course, keys: Mapping[str, Key], plan: Plan, again: bool, outcome: Outcome
) -> tuple[list[Submission], dict[tuple[str, str], list[str]]]:
    """Look at every file; what cannot be graded is written down at once, what was graded before is left as it is.

    Returns what is to be graded, and for each folder and notebook the learners whose marks it will be.
    """
    todo: list[Submission] = []
    learners: dict[tuple[str, str], list[str]] = {}
    lesson = outcome.lesson
    with _books(course, keys) as books:
        first = next(iter(books.values()))
        marked = first.marked
        outcome.missing = sorted(first.enrolled - plan.everybody)
        outcome.asked = plan.doubts
        outcome.form = str(form(course, lesson)) if plan.doubts else ""
        for name, those in plan.takes.items():
            folder = course.folder("submitted", name, lesson)
            for seen in look_all(name, folder, keys, course.directory.ignore):
                key, book = keys[seen.notebook], books[seen.notebook]
                which = "" if key.alone else key.notebook
                for learner in those:
                    label = f"{learner}/{which}" if which else learner
                    if isinstance(seen, Problem):
                        lost = Graded(name, "", failure=seen.reason, remedy=seen.mend, notebook=which)
                        outcome.results[label] = book.save(for_learner(lost, learner))
                    elif (
                        not again and learner in marked and book.is_done(learner, seen.fingerprint(key), name)
                    ):
                        outcome.before.add(label)
                        if words := book.penalty_anew(learner):
                            outcome.late[label] = words
                        earlier = book.records.load(learner)
                        if earlier:
                            outcome.results[label] = earlier
                    else:
                        learners.setdefault((name, which), []).append(learner)
                if (name, which) in learners and not isinstance(seen, Problem):
                    todo.append(seen)
    todo.sort(key=lambda seen: list(keys).index(seen.notebook))  # one notebook after the other
    return todo, learners


def _runner(
    keys: dict[str, Key],
    scheduler: str,
    wish: Literal["safest", "fast", "kernel"],
    zygote: sandbox.Zygote | None,
    jobs: int | None,
    outcome: Outcome,
    say: Callable[[str], None],
) -> Pool | Cluster:
    """Workers here, or those of a cluster."""
    if scheduler:
        from boxgrader.run.cluster import Cluster

        outcome.mode = "cluster"
        return Cluster(keys, scheduler, wish, say)
    place = sandbox.choose(wish, zygote)
    outcome.mode, outcome.why = place.mode, place.why
    say(statement(place))
    say(seal_of(next(iter(keys.values())), place))
    return Pool(keys, place, jobs or cores())


def before_totals(course: Course, lesson: str) -> Iterator[str]:
    """What has to be done before anybody reads a total, in lines on whose is another now.

    An essay may have been marked since grading: it counts for a group's other members, and late penalties are computed again.
    """
    if course.database and not course.database.exists():
        return
    groups = read_groups(course, lesson)
    with _books(course, make_keys(course, lesson)) as books:
        dated = next(iter(books.values())).duedate
        with locked(course) if dated or groups else contextlib.nullcontext():
            yield from share_marks(books.values()) if groups else ()
            for notebook, book in books.items() if dated else ():
                for name in sorted(book.marked):
                    changed = book.penalty_anew(name)
                    if changed:
                        which = "" if book.key.alone else f", {notebook}"
                        yield f"{printable(name)}{which}: {changed}"


def share_marks(books: Iterable[Book]) -> Iterator[str]:
    """Marks that a person has given to one member of a group count for the others; in lines on whose do."""
    for book in books:
        for cell, giver, takers in book.share_marks():
            yield f"{cell}: what {printable(giver)} got counts for {', '.join(map(printable, takers))} of the same group."


def from_tests(done: Graded) -> float:
    """The points that tests gave."""
    return sum(mark.auto for mark in done.marks.values() if mark.auto is not None)


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def statement(place: sandbox.Place) -> str:
    """How learners' code is run, in words for the teacher."""
    if place.mode == "box":
        return "Sandbox: bubblewrap, one for each submission (no network, no gradebook, no hidden tests on disk)."
    name = "forked Python with limits" if place.mode == "fork" else "nbgrader's own kernel"
    return f"NO SANDBOX: {name} ({place.why}). {sandbox.NOT_SAFE}"


def _can_be_sealed(key: Key, course: Course, place: sandbox.Place) -> None:
    """Raise GraderError where a test that holds for the solution in one process does not hold sealed."""
    path = course.folder("source", ".", key.lesson) / f"{key.notebook}.ipynb"
    solution = Submission(
        "solution", path.read_text(encoding="utf-8"), dict(key.files), notebook=key.notebook
    )
    marks = grade_one(solution, key, place).marks
    exam.let_go()
    short = [name for name, mark in marks.items() if mark.auto is not None and mark.auto < mark.points]
    if not short:
        return
    unsealed = grade_one(solution, replace(key, seal=None), place).marks
    for name in short:
        if marks[name].auto != unsealed[name].auto:
            said = marks[name].message.splitlines() or ["it does not hold"]
            raise GraderError(
                f"The test {name} holds for your solution, and sealed it does not: {said[0]}",
                "Let it hand over and compare plain data only, or set c.BoxGrader.sealed = False: then tests are not sealed.",
            )


def seal_of(key: Key, place: sandbox.Place) -> str:
    """Whether a learner's code is kept from the tests, in words for the teacher."""
    if sealed(key, place):
        return "Sealed: tests run where no line of a learner's runs."
    why = "there is no sandbox" if key.seal else "c.BoxGrader.sealed is not set"
    return f"NOT SEALED: {why}. Tests run within reach of learners' code, which could change its own marks."


class Progress:
    """A bar on a terminal, a line now and then elsewhere."""

    def __init__(self, total: int, say: Callable[[str], None]) -> None:
        self.total, self.say, self.done = total, say, 0
        self.begun = time.perf_counter()
        self.terminal = sys.stderr.isatty()
        self.next_line = 0.1

    def step(self, name: str) -> None:
        """One more is graded."""
        self.done += 1
        passed = time.perf_counter() - self.begun
        left = passed / self.done * (self.total - self.done)
        if self.terminal:
            bar = "█" * int(24 * self.done / self.total)
            print(
                f"\r  {bar:<24} {self.done} of {self.total}, about {left:.0f} s left  {name[:20]:<20}",
                end="",
                file=sys.stderr,
                flush=True,
            )
        elif self.done / self.total >= self.next_line and self.done < self.total:
            self.next_line = int(10 * self.done / self.total + 1) / 10
            self.say(f"  {self.done} of {self.total} graded, about {left:.0f} s left")

    def close(self) -> None:
        """End the bar."""
        if self.terminal and self.done:
            print("\r" + " " * 78 + "\r", end="", file=sys.stderr, flush=True)


def table(outcome: Outcome) -> Iterator[str]:
    """The table at the end, line by line."""
    assert outcome.key
    points = sum(c.points or 0 for key in outcome.keys.values() for c in key.graded if c.kind == "test")
    fresh = (
        len(outcome.results) - len(outcome.before) - sum(bool(r.failure) for r in outcome.results.values())
    )
    graded = [r for r in outcome.results.values() if not r.failure]
    width = max([12, *(len(printable(r.label)) for r in outcome.results.values())])
    if outcome.to_look_at:
        yield f"\nNeeds a look by eye ({len(outcome.to_look_at)})"
        for r in outcome.to_look_at:
            reasons = [*r.look, *r.notes]
            more = f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else ""
            yield f"  {printable(r.place):<{width}} {reasons[0]}{more}"
    if outcome.failed:
        yield f"\nNot graded ({len(outcome.failed)})"
        for r in outcome.failed:
            yield f"  {printable(r.place):<{width}} {r.failure}"
            yield f"  {'':<{width}} → {r.remedy}"
    if outcome.asked:
        yield f"\nNot graded before you say which hand-in counts ({len(outcome.asked)})"
        for doubt in outcome.asked:
            yield f"  {printable(doubt.learner):<{width}} {printable(doubt.group)}: {', '.join(map(printable, doubt.places))}"
        yield f"  {'':<{width}} → fill in the column counts of {outcome.form}, then run this again"
    totals: dict[str, float] = {}
    for r in graded:
        totals[r.student] = totals.get(r.student, 0.0) + from_tests(r)
    scores = sorted(totals.values())
    if outcome.changed:
        yield f"\nGraded anew, with other points from tests ({len(outcome.changed)})"
        for name, words in outcome.changed.items():
            yield f"  {printable(name):<{width}} {words}"
    if outcome.late:
        yield f"\nLate, penalty computed in this run ({len(outcome.late)})"
        for name, words in outcome.late.items():
            yield f"  {printable(name):<{width}} {words}"
    if outcome.missing:
        names = ", ".join(map(printable, outcome.missing[:20]))
        more = f" and {len(outcome.missing) - 20} more" if len(outcome.missing) > 20 else ""
        yield f"\nIn the gradebook, nothing handed in ({len(outcome.missing)}): {names}{more}"
    yield ""
    earlier = f", {len(outcome.before)} of them before" if outcome.before else ""
    several = f" notebooks of {len(totals)}" if len(outcome.keys) > 1 else ""
    yield f"Graded {len(graded)}{several}{earlier}; to look at {len(outcome.to_look_at)}; not graded {len(outcome.failed)}."
    if scores:
        yield f"Points from tests: median {scores[len(scores) // 2]:g} of {points:g}, lowest {scores[0]:g}, highest {scores[-1]:g}."
    if outcome.essays_waiting:
        yield f"Essays waiting for you: {outcome.essays_waiting}. Mark them in nbgrader's form grader (in JupyterLab, menu Nbgrader, Formgrader)."
    each = f", {outcome.seconds / fresh:.2f} s each" if fresh > 0 else ""
    yield f"{outcome.seconds:.0f} s in all{each}." + (
        f" Gradebook copied first: {outcome.backup}." if outcome.backup else ""
    )
    said = outcome.key.course.said
    yield "Next: " + ", ".join(said(verb, outcome.lesson) for verb in ("feedback", "report", "export"))
