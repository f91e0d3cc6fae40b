"""What a learner may see: no hidden test, no mark scheme, no traceback of a test, no value that only a hidden test holds."""

from __future__ import annotations

import re
from typing import Any

REGION = re.compile(
    r"^[^\n]*BEGIN (?:HIDDEN TESTS|MARK SCHEME).*?END (?:HIDDEN TESTS|MARK SCHEME)[^\n]*$\n?",
    re.DOTALL | re.MULTILINE,
)
OUTCOME = re.compile(r"^✗ (?P<what>.*?): (?:\w+|your function) (?P<did>returned|stopped with) (?P<rest>.*)$")


def shown_message(message: str, hidden: bool) -> str:
    """A test's message as its learner may see it.

    Of a hidden test what was asked and the likely slip stay; values and texts of errors could carry what it fed in.
    """
    message = message.replace("<lambda>", "your function")
    if not hidden or not message:
        return message
    blocks: list[list[str]] = []
    for line in message.splitlines():
        if line.startswith("✗"):
            blocks.append([line])
        elif blocks:
            blocks[-1].append(line)
    shown = [_block(lines) for lines in blocks] or ["✗ Not all of the hidden tests hold yet."]
    return "\n".join(dict.fromkeys(shown))


def _block(lines: list[str]) -> str:
    """One message of a hidden test."""
    first, kept = lines[0], [li for li in lines[1:] if li.strip().startswith(("Likely slip:", "Reread:"))]
    if "is not answered yet" in first:
        return "\n".join(lines[:2])
    match = OUTCOME.match(first)
    if match is None:
        error = re.match(
            r"^✗ (NameError: name '\w+' is not defined|\w+(?:Error|Exception|Exit|Interrupt))", first
        )
        did = f"✗ A hidden test stopped with {error[1]}" if error else "✗ A hidden test does not hold yet."
        return "\n".join([did, *kept])
    rest = match["rest"]
    if match["did"] == "stopped with":
        did = f"your function stopped with {re.split(r'[:,]', rest)[0]}"
    elif rest.startswith("nothing (None)"):
        did = "your function returned nothing (None)"
    elif "is asked" in rest:
        did = "your function returned another kind of value than is asked"
    else:
        did = "your function returned another value"
    return "\n".join([f"✗ {match['what']}: {did}", *kept])


def hide(nb: Any) -> None:
    """Take everything out of a graded notebook that its learner must not see, in place."""
    secret: set[str] = set()
    for cell in nb.cells:
        for region in REGION.findall(cell.source):
            secret |= {line.strip() for line in region.splitlines() if len(line.strip()) > 11}
    for cell in nb.cells:
        grade = cell.metadata.get("nbgrader", {})
        hidden = bool(REGION.search(cell.source))
        cell.source = REGION.sub("", cell.source)
        if cell.cell_type != "code":
            continue
        test = grade.get("grade") and not grade.get("solution")
        outputs = []
        for output in cell.outputs:
            if test and output.output_type == "error":
                message = (
                    str(output.evalue) if output.ename == "NotYet" else f"✗ {output.ename}: {output.evalue}"
                )
                message = shown_message(message, hidden)
                output.evalue, output.traceback = message, message.splitlines() or [output.ename]
            elif test and hidden:
                continue
            elif any(line in str(output) or line.replace("'", "\\'") in str(output) for line in secret):
                output = _note("[This output showed hidden tests and was left out.]\n")
            outputs.append(output)
        cell.outputs = outputs


def _note(text: str) -> Any:
    from nbformat.v4 import new_output

    return new_output("stream", name="stdout", text=text)


def __getattr__(name: str) -> Any:
    """``Discreet``, made when nbgrader asks for it, so that this module stays cheap to import."""
    if name != "Discreet":
        raise AttributeError(name)
    from nbgrader.preprocessors import NbGraderPreprocessor

    class Discreet(NbGraderPreprocessor):
        """A step for ``c.GenerateFeedback.preprocessors``: nbgrader's own feedback without hidden tests."""

        def preprocess(self, nb: Any, resources: Any) -> Any:
            """Hide what a learner must not see."""
            hide(nb)
            return nb, resources

    globals()[name] = Discreet
    return Discreet
