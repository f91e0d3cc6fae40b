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
from functools import cache
from pathlib import Path
from typing import Any, Literal

from boxgrader.errors import GraderError
from boxgrader.settings import Settings

Mode = Literal["box", "fork", "kernel"]
PACKAGE = Path(__file__).resolve().parents[1]
WORK = "/tmp/work"
VIEW = "/mnt"
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
    """What one cell has shown, as its process sent it: anything may stand in it."""

    outputs: Any
    count: Any
    restored: Any = field(default_factory=list)


@dataclass
class RunResult:
    """Results by cell number; ``lost`` says in words why the run ended early, ``at`` in which cell."""

    cells: dict[int, CellResult] = field(default_factory=dict)
    lost: str = ""
    kind: str = ""
    at: int = -1
    late: list[int] = field(default_factory=list)
    forged: bool = False
    spoke: list[int] = field(default_factory=list)  # sealed tests in which a learner's function printed


# --- bubblewrap -------------------------------------------------------------------------------------------------------


@cache
def bwrap_can() -> str:
    """What this bubblewrap can do: the text of its help."""
    try:
        return subprocess.run(["bwrap", "--help"], capture_output=True, text=True).stdout
    except OSError:
        return ""


def shared_folders(settings: Settings) -> list[str]:
    """What a box shows of this computer besides the system: this Python, this package, and what the course shares."""
    names = dict.fromkeys((sys.base_prefix, sys.prefix, str(PACKAGE), *settings.folders()))
    return [name for name in names if Path(name).exists()]


def bwrap_options(limits: Limits, folders: dict[str, str]) -> list[str]:
    """Options of bubblewrap for a box: what is not named here does not exist inside.

    Parameters
    ----------
    folders
        For each folder that the box shows, where it is found when the box is made.
    """
    options = ["--die-with-parent", "--new-session", "--clearenv", "--hostname", "box", "--unshare-user"]
    options += ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
    if "--disable-userns" in bwrap_can():
        options += ["--disable-userns"]
    for system in ("/usr", "/lib", "/lib64", "/bin", "/etc/fonts", "/etc/ld.so.cache", "/etc/localtime"):
        options += ["--ro-bind-try", system, system]
    # The writable folder comes first: a course that itself lies below /tmp is then shown on top of it, not hidden by it.
    scratch = ["--perms", "1777", "--size", str(limits.disk), "--tmpfs"]
    options += [*scratch, "/tmp"]
    above = {parent for folder in folders for parent in Path(folder).parents}
    covers = sorted(str(parent) for parent in above if parent.parent == Path("/tmp"))
    for cover in covers:  # what leads to such a course is made here and closed below: it is no place to write
        options += ["--perms", "0755", "--tmpfs", cover]
    for parent in sorted(
        p
        for p in above
        if p not in (Path("/"), Path("/tmp"), *map(Path, covers)) and not p.is_relative_to("/usr")
    ):
        options += [
            "--perms",
            "0755",
            "--dir",
            str(parent),
        ]  # else bubblewrap makes them for their owner alone
    for folder, found in folders.items():
        options += ["--ro-bind", found, folder]
    for cover in covers:
        options += ["--remount-ro", cover]
    options += ["--proc", "/proc", "--ro-bind", "/proc/sys", "/proc/sys"]
    options += ["--dev", "/dev", "--remount-ro", "/dev"]
    return [*options, *scratch, "/dev/shm", "--remount-ro", "/"]


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

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.folder = tempfile.mkdtemp(prefix="boxgrader-")
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
            [sys.executable, "-m", "boxgrader.box.keeper", self.path, self.settings.json()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            start_new_session=True,  # a Ctrl-C in the terminal is for the grader, not for the cells
        )
        self.owner = os.getpid()
        self.started = False
        atexit.register(self.close)

    def wait(self) -> Zygote:
        """Until it is ready to take submissions; raises GraderError when it ends instead."""
        if not self.started:
            assert self.process.stdout
            if self.process.stdout.readline() != b"ready\n":
                self.close()
                raise GraderError(
                    "The preloaded Python did not start.",
                    "Delete the folder .venv, make it anew with `make setup`, then try again.",
                )
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
    why: str = ""
    folders: tuple[str, ...] = ()  # what a box shows of this computer


def probe(zygote: Zygote) -> None:
    """Try a whole box; raises GraderError with the reason when it does not hold what it promises."""
    if not shutil.which("bwrap"):
        raise GraderError("bubblewrap is not installed.", "On Debian and Ubuntu: sudo apt install bubblewrap")
    # Three questions with one answer: the grader's own folder is not there, nothing of the course can be written, and the
    # working folder can. And the box belongs to nobody who owns anything.
    source = (
        f"import os, encodings.idna; open('note', 'w').close(); "
        f"(os.path.exists({zygote.folder!r}), os.access({str(PACKAGE)!r}, os.W_OK), os.getcwd(), os.getuid() == 0)"
    )
    place = Place("box", zygote.path, folders=tuple(shared_folders(zygote.settings)))
    cells = [(number, cell, False) for number, cell in enumerate((source, *zygote.settings.warm))]
    result = run_cells(place, cells, {}, Limits(cell_seconds=30))
    outputs = result.cells[0].outputs if 0 in result.cells else []
    shown = next((o["data"]["text/plain"] for o in outputs if o["output_type"] == "execute_result"), "")
    if shown != f"(False, False, {WORK!r}, False)":
        raise GraderError(f"A test in the box failed: {result.lost or shown or outputs}")
    for number, cell in list(result.cells.items())[1:]:
        if error := next((o for o in cell.outputs if o["output_type"] == "error"), None):
            raise GraderError(
                f"In the box, cell {number} of c.BoxGrader.warm stopped with {error['ename']}: {error['evalue']}",
                "Does c.BoxGrader.share name every folder that it reads?",
            )


def choose(wish: Literal["safest", "fast", "kernel"], zygote: Zygote | None = None) -> Place:
    """The safest way to run submissions that works here, or the one asked for.

    Raises
    ------
    GraderError
        When the way asked for is not possible.
    """
    if wish == "kernel" or not hasattr(os, "pidfd_open") or not sys.platform.startswith("linux"):
        return Place("kernel", why="a fork server needs Linux" if wish != "kernel" else "asked for")
    zygote = (zygote or own_zygote()).wait()
    folders = tuple(shared_folders(zygote.settings))
    if wish == "fast":
        return Place("fork", zygote.path, why="asked for")
    try:
        probe(zygote)
    except GraderError as error:
        return Place("fork", zygote.path, why=f"{error.reason} {error.next_step}".strip())
    return Place("box", zygote.path, folders=folders)


_own: list[Zygote] = []


def own_zygote(settings: Settings | None = None) -> Zygote:
    """The preloaded Python of this process for one course, started at the first call; None means the one that is there."""
    settings = settings or (_own[0].settings if _own else Settings())
    if not _own or _own[0].owner != os.getpid() or _own[0].process.poll() is not None:
        _own[:] = [Zygote(settings)]
    elif _own[0].settings != settings:
        _own[0].close()
        _own[:] = [Zygote(settings)]
    return _own[0]


# --- one submission ---------------------------------------------------------------------------------------------------


@contextmanager
def opened(
    place: Place, files: dict[str, bytes], limits: Limits
) -> Iterator[tuple[socket.socket, socket.socket, list[int]]]:
    """A child that waits for cells: its orders, its data, and the processes to count as its own."""
    folder, box = "", place.mode == "box"
    # Root's boxes belong to users of their own, one for each worker, who own nothing on this computer: root's number
    # opens files below /proc/sys even without any right, and the limit on processes does not hold for it.
    user = 62_000 + os.getpid() % 2_000 if box and os.geteuid() == 0 else None
    shown = place.folders if box else ()
    control = socket.socket(socket.AF_UNIX)
    data, theirs = socket.socketpair()
    try:
        if not box:
            folder = tempfile.mkdtemp(prefix="boxgrader-work-")
        places = {f: f"{VIEW}/{i}" if user is not None else f for i, f in enumerate(shown)}
        request = {
            "box": [shutil.which("bwrap") or "bwrap", *bwrap_options(limits, places)] if box else [],
            "uid": user,
            "view": {place: folder for folder, place in places.items()} if user is not None else {},
            "cwd": WORK if box else os.path.join(folder, "work"),
            "files": {name: base64.b64encode(content).decode() for name, content in files.items()},
            "limits": limits.resources(place.mode),
        }
        control.connect(place.socket)
        message = json.dumps(request).encode() + b"\n"
        sent = socket.send_fds(control, [message[:100_000]], [theirs.fileno()])
        control.sendall(message[sent:])
        theirs.close()
        answer = read_line(control)
        if not answer or answer.startswith("!"):
            reason = answer.lstrip("! ") or "no answer"
            raise GraderError(f"No box could be made: {reason}", advice(reason))
        yield control, data, [int(pid) for pid in answer.split()]
    finally:
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
            answer = await_line(result, control, data, roots, number, begun, received, limits)
            if answer is None:
                break
            received += len(answer)
            try:
                done = json.loads(answer)
                cell = CellResult(done["outputs"], done["count"], done["restored"])
                forged = done["token"] != token
            except (ValueError, KeyError, TypeError, RecursionError):
                forged = True
            if forged:
                result.forged = True
                result.kind, result.lost = "ForgedResult", "Something wrote to the grader's own channel."
                break
            result.cells[number] = cell
    return result


def await_line(
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
