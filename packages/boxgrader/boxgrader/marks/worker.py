"""Grade one submission: nbgrader's own steps, without a gradebook, so that it can run in any process on any machine."""

from __future__ import annotations

import math
import re
import time
from dataclasses import dataclass, field
from typing import Any

from boxgrader.box import exam, sandbox
from boxgrader.intake.look import Submission
from boxgrader.intake.repair import mend, name_of
from boxgrader.intake.scan import own_code, scan
from boxgrader.marks.key import Key
from boxgrader.marks.sanitise import count_of, sanitise, well_formed
from boxgrader.outcome import ANSI, of_error, read
from boxgrader.text import printable


@dataclass
class Mark:
    """What nbgrader would write for one cell with points: a score, or None where a person decides."""

    auto: float | None
    points: float
    message: str = ""
    slip: str = ""
    hidden: bool = False


@dataclass
class Graded:
    """The outcome of one notebook, ready to be written. ``failure`` is empty when it could be graded.

    Attributes
    ----------
    notebook
        Its name, where the assignment has others; else nothing.
    text
        The notebook as it was run; nothing where it was not handed in.
    """

    student: str
    fingerprint: str
    failure: str = ""
    remedy: str = ""
    text: str = ""
    marks: dict[str, Mark] = field(default_factory=dict)
    comments: dict[str, str | None] = field(default_factory=dict)
    look: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    timestamp: str = ""
    seconds: float = 0.0
    mode: str = ""
    sealed: bool = False
    notebook: str = ""
    absent: bool = False
    handed_in: str = ""  # the folder it came in, where that is a group's or another member's

    @property
    def place(self) -> str:
        """The folder it came in, and which notebook where there are several."""
        return "/".join(filter(None, (self.handed_in or self.student, self.notebook)))

    @property
    def label(self) -> str:
        """Whose it is, and which notebook where there are several."""
        return f"{self.student}/{self.notebook}" if self.notebook else self.student


def grade(submission: Submission, key: Key, place: sandbox.Place) -> Graded:
    """Grade one notebook; every problem of the submission itself ends in ``failure``, never in an exception."""
    begun = time.perf_counter()
    done = Graded(
        submission.student, submission.fingerprint(key), notes=list(submission.notes), mode=place.mode
    )
    done.sealed = sealed(key, place)
    done.timestamp, done.files = submission.timestamp, {**submission.files, **key.files}
    done.notebook = "" if key.alone else key.notebook
    if submission.absent:
        return _absent(submission.absent, key, done)
    try:
        _grade(submission, key, place, done)
    except Broken as error:
        done.failure, done.remedy = error.args
    done.seconds = time.perf_counter() - begun
    return done


def _absent(why: str, key: Key, done: Graded) -> Graded:
    """No points for a notebook that was not handed in beside the others, as in nbgrader; nobody need read its essays."""
    done.absent = True
    for cell in key.graded:
        message = f"✗ {why}" if cell.kind == "test" else ""
        done.marks[cell.name] = Mark(0.0, float(cell.points or 0), message, why, _is_hidden(cell.name, key))
    return done


def sealed(key: Key, place: sandbox.Place) -> bool:
    """Whether a learner's code is kept from its own tests: it takes the seal, and a box to keep the two apart."""
    return key.seal is not None and place.mode == "box"


class Broken(Exception):
    """A submission that cannot be run, with reason and remedy."""


def _grade(submission: Submission, key: Key, place: sandbox.Place, done: Graded) -> None:
    nb = _read(submission.text, key)
    resources = {
        "nbgrader": {
            "notebook": key.notebook,
            "assignment": key.lesson,
            "student": submission.student,
            "db_url": "",
        }
    }
    steps = _steps(key)
    nb, resources = steps["clear"].preprocess(nb, resources)
    done.notes += mend(nb, key)
    if key.kernelspec:
        nb.metadata["kernelspec"] = dict(key.kernelspec)
    nb, resources = steps["overwrite"].preprocess(nb, resources)
    tests = {cell.name for cell in key.cells if cell.kind == "test"}
    done.look += scan(own_code(nb, tests))
    _execute(nb, key, place, done, tests)
    for name in ("ignore", "limit"):
        if steps[name].enabled:
            nb, resources = steps[name].preprocess(nb, resources)
    _mark(nb, key, done)
    done.answers = {
        name_of(c): c.source
        for c in nb.cells
        if name_of(c) and key.by_name[name_of(c)].kind in ("answer", "essay")
    }
    own_texts = {c.source for c in key.released if c.cell_type == "markdown"}
    own_texts |= {c.source for c in key.cells if c.cell_type == "markdown"}
    active = sanitise(nb, own_texts)
    if active:
        done.look.append(
            f"holds HTML or a script for the reader's browser ({_some(active)}); it was made harmless"
        )
    done.text = _write(nb)


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _read(text: str, key: Key) -> Any:
    import nbformat

    try:
        return nbformat.reads(text.lstrip("\ufeff"), as_version=4)
    except Exception as error:  # whatever a validator or a converter of old formats may raise on foreign data
        reason = printable(str(error) or type(error).__name__)[:100]
        raise Broken(
            f"The notebook breaks the rules of its format: {reason}",
            f"{key.course.fetch.format(lesson=key.lesson)}, copy your answers into it, and hand that in.",
        ) from None


def _write(nb: Any) -> str:
    import nbformat

    if (nb.nbformat, nb.nbformat_minor) < (4, 5):
        for cell in nb.cells:
            cell.pop("id", None)
    return str(nbformat.v4.writes(nb)) + "\n"


_cache: dict[str, dict[str, Any]] = {}


def _steps(key: Key) -> dict[str, Any]:
    """The preprocessors of nbgrader, with the teacher's settings. They hold no state between notebooks."""
    if key.fingerprint not in _cache:
        from nbgrader.preprocessors import (
            ClearOutput,
            IgnorePattern,
            LimitOutput,
            NbGraderPreprocessor,
            OverwriteCells,
        )
        from traitlets.config import Config

        class Overwrite(OverwriteCells):
            """nbgrader's own step with the key in the gradebook's place."""

            def preprocess(self, nb: Any, resources: Any) -> Any:
                self.notebook_id, self.assignment_id = key.notebook, key.lesson
                self.gradebook = key
                return NbGraderPreprocessor.preprocess(self, nb, resources)

        config = Config({name: dict(values) for name, values in key.settings.items()})
        if len(_cache) > 20:
            _cache.clear()
        _cache[key.fingerprint] = {
            "clear": ClearOutput(config=config),
            "overwrite": Overwrite(config=config),
            "ignore": IgnorePattern(config=config),
            "limit": LimitOutput(config=config),
        }
        import logging

        for step in _cache[key.fingerprint].values():
            step.log = logging.getLogger("boxgrader.silent")
            step.log.disabled = True
    return _cache[key.fingerprint]


def limits_of(key: Key) -> sandbox.Limits:
    """Limits with the teacher's ``c.Execute.timeout``."""
    seconds = key.settings.get("Execute", {}).get("timeout", sandbox.Limits.cell_seconds)
    return sandbox.Limits(cell_seconds=float(seconds), whole_seconds=max(300.0, 5 * float(seconds)))


def _execute(nb: Any, key: Key, place: sandbox.Place, done: Graded, tests: set[str]) -> None:
    """Run the code cells and store what they showed; whatever did not finish has failed."""
    from nbformat import from_dict
    from nbformat.v4 import new_output

    cells = [
        (i, c.source, name_of(c) in tests)
        for i, c in enumerate(nb.cells)
        if c.cell_type == "code" and c.source.strip()
    ]
    if place.mode == "kernel":
        from boxgrader.box.kernel import run_cells
    else:
        run_cells = sandbox.run_cells
    if key.seal and place.mode != "kernel":
        own = dict(key.files)
        result = exam.run_cells(key.seal, place, cells, done.files, own, limits_of(key))
    else:
        result = run_cells(place, cells, done.files, limits_of(key))
    for number, _, _ in cells:
        cell = nb.cells[number]
        got = result.cells.get(number)
        if got is not None:
            cell.execution_count = count_of(got.count)
            outputs, fine = well_formed(got.outputs)
            cell.outputs = [from_dict(output) for output in outputs]
            if not fine:
                done.look.append(f"showed what is no output ({name_of(cell) or f'cell {number + 1}'})")
        if got is None or number in result.late:
            # Zero by default: a cell that has not finished never counts as passed.
            kind = "CellTimeoutError" if number in result.late else result.kind or "DeadKernelError"
            words = (
                "This cell did not end in time."
                if number in result.late
                else "This cell was not run: the program had stopped before."
            )
            cell.outputs.append(new_output("error", ename=kind, evalue=words, traceback=[f"{kind}: {words}"]))
        if got is not None and isinstance(got.restored, list) and got.restored:
            tools = printable(", ".join(map(str, got.restored[:3])))[:200]
            done.look.append(
                f"changed the tests' tools ({tools}); they were put back, which not every such change allows"
            )
    where = name_of(nb.cells[result.at]) or f"cell {result.at + 1}" if result.at >= 0 else ""
    if result.forged:
        done.look.append(f"wrote to the grader's own channel ({where})")
    if result.lost:
        done.notes.append(f"Stopped in {where}: {result.lost} Cells from there on count as not passed.")
    elif result.late:
        names = [name_of(nb.cells[i]) or f"cell {i + 1}" for i in result.late]
        done.notes.append(f"Took too long and was stopped: {', '.join(names[:3])}.")
    nb.metadata["language_info"] = from_dict({"name": "python"})


def _mark(nb: Any, key: Key, done: Graded) -> None:
    """Scores and comments as nbgrader's SaveAutoGrades gives them."""
    from nbgrader import utils

    for cell in nb.cells:
        name = name_of(cell)
        if not name:
            continue
        entry = key.by_name[name]
        if utils.is_grade(cell):
            points = float(entry.points or 0)
            auto, wrong = (
                score_of(cell, points) if entry.kind == "test" else (utils.determine_grade(cell)[0], "")
            )
            if wrong:
                done.look.append(
                    f"{name} gave a score that cannot be ({wrong} of {points:g}); it counts as 0"
                )
            message, slip = message_of(cell, auto, points) if entry.kind == "test" else ("", "")
            done.marks[name] = Mark(auto, points, message, slip, _is_hidden(name, key))
        elif utils.is_task(cell):
            done.marks[name] = Mark(None, float(entry.points or 0))
        if utils.is_solution(cell) or utils.is_task(cell):
            same = cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
            done.comments[name] = "No response." if same and not utils.is_task(cell) else None


NUMPY = re.compile(r"^np\.(?:float|u?int)\d+\((.*)\)$")


def score_of(cell: Any, points: float) -> tuple[float, str]:
    """The score of a test cell from what it showed, and the words of a score that cannot be, which counts as zero.

    As nbgrader's ``determine_grade``: an error gives nothing, a number in the last line is the score, and all else gives
    all points. Stricter in two ways, because learner's code runs beside the test. nbgrader takes negative numbers and nan for
    full marks; and it stops at the first output, so that a number shown by the learner's function would outweigh an error
    that comes after it. Here an error anywhere counts, and of numbers the last: the cell's own.
    """
    outputs = cell.get("outputs", [])
    if any(o.output_type == "error" or (o.output_type == "stream" and o.name == "stderr") for o in outputs):
        return 0.0, ""
    results = [o for o in outputs if o.output_type == "execute_result"]
    if not results:
        return points, ""
    shown = str(results[-1]["data"].get("text/plain", "")).strip()
    if not shown:
        return 0.0, "nothing readable"
    try:
        value = float(NUMPY.sub(r"\1", shown))
    except ValueError:
        return points, ""
    if not math.isfinite(value) or not 0 <= value <= points:
        return 0.0, printable(shown)[:30]
    return value, ""


def _is_hidden(name: str, key: Key) -> bool:
    return "HIDDEN TESTS" in key.by_name[name].source


STOPPED = ("CellTimeoutError", "DeadKernelError", "ForgedResult", "OutputTooLarge", "TooMuchMemory")


def message_of(cell: Any, auto: float | None, points: float) -> tuple[str, str]:
    """What a learner is told about a test that did not give all points, and the slip it stands for.

    Of an error only its kind and text are kept: a traceback would show the test.
    """
    if auto is None or auto >= points:
        return "", ""
    for output in cell.get("outputs", []):
        if output.output_type == "error" and output.ename in STOPPED:
            return f"✗ {output.evalue}", output.evalue
        if output.output_type == "error":
            found = of_error(output)
            return "\n".join(outcome.text() for outcome in found), found[0].summary() if found else ""
    printed = "".join(
        o.text for o in cell.get("outputs", []) if o.output_type == "stream" and o.name == "stdout"
    )
    text = ANSI.sub("", printed).strip()[:2000]
    found = read(text)
    return text or f"{auto:g} of {points:g} points.", found[0].summary() if found else _first_line(text)


def _first_line(text: str) -> str:
    return text.strip().split("\n", 1)[0]
