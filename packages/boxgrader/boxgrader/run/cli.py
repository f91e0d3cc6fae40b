"""The ``boxgrader`` command: what a teacher with a class types. Another command can take its verbs over, see ``add``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from boxgrader import __version__
from boxgrader.errors import Mendable
from boxgrader.marks.course import Course

Find = Callable[[argparse.Namespace], tuple[Course, str]]
Add = Callable[..., argparse.ArgumentParser]


def add(command: Add, find: Find, of_class: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add the verbs of a class to a command line.

    Parameters
    ----------
    command
        Makes a verb from its name, a function of its arguments that returns an exit code, and a line of help.
    find
        The course and the assignment that the arguments speak of.
    of_class
        Adds the arguments that ``find`` reads.
    """

    def verb(
        name: str, run: Callable[[argparse.Namespace, Course, str], int], words: str
    ) -> argparse.ArgumentParser:
        made = command(name, lambda args: run(args, *find(args)), words)
        of_class(made)
        return made

    grade = verb("grade", _grade, "grade the submissions of a lesson (teachers)")
    grade.add_argument(
        "--from",
        dest="collect",
        metavar="PLACE",
        help="first copy submissions from this folder or zip, as learning platforms pack them",
    )
    grade.add_argument(
        "--roster",
        metavar="FILE",
        help="the class as CSV (id, first_name, last_name, email, also): names that fit nobody are asked about, who is missing is named",
    )
    grade.add_argument("-j", "--jobs", type=int, help="workers at the same time (as many as there are cores)")
    grade.add_argument("--student", action="append", help="only this student; may be given several times")
    grade.add_argument("--again", action="store_true", help="grade also what was graded before")
    grade.add_argument(
        "--scheduler", default="", help="address of a Dask scheduler, such as tcp://10.0.0.5:8786"
    )
    way = grade.add_mutually_exclusive_group()
    way.add_argument(
        "--fast", action="store_true", help="no sandbox, only limits: for practice, not for marks"
    )
    way.add_argument("--no-sandbox", action="store_true", help="nbgrader's own kernel, no sandbox")
    feedback = verb("feedback", _feedback, "write a page of feedback for each student (teachers)")
    feedback.add_argument("--student", action="append", help="only this student; may be given several times")
    report = verb("report", _report, "write a report about the class (teachers)")
    report.add_argument("--no-similarity", action="store_true", help="do not compare answers with each other")
    rubric = verb("rubric", _rubric, "mark essays by criteria, alone or by two markers (teachers)")
    rubric.add_argument("--first", metavar="FILE", help="the sheet that a marker has filled in")
    rubric.add_argument("--second", metavar="FILE", help="that of a second marker")
    rubric.add_argument(
        "--sheet",
        metavar="FILE",
        help="write a sheet: of all essays; with --first of a sample; with both of what they have to talk about",
    )
    rubric.add_argument("--sample", type=int, default=10, help="how many essays a second marker gets (10)")
    rubric.add_argument("--seed", type=int, default=1, help="by which the sample is drawn (1)")
    rubric.add_argument("--apart", type=float, default=1, help="points in one box that need no talk (1)")
    rubric.add_argument("--agreed", metavar="FILE", help="a sheet with what the markers have agreed on")
    rubric.add_argument(
        "--write",
        action="store_true",
        help="put what is settled into the gradebook, with a comment by criteria",
    )
    export = verb("export", _export, "write the marks for nbgrader, Canvas and Moodle (teachers)")
    export.add_argument(
        "--provisional", action="store_true", help="totals also where an essay waits to be read"
    )


def _grade(args: argparse.Namespace, course: Course, lesson: str) -> int:
    """Grade a class."""
    from boxgrader.run import grade

    people = []
    if args.roster:
        from boxgrader.intake.roster import enter, read_roster

        people = read_roster(Path(args.roster))
        enter(course, people)
    if args.collect:
        from boxgrader.intake.collect import collect

        for line in collect(Path(args.collect), course, lesson, people):
            print(line)
    elif (form := course.place / "exports" / f"{lesson}-who.csv").exists():
        print(f"{form} asks whose some uploads are. What you answer there is read together with --from.")
    outcome = grade.grade(
        course,
        lesson,
        jobs=args.jobs,
        wish="kernel" if args.no_sandbox else "fast" if args.fast else "safest",
        scheduler=args.scheduler,
        again=args.again,
        students=args.student,
        say=lambda line: print(line, flush=True),
    )
    for line in grade.table(outcome):
        print(line)
    return 1 if outcome.failed else 0


def _before_totals(course: Course, lesson: str) -> None:
    """What has to be done before anybody reads a total."""
    from boxgrader.run.grade import before_totals

    for line in before_totals(course, lesson):
        print(line)


def _feedback(args: argparse.Namespace, course: Course, lesson: str) -> int:
    """Write each student's page."""
    from boxgrader.pages.feedback import pack_for_moodle, write_feedback

    _before_totals(course, lesson)
    written, refused = write_feedback(course, lesson, args.student)
    where = written[0].parents[2] if written else course.place
    print(f"{len(written)} pages of feedback in {where}/NAME/{lesson}/")
    if packed := pack_for_moodle(course, lesson, written):
        print(f"{packed}: the same, to upload to Moodle as feedback files")
    for reason in refused:
        print(reason)
    return 1 if refused else 0


def _report(args: argparse.Namespace, course: Course, lesson: str) -> int:
    """Write the class report."""
    from boxgrader.pages.report import write_report

    _before_totals(course, lesson)
    print(f"The class report: {write_report(course, lesson, compare=not args.no_similarity)}")
    return 0


def _rubric(args: argparse.Namespace, course: Course, lesson: str) -> int:
    """Sheets for markers, and what comes of them."""
    from boxgrader.marks import rubric
    from boxgrader.marks.gradebook import write_whole
    from boxgrader.marks.read import read_class

    whole = read_class(course, lesson)
    boxes, known = rubric.rubric_of(course, whole), rubric.essays(whole)
    first, second, agreed = (
        rubric.read_sheet(Path(name), boxes, known) if name else {}
        for name in (args.first, args.second, args.agreed)
    )
    settled = rubric.settle(first, second, agreed, args.apart)
    if args.sheet:
        chosen = list(known)
        if first and second:
            chosen = [essay for essay, done in settled.items() if done.points is None]
        elif first:
            chosen = rubric.sample(first, args.sample, args.seed)
            print(
                f"Drawn from the low, the middle and the high third of {len(first)} by the seed {args.seed}."
            )
        rubric.write_sheet(Path(args.sheet), boxes, {essay: known[essay] for essay in chosen})
        print(
            f"{args.sheet}: {len(chosen)} essays. Fill in the boxes, leave the first two columns as they are."
        )
        return 0
    if not settled:
        raise Mendable(
            "No essay is marked in these sheets."
            if args.first or args.second
            else "Name the sheets of one or two markers.",
            f"A sheet to fill in: {course.settings.said('rubric', lesson)} --sheet anna.csv",
        )
    for line in rubric.told(
        rubric.agreements(boxes, first, second, args.apart), settled, first, second, args.apart
    ):
        print(line)
    done = sum(one.points is not None for one in settled.values())
    path = course.place / "exports" / f"{lesson}-rubric.csv"
    write_whole(path, rubric.marks_csv(boxes, first, second, settled))
    print(
        f"{path}: {done} settled, {len(settled) - done} to talk about, {len(known) - len(settled)} not marked."
    )
    if args.write:
        changed = rubric.write_marks(course, lesson, boxes, settled)
        print(f"In the gradebook: {done}; {changed} of them had other points before.")
    return 0


def _export(args: argparse.Namespace, course: Course, lesson: str) -> int:
    """Write the marks for other programs."""
    from boxgrader.pages.export import write_exports

    _before_totals(course, lesson)
    paths, empty = write_exports(course, lesson, provisional=args.provisional)
    for path in paths:
        print(path)
    if empty:
        print(
            f"{empty} totals are empty for Canvas and Moodle: an essay waits to be read (--provisional fills them)."
        )
    return 0


def _forget(args: argparse.Namespace) -> int:
    """Delete everything about one learner."""
    from boxgrader.marks.forget import forget

    for line in forget(Course(Path(args.course)), args.student):
        print(f"deleted  {line}")
    print("What you have downloaded, or copied elsewhere, lies where you put it.")
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line as a whole."""
    whole = argparse.ArgumentParser(
        prog="boxgrader", description="Grade notebooks of an nbgrader course in boxes."
    )
    whole.add_argument("--version", action="version", version=__version__)
    commands = whole.add_subparsers(dest="verb", metavar="verb", required=True)

    def command(name: str, run: Callable[[argparse.Namespace], int], words: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words, description=words)
        made.set_defaults(run=run)
        return made

    def of_class(made: argparse.ArgumentParser) -> None:
        made.add_argument("lesson", metavar="assignment", help="name of the assignment")
        made.add_argument("--course", default=".", help="folder with nbgrader_config.py (this one)")

    add(command, lambda args: (Course(Path(args.course)), str(args.lesson)), of_class)
    gone = command("forget", _forget, "delete a learner: files, marks, records, copies")
    gone.add_argument("student", help="as the folder in submitted/ is called")
    gone.add_argument("--course", default=".", help="folder with nbgrader_config.py (this one)")
    return whole


def guarded(run: Callable[[], int], install: str = "pip install 'boxgrader[grader]'") -> int:
    """The exit code of a command; a problem the user can mend is two lines, never a traceback.

    ``install`` is what to do where a package that the command needs is not there.
    """
    try:
        code = run()
        sys.stdout.flush()
        return code
    except Mendable as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped. Nothing is half-written; run the command again to go on.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if not package or find_spec(
            package
        ):  # a part of a package that is there: a fault of ours, to be seen whole
            raise
        print(f"This needs the package {package}, which is not installed here.\n→ {install}", file=sys.stderr)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        print(
            f"The system said: {error.strerror or error}{where}.\n→ Free some disk space or look at the folder's rights, then try again.",
            file=sys.stderr,
        )
    return 1


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point: returns the exit code."""
    args = parser().parse_args(argv)
    return guarded(lambda: int(args.run(args)))


if __name__ == "__main__":
    sys.exit(main())
