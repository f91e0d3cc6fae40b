"""A preloaded Python that forks one child for each submission; the child steps into a sandbox and runs the cells.

Run as ``python -m ai_ambitions.classroom.zygote SOCKET``; it ends when its standard input closes. There is no kernel and
no ZMQ: IPython's own shell runs the cells, and outputs come back as lines of JSON. Nothing secret is ever in this
process: a test cell arrives only when its turn has come.

One connection is one submission. The client sends one line of JSON with one end of a socket pair attached:
``{"box": [command], "uid": int or null, "view": {path: path}, "cwd": path, "files": {name: base64}, "limits": {name: int}}``.
Back come the process ids of child and box and, at the end, its exit code, a line each; ``I`` interrupts and ``K`` kills.
On the socket pair the client sends ``{"token", "source", "test"}`` and gets ``{"token", "outputs", "count", "restored"}``.
"""

from __future__ import annotations

import base64
import builtins
import contextlib
import copy
import ctypes
import gc
import importlib
import io
import json
import math
import os
import random
import re
import resource
import select
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

BACKEND = "module://matplotlib_inline.backend_inline"
MAX_TEXT = 500_000  # characters of printed text kept for one cell and stream
MAX_OUTPUT = 8_000_000  # characters of JSON kept for one cell
PRELOADED = (
    "numpy",
    "pandas",
    "matplotlib.pyplot",
    "ai_ambitions",
    "ai_ambitions.data.load",
    "ai_ambitions.checks",
)

# --- the shell: IPython without a kernel, with the kernel's outputs --------------------------------------------------


class Outputs:
    """What the running cell has shown so far, in the notebook format."""

    def __init__(self) -> None:
        self.now: list[dict[str, Any]] = []
        self.by_id: list[tuple[str, dict[str, Any]]] = []
        self.streams = {name: Stream(name, self) for name in ("stdout", "stderr")}

    def text(self, name: str, text: str) -> None:
        """Add printed text; neighbouring pieces of one stream are one output."""
        last = self.now[-1] if self.now else None
        if last and last["output_type"] == "stream" and last["name"] == name:
            last["text"] += text
        else:
            self.now.append({"output_type": "stream", "name": name, "text": text})

    def add(self, output: dict[str, Any]) -> None:
        """Add an output after what was printed before it."""
        self.flush()
        self.now.append(output)

    def flush(self) -> None:
        """Move printed text that is still held back into the outputs."""
        for stream in self.streams.values():
            stream.flush()

    def begin(self) -> None:
        """A new cell: nothing is shown yet."""
        self.now = []
        for stream in self.streams.values():
            stream.parts, stream.length = [], 0


class Stream(io.TextIOBase):
    """Standard output or error of the cells."""

    def __init__(self, name: str, outputs: Outputs) -> None:
        self.stream_name, self.outputs = name, outputs
        self.parts: list[str] = []
        self.length = 0

    encoding = "utf-8"
    errors = "strict"

    def write(self, text: str) -> int:
        """Keep text up to the limit; the other stream is flushed first, so that the order stays."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        room = MAX_TEXT - self.length
        if room > 0:
            self.parts.append(text[:room])
            if len(text) > room:
                self.parts.append("\n[The output was too long and was cut here.]\n")
        self.length += len(text)
        self.outputs.streams["stderr" if self.stream_name == "stdout" else "stdout"].flush()
        return len(text)

    def flush(self) -> None:
        """Hand over what was written."""
        if self.parts:
            parts, self.parts = self.parts, []
            self.outputs.text(self.stream_name, "".join(parts))

    def fileno(self) -> int:
        """The real descriptor, for child processes."""
        return 1 if self.stream_name == "stdout" else 2

    def isatty(self) -> bool:
        """Not a terminal."""
        return False

    def writable(self) -> bool:
        """Yes."""
        return True


def plain(data: Any) -> Any:
    """Data of an output as JSON has it: bytes as base64, what is unknown as text."""
    return json.loads(
        json.dumps(data, default=lambda x: base64.b64encode(x).decode() if isinstance(x, bytes) else str(x))
    )


def refuse_input(prompt: str = "") -> str:
    """Stands in for ``input``: nobody is there to answer."""
    from IPython.core.error import StdinNotImplementedError

    raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")


def make_shell(outputs: Outputs) -> Any:
    """An IPython shell whose outputs are a kernel's: same tracebacks, same pictures, same execution counts."""
    from ipykernel.compiler import XCachingCompiler
    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.core.pylabtools import activate_matplotlib
    from matplotlib_inline.backend_inline import configure_inline_support
    from traitlets import Type
    from traitlets.config import Config

    class Publisher(DisplayPublisher):
        def publish(  # type: ignore[no-untyped-def]
            self, data, metadata=None, *, transient=None, update=False, **_
        ) -> None:
            outputs.flush()
            name = (transient or {}).get("display_id")
            if update:
                for known, output in outputs.by_id:
                    if known == name:
                        output["data"], output["metadata"] = plain(data), plain(metadata or {})
                return
            output = {"output_type": "display_data", "data": plain(data), "metadata": plain(metadata or {})}
            if name:
                outputs.by_id.append((name, output))
            outputs.add(output)

        def clear_output(self, wait: bool = False) -> None:
            outputs.flush()
            outputs.now.clear()

    class Hook(DisplayHook):
        def write_output_prompt(self) -> None: ...

        def write_format_data(self, format_dict, md_dict=None) -> None:  # type: ignore[no-untyped-def]
            data, metadata = plain(format_dict), plain(md_dict or {})
            outputs.add(
                {
                    "output_type": "execute_result",
                    "execution_count": self.prompt_count,
                    "data": data,
                    "metadata": metadata,
                }
            )

        def finish_displayhook(self) -> None:
            outputs.flush()

    class Shell(InteractiveShell):
        compiler_class = Type(XCachingCompiler)

        def init_display_pub(self) -> None:
            self.display_pub = Publisher(parent=self)

        def init_displayhook(self) -> None:
            from IPython.core.display_trap import DisplayTrap

            self.displayhook = Hook(parent=self, shell=self, cache_size=self.cache_size)
            self.display_trap = DisplayTrap(hook=self.displayhook)

        def _showtraceback(self, etype, evalue, stb) -> None:  # type: ignore[no-untyped-def]
            outputs.add(
                {
                    "output_type": "error",
                    "ename": etype.__name__,
                    "evalue": str(evalue),
                    "traceback": list(stb),
                }
            )
            self._last_traceback = stb

    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.colors_force = True
    config.InteractiveShell.term_title = False
    shell = Shell.instance(config=config)
    shell.history_manager.enabled = False
    shell.user_ns["__name__"] = "__main__"
    activate_matplotlib(BACKEND)
    configure_inline_support(shell, BACKEND)
    import getpass

    builtins.input = refuse_input  # type: ignore[assignment]
    getpass.getpass = refuse_input  # type: ignore[assignment]
    return shell


WARM = """
_t = __import__("pandas").DataFrame({"a": ["x", "y"], "b": [1, 2]}); _t.groupby("a")["b"].sum(); _t
===
_f, _a = __import__("matplotlib.pyplot").pyplot.subplots(); _a.plot([1, 2], marker="o", label="x"); _a.legend();
===
_t["nope"]
===
from ai_ambitions.checks import check as _c; _c(abs, -1).gives(2, what="x")
===
def f(
===
__import__("warnings").warn("x", FutureWarning)
===
_d = __import__("ai_ambitions").load("export_rule_thresholds"); _k = _d["effective"].isna() | (_d["effective"] <= "2023-11-17")
_d[_k & ~(_d["until"] <= "2024-01-01")].sort_values("effective").astype(str).value_counts(); _d.merge(_d, on="rule_id").head(1)
"""


def warm(shell: Any, outputs: Outputs) -> None:
    """The first table, figure and traceback of a process load modules and fonts: do it once, before the forks."""
    import matplotlib.pyplot as plt

    kept = set(shell.user_ns)
    with quiet(outputs):
        for source in WARM.split("\n===\n"):
            shell.run_cell(source, store_history=False)
    outputs.flush()
    outputs.now, outputs.by_id = [], []
    plt.close("all")
    for name in set(shell.user_ns) - kept:
        del shell.user_ns[name]
    shell.user_ns.update({"_": "", "__": "", "___": ""})
    for name in ("last_type", "last_value", "last_traceback", "last_exc"):
        sys.__dict__.pop(name, None)


@contextlib.contextmanager
def quiet(outputs: Outputs) -> Iterator[None]:
    """Standard output and error go to the outputs."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = outputs.streams["stdout"], outputs.streams["stderr"]
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


# --- the tests' own tools are put back before a test runs -------------------------------------------------------------


class Guard:
    """What tests lean on, as it was before any learner's code ran; ``restore`` puts back what was changed.

    It closes the plain tricks (an input transformer, another ``check``, another ``same``, another ``print``). Code in the
    same process can always go further; the teacher's guide says so.
    """

    MODULES = ("ai_ambitions.checks", "ai_ambitions.core.outcome", "builtins", "math", "copy")

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.modules = {name: importlib.import_module(name) for name in self.MODULES}
        self.names = {name: dict(vars(module)) for name, module in self.modules.items()}
        self.names["builtins"].pop("_", None)
        self.codes = {
            (name, key): value.__code__
            for name, space in self.names.items()
            for key, value in space.items()
            if hasattr(value, "__code__")
        }
        checks = self.modules["ai_ambitions.checks"]
        self.given = {name: vars(checks)[name] for name in checks.__all__}
        self.methods = dict(vars(checks.Check))
        self.method_codes = {k: v.__code__ for k, v in self.methods.items() if hasattr(v, "__code__")}
        self.lists = {
            "input transformers": shell.input_transformer_manager.cleanup_transforms,
            "line transformers": shell.input_transformer_manager.line_transforms,
            "token transformers": shell.input_transformer_manager.token_transformers,
            "ast transformers": shell.ast_transformers,
        }
        self.contents = {name: list(values) for name, values in self.lists.items()}
        self.shell_names = set(vars(shell))

    def restore(self, source: str) -> list[str]:
        """Put everything back; returns in words what had been changed."""
        changed: list[str] = []
        manager = self.shell.input_transformer_manager
        for attribute, name in (
            ("cleanup_transforms", "input transformers"),
            ("line_transforms", "line transformers"),
            ("token_transformers", "token transformers"),
        ):
            if getattr(manager, attribute) is not self.lists[name]:
                setattr(manager, attribute, self.lists[name])
                changed.append(name)
        if self.shell.ast_transformers is not self.lists["ast transformers"]:
            self.shell.ast_transformers = self.lists["ast transformers"]
            changed.append("ast transformers")
        for name, values in self.lists.items():
            if list(values) != self.contents[name]:
                values[:] = self.contents[name]
                changed.append(name)
        if self.shell.input_transformers_post:
            self.shell.input_transformers_post = []
            changed.append("input transformers")
        for name in (
            "run_cell",
            "run_cell_async",
            "run_code",
            "run_ast_nodes",
            "transform_cell",
            "showtraceback",
        ):
            if name in vars(self.shell) and name not in self.shell_names:
                delattr(self.shell, name)
                changed.append(f"the shell's {name}")
        if self.shell.custom_exceptions:
            self.shell.custom_exceptions = ()
            changed.append("exception handlers")
        if sys.gettrace() is not None or sys.getprofile() is not None:
            sys.settrace(None)
            sys.setprofile(None)
            changed.append("a trace function")
        for name, module in self.modules.items():
            sys.modules[name] = module
            space = vars(module)
            for key, value in self.names[name].items():
                if space.get(key) is not value:
                    space[key] = value
                    changed.append(f"{name}.{key}")
        for (name, key), code in self.codes.items():
            function = self.names[name][key]
            if function.__code__ is not code:
                function.__code__ = code
                changed.append(f"{name}.{key}")
        check_class = vars(self.modules["ai_ambitions.checks"])["Check"]
        for key, value in self.methods.items():
            if key not in ("__dict__", "__weakref__") and vars(check_class).get(key) is not value:
                setattr(check_class, key, value)
                changed.append(f"Check.{key}")
        for key, code in self.method_codes.items():
            if self.methods[key].__code__ is not code:
                self.methods[key].__code__ = code
                changed.append(f"Check.{key}")
        for key, function in self.given.items():
            if re.search(rf"\b{key}\b", source) and self.shell.user_ns.get(key) is not function:
                if key in self.shell.user_ns:
                    changed.append(key)
                self.shell.user_ns[key] = function
        return sorted(set(changed))


# --- the child: one submission ----------------------------------------------------------------------------------------

LIBC = ctypes.CDLL(None, use_errno=True)
# Mounts, control groups, host name, IPC, users, processes, network.
NAMESPACES = 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000
NEW_MOUNTS, MS_BIND, MS_REC, MS_PRIVATE = 0x00020000, 4096, 16384, 1 << 18
PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS, PR_CAPBSET_DROP = 4, 36, 38, 24


def libc(call: Callable[..., int], *arguments: Any) -> None:
    """A call of the C library that raises OSError when it fails."""
    if call(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


class Box:
    """An empty sandbox that bubblewrap makes around a program that waits; it is gone when that program ends."""

    def __init__(self, command: list[str], uid: int | None, view: dict[str, str]) -> None:
        self.pid = 0
        info, info_in = os.pipe()
        hold_out, self.hold = os.pipe()
        ready, ready_in = os.pipe()
        self.bwrap = os.fork()
        if self.bwrap == 0:
            try:
                if uid is not None:
                    self._become(uid, view)
                for handle, place in ((hold_out, 0), (ready_in, 1), (ready_in, 2)):
                    os.dup2(handle, place)
                os.set_inheritable(info_in, True)
                # What is in a process's environment can be read inside, so there is next to nothing.
                os.execve(
                    command[0],
                    [*command, "--info-fd", str(info_in), "--", "/bin/cat"],
                    {"PATH": "/usr/bin:/bin"},
                )
            except OSError as error:
                os.write(ready_in, f"bwrap: {error.strerror}".encode())
            finally:
                os._exit(127)
        for handle in (info_in, hold_out, ready_in):
            os.close(handle)
        try:
            with contextlib.suppress(BrokenPipeError):
                os.write(self.hold, b"\n")
            words = os.read(ready, 4000)
            if words != b"\n":  # the program answers once everything is mounted
                self.close()
                raise OSError(0, words.decode(errors="replace").strip() or "bwrap ended at once")
            self.pid = json.loads(os.read(info, 10_000))["child-pid"]
        finally:
            os.close(info)
            os.close(ready)

    @staticmethod
    def _become(uid: int, view: dict[str, str]) -> None:
        """Another user, who finds the folders that the box shows in a view made for it: their true places may be root's."""
        libc(LIBC.unshare, NEW_MOUNTS)
        libc(LIBC.mount, None, b"/", None, MS_REC | MS_PRIVATE, None)
        handles = {place: os.open(folder, os.O_PATH) for place, folder in view.items()}
        top = os.path.dirname(next(iter(view)))
        libc(LIBC.mount, b"view", top.encode(), b"tmpfs", 0, b"mode=755")
        for place, handle in handles.items():
            os.mkdir(place, 0o755)
            libc(LIBC.mount, f"/proc/self/fd/{handle}".encode(), place.encode(), None, MS_BIND | MS_REC, None)
            os.close(handle)
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)

    def enter(self) -> None:
        """Step into its namespaces; the next fork is inside."""
        handle = os.pidfd_open(self.pid)
        if os.geteuid() == 0:
            os.setgroups([])
        libc(LIBC.setns, handle, NAMESPACES)
        os.close(handle)

    def close(self) -> None:
        """End it: when its first process ends, the system ends all others in it."""
        # Once this keeper has stepped in it has no power over bubblewrap outside, but all over the box's first process.
        for pid in filter(None, (self.pid, self.bwrap)):
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        os.close(self.hold)
        os.waitpid(self.bwrap, 0)


def give_up_rights(uid: int | None) -> None:
    """From here on no right can be won back: no capabilities, none to be had, and the box's user where root runs this."""
    keyctl = {"x86_64": 250, "aarch64": 219}.get(os.uname().machine)
    if keyctl:
        LIBC.syscall(keyctl, 1, None)  # a key ring of its own: the grader's may hold tickets
    for capability in range(64):
        if LIBC.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break  # past the last one
    if uid is not None:
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    libc(LIBC.capset, header, (ctypes.c_uint32 * 6)())
    libc(LIBC.prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc(LIBC.prctl, PR_SET_DUMPABLE, 1, 0, 0, 0)


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
    os.environ.update(
        HOME=str(cwd), PWD=str(cwd), USER="student", LOGNAME="student", AI_AMBITIONS_MODE="record"
    )
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
    for line in iter(lines.readline, b""):
        cell = json.loads(line)
        outputs.begin()
        restored = guard.restore(cell["source"]) if cell["test"] else []
        try:
            running = True
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


def prepare() -> Callable[[dict[str, Any], int], None]:
    """Load everything once; returns the function that runs one submission in a fork."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ["MPLBACKEND"] = BACKEND
    os.environ["AI_AMBITIONS_MODE"] = "record"
    for name in PRELOADED:
        importlib.import_module(name)
    outputs = Outputs()
    shell = make_shell(outputs)
    warm(shell, outputs)
    guard = Guard(shell)
    copy.copy(math.pi)  # the two modules the guard watches besides builtins and checks are really loaded
    gc.collect()
    gc.freeze()
    return lambda request, data: child(request, data, shell, outputs, guard)


def serve(path: str) -> None:
    """Answer connections until standard input closes."""
    run = prepare()
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
    serve(sys.argv[1])
