"""A sealed run: the learner's cells in one box, the tests in another, and the grader between them, who parses nothing.

Once a learner's code has met a hidden argument, no word of it is shown. So where it says anything after the first hidden
test, a second run without hidden tests gives all that is shown from there on, and the first only the marks of hidden tests.
Tests run twice only where one of them said something: all of them then, since a learner's code could else tell by holding and
failing what it has met, and since tests use what those before them have defined.
"""

from __future__ import annotations

import atexit
import dataclasses
import json
import os
import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from boxgrader.box import sandbox
from boxgrader.box.sandbox import CellResult, Limits, Place, RunResult
from boxgrader.errors import GraderError
from boxgrader.wire import REPLY

HIDDEN = "BEGIN HIDDEN TESTS"


@dataclasses.dataclass(frozen=True)
class Seal:
    """What a sealed run needs to know of an exercise.

    Attributes
    ----------
    names
        Names that only the learner defines.
    steps
        Code cells in order, as ``(kind, source)``: ``test``, or ``own`` for what the course itself runs.
    """

    names: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]

    @property
    def before(self) -> int:
        """How many of the steps come before the first test."""
        return next((n for n, (kind, _) in enumerate(self.steps) if kind == "test"), len(self.steps))


def run_cells(
    seal: Seal,
    place: Place,
    cells: Sequence[tuple[int, str, bool]],
    files: dict[str, bytes],
    own_files: dict[str, bytes],
    limits: Limits,
) -> RunResult:
    """As ``sandbox.run_cells``; ``own_files`` are the exercise's, for the tests."""
    hidden = {number for number, source, test in cells if test and HIDDEN in source}
    first = min(hidden, default=cells[-1][0] + 1 if cells else 0)
    whole = _once(seal, place, cells, files, own_files, limits)
    after = [c for c in cells if c[0] > first and c[0] not in hidden]
    broken = bool(whole.lost or whole.late or whole.forged)
    if (broken and whole.at < first) or not (broken or [c for c in after if _says(whole, c)]):
        return whole
    tests = broken or any(_says(whole, c) for c in after if c[2])  # else all held, and are not asked again
    again = {n for n, _, test in cells if not test or (tests and n not in hidden)}
    shown = _once(seal, place, [c for c in cells if c[0] in again], files, own_files, limits)
    kept = {c[0] for c in cells if c[0] <= first} | ({c[0] for c in cells} - again)
    shown.cells |= {n: result for n, result in whole.cells.items() if n in kept}
    shown.late = sorted({n for n in shown.late if n not in kept} | {n for n in whole.late if n in kept})
    if whole.lost and not shown.lost:
        shown.kind, shown.lost, shown.at = whole.kind, whole.lost, whole.at
    shown.forged |= whole.forged
    return shown


def _says(whole: RunResult, cell: tuple[int, str, bool]) -> bool:
    """Whether a cell showed anything that may hold a word of the learner's.

    A test that held says one line of its own, which begins with a tick; all else may hold what the learner's code handed over.
    """
    number, _, test = cell
    result = whole.cells.get(number)
    if result is None or number in whole.spoke:
        return True
    return bool(result.outputs) and not (test and _is_tick(result.outputs))


def _is_tick(outputs: Any) -> bool:
    one = outputs[0] if len(outputs) == 1 and type(outputs[0]) is dict else {}
    text = one.get("text") if one.get("output_type") == "stream" else None
    return type(text) is str and text.startswith("✓ ") and "\n" not in text.strip()


def _once(
    seal: Seal,
    place: Place,
    cells: Sequence[tuple[int, str, bool]],
    files: dict[str, bytes],
    own_files: dict[str, bytes],
    limits: Limits,
) -> RunResult:
    """One run; it ends where the learner's process ends."""
    result = RunResult()
    done = seal.before
    with ExitStack() as stack:
        learner = _Side(stack.enter_context(sandbox.opened(place, files, limits)), result, limits)
        if any(test for _, _, test in cells):
            tests = stack.enter_context(_copy_of_tests(seal, place, own_files, limits))
            tester = _Side(tests.ends, result, limits, asks=True)
        for number, source, test in cells:
            result.at, end = number, time.monotonic() + limits.cell_seconds
            order: dict[str, Any] = (
                {"order": {"do": "names", "names": seal.names}} if test else {"source": source}
            )
            told = answer = learner.ask(number, order, end)
            if told and test:
                at = seal.steps.index(("test", source))
                own = [s for kind, s in seal.steps[done:at] if kind == "own"]
                done = max(done, at)
                order = _test(own, source, seal.names, _text_of(told))
                answer = tester.ask(number, {"order": order}, end + limits.grace_seconds)
            while told and answer and "ask" in answer:  # a test calls a learner's function
                told = learner.ask(number, {"order": answer["ask"]}, end)
                if told:
                    reply = _text_of(told, number in result.late)
                    answer = tester.hand(number, reply, end + limits.grace_seconds)
            if not told or not answer:
                break
            result.cells[number] = CellResult(answer["outputs"], answer["count"])
            if test and answer.get("spoke"):
                result.spoke.append(number)
        else:
            if any(test for _, _, test in cells):
                tests.waits = True
    return result


def _test(own: Sequence[str], source: str, answers: Sequence[str] = (), names: str = "{}") -> dict[str, Any]:
    """The order to run the course's own cells, then a test."""
    test = {"do": "test", "own": own, "answers": answers, "names": names, "source": source}
    return {**test, "hidden": HIDDEN in source}


@dataclasses.dataclass
class _Tests:
    """The tests' box. Its process has run the set-up, and goes on in a copy for each run: no run sees another.

    Attributes
    ----------
    what
        What it was opened for.
    waits
        Whether the copy has nothing in hand, so that another may follow.
    """

    what: tuple[Any, ...]
    box: ExitStack
    ends: Any
    token: str = ""
    waits: bool = False

    def order(self, order: dict[str, Any], seconds: float) -> bool:
        """Send the process itself an order; whether it answered as it should."""
        side = _Side(self.ends, RunResult(), Limits())
        if order == END:  # its copy's; the answer to the order for the copy comes when that has ended
            side.token = self.token
            return side.hand(0, json.dumps(order), time.monotonic() + seconds) is not None
        answer = side.ask(0, order, time.monotonic() + seconds)
        self.token = side.token
        return answer is not None and not side.result.late


COPY, END = {"copy": True}, {"end": True}
_idle: list[_Tests] = []  # of this worker, for the next submission


@contextmanager
def _copy_of_tests(seal: Seal, place: Place, own_files: dict[str, bytes], limits: Limits) -> Iterator[_Tests]:
    """A copy of the tests' process: of one that waits, or of a new one."""
    what = (os.getpid(), place, seal, tuple(sorted(own_files.items())), limits)
    tests = next((t for t in _idle if t.what == what), None)
    if tests:
        _idle.remove(tests)
    if not (tests and tests.order(COPY, 5)):
        let_go()
        if tests:
            tests.box.close()
        box = ExitStack()
        tests = _Tests(what, box, box.enter_context(sandbox.opened(place, own_files, limits)))
        own = [source for _, source in seal.steps[: seal.before]]
        if not (tests.order({"order": _test(own, "")}, limits.cell_seconds) and tests.order(COPY, 5)):
            box.close()
            raise GraderError(
                "The exercise's own cells did not end before its first test.", "Run its solution."
            )
    tests.waits = False
    try:
        yield tests
    finally:
        if tests.waits and tests.order(END, 5):
            _idle.append(tests)
        else:
            tests.box.close()


@atexit.register
def let_go() -> None:
    """Close the tests' boxes that wait for a next submission."""
    for tests in [t for t in _idle if t.what[0] == os.getpid()]:  # a fork must not close its parent's
        _idle.remove(tests)
        tests.box.close()


def _text_of(told: dict[str, Any], late: bool = False) -> str:
    """The reply in an answer of the learner's process, as text that is handed on unread; an error where there is none."""
    replies = [o.get("text") for o in told["outputs"] if type(o) is dict and o.get("output_type") == "reply"]
    if replies and type(replies[0]) is str and len(replies[0]) <= REPLY:
        return replies[0].replace("\n", " ")
    return json.dumps({"error": ["KeyboardInterrupt"] if late else [], "text": ""})


class _Side:
    """The grader's end of one process. Only the tests' may ask."""

    def __init__(self, ends: Any, result: RunResult, limits: Limits, asks: bool = False) -> None:
        self.control, self.data, self.roots = ends
        self.result, self.limits, self.asks = result, limits, asks
        self.begun, self.received, self.token = time.monotonic(), 0, ""

    def ask(self, number: int, order: dict[str, Any], end: float) -> dict[str, Any] | None:
        """Send a cell or an order; what comes back, or None with the reason in the result."""
        self.token = secrets.token_hex(8)
        return self.hand(number, json.dumps({"token": self.token, **order}), end)

    def hand(self, number: int, words: str, end: float) -> dict[str, Any] | None:
        """Send a line as it is."""
        seconds = max(0.1, end - time.monotonic())
        try:
            self.data.settimeout(seconds)  # a process that does not read must not stop the grader
            self.data.sendall(words.encode() + b"\n")
        except OSError:
            self.result.kind, self.result.lost = "DeadKernelError", "The program ended itself in this cell."
            return None
        limits = dataclasses.replace(self.limits, cell_seconds=seconds)
        line = sandbox.await_line(
            self.result, self.control, self.data, self.roots, number, self.begun, self.received, limits
        )
        if line is None:
            return None
        self.received += len(line)
        with suppress(ValueError, KeyError, TypeError, RecursionError):
            got: dict[str, Any] = json.loads(line)
            if self.asks and "ask" in got:
                return got
            fine = type(got["outputs"]) is list and type(got["count"]) in (int, type(None))
            if got["token"] == self.token and fine:
                return got
        self.result.forged, self.result.kind = True, "ForgedResult"
        self.result.lost = "Something wrote to the grader's own channel."
        return None
