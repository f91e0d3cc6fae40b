"""nbgrader on the toy course: what a course needs so that boxgrader and stock nbgrader give the same marks."""

from pathlib import Path

c = get_config()  # noqa: F821 (nbgrader provides it)
here = Path(__file__).resolve().parent  # wherever a server was started: see boxgrader on JupyterHub
(here / "grading").mkdir(exist_ok=True)  # the gradebook's folder must exist before nbgrader opens it

c.CourseDirectory.course_id = "toy"
c.CourseDirectory.root = str(here)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.submitted_directory = "grading/submitted"
c.CourseDirectory.autograded_directory = "grading/autograded"
c.CourseDirectory.feedback_directory = "grading/feedback"
c.CourseDirectory.db_url = f"sqlite:///{here}/grading/gradebook.db"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__"]

c.ClearSolutions.code_stub = {
    "python": 'raise NotImplementedError("Not answered yet: replace this line with your code.")',
}
c.ClearSolutions.text_stub = "*Your answer here.*"
# A warning or a log line on standard error is not a wrong answer: a test that fails raises an error.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = r"(?s).*"
# A deleted test cell counts as not passed, not as missing.
c.OverwriteCells.add_missing_cells = True
c.Execute.timeout = 60
c.Execute.shutdown_kernel = "immediate"
# nbgrader's own feedback, too, shows no hidden tests, no mark schemes and no tracebacks of tests.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "boxgrader.pages.redact.Discreet",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
c.BoxGrader.rubric = {"00-toy": {"Depth": 3, "Words": 1}, "*": {"Depth": 3}}
