"""A preloaded Python that forks one child for each submission; the child steps into a sandbox and runs the cells.

Run as ``python -m boxgrader.box.keeper SOCKET SETTINGS``; it ends when its standard input closes. There is no kernel and
no ZMQ: IPython's own shell runs the cells, and outputs come back as lines of JSON. Nothing secret is ever in this
process: a test cell arrives only when its turn has come.

One connection is one submission. The client sends one line of JSON with one end of a socket pair attached:
``{"box": [command], "uid": int or null, "view": {path: path}, "cwd": path, "files": {name: base64}, "limits": {name: int}}``.
Back come the process ids of child and box and, at the end, its exit code, a line each; ``I`` interrupts and ``K`` kills.
On the socket pair the client sends ``{"token", "source", "test"}`` and gets ``{"token", "outputs", "count", "restored"}``;
``{"token", "order"}`` is an order of a sealed run, see ``door``; ``{"token", "copy"}`` lets what follows run in a copy of the
process until ``{"end"}``: both are answered, the second by the process itself.
"""

from __future__ import annotations

import base64
import contextlib
import copy
import gc
import importlib
import json
import math
import os
import random
import resource
import select
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from boxgrader.box.door import Door
from boxgrader.box.guard import Guard
from boxgrader.box.namespaces import LIBC, PR_SET_CHILD_SUBREAPER, Box, give_up_rights
from boxgrader.box.shell import BACKEND, MAX_TEXT, Outputs, make_shell, warm
from boxgrader.settings import Settings

ENDED = 17  # how a copy says that it was told to end
MAX_OUTPUT = 8_000_000  # characters of JSON kept for one cell
USUAL = (
    "numpy",
    "pandas",
    "matplotlib.pyplot",
    "boxgrader.checks",
    "boxgrader.tables",
)  # loaded for every course

# --- the child: one submission ----------------------------------------------------------------------------------------


def unpack(files: dict[str, str], folder: Path) -> None:
    """The submission's other files, below the working folder. Names were checked at intake."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(content))


def child(request: dict[str, Any], data: int, shell: Any, outputs: Outputs, guard: Guard) -> None:
    """Run the cells that come over ``data``. Never returns to the server's code."""
    os.setsid()
    running = False

    def interrupt(*_: Any) -> None:
        if running:
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupt)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(data, 3)
    os.closerange(4, 4096)  # nothing of the keeper's stays open
    printed = os.memfd_create("printed")
    os.dup2(printed, 1)
    os.dup2(printed, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    cwd = Path(request["cwd"])
    for variable in ("TMPDIR", "TEMP", "TMP"):
        os.environ.pop(variable, None)
    os.environ.update(HOME=str(cwd), PWD=str(cwd), USER="student", LOGNAME="student")
    if request["box"]:
        os.environ["PATH"] = f"{sys.prefix}/bin:/usr/bin:/bin"
        os.environ.pop("IPYTHONDIR", None)
        give_up_rights(request["uid"])
    cwd.mkdir(parents=True, exist_ok=True)
    os.chdir(cwd)
    unpack(request["files"], cwd)
    for name, value in request["limits"].items():
        kind = getattr(resource, name)
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))
    import numpy

    numpy.random.seed()  # a fork must not share its parent's stream of random numbers
    random.seed()
    sys.path[0:1] = [""]
    stream = socket.socket(fileno=3)
    lines = stream.makefile("rb")
    seen = 0
    sys.stdout, sys.stderr = outputs.streams["stdout"], outputs.streams["stderr"]
    door = Door(shell, outputs)
    for line in iter(lines.readline, b""):
        cell = json.loads(line)
        if "end" in cell:
            os._exit(ENDED)
        if "copy" in cell:
            in_a_copy()
            seen = os.fstat(1).st_size  # the file is shared with those before
            stream.sendall(
                json.dumps({"token": cell["token"], "count": None, "outputs": []}).encode() + b"\n"
            )
            continue
        outputs.begin()
        restored = guard.restore(cell["source"]) if cell.get("test") else []
        try:
            running = True
            if "order" in cell:
                result = door.obey(cell["order"])
            else:
                result = shell.run_cell(cell["source"], store_history=True)
            running = False
            fine, count = result.success, shell.execution_count - 1
        except KeyboardInterrupt as error:
            running = False
            fine, count = False, shell.execution_count
            outputs.add(
                {
                    "output_type": "error",
                    "ename": "KeyboardInterrupt",
                    "evalue": str(error),
                    "traceback": ["KeyboardInterrupt"],
                }
            )
        outputs.flush()
        end = os.fstat(1).st_size
        if end > seen:  # written past sys.stdout, or by a child process
            outputs.text("stdout", os.pread(1, min(end - seen, MAX_TEXT), seen).decode(errors="replace"))
            seen = end
        if not fine and not any(o["output_type"] == "error" for o in outputs.now):
            words = "ERROR: An error occurred while showtraceback was disabled"
            outputs.now.append({"output_type": "error", "ename": "Error", "evalue": "", "traceback": [words]})
        answer = {
            "token": cell["token"],
            "count": count,
            "restored": restored,
            "spoke": door.spoke,
            "outputs": outputs.now,
        }
        text = json.dumps(answer)
        if len(text) > MAX_OUTPUT:
            kept = [o for o in outputs.now if o["output_type"] == "error"]
            kept.insert(
                0,
                {
                    "output_type": "stream",
                    "name": "stdout",
                    "text": "[The output was too large and was dropped.]\n",
                },
            )
            text = json.dumps(answer | {"outputs": kept})
        stream.sendall(text.encode() + b"\n")


def in_a_copy() -> None:
    """Go on in a copy of this process; here, when that has ended. A copy that breaks takes this process along."""
    pid = os.fork()
    if pid == 0:
        return
    before = signal.signal(signal.SIGINT, lambda *_: os.kill(pid, signal.SIGINT))
    if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != ENDED:
        os._exit(1)
    signal.signal(signal.SIGINT, before)


# --- the keeper and the server ----------------------------------------------------------------------------------------


def keeper(conn: socket.socket, data: int, rest: bytes, run: Callable[[dict[str, Any], int], None]) -> None:
    """One for each submission: forks the child, passes signals on, reports its end, leaves no process behind."""
    while not rest.endswith(b"\n"):
        more = conn.recv(1 << 20)
        if not more:
            return
        rest += more
    request = json.loads(rest)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    box: Box | None = None
    try:
        if request["box"]:
            box = Box(request["box"], request["uid"], request["view"])
            box.enter()
    except OSError as error:
        if box:
            box.close()
        conn.sendall(f"! {error.strerror}\n".replace("\n", " ").encode() + b"\n")
        return
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            conn.close()
            run(request, data)
            code = 0
        finally:
            os._exit(code)
    os.close(data)
    conn.sendall(b"%d %d\n" % (pid, box.pid) if box else b"%d\n" % pid)
    handle = os.pidfd_open(pid)
    watched: list[Any] = [handle, conn]
    while True:
        ready = select.select(watched, [], [])[0]
        if handle in ready:
            break
        order = conn.recv(1)
        if order == b"I":
            os.kill(pid, signal.SIGINT)
        else:  # K, or the client is gone
            os.kill(pid, signal.SIGKILL)
            break
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if box:
        box.close()
    else:
        sweep()
    with contextlib.suppress(OSError):
        conn.sendall(b"%d\n" % code)


def sweep() -> None:
    """End every process that the child has left behind: without a box, orphans become children of this keeper."""
    for _ in range(200):
        listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        if not listed:
            return
        for pid in map(int, listed):
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(OSError):
                os.waitpid(pid, 0)


def prepare(settings: Settings) -> Callable[[dict[str, Any], int], None]:
    """Load everything once; returns the function that runs one submission in a fork."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ["MPLBACKEND"] = BACKEND
    os.environ.update(settings.environment)
    for name in (*USUAL, *settings.preload):
        importlib.import_module(name)
    outputs = Outputs()
    shell = make_shell(outputs)
    warm(shell, outputs, settings.warm)
    guard = Guard(shell)
    copy.copy(math.pi)  # the two modules the guard watches besides builtins and checks are really loaded
    gc.collect()
    gc.freeze()
    return lambda request, data: child(request, data, shell, outputs, guard)


def serve(path: str, settings: Settings) -> None:
    """Answer connections until standard input closes."""
    run = prepare(settings)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # keepers are reaped by the system
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen(128)
    print("ready", flush=True)
    watched: list[Any] = [server, 0]
    while True:
        ready = select.select(watched, [], [])[0]
        if 0 in ready:
            return
        conn, _ = server.accept()
        rest, handles, *_ = socket.recv_fds(conn, 1 << 20, 1)
        if handles and os.fork() == 0:
            try:
                server.close()
                keeper(conn, handles[0], rest, run)
            finally:
                os._exit(0)
        for handle in handles:
            os.close(handle)
        conn.close()


if __name__ == "__main__":
    serve(sys.argv[1], Settings.of(json.loads(sys.argv[2])))
