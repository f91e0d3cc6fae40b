"""Orders beside cells, inside both processes of a sealed run: names and calls in the learner's, tests in the trusted one.

The learner's process never gets a test: it is asked for names and calls with plain data (``boxgrader.wire``). The other runs
tests with stand-ins for what the learner has defined, and only it may ask.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import types
from typing import Any

from boxgrader.wire import TEXT, built_in, error_of, pack, safe_text, unpack


class Broken(BaseException):
    """The learner's process gave what cannot be used. No ``except Exception`` of a test may take it for an error of the answer."""


class Door:
    """Takes the orders of the grader."""

    def __init__(self, shell: Any, outputs: Any) -> None:
        self.shell, self.outputs, self.spoke = shell, outputs, False

    def obey(self, order: dict[str, Any]) -> Any:
        """Carry an order out: ``names``, ``call`` or ``test``."""
        orders: dict[str, Any] = {"names": self.names, "call": self.call, "test": self.test}
        return orders[order.pop("do")](**order)

    def _reply(self, data: Any) -> Any:
        """Answer with data alone: what was printed meanwhile is dropped."""
        text = json.dumps(data)
        self.outputs.begin()
        self.outputs.now = [{"output_type": "reply", "text": text}]
        return types.SimpleNamespace(success=True)

    def names(self, names: list[str]) -> Any:
        """Learner's: which names exist; of those that cannot be called, the values."""
        space = {n: v for n, v in self.shell.user_ns.items() if n in names}
        told = {n: ["function"] if callable(v) else ["value", pack(v, opaque=True)] for n, v in space.items()}
        return self._reply(told)

    def call(self, name: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
        """Learner's: call a function."""
        try:
            given, named = [unpack(a) for a in args], {k: unpack(v) for k, v in kwargs.items()}
            value = pack(self.shell.user_ns[name](*given, **named), opaque=True)
            return self._reply({"value": value, "printed": self._printed()})
        except KeyboardInterrupt:
            raise  # the grader's: the time is over
        except BaseException as error:
            kinds = [kind.__name__ for kind in type(error).__mro__]
            return self._reply(
                {"error": kinds, "text": safe_text(str, error, TEXT), "printed": self._printed()}
            )

    def _printed(self) -> str:
        """What the call has printed: a test may say that it was printed and not handed back."""
        self.outputs.flush()
        said = [o["text"] for o in self.outputs.now if o["output_type"] == "stream" and o["name"] == "stdout"]
        return "".join(said)[:TEXT]

    def test(self, own: list[str], names: str, answers: list[str], source: str, hidden: bool) -> Any:
        """Trusted: bind the stand-ins, run the course's own cells that come before, run the test."""
        space: dict[str, Any] = self.shell.user_ns
        told: dict[str, Any] = {}
        with contextlib.suppress(Exception):  # a name of which nothing can be read is missing
            told = dict(json.loads(names))
        for cell in own:
            self.shell.run_cell(cell, store_history=False)
        for name in answers:
            space.pop(name, None)
            with contextlib.suppress(Exception):
                space[name] = (
                    StandIn(self, name, hidden) if told[name] == ["function"] else unpack(told[name][1])
                )
        self.spoke = False
        self.outputs.begin()
        return self.shell.run_cell(source, store_history=True)


class StandIn:
    """Trusted: a learner's function, as a test sees it."""

    def __init__(self, door: Door, name: str, hidden: bool) -> None:
        self.door, self.__name__, self.hidden = door, name, hidden

    def __deepcopy__(self, memo: Any) -> StandIn:
        return self

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Ask the grader, who asks the learner's process."""
        try:
            packed = {"args": [pack(a) for a in args], "kwargs": {k: pack(v) for k, v in kwargs.items()}}
        except TypeError as error:  # a fault of the test, found when it is made
            raise Broken(f"This test cannot be sealed: {error}.") from None
        with socket.socket(fileno=os.dup(3)) as line:
            ask = {"ask": {"do": "call", "name": self.__name__, **packed}}
            line.sendall(json.dumps(ask).encode() + b"\n")
            reply = read(lambda: dict(json.loads(line.makefile("rb").readline())))
        printed = reply.get("printed")
        if type(printed) is str and printed:
            self.door.spoke = True
        if type(printed) is str and printed.strip():  # of a hidden test only that there was something
            print("(printed)" if self.hidden else unpack(printed[:TEXT]), end="\n" if self.hidden else "")
        if "value" in reply:
            return read(lambda: unpack(reply["value"]))
        raise near(reply.get("error"), reply.get("text"), self.hidden)


def read(how: Any) -> Any:
    """What the learner's process sent, or Broken."""
    try:
        return how()
    except Exception as error:
        kind = type(error).__name__
        raise Broken(f"What your function handed back could not be read ({kind}).") from None


def near(kinds: Any, words: Any, hidden: bool) -> BaseException:
    """A learner's error as the nearest built-in one. In a hidden test it tells that kind only: no name, no text of theirs."""
    try:
        kind = built_in(kinds)
        name = kinds[0][:60] if str(kinds[0]).isidentifier() else kind.__name__
        text = unpack(words[:TEXT]) if type(words) is str else ""
    except Exception:
        return Broken("Your function's answer could not be read.")
    if hidden:
        name, text = kind.__name__, ""
    return error_of(kind if issubclass(kind, Exception) else Broken, name, text)
