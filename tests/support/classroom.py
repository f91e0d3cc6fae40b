"""A course with a class in a scratch folder, and the submissions that classes really hand in: good, broken and hostile."""

from __future__ import annotations

import copy
import functools
import importlib.util
import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from ai_ambitions.classroom.course import Course
from ai_ambitions.core import notebooks
from ai_ambitions.core.paths import EXERCISES, ROOT, SOLUTIONS

LESSON = "06-chip-ban"
FULL = 13.0  # points that tests give in exercise 06
SCORES = {  # of each task, visible and hidden together
    "06-tpp": 2.0,
    "06-density": 2.0,
    "06-paragraph": 3.0,
    "06-dated": 3.0,
    "06-assumption": 3.0,
}
ESSAY = "The density line should name which die is counted; makers of small dies abroad would pay for it."


@functools.cache
def answers() -> Any:
    spec = importlib.util.spec_from_file_location("chip_ban", ROOT / "tests" / "answers" / "06_chip_ban.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@functools.cache
def _exercise() -> Any:
    return notebooks.read(EXERCISES / LESSON / f"{LESSON}.ipynb")


@functools.cache
def _tails() -> dict[str, str]:
    """What stands below the answer in its cell: the exercise's own code, to be kept."""
    cells = notebooks.read(SOLUTIONS / LESSON / f"{LESSON}.ipynb").cells
    return {name(c): c.source.split("### END SOLUTION")[-1] for c in cells if name(c)}


def exercise() -> Any:
    return copy.deepcopy(_exercise())


def name(cell: Any) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def cell_of(nb: Any, wanted: str) -> Any:
    return next(c for c in nb.cells if name(c) == wanted)


def answer(nb: Any, task: str, code: str) -> Any:
    cell_of(nb, task).source = code + "\n" + _tails()[task]
    return nb


def perfect(style: int = 0) -> Any:
    """A right answer to every task, and an essay."""
    nb = exercise()
    for task, variants in answers().RIGHT.items():
        answer(nb, task, variants[style])
    cell_of(nb, "06-essay").source = ESSAY
    return nb


def but(task: str, code: str) -> Any:
    return answer(perfect(), task, code)


def prefix(task: str, code: str) -> Any:
    """A perfect submission with code in front of one answer."""
    nb = perfect()
    cell_of(nb, task).source = code + "\n" + cell_of(nb, task).source
    return nb


def text(nb: Any) -> bytes:
    return (nbformat.v4.writes(nb) + "\n").encode()


def make_course(folder: Path, *, seconds: int = 60, more: str = "") -> Course:
    """A course of its own: solutions, configuration, and nothing handed in yet."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(SOLUTIONS, folder / "solutions")
    settings = (ROOT / "nbgrader_config.py").read_text()
    (folder / "nbgrader_config.py").write_text(f"{settings}\nc.Execute.timeout = {seconds}\n{more}\n")
    return Course(folder)


def hand_in(course: Course, student: str, content: Any, file: str = f"{LESSON}.ipynb") -> Path:
    """Put a notebook (or bytes) where nbgrader looks for it; returns the folder."""
    folder = course.folder("submitted", student, LESSON)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file).write_bytes(content if isinstance(content, bytes) else text(content))
    return folder


def random_class(course: Course, count: int, seed: int = 1) -> None:
    """Well-formed submissions of mixed quality, made from right answers, typical slips and blanks."""
    dice = random.Random(seed)
    for number in range(count):
        nb = exercise()
        for task in answers().RIGHT:
            luck = dice.random()
            if luck < 0.6:
                answer(nb, task, dice.choice(answers().RIGHT[task]))
            elif luck < 0.9:
                answer(nb, task, dice.choice(answers().WRONG[task])[1])
        if dice.random() < 0.8:
            cell_of(nb, "06-essay").source = f"{ESSAY} Variant {number}."
        hand_in(course, f"student{number:04d}", nb)


# --- the cases --------------------------------------------------------------------------------------------------------


@dataclass
class Case:
    """One submission and what must come of it. ``points`` is None where it cannot be graded."""

    build: Callable[[], Any]
    points: float | None
    look: str = ""  # a pattern that one of the reasons to look at it must meet
    note: str = ""  # a pattern that one of the notes, or the reason of failure, must meet
    file: str = f"{LESSON}.ipynb"
    others: dict[str, bytes] = field(default_factory=dict)
    link: str = ""


def lost(*tasks: str) -> float:
    return FULL - sum(SCORES[t] for t in tasks)


def changed(change: Callable[[Any], object], nb: Any = None) -> Any:
    nb = perfect() if nb is None else nb
    change(nb)
    return nb


def without(nb: Any, wanted: str) -> None:
    nb.cells.remove(cell_of(nb, wanted))


def copied(nb: Any, wanted: str, source: str | None = None) -> None:
    """A copy below, with the same nbgrader metadata, as copy and paste in JupyterLab makes it."""
    again = copy.deepcopy(cell_of(nb, wanted))
    again["id"] = "copy-of-a-cell"
    if source is not None:
        again.source = source
    nb.cells.insert(nb.cells.index(cell_of(nb, wanted)) + 1, again)


def stripped(nb: Any) -> None:
    """As some tools leave a notebook: nbgrader's metadata and the cell ids are gone."""
    nb.nbformat_minor = 4
    for cell in nb.cells:
        cell.metadata.clear()
        cell.pop("id", None)


def old_format(nb: Any) -> None:
    nb.nbformat_minor = 4
    for cell in nb.cells:
        cell.pop("id", None)


def extra(nb: Any, code: str, at: int = 2) -> None:
    nb.cells.insert(at, nbformat.v4.new_code_cell(code))


def tampered(nb: Any) -> None:
    test = cell_of(nb, "06-tpp-visible")
    test.source = "passed('all of it')"
    test.metadata["nbgrader"]["points"] = 100


def test_as_solution(nb: Any) -> None:
    cell_of(nb, "06-tpp-visible").metadata["nbgrader"].update(grade=False, solution=True, locked=False)


EQUAL = """class Agree(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0
    def __abs__(self): return 0
    __hash__ = float.__hash__
"""
LOOK_UP = """import pathlib, sys
found = []
for top in (pathlib.Path('.'), pathlib.Path('..'), pathlib.Path({root!r})):
    try:
        books = [p for p in top.rglob('*') if p.suffix in ('.ipynb', '.db')]
        found += [str(p) for p in books if 'site-packages' not in p.parts][:5]  # what libraries ship is no secret
    except OSError:
        pass
print('FOUND', found)"""
STEAL = """import sqlite3, pathlib
for place in ('../../../gradebook.db', {root!r} + '/grading/gradebook.db'):
    try:
        book = sqlite3.connect(f'file:{{place}}?mode=rw', uri=True)
        book.execute('update grade set manual_score = 99, extra_credit = 50'); book.commit(); print('CHANGED')
    except Exception as error:
        print('REFUSED', error)"""
SLOW_LOOP = (
    "import time\nwhile True:\n    try:\n        time.sleep(0.05)\n    except BaseException:\n        pass"
)


def cases(root: Path, port: int) -> Iterator[tuple[str, Case]]:
    """Every case with its name. ``root`` is the course's folder, ``port`` one on which somebody listens."""
    bad = "def total_performance(rate, bits):\n    return 2 * rate * bits"
    no_tpp = lost("06-tpp", "06-assumption")
    # --- ordinary work
    yield "perfect", Case(perfect, FULL)
    yield "other-style", Case(lambda: perfect(1), FULL)
    yield "blank", Case(exercise, 0)
    yield "wrong-value", Case(lambda: but("06-tpp", bad), no_tpp)
    yield "half-right", Case(lambda: changed(lambda nb: [setattr(cell_of(nb, t), "source", cell_of(exercise(), t).source) for t in ("06-dated", "06-assumption")]), lost("06-dated", "06-assumption"))  # fmt: skip
    yield "typed-in", Case(lambda: but("06-tpp", "def total_performance(rate, bits):\n    if rate < 0: raise ValueError\n    return 4992"), FULL - 1 - 3)  # fmt: skip
    yield (
        "exception",
        Case(lambda: but("06-tpp", "def total_performance(rate, bits):\n    return rate / 0"), no_tpp),
    )
    yield (
        "syntax-error",
        Case(lambda: but("06-tpp", "def total_performance(rate, bits)\n    return rate"), no_tpp),
    )
    yield "exit-in-function", Case(lambda: but("06-tpp", "import sys\ndef total_performance(rate, bits):\n    sys.exit()"), no_tpp)  # fmt: skip
    yield "input", Case(lambda: but("06-tpp", "def total_performance(rate, bits):\n    return float(input('TPP? '))"), no_tpp)  # fmt: skip
    yield (
        "warning",
        Case(lambda: prefix("06-tpp", "import warnings\nwarnings.warn('old', FutureWarning)"), FULL),
    )
    yield "warning-in-function", Case(lambda: but("06-tpp", "import warnings\ndef total_performance(rate, bits):\n    warnings.warn('old', FutureWarning)\n    if rate < 0: raise ValueError\n    return rate * bits"), FULL)  # fmt: skip
    yield "prints-to-stderr", Case(lambda: but("06-tpp", "import sys\ndef total_performance(rate, bits):\n    print('debug', file=sys.stderr)\n    if rate < 0: raise ValueError\n    return rate * bits"), FULL)  # fmt: skip
    yield "prints-fake-grades", Case(lambda: changed(lambda nb: setattr(cell_of(nb, "06-tpp"), "source", "print('06-tpp-visible: 1/1')\n1")), no_tpp)  # fmt: skip
    yield "other-kernel", Case(lambda: changed(lambda nb: nb.metadata.update(kernelspec={"name": "ir", "display_name": "R", "language": "R"})), FULL)  # fmt: skip
    yield "old-format", Case(lambda: changed(old_format), FULL)
    yield "extra-cells", Case(lambda: changed(lambda nb: extra(nb, "1 + 1")), FULL)
    yield "own-file", Case(lambda: prefix("06-tpp", "from helper import twice"), FULL, others={"helper.py": b"def twice(x): return 2 * x\n"})  # fmt: skip
    # --- cells that were moved about
    yield (
        "copied-answer",
        Case(lambda: changed(lambda nb: copied(nb, "06-tpp")), FULL, note="Copied cells: 06-tpp"),
    )
    yield (
        "copied-test",
        Case(lambda: changed(lambda nb: copied(nb, "06-tpp-visible")), FULL, note="Copied cells"),
    )
    yield "copied-essay", Case(lambda: changed(lambda nb: copied(nb, "06-essay", cell_of(exercise(), "06-essay").source)), FULL, note="Copied cells")  # fmt: skip
    yield "deleted-test", Case(lambda: changed(lambda nb: without(nb, "06-tpp-visible")), FULL, note="put back: 06-tpp-visible")  # fmt: skip
    yield "deleted-all-tests", Case(lambda: changed(lambda nb: [without(nb, n) for n in [name(c) for c in nb.cells] if n.endswith(("-visible", "-hidden"))]), FULL, note="put back")  # fmt: skip
    yield "deleted-test-of-wrong-answer", Case(lambda: changed(lambda nb: without(nb, "06-tpp-visible"), but("06-tpp", bad)), no_tpp, note="put back")  # fmt: skip
    yield "answer-in-own-cell", Case(lambda: changed(lambda nb: [extra(nb, cell_of(nb, "06-tpp").source, nb.cells.index(cell_of(nb, "06-tpp"))), without(nb, "06-tpp")]), FULL, note="recognised: 06-tpp")  # fmt: skip
    yield "deleted-essay", Case(lambda: changed(lambda nb: without(nb, "06-essay")), FULL, note="Not found")
    yield "metadata-lost", Case(lambda: changed(stripped), FULL, note="recognised")
    yield "metadata-lost-blank", Case(lambda: changed(stripped, exercise()), 0, note="recognised")
    yield (
        "tampered-test",
        Case(lambda: changed(tampered, but("06-tpp", bad)), no_tpp, note="Settings of cells"),
    )
    yield "test-as-solution", Case(lambda: changed(test_as_solution), FULL, note="Settings of cells")
    yield "essay-as-code", Case(lambda: changed(lambda nb: nb.cells.__setitem__(nb.cells.index(cell_of(nb, "06-essay")), nbformat.v4.new_code_cell(ESSAY, metadata=cell_of(nb, "06-essay").metadata))), FULL)  # fmt: skip
    yield (
        "foreign-metadata",
        Case(lambda: changed(lambda nb: nb.cells[0].metadata.update(nbgrader="x")), FULL),
    )
    # --- files
    yield "renamed", Case(perfect, FULL, note="was called", file=f"{LESSON} (1).ipynb")
    yield "utf8-bom", Case(lambda: b"\xef\xbb\xbf" + text(perfect()), FULL, note="byte-order mark")
    yield "utf16", Case(lambda: text(perfect()).decode().encode("utf-16"), FULL, note="UTF-16")
    yield "blank-and-filled", Case(exercise, FULL, note="is blank", others={"final.ipynb": text(perfect())})
    yield (
        "two-names",
        Case(perfect, None, note="could be meant", file="a.ipynb", others={"b.ipynb": text(perfect())}),
    )
    yield (
        "not-utf8",
        Case(lambda: text(perfect()).replace(b"150 to 250", b"150 \x96 250"), None, note="not UTF-8"),
    )
    yield "cut", Case(lambda: text(perfect())[:5000], None, note="cut off")
    yield "empty", Case(lambda: b"", None, note="empty")
    yield "zeros", Case(lambda: bytes(4000), None, note="nothing but blanks")
    yield "merge-conflict", Case(lambda: text(perfect()).replace(b'"cells"', b'<<<<<<< HEAD\n"cells"\n>>>>>>> x', 1), None, note="git conflict")  # fmt: skip
    yield "web-page", Case(lambda: b"<!DOCTYPE html><html>Sign in</html>", None, note="web page")
    yield "python-file", Case(lambda: b"print('hello')", None, note="not a notebook")
    yield "list", Case(lambda: b"[1, 2]", None, note="not a notebook|no notebook")
    yield "broken-rules", Case(lambda: b'{"cells": [{"cell_type": "code", "metadata": {"nbgrader": {"grade_id": "06-tpp"}}, "source": 5}], "nbformat": 4, "nbformat_minor": 5, "metadata": 3}', None, note="rules of its format")  # fmt: skip
    yield "pdf-only", Case(lambda: b"%PDF", None, note="No notebook", file="essay.pdf")
    yield "wrong-lesson", Case(lambda: (EXERCISES / "00-start-here" / "00-start-here.ipynb").read_bytes(), None, note="lesson 00")  # fmt: skip
    yield "link", Case(perfect, FULL, note="is a link", link=str(root / "grading" / "gradebook.db"))
    # --- programs that run wild
    last = lost("06-assumption")
    yield (
        "endless-loop",
        Case(lambda: prefix("06-assumption", "while True: pass"), last, note="Took too long"),
    )
    yield (
        "loop-that-swallows",
        Case(lambda: prefix("06-assumption", SLOW_LOOP), last, note="Stopped in 06-assumption"),
    )
    yield (
        "uninterruptible",
        Case(lambda: prefix("06-assumption", "sum(range(10**13))"), last, note="Stopped in"),
    )
    yield (
        "uninterruptible-first",
        Case(lambda: prefix("06-tpp", "sum(range(10**13))"), 0, note="Stopped in 06-tpp"),
    )
    yield (
        "exit-now",
        Case(lambda: prefix("06-assumption", "import os\nos._exit(0)"), last, "processes", "Stopped in"),
    )
    yield "exit-in-tested-function", Case(lambda: but("06-tpp", "import os\ndef total_performance(rate, bits):\n    os._exit(0)"), 0, "processes", "Stopped in 06-tpp-visible")  # fmt: skip
    yield "kill-9", Case(lambda: prefix("06-assumption", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"), last, "processes", "Stopped in")  # fmt: skip
    yield "memory-at-once", Case(lambda: prefix("06-assumption", "x = bytearray(10**11)"), last)
    yield "memory-bit-by-bit", Case(lambda: prefix("06-assumption", "x = []\nwhile True: x.append(b'1' * 10**7)"), last, note="Stopped in|^$")  # fmt: skip
    yield "memory-in-children", Case(lambda: prefix("06-assumption", "import os, time\nfor n in range(30):\n    if os.fork() == 0:\n        x = b'1' * 200_000_000\n        time.sleep(60)\ntime.sleep(60)"), last, "processes", "memory|Took too long|Stopped in")  # fmt: skip
    yield "fork-bomb", Case(lambda: prefix("06-tpp", "import os, time\nn = 0\ntry:\n    while n < 2000:\n        if os.fork() == 0: time.sleep(60)\n        n += 1\nexcept OSError: pass\nprint('FORKS', n)"), FULL, "processes")  # fmt: skip
    yield "background-process", Case(lambda: prefix("06-tpp", "import subprocess\nsubprocess.Popen(['sleep', '7654'], start_new_session=True)\nimport os, signal\nfor p in os.listdir('/proc'):\n    try:\n        if p.isdigit() and 'cat' in open(f'/proc/{p}/cmdline').read(): os.kill(int(p), signal.SIGSTOP)\n    except OSError: pass"), FULL, "processes")  # fmt: skip
    yield "many-lines", Case(lambda: prefix("06-tpp", "for n in range(400_000): print(n)"), FULL)
    yield "one-long-line", Case(lambda: prefix("06-tpp", "print('x' * 60_000_000)"), FULL)
    yield "large-picture", Case(lambda: prefix("06-tpp", "from IPython.display import display\ndisplay({'image/png': 'A' * 20_000_000}, raw=True)"), FULL)  # fmt: skip
    yield "fills-the-disk", Case(lambda: prefix("06-tpp", "try:\n    for n in range(100): open(f'f{n}', 'wb').write(b'x' * 50_000_000)\nexcept OSError as error: print('DISK', n, error)"), FULL)  # fmt: skip
    # --- attacks on others
    yield "writes-above", Case(lambda: prefix("06-tpp", f"import pathlib\nfor p in ('../../../ESCAPED.txt', {str(root / 'ESCAPED.txt')!r}):\n    try: pathlib.Path(p).write_text('x')\n    except OSError as error: print('REFUSED', error)"), FULL)  # fmt: skip
    yield "looks-for-tests", Case(lambda: prefix("06-tpp", LOOK_UP.format(root=str(root))), FULL)
    yield (
        "changes-marks",
        Case(lambda: prefix("06-tpp", STEAL.format(root=str(root))), FULL, "grader's files"),
    )
    yield "network", Case(lambda: prefix("06-tpp", f"import socket\ntry:\n    socket.create_connection(('127.0.0.1', {port}), 1); print('NET UP')\nexcept OSError as error: print('NET DOWN', error)"), FULL, "network")  # fmt: skip
    # --- attacks on the tests
    yield "transformer", Case(lambda: changed(lambda nb: extra(nb, "get_ipython().input_transformers_post.append(lambda lines: ['pass\\n'])"), exercise()), 0, "put back")  # fmt: skip
    yield "transformer-999", Case(lambda: changed(lambda nb: extra(nb, "get_ipython().input_transformers_post.append(lambda lines: ['999\\n'])"), exercise()), 0, "put back")  # fmt: skip
    yield "ast-transformer", Case(lambda: changed(lambda nb: extra(nb, "import ast\nclass T(ast.NodeTransformer):\n    def visit_Module(self, node): node.body = []; return node\nget_ipython().ast_transformers.append(T())"), exercise()), 0, "put back")  # fmt: skip
    yield "always-equal", Case(lambda: but("06-tpp", EQUAL + "def total_performance(rate, bits): return Agree(1)"), no_tpp, "compare")  # fmt: skip
    yield "own-check", Case(lambda: changed(lambda nb: extra(nb, "class Yes:\n    def __getattr__(self, name): return lambda *a, **k: None\ncheck = lambda *a, **k: Yes()", 3), exercise()), 0, "put back")  # fmt: skip
    yield "other-same", Case(lambda: changed(lambda nb: extra(nb, "import ai_ambitions.checks as tools\ntools.same = lambda *a, **k: True"), exercise()), 0, "put back")  # fmt: skip
    yield "other-code", Case(lambda: changed(lambda nb: extra(nb, "import ai_ambitions.checks as tools\ntools.Check.gives.__code__ = (lambda self, want, *, what='', slips=None, slip='', reread='', rel=1, hidden=False: None).__code__"), exercise()), 0, "put back")  # fmt: skip
    yield "silent-errors", Case(lambda: changed(lambda nb: extra(nb, "get_ipython().showtraceback = lambda *a, **k: None\nget_ipython().set_custom_exc((Exception,), lambda *a, **k: None)"), exercise()), 0, "IPython")  # fmt: skip
    yield "forged-results", Case(lambda: prefix("06-tpp", "import os\nos.write(3, b'{\"token\": \"\", \"outputs\": [], \"count\": 1, \"restored\": []}\\n')"), 0, "channel")  # fmt: skip
    yield "reads-tests-that-ran", Case(lambda: changed(lambda nb: extra(nb, "print([line for line in In if 'hidden' in line])", len(nb.cells))), FULL, "reads cells")  # fmt: skip
    yield "reads-frames", Case(lambda: but("06-tpp", "import sys\ndef total_performance(rate, bits):\n    if rate < 0: raise ValueError\n    sys._getframe(1).f_code.co_consts\n    return rate * bits"), FULL, "frames")  # fmt: skip


def reasons(done: Any) -> str:
    return "\n".join([*done.look, *done.notes, done.failure])


def meets(pattern: str, lines: list[str]) -> bool:
    return not pattern or any(re.search(pattern, line) for line in [*lines, ""])


def hand_in_cases(course: Course, port: int) -> dict[str, Case]:
    every = dict(cases(course.root, port))
    for student, case in every.items():
        folder = hand_in(course, student, case.build(), case.file)
        for other, content in case.others.items():
            (folder / other).write_bytes(content)
        if case.link:
            (folder / "data.csv").symlink_to(case.link)
    return every
