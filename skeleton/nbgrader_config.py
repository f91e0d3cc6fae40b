"""nbgrader on this course: solutions/ is the source, exercises/ the released version, grading/ holds a class."""

from pathlib import Path

c = get_config()  # noqa: F821 (nbgrader provides it)
here = Path(__file__).resolve().parent
(here / "grading").mkdir(exist_ok=True)  # the gradebook's folder must exist before nbgrader opens it

c.CourseDirectory.course_id = here.name
c.CourseDirectory.root = str(here)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.submitted_directory = "grading/submitted"
c.CourseDirectory.autograded_directory = "grading/autograded"
c.CourseDirectory.feedback_directory = "grading/feedback"
c.CourseDirectory.db_url = f"sqlite:///{here}/grading/gradebook.db"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "my-work"]

c.ClearSolutions.code_stub = {
    "python": 'raise NotImplementedError("Not answered yet: replace this line with your code.")',
}
c.ClearSolutions.text_stub = "*Your answer here.*"
# A line on standard error is not a wrong answer: a test that fails raises an error.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = r"(?s).*"
c.OverwriteCells.add_missing_cells = True  # a deleted test cell counts as not passed, not as missing
c.Execute.timeout = 60
# What the grader loads before it forks, and what its boxes show of the course besides Python.
c.BoxGrader.preload = ["ai_ambitions", "ai_ambitions.data.load", "ai_ambitions.checks"]
c.BoxGrader.share = ["ai_ambitions", "ai_ambitions.core.paths:DATASETS", "ai_ambitions.core.paths:ROOMS"]
c.BoxGrader.environment = {"AI_AMBITIONS_MODE": "record", "AI_AMBITIONS_COURSE": str(here)}
c.BoxGrader.groups = "grading/groups.csv"  # where git sees no names
c.BoxGrader.sealed = True  # tests run in a box that never runs a line of a learner's
c.BoxGrader.rubric = {"*": {"Evidence": 2, "Reasoning": 2}}  # the criteria of the mark scheme
c.BoxGrader.command = "ambitions"
c.BoxGrader.fetch = "Get the exercise with `ambitions start {lesson}`"
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "boxgrader.pages.redact.Discreet",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
