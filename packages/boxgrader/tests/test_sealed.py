"""Sealed tests: the marks of honest work are those of an ordinary run, and what a learner's code does to its own process moves none."""

from __future__ import annotations

from typing import Any

import pytest
from test_class import sandbox_missing

from boxgrader.box import exam, sandbox
from boxgrader.errors import GraderError
from boxgrader.intake.look import Submission
from boxgrader.marks.key import Key, make_key
from boxgrader.marks.worker import Graded, grade
from boxgrader.outcome import told
from toyclass import classroom as make
from toyclass import toy
from toyclass.classroom import LESSON

pytestmark = pytest.mark.notebook
BASE = (
    "exit._ip.input_transformer_manager.transform_cell = lambda raw: 'pass\\n'",
    "get_ipython().input_transformer_manager.transform_cell = lambda raw: 'pass\\n'",
    "from IPython.core.inputtransformer2 import TransformerManager\nTransformerManager.transform_cell = lambda self, raw: 'pass\\n'",
    "import ast\nexit._ip.compile.ast_parse = lambda *a, **k: ast.parse('pass')",
    "from IPython.core.interactiveshell import ExecutionResult\nExecutionResult.success = property(lambda self: True)\ntype(exit._ip)._showtraceback = lambda *a: None",
    "import types\ntype(exit._ip).run_cell = lambda *a, **k: types.SimpleNamespace(success=True)",
    "import sys\no = sys.stdout.outputs\nclass Quiet(list):\n    def append(self, x):\n        if x.get('output_type') != 'error': list.append(self, x)\ndef begin(): o.now = Quiet()\no.begin = begin",
    "import boxgrader.checks as c\nc.same = lambda *a, **k: True\nc.Check.gives = lambda *a, **k: None\nc.Check.raises = lambda *a, **k: None",
    "import boxgrader.checks as c, threading, time\ndef again():\n    while True:\n        c.Check.gives = c.Check.raises = lambda *a, **k: None\n        time.sleep(0.001)\nthreading.Thread(target=again, daemon=True).start()",
    "import signal, boxgrader.checks as c\ndef again(*_): c.Check.gives = c.Check.raises = lambda *a, **k: None\nsignal.signal(signal.SIGALRM, again); signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)",
    "def check(*a, **k):\n    class Yes:\n        def __getattr__(self, n): return lambda *a, **k: None\n    return Yes()\ndef tally(p, *t): return p\ndef passed(m): pass",
    "get_ipython().events.register('pre_run_cell', lambda *_: exec('import boxgrader.checks as c; c.same = lambda *a, **k: True'))",
    "import builtins\nbuiltins.ValueError = Exception\nValueError = Exception",
    "import boxgrader.wire as w\nw.pack = lambda *a, **k: 12",
    "import boxgrader.box.door as d\nd.Door.call = lambda self, **k: self._reply({'value': True})",
    "import sys\nsys.settrace(lambda *a: None); sys.setprofile(lambda *a: None)",
    "import gc\nfor thing in gc.get_objects():\n    if isinstance(thing, dict) and 'check' in thing: thing['check'] = lambda *a, **k: None",
    "import copy\ncopy._deepcopy_dispatch.clear()",
    "import json\njson.dumps = lambda *a, **k: '{}'",
    "import json\njson.loads = lambda *a, **k: {'do': 'names', 'names': []}",
    'import os\nos.write(3, b\'{"token": "", "outputs": [], "count": 1}\\n\')',
    'import os, socket\nos.write(3, b\'{"ask": {"do": "names", "names": []}}\\n\')',
    "import os\nos.write(3, b'[' * 200000 + b'\\n')",
    "import os\nos.dup2(os.open('/dev/null', os.O_RDWR), 3)",
    "import os\nif os.fork(): os._exit(0)",
    "print('✓ all hold'); 1",
    "raise SystemExit",
    "import sys\nsys.displayhook(999)",
    "import boxgrader.outcome as o\no.Outcome.text = lambda self: ''",
    "import math\nmath.isclose = lambda *a, **k: True",
)
# A function that hands back something that claims to be right, in place of each answer.
RETURNED = (
    "class Yes:\n    def __eq__(self, o): return True\n    __hash__ = None\nreturn_ = Yes()",
    "class Yes(float):\n    def __eq__(self, o): return True\n    def __sub__(self, o): return 0\n    __hash__ = float.__hash__\nreturn_ = Yes(1)",
    "class Yes(str):\n    def __eq__(self, o): return True\n    __hash__ = str.__hash__\nreturn_ = Yes('x')",
    "class Yes(tuple):\n    def __iter__(self): return iter(())\nreturn_ = Yes((1, 2))",
    "return_ = type('text', (), {'__eq__': lambda s, o: True, '__hash__': lambda s: 1})()",
    "return_ = type('number', (), {'__float__': lambda s: 12.0, '__eq__': lambda s, o: True, '__hash__': lambda s: 1})()",
    "return_ = type('Series', (), {'__module__': 'pandas', 'tolist': lambda s: [12]})()",
    "return_ = type('NAType', (), {})()",
    "return_ = {'__class__': 'x', 1: 2, True: 3}",
    "return_ = lambda *a: 12",
    "return_ = [float('nan')] * 3",
    "return_ = (n for n in range(3))",
    "x = []\nx.append(x)\nreturn_ = x",
    "return_ = None\nfor _ in range(100): return_ = [return_]",
    "return_ = '\\ud83d'",
    "import numpy as np\nreturn_ = np.array([object()])",
    "import pandas as pd\nreturn_ = pd.DataFrame({'a': [object()]})",
    "class Boom:\n    def __repr__(self): raise SystemExit\nreturn_ = Boom()",
    "return_ = 10 ** 5000",
    "import numpy as np\nclass A(np.ndarray):\n    def __eq__(self, o): return True\nreturn_ = np.zeros(3).view(A)",
)


def attacks() -> list[Any]:
    found = [pytest.param(code, id=f"process-{n}") for n, code in enumerate(BASE)]
    for n, code in enumerate(RETURNED):
        lines = (
            code
            + "\n"
            + "\n".join(f"def {f}(*a, **k): return return_" for f in ("area", "longest", "volume"))
        )
        found.append(pytest.param(lines, id=f"returned-{n}"))
    return found


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Key]:
    if why := sandbox_missing():
        pytest.skip(why)
    return {
        on: make_key(
            make.make_course(tmp_path_factory.mktemp("c"), seconds=6, more=f"c.BoxGrader.sealed = {on}"),
            LESSON,
        )
        for on in (False, True)
    }


def graded(key: Key, nb: Any) -> Graded:
    return grade(Submission("one", make.text(nb).decode()), key, sandbox.choose("safest"))


def points(done: Graded) -> float:
    assert not done.failure, done.failure
    return sum(m.auto or 0 for m in done.marks.values())


def honest() -> list[Any]:
    found = [make.exercise(), make.perfect(0), make.perfect(1)]
    found += [make.but(task, code) for bank in (toy.WRONG, toy.RIGHT) for task in bank for code in bank[task]]
    found += [
        make.but("toy-area", "def area(width, height):\n    return width / 0"),
        make.but("toy-area", "area = 5"),
        # A visible test fails after a hidden one, and a later hidden test uses what a visible one defines.
        make.but("toy-longest", "def longest(words):\n    return words[0]"),
    ]
    return found


def test_honest_work_gets_the_same_marks_and_words(keys: dict[bool, Key]) -> None:
    assert keys[True].seal
    assert keys[True].seal.names == ("area", "longest", "volume")
    for number, nb in enumerate(honest()):
        one, two = graded(keys[False], nb), graded(keys[True], nb)
        assert {n: (m.auto, "" if m.hidden else m.message) for n, m in one.marks.items()} == {
            n: (m.auto, "" if m.hidden else m.message) for n, m in two.marks.items()
        }, number
        assert one.comments == two.comments


@pytest.mark.slow
@pytest.mark.parametrize("code", attacks())
def test_an_attack_earns_nothing(keys: dict[bool, Key], code: str) -> None:
    nb = make.exercise()
    make.extra(nb, code, at=len(nb.cells) if code.startswith("return_") else 2)
    if "def area" in code:  # in the answers' place
        for task in toy.RIGHT:
            make.answer(nb, task, code)
    assert points(graded(keys[True], nb)) == 0


TELLS = (
    "raise KeyError(str(seen) + str(In))",
    "print('✓ ' + str(seen), end=' ')\n    return area(width, height) * depth",
    "return str(seen)",
    "class Odd:\n        def __repr__(self): return str(seen)\n    return Odd()",
    "raise type('E' + '_'.join(str(a) for pair in seen for a in pair), (ValueError,), {})()",
    "raise ValueError('x\\n✗ told: ' + str(seen))",
)


@pytest.mark.parametrize("how", TELLS)
def test_no_hidden_argument_is_shown(keys: dict[bool, Key], how: str) -> None:
    """A learner's function that writes down what it was asked, and a later visible test that tells it: the first run saw nothing."""
    nb = make.perfect()
    make.answer(
        nb,
        "toy-area",
        "seen = []\ndef area(width, height):\n    seen.append((width, height))\n    if width < 0: raise ValueError\n    return width * height",
    )
    make.answer(nb, "toy-volume", "def volume(width, height, depth):\n    " + how)
    if how == TELLS[0]:  # else the run itself has to notice that something was said
        make.extra(nb, "print(seen, In)", at=len(nb.cells))
    done = graded(keys[True], nb)
    for secret in ("148", "2368", "zygote"):
        assert secret not in "".join(told(m.message, m.hidden) for m in done.marks.values())
        outside = [
            c
            for c in make.nbformat.reads(done.text, as_version=4).cells
            if not make.name(c).endswith("-hidden")
        ]
        assert secret not in str([c.get("outputs") for c in outside])


def with_cell(code: str, at: int) -> Any:
    nb = make.perfect()
    make.extra(nb, code, at=at)
    return nb


def test_only_what_said_something_runs_again(keys: dict[bool, Key], monkeypatch: pytest.MonkeyPatch) -> None:
    place = sandbox.choose("safest")
    exam.let_go()
    boxes: list[int] = []
    opened = sandbox.opened
    monkeypatch.setattr(sandbox, "opened", lambda *a: boxes.append(1) or opened(*a))
    for nb, many, why in (
        (make.perfect(), 2, "one for the learner, one for the tests"),
        (make.perfect(), 1, "the tests' box waits for the next submission"),
        (with_cell("print(5)", 2), 1, "printed before any hidden test"),
        (with_cell("print(5)", 99), 2, "the cell that prints runs again"),
        (make.but("toy-volume", toy.WRONG["toy-volume"][0]), 2, "a test after a hidden one failed"),
        (
            make.but("toy-volume", "import os\ndef volume(*a): os._exit(0)"),
            3,
            "a test was left in the middle",
        ),
    ):
        boxes.clear()
        done = grade(Submission("one", make.text(nb).decode()), keys[True], place)
        assert not done.failure
        assert len(boxes) == many, why


@pytest.mark.parametrize("met", [True, False])
def test_what_holds_and_what_fails_tells_nothing_of_a_hidden_argument(
    keys: dict[bool, Key], met: bool
) -> None:
    """Two tests after a hidden one: the first fails, the second holds where a hidden argument was met, or was not."""
    nb = make.perfect()
    seen = "seen = []\ndef area(width, height):\n    seen.append(width)\n    if width < 0: raise ValueError\n    return width * height"
    make.answer(nb, "toy-area", seen)
    make.answer(nb, "toy-longest", "def longest(words):\n    return 1")
    make.answer(
        nb, "toy-volume", f"def volume(a, b, c):\n    return a * b * c if (148 in seen) == {met} else 0"
    )
    done = graded(keys[True], nb)
    assert done.marks["toy-volume-visible"].auto == float(not met)


def one_test(
    test: str, own: str = "base = globals().get('base', 0) + 1", seconds: float = 4
) -> sandbox.RunResult:
    """A learner's ``answer``, which is 5, and one test cell, run sealed."""
    seal = exam.Seal(("answer",), (("own", own), ("test", test)))
    cells = [(0, own, False), (1, "answer = 5", False), (2, test, True)]
    limits = sandbox.Limits(cell_seconds=seconds)
    return exam.run_cells(seal, sandbox.choose("safest"), cells, {}, {}, limits)


def shown(result: sandbox.RunResult) -> str:
    return "".join(o["data"]["text/plain"] for o in result.cells[2].outputs if "data" in o)


def test_a_run_of_tests_sees_no_other(keys: dict[bool, Key]) -> None:
    """The tests' process waits from one submission to the next: each run goes on in a copy of it."""
    test = "base += answer\nopen_names = sorted(n for n in globals() if n in ('kept', 'answer'))\nkept = 1\nbase, open_names"
    for _ in range(3):
        assert shown(one_test(test)) == "(6, ['answer'])"
        assert len(exam._idle) == 1


def test_a_test_that_ends_its_process_costs_no_other_run(keys: dict[bool, Key]) -> None:
    for code in ("import os; os._exit(0)", "import os; os.kill(os.getpid(), 9)"):
        result = one_test(code)
        assert 2 not in result.cells
        assert (result.kind, result.forged) == ("DeadKernelError", False)
        assert shown(one_test("answer")) == "5"


def test_a_test_that_is_late_is_interrupted(keys: dict[bool, Key]) -> None:
    for _ in "ab":  # the second goes on in a copy of a process that has seen one interrupted
        result = one_test("import time; time.sleep(60)", seconds=1)
        assert result.late == [2]
        assert result.cells[2].outputs[0]["ename"] == "KeyboardInterrupt"


def test_own_cells_without_end_are_told_to_the_teacher(keys: dict[bool, Key]) -> None:
    with pytest.raises(GraderError, match="own cells did not end"):
        one_test(
            "answer",
            own="import time\nif __name__ == '__main__' and 'answer' not in globals(): time.sleep(60)",
            seconds=1,
        )


def test_styles_of_a_right_answer_hold_sealed(keys: dict[bool, Key]) -> None:
    """A learner's kinds of values arrive as what they stand for; the same list as in one process, see ``test_checks``."""
    styles = {
        "namedtuple('Pair', 'low high')(1, 2)": [1, 2], "np.array([1, 2])": (1, 2), "OrderedDict(a=1)": {"a": 1}, "Decimal('0.5')": 0.5,
        "Fraction(1, 2)": 0.5, "Level.OPEN": "open", "(n for n in (1, 2))": [1, 2], "pd.NA": None, "np.float32(0.5)": 0.5,
        "pd.Series([1, 2])": [1, 2], "defaultdict(int, a=1)": {"a": 1}, "{'a': 1}.keys()": ["a"], "np.str_('x')": "x", "range(2)": [0, 1],
    }  # fmt: skip
    own = "from boxgrader.checks import check"
    imports = (
        "from collections import OrderedDict, defaultdict, namedtuple\nfrom decimal import Decimal\nfrom enum import StrEnum\n"
        "from fractions import Fraction\nimport numpy as np, pandas as pd\nclass Level(StrEnum):\n    OPEN = 'open'\n"
    )
    answer = f"{imports}def answer(n):\n    return eval({list(styles)!r}[n])"
    test = f"for n, want in enumerate({list(styles.values())!r}):\n    check(answer, n).gives(want, what=str(n))\n'all'"
    seal = exam.Seal(("answer",), (("own", own), ("test", test)))
    cells = [(0, own, False), (1, answer, False), (2, test, True)]
    result = exam.run_cells(seal, sandbox.choose("safest"), cells, {}, {}, sandbox.Limits(cell_seconds=20))
    assert shown(result) == "'all'", result.cells[2].outputs
