"""The grader as a step of nbgrader's own *autograde*, so that the form grader's button, too, runs learners' code in a box.

In ``nbgrader_config.py``::

    c.Autograde.autograde_preprocessors = [
        "boxgrader.step.InBox",
        "nbgrader.preprocessors.SaveAutoGrades",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]

It grades one submission as ``boxgrader grade`` does. What is slower: each press of the button looks at the answer key anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import determine_grade

from boxgrader.box import exam, sandbox
from boxgrader.errors import GraderError
from boxgrader.intake.groups import read_groups
from boxgrader.intake.look import Problem, look_all
from boxgrader.marks.course import Course
from boxgrader.marks.key import make_keys
from boxgrader.marks.worker import Graded, grade


class InBox(NbGraderPreprocessor):
    """In place of nbgrader's ``Execute``: the notebook comes back as it was run in a box, and harmless to look at."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Run the learner's submission in a box; raises GraderError where it cannot be graded, or there is no box.

        What is run is the file in ``submitted/``, looked at as ``boxgrader grade`` does: nbgrader's copy of it has
        followed links.
        """
        import nbformat

        told = resources["nbgrader"]
        done = self._graded(told["student"], told["assignment"], told["notebook"])
        if done.failure:
            raise GraderError(done.failure, done.remedy)
        for line in (*done.look, *done.notes):
            self.log.warning("Look at %s by eye: %s", done.student, line)
        nb.cells = nbformat.reads(done.text, as_version=4).cells
        for cell in nb.cells:
            mark = done.marks.get(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
            if mark and mark.auto == 0 and cell.cell_type == "code" and determine_grade(cell)[0] != 0:
                # nbgrader reads marks from outputs, and is milder with a score that cannot be.
                words = "The test gave a score that cannot be."
                cell.outputs = [new_output("error", ename="ScoreError", evalue=words, traceback=[words])]
        return nb, resources

    def _graded(self, student: str, lesson: str, notebook: str = "") -> Graded:
        course = Course(Path(self.config.CourseDirectory.get("root") or "."))
        if student in read_groups(course, lesson):
            raise GraderError(
                f"{student} is a group, and no learner's marks.",
                f"Grade it with: {course.settings.said('grade', lesson)}",
            )
        keys = make_keys(course, lesson)
        folder = course.folder("submitted", student, lesson)
        found = {seen.notebook: seen for seen in look_all(student, folder, keys, course.directory.ignore)}
        seen = found.get(notebook or next(iter(keys))) or next(iter(found.values()))
        if isinstance(seen, Problem):
            raise GraderError(seen.reason, seen.mend)
        place = sandbox.choose("safest", sandbox.own_zygote(course.settings))
        if place.mode != "box":
            raise GraderError(f"There is no sandbox here: {place.why}", "Grade on a computer that has one.")
        try:
            return grade(seen, keys[seen.notebook], place)
        finally:
            exam.let_go()
