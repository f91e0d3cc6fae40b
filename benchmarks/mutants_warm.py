"""The warm process of ``mutants.py``: libraries are imported once, and each run of tests is a fork that knows nothing of ours.

It reads a line for each run, ``[folder for output, argument of pytest, …]`` as JSON, and answers with the exit code, or with
``hang``. Not a line of the course is imported before the fork, so that every run reads the files as they are then.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import time
from types import FrameType

import ipywidgets  # noqa: F401
import matplotlib.backends.backend_agg
import matplotlib.dates
import matplotlib.figure
import matplotlib.font_manager  # noqa: F401
import nbformat.v4  # noqa: F401
import pandas  # noqa: F401
import pytest
import yaml  # noqa: F401

RUNNING: list[int] = []


def end_run() -> None:
    """End the run under way, with the kernels and browsers it started."""
    for pid in RUNNING:
        with contextlib.suppress(OSError):
            os.killpg(pid, signal.SIGKILL)


def leave(_number: int, _frame: FrameType | None) -> None:
    end_run()
    os._exit(0)


def run(output: str, arguments: list[str]) -> None:
    """In the fork: run the tests, and end with pytest's exit code."""
    os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for place, stream in (
        (os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), (1, 2)),
        (os.open(os.devnull, os.O_RDONLY), (0,)),
    ):
        for number in stream:
            os.dup2(place, number)
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")
    code = 3
    try:
        code = int(pytest.main(arguments))
    finally:
        sys.stdout.flush()
        os._exit(code)


def ended(pid: int, seconds: float) -> str:
    """Wait for a run: its exit code, or ``hang`` when it took too long and was ended."""
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return str(os.waitstatus_to_exitcode(status))
        time.sleep(0.02)
    end_run()
    os.waitpid(pid, 0)
    return "hang"


def main() -> None:
    """Serve until the input ends."""
    seconds = float(sys.argv[1])
    del sys.path[0]  # benchmarks/
    sys.path.insert(0, "")
    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who asked; it ends us
    print("ready", flush=True)
    for line in sys.stdin:
        output, *arguments = json.loads(line)
        if not (pid := os.fork()):
            run(output, arguments)
        RUNNING[:] = [pid]
        answer = ended(pid, seconds)
        end_run()  # what the tests left behind
        RUNNING.clear()
        print(answer, flush=True)


if __name__ == "__main__":
    main()
