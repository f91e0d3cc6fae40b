"""Where a learner's code runs: no network, no gradebook, no hidden tests on disk, and limits on memory, time and output.

Three ways, from the safest down; ``choose`` takes the safest that works here and says why:

box
    Every submission has a sandbox of its own, made by bubblewrap: empty namespaces for processes, network, mounts, users;
    only the system's programs, this Python and the course's data, all read-only; a working folder in memory that vanishes.
    A child of the preloaded ``zygote`` steps into it, as ``nsenter`` does, so that nothing is imported again.
fork
    The same preloaded child with the same limits, but without a sandbox: for practice, and where bubblewrap is missing.
kernel
    nbgrader's own kernel, where there is no fork server (macOS, Windows).
"""

from __future__ import annotations

import atexit
import base64
import json
import os
import secrets
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from ai_ambitions.errors import CourseError
from ai_ambitions.paths import DATASETS

Mode = Literal["box", "fork", "kernel"]
PACKAGE = Path(__file__).resolve().parents[1]
WORK = "/tmp/work"
NOT_SAFE = "This is no sandbox: learners' code runs as you, sees your files and your network, and could change marks."


@dataclass(frozen=True)
class Limits:
    """What one submission may use."""

    cell_seconds: float = 60
    whole_seconds: float = 300
    grace_seconds: float = 2
    memory: int = 2_000_000_000  # bytes in use by all its processes together
    address_space: int = 4_000_000_000  # bytes that one process may ask for
    disk: int = 200_000_000  # bytes in its working folder, which lies in memory
    one_file: int = 100_000_000
    processes: int = 64
    output: int = 30_000_000  # bytes of results for the whole notebook

    def resources(self, mode: Mode) -> dict[str, int]:
        """The limits that the system keeps, for ``resource.setrlimit``."""
        limits = {
            "RLIMIT_AS": self.address_space,
            "RLIMIT_CORE": 0,
            "RLIMIT_FSIZE": self.one_file,
            "RLIMIT_NOFILE": 256,
        }
        if mode == "box":  # elsewhere the system would count all processes of this user
            limits["RLIMIT_NPROC"] = self.processes
        return limits


@dataclass
class CellResult:
    """What one cell has shown."""

    outputs: list[dict[str, Any]]
    count: int | None
    restored: list[str] = field(default_factory=list)


@dataclass
class RunResult:
    """Results by cell number; ``lost`` says in words why the run ended early, ``at`` in which cell."""

    cells: dict[int, CellResult] = field(default_factory=dict)
    lost: str = ""
    kind: str = ""
    at: int = -1
    late: list[int] = field(default_factory=list)
    forged: bool = False


# --- bubblewrap -------------------------------------------------------------------------------------------------------


def bwrap_options(limits: Limits, with_user: bool) -> list[str]:
    """Options of bubblewrap for a box: what is not named here does not exist inside."""
    options = ["--die-with-parent", "--new-session", "--clearenv", "--hostname", "box"]
    options += ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
    if with_user:
        options += ["--unshare-user", "--disable-userns"]
    for system in ("/usr", "/lib", "/lib64", "/bin", "/etc/fonts", "/etc/ld.so.cache", "/etc/localtime"):
        options += ["--ro-bind-try", system, system]
    folders = [Path(f) for f in dict.fromkeys((sys.base_prefix, sys.prefix, str(PACKAGE), str(DATASETS)))]
    above = {parent for folder in folders for parent in folder.parents if not parent.is_relative_to("/usr")}
    for parent in sorted(above - {Path("/")}):  # else bubblewrap makes them for root alone
        options += ["--perms", "0755", "--dir", str(parent)]
    for folder in folders:
        if folder.exists():
            options += ["--ro-bind", str(folder), str(folder)]
    options += ["--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev"]
    for memory in ("/tmp", "/dev/shm"):
        options += ["--perms", "1777", "--size", str(limits.disk), "--tmpfs", memory]
    return [*options, "--remount-ro", "/"]


class Box:
    """An empty sandbox that waits for a child to step in, and ends every process in it when it is closed."""

    def __init__(self, limits: Limits, with_user: bool) -> None:
        self.with_user = with_user
        reader, writer = os.pipe()
        command = ["bwrap", *bwrap_options(limits, with_user), "--info-fd", str(writer), "--", "/bin/cat"]
        try:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                pass_fds=[writer],
            )
        except OSError as error:
            os.close(reader)
            raise CourseError(f"bubblewrap did not start: {error.strerror}.") from None
        finally:
            os.close(writer)
        assert self.process.stdin
        assert self.process.stdout
        assert self.process.stderr
        try:
            self.process.stdin.write(b"\n")
            self.process.stdin.flush()
            if self.process.stdout.readline() != b"\n":  # cat answers once everything is mounted
                raise BrokenPipeError
            self.pid: int = json.loads(os.read(reader, 10_000))["child-pid"]
        except (BrokenPipeError, ValueError):
            reason = self.process.stderr.read().decode(errors="replace").strip()
            self.close()
            raise CourseError(f"bubblewrap made no box: {reason}", advice(reason)) from None
        finally:
            os.close(reader)

    def close(self) -> None:
        """End the box: its first process ends, and the system ends all others in it."""
        with suppress(OSError):
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream:
                with suppress(OSError):
                    stream.close()


def advice(reason: str) -> str:
    """What to do about a message of bubblewrap."""
    if "uid map" in reason:
        return (
            "Ubuntu restricts user namespaces: load AppArmor's profile for bwrap (package apparmor-profiles)."
        )
    if "ENOSPC" in reason or "No space left" in reason:
        return "The system allows no more user namespaces: raise user.max_user_namespaces with sysctl."
    if "No permissions to create" in reason or "Operation not permitted" in reason:
        return "Namespaces are closed here, as in most containers: run on the machine itself, or see the teacher's guide."
    return "See the teacher's guide on sandboxes."


# --- the preloaded process --------------------------------------------------------------------------------------------


class Zygote:
    """The preloaded process of this computer. ``path`` is the socket where it takes submissions."""

    def __init__(self) -> None:
        self.folder = tempfile.mkdtemp(prefix="ambitions-")
        self.path = os.path.join(self.folder, "socket")
        environment = {
            k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LD_LIBRARY_PATH", "PYTHONPATH")
        }
        environment |= {
            "LANG": "C.UTF-8",
            "PYTHONHASHSEED": "0",
            "OPENBLAS_NUM_THREADS": "1",
            "COLUMNS": "100",
        }
        environment |= {"IPYTHONDIR": os.path.join(self.folder, "ipython")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ai_ambitions.classroom.zygote", self.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            start_new_session=True,  # a Ctrl-C in the terminal is for the grader, not for the cells
        )
        self.owner = os.getpid()
        self.started = False
        atexit.register(self.close)

    def wait(self) -> Zygote:
        """Until it is ready to take submissions; raises CourseError when it ends instead."""
        if not self.started:
            assert self.process.stdout
            if self.process.stdout.readline() != b"ready\n":
                self.close()
                raise CourseError("The preloaded Python did not start.", "Run `make setup`, then try again.")
            self.started = True
        return self

    def close(self) -> None:
        """End it; the children end with it."""
        if os.getpid() != self.owner:
            return  # a forked worker must not end its parent's process
        assert self.process.stdin
        with suppress(OSError):
            self.process.stdin.close()
        if not self.started:
            self.process.kill()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass(frozen=True)
class Place:
    """How submissions are run here, ready to be handed to a worker. Made by ``choose``."""

    mode: Mode
    socket: str = ""
    with_user: bool = True
    why: str = ""


def probe(zygote: Zygote) -> bool:
    """Try a whole box; returns whether it needs a user namespace. Raises CourseError with the reason when none works."""
    if not shutil.which("bwrap"):
        raise CourseError("bubblewrap is not installed.", "On Debian and Ubuntu: sudo apt install bubblewrap")
    problem: CourseError | None = None
    # Three questions with one answer: the grader's own folder is not there, nothing of the course can be written, and the
    # working folder can.
    source = (
        f"import os, encodings.idna; open('note', 'w').close(); __import__('ai_ambitions').load('sources'); "
        f"(os.path.exists({zygote.folder!r}), os.access({str(PACKAGE)!r}, os.W_OK), os.getcwd())"
    )
    for with_user in (False, True) if os.geteuid() == 0 else (True,):
        place = Place("box", zygote.path, with_user)
        try:
            result = run_cells(place, [(0, source, False)], {}, Limits(cell_seconds=30))
        except CourseError as error:
            problem = error
            continue
        outputs = result.cells[0].outputs if 0 in result.cells else []
        shown = next((o["data"]["text/plain"] for o in outputs if o["output_type"] == "execute_result"), "")
        if shown == f"(False, False, {WORK!r})":
            return with_user
        problem = CourseError(f"A test in the box failed: {result.lost or shown or outputs}")
    assert problem
    raise problem


def choose(wish: Literal["safest", "fast", "kernel"], zygote: Zygote | None = None) -> Place:
    """The safest way to run submissions that works here, or the one asked for.

    Raises
    ------
    CourseError
        When the way asked for is not possible.
    """
    if wish == "kernel" or not hasattr(os, "pidfd_open") or not sys.platform.startswith("linux"):
        return Place("kernel", why="a fork server needs Linux" if wish != "kernel" else "asked for")
    zygote = (zygote or own_zygote()).wait()
    if wish == "fast":
        return Place("fork", zygote.path, why="asked for")
    try:
        with_user = probe(zygote)
    except CourseError as error:
        return Place("fork", zygote.path, why=f"{error.reason} {error.next_step}".strip())
    return Place("box", zygote.path, with_user)


_own: list[Zygote] = []


def own_zygote() -> Zygote:
    """The preloaded Python of this process, started at the first call."""
    if not _own or _own[0].owner != os.getpid() or _own[0].process.poll() is not None:
        _own[:] = [Zygote()]
    return _own[0]


# --- one submission ---------------------------------------------------------------------------------------------------


@contextmanager
def opened(
    place: Place, files: dict[str, bytes], limits: Limits
) -> Iterator[tuple[socket.socket, socket.socket, list[int]]]:
    """A child that waits for cells: its orders, its data, and the processes to count as its own."""
    box: Box | None = None
    folder = ""
    control = socket.socket(socket.AF_UNIX)
    data, theirs = socket.socketpair()
    try:
        if place.mode == "box":
            box = Box(limits, place.with_user)
            cwd = WORK
        else:
            folder = tempfile.mkdtemp(prefix="ambitions-work-")
            cwd = os.path.join(folder, "work")
        request = {
            "box": box.pid if box else None,
            "user": place.with_user,
            # Root's children become users of their own, one for each worker, so that the limit on processes holds.
            "uid": 62_000 + os.getpid() % 2_000 if box and not place.with_user else None,
            "cwd": cwd,
            "files": {name: base64.b64encode(content).decode() for name, content in files.items()},
            "limits": limits.resources(place.mode),
        }
        control.connect(place.socket)
        message = json.dumps(request).encode() + b"\n"
        sent = socket.send_fds(control, [message[:100_000]], [theirs.fileno()])
        control.sendall(message[sent:])
        theirs.close()
        answer = read_line(control)
        if not answer.isdigit():
            raise CourseError(
                f"The box could not be entered: {answer.lstrip('! ') or 'no answer'}",
                "See the teacher's guide on sandboxes.",
            )
        yield control, data, [int(answer), *([box.pid] if box else [])]
    finally:
        if box:
            box.close()
        with suppress(OSError):
            control.sendall(b"K")
            control.settimeout(5)
            while control.recv(100):
                pass
        for end in (control, data, theirs):
            end.close()
        if folder:
            shutil.rmtree(folder, ignore_errors=True)


def read_line(end: socket.socket) -> str:
    """One short line from a socket."""
    got = b""
    while not got.endswith(b"\n"):
        piece = end.recv(1)
        if not piece:
            break
        got += piece
    return got.decode(errors="replace").strip()


def uses_too_much(roots: Sequence[int], limit: int) -> bool:
    """Whether processes and everything they have started use more bytes than the limit.

    The quick sum counts pages that forks share many times; only when it is too high are the exact shares asked for.
    """
    page, total, todo, pids = os.sysconf("SC_PAGE_SIZE"), 0, list(roots), []
    while todo:
        pid = todo.pop()
        with suppress(OSError, ValueError):
            resident, shared = Path(f"/proc/{pid}/statm").read_text().split()[1:3]
            total += (int(resident) - int(shared)) * page
            pids.append(pid)
            todo += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
    if total <= limit:
        return False
    exact = 0
    for pid in pids:
        try:
            shares = Path(f"/proc/{pid}/smaps_rollup").read_text().split("\nPss:")[1]
            exact += 1024 * int(shares.split()[0])
        except (OSError, ValueError, IndexError):
            continue  # it has ended, or its shares are not ours to read
    return exact > limit


def run_cells(
    place: Place, cells: Sequence[tuple[int, str, bool]], files: dict[str, bytes], limits: Limits
) -> RunResult:
    """Run cells one after the other.

    Parameters
    ----------
    cells
        Number, source, and whether it is a test cell, in order.
    files
        Other files of the submission, by relative name.

    Returns
    -------
    RunResult
        A stuck or dead process costs only the cell it happened in and those after it: they are missing from ``cells``.
    """
    result = RunResult()
    with opened(place, files, limits) as (control, data, roots):
        begun, received = time.monotonic(), 0
        for number, source, test in cells:
            result.at = number
            token = secrets.token_hex(8)
            order = {"token": token, "source": source, "test": test}
            try:
                data.sendall(json.dumps(order).encode() + b"\n")
            except OSError:
                result.kind, result.lost = "DeadKernelError", "The program ended itself in this cell."
                break
            answer = _await(result, control, data, roots, number, begun, received, limits)
            if answer is None:
                break
            received += len(answer)
            try:
                done = json.loads(answer)
                forged = done["token"] != token
            except (ValueError, KeyError, TypeError):
                forged = True
            if forged:
                result.forged = True
                result.kind, result.lost = "ForgedResult", "Something wrote to the grader's own channel."
                break
            result.cells[number] = CellResult(done["outputs"], done["count"], done["restored"])
    return result


def _await(
    result: RunResult,
    control: socket.socket,
    data: socket.socket,
    roots: list[int],
    number: int,
    begun: float,
    received: int,
    limits: Limits,
) -> bytes | None:
    """The answer of one cell, or None with the reason in ``result``; interrupts it first when it is late."""
    start = time.monotonic()
    whole = begun + limits.whole_seconds
    deadline, interrupted = start + limits.cell_seconds, False
    pieces: list[bytes] = []
    size = 0
    while True:
        now = time.monotonic()
        tick = 0.25 if now - start > 0.5 else 0.5  # most cells are done long before memory is looked at
        ready = select.select([data], [], [], max(0.0, min(tick, deadline - now)))[0]
        if ready:
            try:
                piece = data.recv(1 << 20)
            except OSError:
                piece = b""
            if not piece:
                result.kind, result.lost = "DeadKernelError", "The program ended itself in this cell."
                return None
            pieces.append(piece)
            size += len(piece)
            if received + size > limits.output:
                result.kind, result.lost = "OutputTooLarge", "The notebook printed or drew more than fits."
                return None
            if piece.endswith(b"\n"):
                answer = b"".join(pieces)
                if answer.count(b"\n") > 1:
                    result.forged = True
                    result.kind, result.lost = "ForgedResult", "Something wrote to the grader's own channel."
                    return None
                return answer
            continue
        now = time.monotonic()
        if now >= deadline or now >= whole:
            if not interrupted:
                result.late.append(number)
                with suppress(OSError):
                    control.sendall(b"I")
                interrupted, deadline = True, now + limits.grace_seconds
                whole = max(whole, deadline)
                continue
            result.kind = "CellTimeoutError"
            result.lost = "This cell did not end in time and could not be interrupted."
            return None
        if uses_too_much(roots, limits.memory):
            result.kind = "TooMuchMemory"
            result.lost = f"The program used more than {limits.memory / 1e9:.0f} GB of memory."
            return None
