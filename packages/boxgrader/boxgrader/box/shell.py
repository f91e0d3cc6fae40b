"""IPython's shell without a kernel, with the kernel's outputs: same tracebacks, same pictures, same execution counts."""

from __future__ import annotations

import base64
import builtins
import contextlib
import io
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

BACKEND = "module://matplotlib_inline.backend_inline"
MAX_TEXT = 500_000  # characters of printed text kept for one cell and stream


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
from boxgrader.checks import check as _c; _c(abs, -1).gives(2, what="x")
===
def f(
===
__import__("warnings").warn("x", FutureWarning)
"""


def warm(shell: Any, outputs: Outputs, more: Sequence[str] = ()) -> None:
    """The first table, figure and traceback of a process load modules and fonts: do it once, before the forks.

    ``more`` are cells of the course.
    """
    import matplotlib.pyplot as plt

    kept = set(shell.user_ns)
    with quiet(outputs):
        for source in (*WARM.split("\n===\n"), *more):
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
