"""Workers on this computer: processes that grade one submission after the other."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from concurrent.futures.process import BrokenProcessPool

from ai_ambitions.classroom.intake import Submission
from ai_ambitions.classroom.key import Key
from ai_ambitions.classroom.sandbox import Place
from ai_ambitions.classroom.worker import Graded, grade

PR_SET_PDEATHSIG = 1
_shared: list[tuple[Key, Place]] = []


def _begin(key: Key, place: Place) -> None:
    """What each worker does first: keep the key, leave Ctrl-C to the leader, and end when the leader ends."""
    _shared[:] = [(key, place)]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _one(submission: Submission) -> Graded:
    key, place = _shared[0]
    return grade(submission, key, place)


def _ready() -> int:
    from ai_ambitions.classroom import worker  # noqa: F401

    return os.getpid()


class Pool:
    """``jobs`` workers. Use it as a context; ``run`` yields results as they finish."""

    def __init__(self, key: Key, place: Place, jobs: int) -> None:
        self.key, self.place, self.jobs = key, place, jobs
        self.executor = self._start()

    def _start(self) -> Executor:
        if self.place.mode == "kernel":  # the work is done in kernels, and Windows has no fork
            _shared[:] = [(self.key, self.place)]
            return ThreadPoolExecutor(self.jobs)
        executor = ProcessPoolExecutor(
            self.jobs,
            multiprocessing.get_context("fork"),
            initializer=_begin,
            initargs=(self.key, self.place),
        )
        executor.submit(_ready).result()  # forks all workers now, before this process opens the gradebook
        return executor

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        processes = list((getattr(self.executor, "_processes", None) or {}).values())
        self.executor.shutdown(wait=kind is None, cancel_futures=True)
        if kind is not None:
            for process in processes:
                process.kill()
            for process in processes:
                process.join(5)

    def run(self, submissions: Iterable[Submission]) -> Iterator[Graded]:
        """Results as they finish. A submission that brings its worker down twice has failed; the others go on."""
        todo = list(submissions)[::-1]
        falls: dict[str, int] = {}
        under_way: dict[Future[Graded], Submission] = {}
        alone: list[Submission] = []
        while todo or under_way or alone:
            while todo and len(under_way) < 2 * self.jobs:
                submission = todo.pop()
                under_way[self.executor.submit(_one, submission)] = submission
            if not under_way and alone:
                submission = alone.pop()
                under_way[self.executor.submit(_one, submission)] = submission
            broken = False
            for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                submission = under_way.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    broken = True
                    falls[submission.student] = falls.get(submission.student, 0) + 1
                    alone.append(submission)
                except Exception as error:  # a fault of the grader on one submission must not stop the class
                    yield failed(submission, self.key, f"The grader stopped: {type(error).__name__}: {error}")
            if broken:
                # Nobody knows which one did it: those that were under way are tried again, one at a time.
                for future, submission in under_way.items():
                    future.cancel()
                    falls[submission.student] = falls.get(submission.student, 0) + 1
                    alone.append(submission)
                under_way.clear()
                for submission in [s for s in alone if falls[s.student] > 2]:
                    alone.remove(submission)
                    yield failed(submission, self.key, "It ended the grader's worker three times.")
                self.executor.shutdown(wait=False)
                self.executor = self._start()


def failed(submission: Submission, key: Key, reason: str) -> Graded:
    """The outcome of a submission that the grader itself could not finish."""
    return Graded(
        submission.student,
        submission.fingerprint(key),
        failure=reason.splitlines()[0][:300],
        remedy="Teacher: grade this one by eye, or report the problem.",
    )
