"""What a check found, as one record: the only place that writes its words, and the only one that reads them.

A check raises its words as an error in a notebook's cell, and a cell's output is all that the command line, the grader, the
feedback and the report ever get. So the fields travel as lines of a fixed form, ``Outcome.text``, and ``read`` gives them
back; a test holds that both agree. Whoever needs a field asks the record and takes no sentence apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

NOT_ANSWERED = "is not answered yet"
ANSWER_FIRST = "Replace the line that raises NotImplementedError with your code, then run both cells."
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_SLIP, _REREAD = "  Likely slip: ", "  Reread: "
_DID = re.compile(
    r"(?P<function>\w+|your answer) (?P<how>returned nothing \(None\)|returned|stopped with|kept|lost) ?(?P<rest>.*)"
)
_ERROR = re.compile(r"(NameError: name '\w+' is not defined|\w+(?:Error|Exception|Exit|Interrupt))")


@dataclass(frozen=True)
class Outcome:
    """One check that does not hold.

    Attributes
    ----------
    what
        What was asked, in words; empty where the test itself stopped with an error.
    did
        What the answer did, in words with its values: ``tpp returned 39, expected 4,992``.
    slip, reread
        The likely slip, and where to look again; empty where there is nothing to say.
    answered
        False while the learner has written nothing.
    """

    what: str
    did: str = ""
    slip: str = ""
    reread: str = ""
    answered: bool = True

    def text(self) -> str:
        """The record in words, a line a field."""
        if not self.answered:
            return f"✗ {self.what} {NOT_ANSWERED}.\n  {ANSWER_FIRST}"
        what = _one_line(self.what).replace(": ", ", ")
        lines = [f"✗ {what}: {_one_line(self.did)}" if what else f"✗ {_one_line(self.did)}"]
        lines += [_SLIP + _one_line(self.slip)] if self.slip else []
        lines += [_REREAD + _one_line(self.reread)] if self.reread else []
        return "\n".join(lines)

    def summary(self) -> str:
        """The record in a few words, to count what a class met: the slip, else what was asked and what came."""
        return (
            "Not answered"
            if not self.answered
            else self.slip or ": ".join(filter(None, (self.what, self.did)))
        )

    def discreet(self) -> Outcome:
        """The record of a hidden test as its learner may see it: what was asked and the slip, no value, no text of an error."""
        if not self.answered:
            return self
        match = _DID.fullmatch(self.did)
        if match is None:
            error = _ERROR.match(self.did)
            did = f"A hidden test stopped with {error[1]}" if error else "A hidden test does not hold yet."
            return Outcome("", did, self.slip, self.reread)
        rest, how = match["rest"], match["how"]
        if how == "stopped with":
            did = f"your function stopped with {re.split(r'[:,]', rest)[0]}"
        elif how == "returned nothing (None)":
            did = "your function returned nothing (None)"
        elif how in ("kept", "lost"):
            did = "your function kept other rows"
        elif "is asked" in rest:
            did = "your function returned another kind of value than is asked"
        else:
            did = "your function returned another value"
        return Outcome(self.what, did, self.slip, self.reread)


def _one_line(words: str) -> str:
    return " ".join(words.split())


def read(text: str) -> list[Outcome]:
    """The records in what a test cell said or printed; lines that belong to none are left out."""
    found: list[Outcome] = []
    for line in ANSI.sub("", text).splitlines():
        if line.startswith("✗ "):
            words = line.removeprefix("✗ ")
            if words.endswith(f" {NOT_ANSWERED}."):
                found.append(Outcome(words.removesuffix(f" {NOT_ANSWERED}."), answered=False))
            elif _ERROR.match(words):
                found.append(Outcome("", words))
            else:
                what, _, did = words.partition(": ")
                found.append(Outcome(what, did) if did else Outcome("", what))
        elif found and line.startswith(_SLIP):
            found[-1] = Outcome(found[-1].what, found[-1].did, line.removeprefix(_SLIP), found[-1].reread)
        elif found and line.startswith(_REREAD):
            found[-1] = Outcome(found[-1].what, found[-1].did, found[-1].slip, line.removeprefix(_REREAD))
    return found


def of_error(output: Any) -> list[Outcome]:
    """The records behind an error output of a test cell: those of a check, or the error itself as one."""
    value = ANSI.sub("", str(output["evalue"]))
    if output["ename"] == "NotYet":
        return read(value)
    first = next(iter(value.splitlines()), "")[:300]
    return [Outcome("", f"{output['ename']}: {first}".strip(": "))]


def told(text: str, hidden: bool) -> str:
    """What a learner may read of a test cell's words: all of a visible test, of a hidden one no value and no inputs."""
    text = text.replace("<lambda>", "your function")
    if not hidden or not text:
        return text
    shown = [outcome.discreet().text() for outcome in read(text)] or [
        "✗ Not all of the hidden tests hold yet."
    ]
    return "\n".join(dict.fromkeys(shown))
