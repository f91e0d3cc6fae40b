"""Workers on this computer: processes that grade one submission after the other, each at the end of a pipe of its own.

There is no thread and no shared queue in between. So a worker that dies names its submission, since only its own pipe ends;
and when a run is stopped nobody is left who waits for the rest of a message. (The pool of ``concurrent.futures`` waited for
ever when it was ended in the middle of one.)
"""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection, wait

from boxgrader.box.sandbox import Place
from boxgrader.intake.look import BY_EYE, Submission
from boxgrader.marks.key import Key
from boxgrader.marks.worker import Graded, grade
from boxgrader.text import printable

PR_SET_PDEATHSIG = 1
Keys = Mapping[str, Key]  # of an assignment, by the names of its notebooks
TRIES = 3  # how often a submission may end its worker: the system, too, ends processes when memory is short


@contextlib.contextmanager
def ctrl_c_held() -> Iterator[None]:
    """A Ctrl-C waits until this is over, here and in a process forked meanwhile."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, leader: int, keys: Keys, place: Place) -> None:
    """What a worker does until it is told that there is no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the leader's
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != leader:
            return  # the leader ended before that was said
    while (submission := pipe.recv()) is not None:
        pipe.send(_graded(submission, keys, place))


def _graded(submission: Submission, keys: Keys, place: Place) -> Graded:
    """The outcome of a notebook, also where the grader itself has a fault: that must not stop the class."""
    key = keys[submission.notebook]
    try:
        return grade(submission, key, place)
    except Exception as error:
        return failed(submission, key, f"The grader stopped: {type(error).__name__}: {error}")


class Worker:
    """One process and the pipe to it. ``submission`` is what it has in hand."""

    def __init__(self, keys: Keys, place: Place) -> None:
        context = multiprocessing.get_context("fork")
        self.pipe, theirs = context.Pipe()
        self.submission: Submission | None = None
        self.process = context.Process(target=_serve, args=(theirs, os.getpid(), keys, place), daemon=True)
        with ctrl_c_held():
            self.process.start()
        theirs.close()

    def give(self, submission: Submission) -> None:
        """Hand over a submission; that the worker has died meanwhile shows when its answer is read."""
        self.submission = submission
        with contextlib.suppress(OSError):
            self.pipe.send(submission)

    def take(self) -> Graded | None:
        """The outcome, or None when the worker has died."""
        try:
            return self.pipe.recv()  # type: ignore[no-any-return]
        except (EOFError, OSError):
            return None

    def end(self, at_once: bool) -> None:
        """End the process: when it has nothing in hand, or at once."""
        if not at_once:
            with contextlib.suppress(OSError):
                self.pipe.send(None)
            self.process.join(5)
        self.process.kill()
        self.process.join()
        self.pipe.close()


class Pool:
    """``jobs`` workers. Use it as a context; ``run`` yields results as they finish."""

    def __init__(self, keys: Keys, place: Place, jobs: int) -> None:
        self.keys, self.place, self.jobs = keys, place, jobs
        self.workers: list[Worker] = []
        if place.mode != "kernel":  # now, before this process opens the gradebook
            self.workers = [Worker(keys, place) for _ in range(jobs)]

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        for worker in self.workers:
            worker.end(at_once=kind is not None)

    def run(self, submissions: Iterable[Submission]) -> Iterator[Graded]:
        """Results as they finish. A submission that brings down its worker three times has failed; the others go on."""
        return self._by_processes(submissions) if self.workers else self._by_threads(submissions)

    def _by_threads(self, submissions: Iterable[Submission]) -> Iterator[Graded]:
        """Where the work is done in kernels: Windows has no fork."""
        with ThreadPoolExecutor(self.jobs) as executor:
            try:
                yield from executor.map(lambda s: _graded(s, self.keys, self.place), submissions)
            finally:
                executor.shutdown(wait=False, cancel_futures=True)

    def _by_processes(self, submissions: Iterable[Submission]) -> Iterator[Graded]:
        todo = list(submissions)[::-1]
        falls: dict[tuple[str, str], int] = {}
        for worker in self.workers:
            if todo:
                worker.give(todo.pop())
        while busy := {worker.pipe: worker for worker in self.workers if worker.submission}:
            finished: list[Graded] = []
            for pipe in wait(list(busy)):
                worker = busy[pipe]  # type: ignore[index]
                submission, worker.submission = worker.submission, None
                assert submission
                done = worker.take()
                if done is None:
                    worker.end(at_once=True)
                    self.workers[self.workers.index(worker)] = worker = Worker(self.keys, self.place)
                    which = submission.student, submission.notebook
                    falls[which] = falls.get(which, 0) + 1
                    if falls[which] < TRIES:
                        todo.append(submission)
                    else:
                        key = self.keys[submission.notebook]
                        done = failed(submission, key, "It ended the grader's worker three times.")
                if todo:  # before the result is written, so that the worker need not wait for the disk
                    worker.give(todo.pop())
                finished += [done] if done else []
            yield from finished


def failed(submission: Submission, key: Key, reason: str) -> Graded:
    """The outcome of a submission that the grader itself could not finish."""
    return Graded(
        submission.student,
        submission.fingerprint(key),
        failure=printable(reason)[:300],
        remedy=BY_EYE,
        notebook="" if key.alone else key.notebook,
    )
