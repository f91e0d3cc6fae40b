"""What ``ambitions lab`` tells the server besides where it is started for a learner (without ``--teacher``)."""

from pathlib import Path

from ai_ambitions.practice import validate

c = get_config()  # type: ignore[name-defined]  # noqa: F821  (given by traitlets, which runs this file)

# The button Validate answers in the words of the tasks, and is not there on lessons, which have no tests (custom.css).
# Teachers keep nbgrader's own, which also takes their solutions.
validate.install()
c.LabApp.custom_css = True
c.ServerApp.tornado_settings = {"static_custom_path": [str(Path(__file__).with_name("custom"))]}
