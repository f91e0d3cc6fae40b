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

from boxgrader.wire import TEXT, Broken, answer, kinds_of, near, pack, safe_text, unpack, unreadable


class Door:
    """Takes the orders of the grader."""

    def __init__(self, shell: Any, outputs: Any) -> None:
        self.shell, self.outputs, self.spoke = shell, outputs, False

    def obey(self, order: dict[str, Any]) -> Any:
        """Carry an order out: ``names``, ``call`` or ``test``."""
        orders: dict[str, Any] = {"names": self.names, "call": self.call, "test": self.test}
        return orders[order.pop("do")](**order)

    def _reply(self, text: str) -> Any:
        """Answer with text of JSON alone: what was printed meanwhile is dropped."""
        self.outputs.begin()
        self.outputs.now = [{"output_type": "reply", "text": text}]
        return types.SimpleNamespace(success=True)

    def names(self, names: list[str]) -> Any:
        """Learner's: which names exist; of those that cannot be called, the values."""
        space = {n: v for n, v in self.shell.user_ns.items() if n in names}
        told = {
            n: ["function"] if callable(v) else ["value", json.loads(answer(v))] for n, v in space.items()
        }
        return self._reply(json.dumps(told))

    def call(self, name: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
        """Learner's: call a function."""
        try:
            given, named = [unpack(a) for a in args], {k: unpack(v) for k, v in kwargs.items()}
            value = answer(self.shell.user_ns[name](*given, **named))
            return self._reply(f'{{"value": {value}, "printed": {json.dumps(self._printed())}}}')
        except KeyboardInterrupt:
            raise  # the grader's: the time is over
        except BaseException as error:
            told = {"error": kinds_of(error), "text": safe_text(str, error, TEXT), "printed": self._printed()}
            return self._reply(json.dumps(told))

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

    crosses = True  # a check need not copy what crosses anyway

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
            words = line.makefile("rb").readline()
        try:
            reply = dict(json.loads(words))
        except Exception as error:
            raise unreadable(error) from None
        printed = reply.get("printed")
        if type(printed) is str and printed:
            self.door.spoke = True
        if type(printed) is str and printed.strip():  # of a hidden test only that there was something
            print("(printed)" if self.hidden else unpack(printed[:TEXT]), end="\n" if self.hidden else "")
        if "value" in reply:
            try:
                return unpack(reply["value"])
            except Exception as error:
                raise unreadable(error) from None
        raise near(reply.get("error"), reply.get("text"), self.hidden)
