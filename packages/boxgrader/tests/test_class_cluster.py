"""Grading on a Dask cluster: workers without a shared disk, one of them killed midway, the same marks."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from test_class import sandbox_missing

from boxgrader.errors import GraderError
from boxgrader.run import grade as run
from toyclass import classroom as make
from toyclass.classroom import LESSON, rows


def free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


pytestmark = pytest.mark.notebook

COUNT = 16


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and workers as processes of their own, each in a folder of its own."""
    address = f"tcp://127.0.0.1:{free_port()}"
    started: list[subprocess.Popen[bytes]] = []

    def start(number: int, *arguments: str) -> None:
        home = folder / f"machine{number}"
        home.mkdir(parents=True)
        with (home / "log").open("wb") as log:
            started.append(
                subprocess.Popen(
                    [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]],
                    cwd=home,
                    stdout=log,
                    stderr=log,
                    env=os.environ | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "5"},
                )
            )

    try:
        start(0, "dask_scheduler", "--host", address, "--no-dashboard")
        for number in range(1, workers + 1):
            start(
                number,
                "dask_worker",
                address,
                "--nthreads",
                "1",
                "--no-nanny",
                "--no-dashboard",
                "--death-timeout",
                "300",
            )
        yield address, started[1:]
    finally:
        for process in started:
            process.kill()
        for process in started:
            process.wait()


@pytest.mark.slow
def test_a_killed_worker_costs_nothing(tmp_path: Path) -> None:
    if why := sandbox_missing():
        pytest.skip(why)
    here, there = make.make_course(tmp_path / "here"), make.make_course(tmp_path / "there")
    for course in (here, there):
        make.random_class(course, COUNT, seed=5, pause=0.5)
        make.hand_in(course, "broken", b"{")
    run.grade(here, LESSON, jobs=2, say=lambda _: None)
    with cluster(tmp_path, 2) as (address, workers):
        command = [sys.executable, "-m", "boxgrader", "grade", LESSON, "--scheduler", address]
        process = subprocess.Popen(
            [*command, "--course", str(there.root)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        folder = there.place / "state" / LESSON / "students"
        while process.poll() is None and len(list(folder.glob("student*.json"))) < 3:
            time.sleep(0.01)
        before = len(list(folder.glob("student*.json")))
        os.kill(workers[0].pid, signal.SIGKILL)
        words = process.communicate(timeout=600)[0].decode()
    assert before < COUNT, "the worker was killed too late to show anything"
    assert f"Graded {COUNT}; to look at 0; not graded 1." in words, words
    assert "2 workers, 2 with a sandbox" in words
    assert "1 of 2 workers were lost" in words
    assert rows(there) == rows(here)


def test_no_scheduler_is_one_clear_line(tmp_path: Path) -> None:
    course = make.make_course(tmp_path)
    make.hand_in(course, "ada", make.perfect())
    with pytest.raises(GraderError, match="No Dask scheduler answers"):
        run.grade(course, LESSON, scheduler=f"tcp://127.0.0.1:{free_port()}", say=lambda _: None)
