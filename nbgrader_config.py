"""nbgrader on this course: solutions/ is the source, exercises/ the released version, grading/ holds a class."""

import re
from pathlib import Path

c = get_config()  # noqa: F821 (nbgrader provides it)
here = Path(__file__).resolve().parent  # wherever a server was started: see boxgrader on JupyterHub
(here / "grading").mkdir(exist_ok=True)  # the gradebook's folder must exist before nbgrader opens it

c.CourseDirectory.course_id = "ai-ambitions"
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
# A warning or a log line on standard error is not a wrong answer: a test that fails raises an error.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = r"(?s).*"
# A deleted test cell counts as not passed, not as missing.
c.OverwriteCells.add_missing_cells = True
c.Execute.timeout = 60
c.Execute.shutdown_kernel = "immediate"
# What the grader loads before it forks, and what its boxes show of the course besides Python: see packages/boxgrader.
solutions = [path.read_text(encoding="utf-8") for path in (here / "solutions").glob("*/*.ipynb")]
tables = sorted({name for text in solutions for name in re.findall(r'load\(\\"(\w+)\\"\)', text)})
c.BoxGrader.preload = ["ai_ambitions", "ai_ambitions.data.load", "ai_ambitions.checks"]
c.BoxGrader.share = ["ai_ambitions", "ai_ambitions.core.paths:DATASETS"]
c.BoxGrader.environment = {"AI_AMBITIONS_MODE": "record"}
c.BoxGrader.warm = [
    f'for _name in {tables}: __import__("ai_ambitions").load(_name)',  # read once here, copied for every learner
    '_d = __import__("ai_ambitions").load("export_rule_thresholds")\n'
    '_k = _d["effective"].isna() | (_d["effective"] <= "2023-11-17")\n'
    '_d[_k & ~(_d["until"] <= "2024-01-01")].sort_values("effective").astype(str).value_counts()\n'
    '_d.merge(_d, on="rule_id").head(1)',
]
c.BoxGrader.groups = "grading/groups.csv"  # where git sees no names
c.BoxGrader.sealed = True  # tests run in a box that never runs a line of a learner's
c.BoxGrader.rubric = {  # boxes for markers: the criteria of the mark schemes
    "*": {"Evidence": 4, "Reasoning": 4, "Fairness": 4, "Clarity": 4},
    "00-start-here": {"Claim and date": 1, "Expectation": 1, "Evidence": 1, "What would change it": 1},
}
c.BoxGrader.command = "ambitions"
c.BoxGrader.fetch = "Get the exercise with `ambitions start {lesson}`"
# nbgrader's own feedback, too, shows no hidden tests, no mark schemes and no tracebacks of tests.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "boxgrader.pages.redact.Discreet",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
