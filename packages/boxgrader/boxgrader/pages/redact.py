"""What a learner may see: no hidden test, no mark scheme, no traceback of a test, no value that only a hidden test holds."""

from __future__ import annotations

import re
from typing import Any

from boxgrader.outcome import of_error, told

REGION = re.compile(
    r"^[^\n]*BEGIN (?:HIDDEN TESTS|MARK SCHEME).*?END (?:HIDDEN TESTS|MARK SCHEME)[^\n]*$\n?",
    re.DOTALL | re.MULTILINE,
)


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
                words = "\n".join(outcome.text() for outcome in of_error(output))
                message = told(words, hidden)
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
