"""A course with a class in a scratch folder, and the submissions that classes really hand in: good, broken and hostile."""

from __future__ import annotations

import copy
import functools
import json
import random
import re
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from boxgrader.marks.course import Course
from boxgrader.marks.key import make_key
from toyclass import toy

LESSON = "00-toy"
CONFIG = Path(__file__).with_name("nbgrader_config.py")
SCORES = {
    name: float(sum(points)) for name, (*_, points) in toy.TASKS.items()
}  # of each task, all its tests together
FULL = sum(SCORES.values())  # points that tests give
CELLS = 2 * len(toy.TASKS) + 1  # cells with points: a visible and a hidden test for each task, and the essay
ESSAY = "An area leaves out the depth: a flat box and a deep one may cover the same floor."


@functools.cache
def _exercise() -> Any:
    """The toy exercise as nbgrader releases it."""
    with tempfile.TemporaryDirectory() as folder:
        course = make_course(Path(folder))
        make_key(course, LESSON)
        path = course.place / "state" / LESSON / "release" / LESSON / f"{LESSON}.ipynb"
        return nbformat.read(path, as_version=4)


def exercise() -> Any:
    return copy.deepcopy(_exercise())


def name(cell: Any) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def cell_of(nb: Any, wanted: str) -> Any:
    return next(c for c in nb.cells if name(c) == wanted)


def answer(nb: Any, task: str, code: str) -> Any:
    cell_of(nb, task).source = code + "\n"
    return nb


def perfect(style: int = 0) -> Any:
    """A right answer to every task, and an essay."""
    nb = exercise()
    for task, variants in toy.RIGHT.items():
        answer(nb, task, variants[style])
    cell_of(nb, "toy-essay").source = ESSAY
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


def make_course(
    folder: Path, *, seconds: int = 60, more: str = "", solutions: Path | None = None, config: Path = CONFIG
) -> Course:
    """A course of its own: the toy exercise or other solutions, configuration, and nothing handed in yet."""
    folder.mkdir(parents=True, exist_ok=True)
    if solutions:
        shutil.copytree(solutions, folder / "solutions")
    else:
        (folder / "solutions" / LESSON).mkdir(parents=True)
        (folder / "solutions" / LESSON / f"{LESSON}.ipynb").write_bytes(text(toy.solution()))
    settings = config.read_text()
    (folder / "nbgrader_config.py").write_text(f"{settings}\nc.Execute.timeout = {seconds}\n{more}\n")
    return Course(folder)


def rows(course: Course) -> dict[str, list[tuple[Any, ...]]]:
    """All marks, comments and penalties of a gradebook, in a fixed order."""
    where = """join submitted_notebook n on n.id = x.notebook_id join submitted_assignment s on s.id = n.assignment_id
        join base_cell c on c.id = x.cell_id order by s.student_id, c.name"""
    with sqlite3.connect(course.database or "") as book:
        return {
            "grades": book.execute(
                f"select s.student_id, c.name, x.auto_score, x.manual_score, x.extra_credit, x.needs_manual_grade from grade x {where}"
            ).fetchall(),
            "comments": book.execute(
                f"select s.student_id, c.name, x.auto_comment, x.manual_comment from comment x {where}"
            ).fetchall(),
            "late": book.execute(
                "select s.student_id, s.timestamp, n.late_submission_penalty from submitted_notebook n "
                "join submitted_assignment s on s.id = n.assignment_id order by s.student_id"
            ).fetchall(),
        }


def as_in_the_foreground() -> None:
    """For ``preexec_fn``: a shell lets its background jobs ignore Ctrl-C, and what they start inherits that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def hand_in(course: Course, student: str, content: Any, file: str = f"{LESSON}.ipynb") -> Path:
    """Put a notebook (or bytes) where nbgrader looks for it; returns the folder."""
    folder = course.folder("submitted", student, LESSON)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file).write_bytes(content if isinstance(content, bytes) else text(content))
    return folder


def random_class(course: Course, count: int, seed: int = 1, pause: float = 0, printed: int = 0) -> None:
    """Well-formed submissions of mixed quality, made from right answers, typical slips and blanks.

    ``pause`` makes each take some seconds, so that there is time to interrupt the class in the middle; ``printed`` makes
    its graded notebook so many characters larger.
    """
    dice = random.Random(seed)
    for number in range(count):
        nb = exercise()
        for task in toy.RIGHT:
            luck = dice.random()
            if luck < 0.6:
                answer(nb, task, dice.choice(toy.RIGHT[task]))
            elif luck < 0.9:
                answer(nb, task, dice.choice(toy.WRONG[task]))
        if dice.random() < 0.8:
            cell_of(nb, "toy-essay").source = f"{ESSAY} Variant {number}."
        if pause:
            extra(nb, f"import time\ntime.sleep({pause})")
        if printed:
            extra(nb, f"print('x' * {printed})")
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
    others: dict[str, bytes | Callable[[], bytes]] = field(default_factory=dict)
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


def other_lesson() -> Any:
    nb = exercise()
    for cell in nb.cells:
        cell.source = "1 + 1"
        cell["id"] = f"other-{cell.id}"
        if "nbgrader" in cell.metadata:
            cell.metadata["nbgrader"]["grade_id"] = cell.metadata["nbgrader"]["grade_id"].replace("toy", "77")
    return nb


def edited(change: Callable[[Any], object]) -> bytes:
    """A perfect submission whose JSON was changed by something that does not know the format."""
    nb = json.loads(text(perfect()))
    change(nb)
    return json.dumps(nb).encode()


def json_cell(nb: Any, wanted: str) -> Any:
    return next(c for c in nb["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == wanted)


def tampered(nb: Any) -> None:
    test = cell_of(nb, "toy-area-visible")
    test.source = "passed('all of it')"
    test.metadata["nbgrader"]["points"] = 100


def test_as_solution(nb: Any) -> None:
    cell_of(nb, "toy-area-visible").metadata["nbgrader"].update(grade=False, solution=True, locked=False)


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
    bad = "def area(width, height):\n    return 2 * width * height"
    no_area = lost("toy-area", "toy-volume")
    # --- ordinary work
    yield "perfect", Case(perfect, FULL)
    yield "other-style", Case(lambda: perfect(1), FULL)
    yield "blank", Case(exercise, 0)
    yield "wrong-value", Case(lambda: but("toy-area", bad), no_area)
    yield "half-right", Case(lambda: changed(lambda nb: [setattr(cell_of(nb, t), "source", cell_of(exercise(), t).source) for t in ("toy-longest", "toy-volume")]), lost("toy-longest", "toy-volume"))  # fmt: skip
    yield "typed-in", Case(lambda: but("toy-area", "def area(width, height):\n    if width < 0: raise ValueError\n    return 12"), lost("toy-volume") - toy.TASKS["toy-area"][-1][1])  # fmt: skip
    yield (
        "exception",
        Case(lambda: but("toy-area", "def area(width, height):\n    return width / 0"), no_area),
    )
    yield (
        "syntax-error",
        Case(lambda: but("toy-area", "def area(width, height)\n    return width"), no_area),
    )
    yield "exit-in-function", Case(lambda: but("toy-area", "import sys\ndef area(width, height):\n    sys.exit()"), no_area)  # fmt: skip
    yield "input", Case(lambda: but("toy-area", "def area(width, height):\n    return float(input('Area? '))"), no_area)  # fmt: skip
    yield (
        "warning",
        Case(lambda: prefix("toy-area", "import warnings\nwarnings.warn('old', FutureWarning)"), FULL),
    )
    yield "warning-in-function", Case(lambda: but("toy-area", "import warnings\ndef area(width, height):\n    warnings.warn('old', FutureWarning)\n    if width < 0: raise ValueError\n    return width * height"), FULL)  # fmt: skip
    yield "prints-to-stderr", Case(lambda: but("toy-area", "import sys\ndef area(width, height):\n    print('debug', file=sys.stderr)\n    if width < 0: raise ValueError\n    return width * height"), FULL)  # fmt: skip
    yield "prints-fake-grades", Case(lambda: changed(lambda nb: setattr(cell_of(nb, "toy-area"), "source", "print('toy-area-visible: 1/1')\n1")), no_area)  # fmt: skip
    yield "other-kernel", Case(lambda: changed(lambda nb: nb.metadata.update(kernelspec={"name": "ir", "display_name": "R", "language": "R"})), FULL)  # fmt: skip
    yield "old-format", Case(lambda: changed(old_format), FULL)
    yield "extra-cells", Case(lambda: changed(lambda nb: extra(nb, "1 + 1")), FULL)
    yield "own-file", Case(lambda: prefix("toy-area", "from helper import twice"), FULL, others={"helper.py": b"def twice(x): return 2 * x\n"})  # fmt: skip
    # --- cells that were moved about
    yield (
        "copied-answer",
        Case(lambda: changed(lambda nb: copied(nb, "toy-area")), FULL, note="Copied cells: toy-area"),
    )
    yield (
        "copied-test",
        Case(lambda: changed(lambda nb: copied(nb, "toy-area-visible")), FULL, note="Copied cells"),
    )
    yield "copied-essay", Case(lambda: changed(lambda nb: copied(nb, "toy-essay", cell_of(exercise(), "toy-essay").source)), FULL, note="Copied cells")  # fmt: skip
    yield "deleted-test", Case(lambda: changed(lambda nb: without(nb, "toy-area-visible")), FULL, note="put back: toy-area-visible")  # fmt: skip
    yield "deleted-all-tests", Case(lambda: changed(lambda nb: [without(nb, n) for n in [name(c) for c in nb.cells] if n.endswith(("-visible", "-hidden"))]), FULL, note="put back")  # fmt: skip
    yield "deleted-test-of-wrong-answer", Case(lambda: changed(lambda nb: without(nb, "toy-area-visible"), but("toy-area", bad)), no_area, note="put back")  # fmt: skip
    yield "answer-in-own-cell", Case(lambda: changed(lambda nb: [extra(nb, cell_of(nb, "toy-area").source, nb.cells.index(cell_of(nb, "toy-area"))), without(nb, "toy-area")]), FULL, note="recognised: toy-area")  # fmt: skip
    yield "deleted-essay", Case(lambda: changed(lambda nb: without(nb, "toy-essay")), FULL, note="Not found")
    yield "metadata-lost", Case(lambda: changed(stripped), FULL, note="recognised")
    yield "metadata-lost-blank", Case(lambda: changed(stripped, exercise()), 0, note="recognised")
    yield (
        "tampered-test",
        Case(lambda: changed(tampered, but("toy-area", bad)), no_area, note="Settings of cells"),
    )
    yield "test-as-solution", Case(lambda: changed(test_as_solution), FULL, note="Settings of cells")
    yield "essay-as-code", Case(lambda: changed(lambda nb: nb.cells.__setitem__(nb.cells.index(cell_of(nb, "toy-essay")), nbformat.v4.new_code_cell(ESSAY, metadata=cell_of(nb, "toy-essay").metadata))), FULL)  # fmt: skip
    yield (
        "foreign-metadata",
        Case(lambda: changed(lambda nb: nb.cells[0].metadata.update(nbgrader="x")), FULL),
    )
    # --- files
    yield "renamed", Case(perfect, FULL, note="was called", file=f"{LESSON} (1).ipynb")
    yield "utf8-bom", Case(lambda: b"\xef\xbb\xbf" + text(perfect()), FULL, note="byte-order mark")
    yield "utf16", Case(lambda: text(perfect()).decode().encode("utf-16"), FULL, note="UTF-16")
    yield (
        "blank-and-filled",
        Case(exercise, FULL, note="is blank", others={"final.ipynb": lambda: text(perfect())}),
    )
    yield (
        "two-names",
        Case(
            perfect, None, note="could be meant", file="a.ipynb", others={"b.ipynb": lambda: text(perfect())}
        ),
    )
    yield (
        "not-utf8",
        Case(lambda: text(perfect()).replace(b"Toy exercise", b"Toy \x96 exercise"), None, note="not UTF-8"),
    )
    yield "cut", Case(lambda: text(perfect())[:5000], None, note="cut off")
    yield "empty", Case(lambda: b"", None, note="empty")
    yield "zeros", Case(lambda: bytes(4000), None, note="nothing but blanks")
    yield "merge-conflict", Case(lambda: text(perfect()).replace(b'"cells"', b'<<<<<<< HEAD\n"cells"\n>>>>>>> x', 1), None, note="git conflict")  # fmt: skip
    yield "web-page", Case(lambda: b"<!DOCTYPE html><html>Sign in</html>", None, note="web page")
    yield "python-file", Case(lambda: b"print('hello')", None, note="not a notebook")
    yield "list", Case(lambda: b"[1, 2]", None, note="not a notebook|no notebook")
    yield "broken-rules", Case(lambda: b'{"cells": [{"cell_type": "code", "metadata": {"nbgrader": {"grade_id": "toy-area"}}, "source": 5}], "nbformat": 4, "nbformat_minor": 5, "metadata": 3}', 0, note="rules of its format")  # fmt: skip
    yield "pdf-only", Case(lambda: b"%PDF", None, note="No notebook", file="essay.pdf")
    yield "wrong-lesson", Case(lambda: other_lesson(), None, note="lesson 77")  # fmt: skip
    yield "link", Case(perfect, FULL, note="is a link", link=str(root / "grading" / "gradebook.db"))
    # --- programs that run wild
    last = lost("toy-volume")
    yield (
        "endless-loop",
        Case(lambda: prefix("toy-volume", "while True: pass"), last, note="Took too long"),
    )
    yield (
        "loop-that-swallows",
        Case(lambda: prefix("toy-volume", SLOW_LOOP), last, note="Stopped in toy-volume"),
    )
    yield (
        "uninterruptible",
        Case(lambda: prefix("toy-volume", "sum(range(10**13))"), last, note="Stopped in"),
    )
    yield (
        "uninterruptible-first",
        Case(lambda: prefix("toy-area", "sum(range(10**13))"), 0, note="Stopped in toy-area"),
    )
    yield (
        "exit-now",
        Case(lambda: prefix("toy-volume", "import os\nos._exit(0)"), last, "processes", "Stopped in"),
    )
    yield "exit-in-tested-function", Case(lambda: but("toy-area", "import os\ndef area(width, height):\n    os._exit(0)"), 0, "processes", "Stopped in toy-area-visible")  # fmt: skip
    yield "kill-9", Case(lambda: prefix("toy-volume", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"), last, "processes", "Stopped in")  # fmt: skip
    yield "memory-at-once", Case(lambda: prefix("toy-volume", "x = bytearray(10**11)"), last)
    yield "memory-bit-by-bit", Case(lambda: prefix("toy-volume", "x = []\nwhile True: x.append(b'1' * 10**7)"), last, note="Stopped in|^$")  # fmt: skip
    yield "memory-in-children", Case(lambda: prefix("toy-volume", "import os, time\nfor n in range(30):\n    if os.fork() == 0:\n        x = b'1' * 200_000_000\n        time.sleep(60)\ntime.sleep(60)"), last, "processes", "memory|Took too long|Stopped in")  # fmt: skip
    yield "fork-bomb", Case(lambda: prefix("toy-area", "import os, time\nn = 0\ntry:\n    while n < 2000:\n        if os.fork() == 0: time.sleep(60)\n        n += 1\nexcept OSError: pass\nprint('FORKS', n)"), FULL, "processes")  # fmt: skip
    yield "background-process", Case(lambda: prefix("toy-area", "import subprocess\nsubprocess.Popen(['sleep', '7654'], start_new_session=True)\nimport os, signal\nfor p in os.listdir('/proc'):\n    try:\n        if p.isdigit() and 'cat' in open(f'/proc/{p}/cmdline').read(): os.kill(int(p), signal.SIGSTOP)\n    except OSError: pass"), FULL, "processes")  # fmt: skip
    yield "many-lines", Case(lambda: prefix("toy-area", "for n in range(200_000): print(n)"), FULL)
    yield "one-long-line", Case(lambda: prefix("toy-area", "print('x' * 60_000_000)"), FULL)
    yield "large-picture", Case(lambda: prefix("toy-area", "from IPython.display import display\ndisplay({'image/png': 'A' * 20_000_000}, raw=True)"), FULL)  # fmt: skip
    yield "fills-the-disk", Case(lambda: prefix("toy-area", "try:\n    for n in range(100): open(f'f{n}', 'wb').write(b'x' * 50_000_000)\nexcept OSError as error: print('DISK', n, error)"), FULL)  # fmt: skip
    # --- attacks on others
    yield "writes-above", Case(lambda: prefix("toy-area", f"import pathlib\nfor p in ('../../../ESCAPED.txt', {str(root / 'ESCAPED.txt')!r}):\n    try: pathlib.Path(p).write_text('x')\n    except OSError as error: print('REFUSED', error)"), FULL)  # fmt: skip
    yield "looks-for-tests", Case(lambda: prefix("toy-area", LOOK_UP.format(root=str(root))), FULL)
    yield (
        "changes-marks",
        Case(lambda: prefix("toy-area", STEAL.format(root=str(root))), FULL, "grader's files"),
    )
    yield "network", Case(lambda: prefix("toy-area", f"import socket\ntry:\n    socket.create_connection(('127.0.0.1', {port}), 1); print('NET UP')\nexcept OSError as error: print('NET DOWN', error)"), FULL, "network")  # fmt: skip
    # --- attacks on the tests
    yield "transformer", Case(lambda: changed(lambda nb: extra(nb, "get_ipython().input_transformers_post.append(lambda lines: ['pass\\n'])"), exercise()), 0, "put back")  # fmt: skip
    yield "transformer-999", Case(lambda: changed(lambda nb: extra(nb, "get_ipython().input_transformers_post.append(lambda lines: ['999\\n'])"), exercise()), 0, "put back")  # fmt: skip
    yield "ast-transformer", Case(lambda: changed(lambda nb: extra(nb, "import ast\nclass T(ast.NodeTransformer):\n    def visit_Module(self, node): node.body = []; return node\nget_ipython().ast_transformers.append(T())"), exercise()), 0, "put back")  # fmt: skip
    yield "always-equal", Case(lambda: but("toy-area", EQUAL + "def area(width, height): return Agree(1)"), no_area, "compare")  # fmt: skip
    yield "own-check", Case(lambda: changed(lambda nb: extra(nb, "class Yes:\n    def __getattr__(self, name): return lambda *a, **k: None\ncheck = lambda *a, **k: Yes()", 3), exercise()), 0, "put back")  # fmt: skip
    yield "other-same", Case(lambda: changed(lambda nb: extra(nb, "import boxgrader.checks as tools\ntools.same = lambda *a, **k: True"), exercise()), 0, "put back")  # fmt: skip
    yield "other-code", Case(lambda: changed(lambda nb: extra(nb, "import boxgrader.checks as tools\ntools.Check.gives.__code__ = (lambda self, want, *, what='', slips=None, slip='', reread='', rel=1, hidden=False: None).__code__"), exercise()), 0, "put back")  # fmt: skip
    yield "silent-errors", Case(lambda: changed(lambda nb: extra(nb, "get_ipython().showtraceback = lambda *a, **k: None\nget_ipython().set_custom_exc((Exception,), lambda *a, **k: None)"), exercise()), 0, "IPython")  # fmt: skip
    yield "own-tally", Case(lambda: changed(lambda nb: extra(nb, "def tally(points, *tests): return points", 3), exercise()), 0, "tools")  # fmt: skip
    yield "own-not-yet", Case(lambda: changed(lambda nb: extra(nb, "class NotYet(Exception): pass", 3), exercise()), 0, "tools")  # fmt: skip
    yield "shows-a-score", Case(lambda: but("toy-area", "import sys\ndef area(width, height):\n    sys.displayhook(1)\n    return 5"), no_area)  # fmt: skip
    yield "forged-results", Case(lambda: prefix("toy-area", "import os\nos.write(3, b'{\"token\": \"\", \"outputs\": [], \"count\": 1, \"restored\": []}\\n')"), 0, "channel")  # fmt: skip
    yield "reads-tests-that-ran", Case(lambda: changed(lambda nb: extra(nb, "print([line for line in In if 'hidden' in line])", len(nb.cells))), FULL, "reads cells")  # fmt: skip
    yield "reads-frames", Case(lambda: but("toy-area", "import sys\ndef area(width, height):\n    if width < 0: raise ValueError\n    sys._getframe(1).f_code.co_consts\n    return width * height"), FULL, "frames")  # fmt: skip


# What one run takes long over by design, so that its limit is short; all else has time, also on a busy computer.
WILD = {
    "endless-loop",
    "loop-that-swallows",
    "uninterruptible",
    "uninterruptible-first",
    "memory-in-children",
}


def stoppers() -> Iterator[tuple[str, Case]]:
    """Submissions each of which once stopped the whole class: students' names, and what must come of them."""
    half = "chr(0xd83d)"
    yield "b-half-emoji-printed", Case(lambda: prefix("toy-area", f"print({half})"), FULL)
    yield "c-half-emoji-in-an-error", Case(lambda: but("toy-area", f"def area(width, height):\n    raise ValueError({half})"), lost("toy-area", "toy-volume"))  # fmt: skip
    yield "d-half-emoji-in-the-essay", Case(lambda: edited(lambda nb: json_cell(nb, "toy-essay").update(source="floor \ud83d")), FULL, note="half there")  # fmt: skip
    yield "e-second-name-in-latin1", Case(perfect, FULL, note=r"r\\xe9sum\\xe9", others={"r\udce9sum\udce9.ipynb": b"{}"})  # fmt: skip
    yield "f-only-name-in-latin1", Case(perfect, FULL, note="was called", file="r\udce9sum\udce9.ipynb")
    yield "g-name-of-a-cell-is-a-list", Case(lambda: edited(lambda nb: json_cell(nb, "toy-area")["metadata"]["nbgrader"].update(grade_id=[])), FULL, note="rules of its format")  # fmt: skip
    yield "h-id-of-a-cell-is-a-list", Case(lambda: edited(lambda nb: nb["cells"][0].update(id=[])), FULL, note="rules of its format")  # fmt: skip
    yield (
        "i-worksheets-is-a-number",
        Case(lambda: edited(lambda nb: nb.update(worksheets=5)), FULL),
    )
    yield "j-a-number-of-5000-digits", Case(lambda: text(perfect()).replace(b'"execution_count": null', b'"execution_count": ' + b"1" * 5000, 1), FULL)  # fmt: skip
    yield "k-a-folder-named-like-the-notebook", Case(perfect, FULL, note="left out", file="mine.ipynb", others={f"{LESSON}.ipynb/a.txt": b"a"})  # fmt: skip
    yield "l-Jos\udc82", Case(perfect, None, note="no UTF-8")
    yield "m-<img src=x onerror=alert(1)>", Case(perfect, None, note="cannot show safely")
    yield "n-output-of-odd-types", Case(lambda: prefix("toy-area", "from IPython.display import display\nfor data in ({'text/plain': 5}, {'text/html': ['<b>', 5]}, {'x': {}}, {'image/png': None}):\n    display(data, raw=True, metadata={'image/png': 7})"), FULL)  # fmt: skip
    yield (
        "o-deeply-nested",
        Case(lambda: b'{"cells": ' + b"[" * 5000 + b"]" * 5000 + b"}", None, note="without end"),
    )
    yield "p-timestamp-is-a-folder", Case(perfect, FULL, others={"timestamp.txt/x": b"x"})
    yield "q-timestamp-is-nonsense", Case(perfect, FULL, note="time of submission", others={"timestamp.txt": b"\xff\x00" * 90})  # fmt: skip


def reasons(done: Any) -> str:
    return "\n".join([*done.look, *done.notes, done.failure])


def meets(pattern: str, lines: list[str]) -> bool:
    return not pattern or any(re.search(pattern, line) for line in [*lines, ""])


def hand_in_cases(course: Course, every: dict[str, Case]) -> None:
    for student, case in every.items():
        folder = hand_in(course, student, case.build(), case.file)
        for other, content in case.others.items():
            (folder / other).parent.mkdir(exist_ok=True)
            (folder / other).write_bytes(content() if callable(content) else content)
        if case.link:
            (folder / "data.csv").symlink_to(case.link)
