"""The ``ambitions`` command: what learners, teachers and maintainers type."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ai_ambitions import __version__
from ai_ambitions.core import course as course_map
from ai_ambitions.core.course import slug_of
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import ENGINE, EXERCISES, LESSONS, ROOT, SERVER, data_dir, need_checkout
from boxgrader.run.cli import add as add_class
from boxgrader.run.cli import guarded


def lab(args: argparse.Namespace) -> int:
    """Open JupyterLab on the welcome page."""
    from datetime import date

    from ai_ambitions.practice import copies, welcome

    need_checkout()
    root = (args.teacher and _class_here()) or ROOT
    tree = ""
    if root.samefile(ROOT):
        for said in copies.renew(date.today()):
            print(said)
        tree = "/tree/" + welcome.write().relative_to(ROOT).as_posix()
    headless = sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    options = [
        f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url=/lab{tree}",
    ]
    options.append("--log-level=WARN")  # the server's diary would bury the three lines a newcomer needs
    if headless or args.no_browser:
        options.append("--no-browser")
        print("No screen here: copy one of the addresses that appear below into a browser.")
    else:
        print(
            f"{'The welcome page' if tree else 'Your class'} opens in your browser."
            " If it does not, copy one of the addresses below into it."
        )
    print(
        "Keep this window open while you work. To stop: save your notebooks, press Ctrl-C here, answer y.",
        flush=True,
    )
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")
    # What the server is told beside its own settings: what to save of live figures, which shell to open, no news to offer;
    # and for learners no menus with which a teacher makes and marks assignments.
    beside = [
        *([] if args.teacher else [str(SERVER / "learner")]),
        str(SERVER),
        os.environ.get("JUPYTER_CONFIG_PATH", ""),
    ]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, beside))
    # A terminal opened inside JupyterLab finds the `ambitions` command there.
    os.environ["PATH"] = os.path.dirname(sys.executable) + os.pathsep + os.environ.get("PATH", os.defpath)
    os.chdir(root)
    return _become([sys.executable, "-m", "jupyterlab", *options, *args.options])


def _become(command: list[str]) -> int:
    """Hand over to another program, which then gets Ctrl-C alone."""
    if os.name == "nt":
        import subprocess

        return subprocess.call(command)
    os.execv(command[0], command)


def classroom(args: argparse.Namespace) -> int:
    """Play a class of invented learners through a teacher's week; the tool says what its words and options mean."""
    return _become([sys.executable, str(need_checkout() / "tools" / "classroom.py"), *args.options])


def start(args: argparse.Namespace) -> int:
    """Copy an exercise to my-work/, or move the answers of a copy into the exercise of today."""
    if args.renew:
        return _renew(_named(args.lesson, "start"))
    from ai_ambitions.practice.exercises import start as copy_exercise

    path, new = copy_exercise(_named(args.lesson, "start"))
    shown = path.relative_to(ROOT)
    print(f"Your copy: {shown}" if new else f"You have it already, and it was left as it is: {shown}")
    print("Open it in JupyterLab (in the list of files on the left), and save it when you have answered.")
    print(f"Check it with: ambitions check {path.stem[:2]}")
    return 0


def _renew(number: str) -> int:
    from datetime import date

    from ai_ambitions.practice.exercises import renew

    copy, kept, moved = renew(number, date.today())
    print(f"Your new copy: my-work/{copy.parent.name}/{copy.name}. The old one is kept: {kept.name}")
    print(f"Answers moved over: {', '.join(moved)}." if moved else "There were no answers to move.")
    print("Cells that you added yourself are in the old one only.")
    return 0


def update(args: argparse.Namespace) -> int:
    """Bring the newest edition of the course."""
    from datetime import date

    from ai_ambitions.practice.update import update as bring

    need_checkout()
    print("\n".join(bring(date.today())))
    print(
        "Next: make lab (without make: python3 bootstrap.py lab). It brings your copies of the lessons up to date."
    )
    return 0


def _named(lesson: str | None, command: str) -> str:
    """The lesson a learner named; where none was named, a CourseError that lists what there is."""
    if lesson:
        return lesson
    if command == "check" and not EXERCISES.is_dir():
        raise CourseError("Which exercise?", "Name its file: ambitions check 06-chip-ban.ipynb")
    need_checkout()
    known = ", ".join(sorted(p.name for p in EXERCISES.glob("*/")))
    raise CourseError(
        f"Which lesson? There are exercises to: {known}.", f"For instance: ambitions {command} 00"
    )


def progress(args: argparse.Namespace) -> int:
    """Show what was done so far, or forget it."""
    if args.clear:
        return _clear(args.clear)
    from ai_ambitions.practice.progress import progress as table

    print(table())
    return 0


def record(args: argparse.Namespace) -> int:
    """Write a record of completion: what was done, and no grade."""
    from datetime import date

    from ai_ambitions.practice.completion import write

    path = write(args.name, date.today())
    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    print(f"Your record of completion: {shown}")
    print("Open it in a browser, and print it if you like. It says what you did, and is no grade.")
    return 0


def _clear(lesson: str) -> int:
    """Forget what was recorded for a lesson, after asking; the former record is kept beside."""
    from ai_ambitions.core.course import lesson as lesson_of
    from ai_ambitions.practice.record import clear

    number = "all" if lesson == "all" else lesson_of(lesson).number
    whose = "all lessons" if number == "all" else f"lesson {number}"
    try:
        said = input(f"Forget your guesses, quiz answers and check results of {whose}? Type yes: ")
    except EOFError:
        said = ""
    if said.strip().lower() not in ("y", "yes"):
        print("Nothing was cleared.")
        return 1
    gone, kept = clear(number)
    if not gone:
        print(f"Nothing was recorded for {whose}.")
        return 0
    print(f"Cleared: {gone} entr{'y' if gone == 1 else 'ies'} of {whose}. Your exercises stay as they are.")
    print(f"The former record is kept as {kept}" if kept else "", end="\n" if kept else "")
    print("Notebooks that are open still show it until you run them again.")
    return 0


def check(args: argparse.Namespace) -> int:
    """Check the data (``data``) or an exercise (its path)."""
    if args.what == "data":
        from ai_ambitions.data.check import report
        from ai_ambitions.data.second import second_look
        from ai_ambitions.practice.questions import breaches as question_breaches
        from ai_ambitions.publish import ledger

        text, breaches = report()
        here = LESSONS.is_dir()  # the package alone has tables and questions, and no lessons to compare with
        others = [*(course_map.breaches() if here else ()), *question_breaches(), *ledger.breaches()]
        others += [] if breaches else second_look(data_dir())
        open_ = [f"○ to do: {line}" for line in ledger.to_do()]
        print("\n".join([text, *open_, *(f"✗ {line}" for line in others)]))
        return 1 if breaches or others else 0
    from ai_ambitions.practice.essay import guidance
    from ai_ambitions.practice.exercises import check_and_record, is_outdated, locate

    path = locate(_named(args.what, "check"))
    results = check_and_record(path)
    for result in results:
        sign = "✓" if result.passed else "✗" if result.answered else "○"
        print(f"{sign} {result.title or result.name} ({result.points:g} point{'s' * (result.points != 1)})")
        if result.message:
            print("    " + result.message.replace("\n", "\n    "))
    got, whole = sum(r.points for r in results if r.passed), sum(r.points for r in results)
    if is_outdated(path):
        print(
            "\nYour copy is of an earlier edition of this exercise, and counts as it is. To move your answers into"
        )
        print(f"the new one: ambitions start {path.stem[:2]} --renew")
    print(f"\n{got:g} of {whole:g} points from the visible tests. {_encouragement(results)}")
    if about_essay := guidance(path):
        print("\n" + about_essay)
    return 0 if got == whole else 1


def _encouragement(results: Sequence[Any]) -> str:
    """What a learner may do next, after a check."""
    wrong = [r for r in results if r.answered and not r.passed]
    if wrong:
        return (
            f"Next: read the lines under ✗ {wrong[0].title or wrong[0].name}, mend it, save, and check again."
        )
    if not all(r.passed for r in results):
        return "Next: go on with a task marked ○, save, and check again."
    return "Hidden tests, which try the same on other data, and the essay are marked at grading."


def move(args: argparse.Namespace) -> int:
    """Judge a move of the classroom simulation, or a whole play from a file; without a move, print the sheet of the day."""
    if not course_map.has_room("chip_ban"):
        raise CourseError("This course has no classroom simulation.", "What there is: ambitions --help")
    from ai_ambitions.data.load import load
    from ai_ambitions.lessons.chip_ban import moves

    first, *words = args.words or [""]
    file = Path(first)
    if not words and not first.isdigit():
        if not file.is_file():
            raise CourseError(
                f"There is no file {first!r} with moves." if first else "Which round, and which move?",
                f"For instance: ambitions move 1 {moves.FORMS['ship'].split(',')[0]}",
            )
        tables = {name: load(name) for name in moves.NEEDS}
        found = moves.play(file.read_text(encoding="utf-8-sig"), tables)
    else:
        tables = {name: load(name) for name in moves.NEEDS}
        day = moves.day_of(first, tables)
        if not words:
            print(moves.sheet_text(day))
            return 0
        found = [moves.judge(shlex.join(words), day)]
    print("\n\n".join(moves.told(ruling, tables["sources"]) for ruling in found))
    return 0


def refresh(args: argparse.Namespace) -> int:
    """Run lessons and solutions and store their outputs, or say which are stale."""
    from ai_ambitions.publish.refresh import refresh as run

    return run(args.lessons, check=args.check)


def release(args: argparse.Namespace) -> int:
    """Make exercises/ and the generated pages of datasets/ anew."""
    from ai_ambitions.publish.catalogue import write_catalogue
    from ai_ambitions.publish.front import write_readme
    from ai_ambitions.publish.release import edited, generate

    need_checkout()
    by_hand = [] if args.discard else edited()
    changed = [f"exercises/{slug}" for slug in generate(keep=by_hand)] + write_catalogue() + write_readme()
    print("Changed: " + ", ".join(changed) if changed else "Everything generated was up to date.")
    return 0


def new_article(args: argparse.Namespace) -> int:
    """Make the skeleton of a course on another article."""
    from datetime import date

    from ai_ambitions.publish.article import new_article as make

    files = make(Path(args.folder), args.title, args.claims, date.today())
    print(f"{len(files)} files in {args.folder}, with {args.claims} rows of the ledger to fill.")
    print(
        f"Next: cd {shlex.quote(args.folder)}, then: ambitions release, ambitions check data, ambitions lab."
    )
    print(
        "The way from here stands in CONTRIBUTING.md of the course that this package comes from, under Another article."
    )
    return 0


def site(args: argparse.Namespace) -> int:
    """Build the web edition."""
    need_checkout()
    from ai_ambitions.publish.site import build

    return build(fresh=args.fresh)


def _class(args: argparse.Namespace) -> tuple[Any, str]:
    """The course and the lesson that a teacher's command is about."""
    from boxgrader.marks.course import Course

    course = Course(Path(args.course) if args.course else _class_here() or need_checkout())
    return course, slug_of(args.lesson, course.folder("source", ".", args.lesson).parent)


def _class_here() -> Path | None:
    """The folder this was typed in, where a class of its own lives there."""
    here = Path.cwd()
    return here if (here / "nbgrader_config.py").is_file() else None


TESTS, NOTEBOOKS = ("tests", "packages/boxgrader/tests"), ("lessons", "solutions")  # what `make test` runs
QUICK = "not (slow or browser or notebook or needs_npm)"  # the tests of `make check`


def test(args: argparse.Namespace) -> int:
    """Run all checks: the tests, and every lesson and solution through nbval; or only the quick tests."""
    import importlib.util
    import subprocess

    need_checkout()
    os.chdir(ROOT)
    if not importlib.util.find_spec("pytest"):
        raise CourseError(
            "The tools for tests are not installed.", "make test (or: python3 bootstrap.py test)"
        )
    if args.python:
        from ai_ambitions.publish.pythons import test_on

        return test_on(args.python, args.options)
    command = [sys.executable, "-m", "pytest", *args.options]
    if args.quick:
        command += [*filter(os.path.isdir, TESTS), "-m", QUICK]
    elif not args.options:
        command += filter(os.path.isdir, (*TESTS, *NOTEBOOKS))
    # A file to each process, the longest first (conftest.py); a few files named by hand start faster without.
    workers = min(os.cpu_count() or 1, 4)
    few = any(Path(o.split("::")[0]).is_file() for o in args.options)
    if workers > 1 and not few and not {"-n", "--pdb", "-s"} & set(args.options):
        command += ["-n", str(workers), "--dist=loadfile", "--no-loadscope-reorder", "--durations=10"]
    return subprocess.call(command, env=os.environ | {"PYTHONHASHSEED": "0"})


WELCOME = """{name}.

  ambitions lab          open the welcome page, with all lessons, in JupyterLab
  ambitions start 00     get your own copy of an exercise (here that of lesson 00)
  ambitions check 00     run its visible tests on your copy
  ambitions progress     see what you have done so far
  ambitions update       bring the newest edition; what you wrote stays yours

All commands, with those for teachers and maintainers: ambitions --help"""


def _welcome() -> int:
    print(WELCOME.format(name=course_map.course().full_name))
    if not LESSONS.is_dir():
        print(
            "\nHere is the package alone: lab, start and update need a clone of the course, check takes a file."
        )
    return 0


def _install() -> str:
    """What to do where a package is missing that a command needs."""
    if (ENGINE / "bootstrap.py").is_file():
        return "In the course's folder: make setup, and for what maintainers type make dev. Then try again."
    return "pip install nbgrader brings what runs notebooks and grades them; for all else, work in a clone of the course."


def parser() -> argparse.ArgumentParser:
    """The command line as a whole."""
    whole = argparse.ArgumentParser(
        prog="ambitions", description="What learners, teachers and maintainers of a course in notebooks type."
    )
    whole.add_argument("--version", action="version", version=__version__)
    commands = whole.add_subparsers(dest="command", metavar="command")

    def add(name: str, run: object, words: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=words, description=words)
        command.set_defaults(run=run)
        return command

    def of_class(command: argparse.ArgumentParser) -> None:
        command.add_argument("lesson", help="number of the lesson, such as 06")
        command.add_argument(
            "--course",
            help="folder of your class (the one you are in, if it has an nbgrader_config.py; else this checkout)",
        )

    command = add(
        "lab",
        lab,
        "open JupyterLab on the welcome page, with copies of your own of all lessons and exercises; further options go to JupyterLab",
    )
    command.add_argument("--no-browser", action="store_true", help="print the address and open no browser")
    command.add_argument(
        "--teacher",
        action="store_true",
        help="with nbgrader's menus for teachers, on the class whose folder you are in",
    )
    command = add("start", start, "copy an exercise to my-work/, where updates never touch it")
    command.add_argument("lesson", nargs="?", help="number of the lesson, such as 06")
    command.add_argument(
        "--renew",
        action="store_true",
        help="make your copy anew from the exercise of today; answers are moved over",
    )
    add("update", update, "bring the newest edition of the course; what you wrote stays yours")
    command = add("progress", progress, "show what you have done so far, and what comes next")
    command.add_argument(
        "--clear", metavar="LESSON", help="forget what was recorded for a lesson, such as 06, or for all"
    )
    command = add("record", record, "write a record of completion: what you did, on a page to print")
    command.add_argument(
        "--name", default="", help="the name that stands on it; a line for a pen if left out"
    )
    command = add("check", check, "run the visible tests of an exercise, or check the data")
    command.add_argument(
        "what", nargs="?", help="number of the lesson (06), path of your exercise, or the word data"
    )
    command = add("move", move, "judge a move of the classroom simulation by the tables (teachers)")
    command.add_argument(
        "words",
        nargs="*",
        metavar="WORD",
        help="a round (1, 2 or 3) and a move, such as: 1 ship 'H20 SXM 96GB' China; a round alone; or a file of moves",
    )
    command = add("refresh", refresh, "run lessons and solutions and store their outputs (maintainers)")
    command.add_argument("lessons", nargs="*", help="numbers; all when none is given")
    command.add_argument(
        "--check", action="store_true", help="write nothing; name what a run would change, and exit with 1"
    )
    command = add("release", release, "make exercises/ and the data catalogue anew (maintainers)")
    command.add_argument("--discard", action="store_true", help="also where exercises/ was edited by hand")
    command = add(
        "new-article", new_article, "make the skeleton of a course on another article (maintainers)"
    )
    command.add_argument("folder", help="where it is to lie; nothing may be there")
    command.add_argument("--title", required=True, help="the article's title, in quotation marks")
    command.add_argument("--claims", required=True, type=int, help="into how many claims it is cut, 1 to 99")
    command = add("site", site, "build the web edition in _site/ (maintainers)")
    command.add_argument(
        "--fresh", action="store_true", help="run every notebook again, also those that did not change"
    )
    add_class(add, _class, of_class)
    add(
        "classroom",
        classroom,
        "play an invented class through grading, feedback and report; a folder, --lesson 05, --count 30, --seed 1 and --no-browser may follow (teachers)",
    )
    command = add("test", test, "run all checks; further words and options go to pytest (maintainers)")
    command.add_argument(
        "--quick", action="store_true", help="only what needs no browser and runs no notebook"
    )
    command.add_argument(
        "--python",
        action="append",
        metavar="3.12",
        help="the quick tests and the lessons on this Python, in an environment of its own; may be given several times",
    )
    return whole


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point: returns the exit code; a problem the user can mend is two lines, never a traceback."""
    args, others = parser().parse_known_args(argv)
    args.options = others
    if args.command is None and not others:
        return guarded(_welcome, _install())
    if args.options and args.command not in ("lab", "test", "classroom"):
        parser().error("unknown: " + " ".join(args.options))
    return guarded(lambda: int(args.run(args)), _install())


if __name__ == "__main__":
    sys.exit(main())
