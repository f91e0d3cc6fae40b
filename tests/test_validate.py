"""What the button Validate of JupyterLab says: of an exercise what ``ambitions check`` says, of a lesson that it has no tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ai_ambitions.core.paths import LESSONS, MY_LESSONS, SERVER
from ai_ambitions.practice import exercises, validate
from ai_ambitions.practice.exercises import TaskResult
from tests.test_exercises import filled

WORK = Path("my-work/06-chip-ban/06-chip-ban.ipynb")


def given(monkeypatch: pytest.MonkeyPatch, *results: TaskResult) -> dict[str, Any]:
    monkeypatch.setattr(exercises, "check", lambda _: list(results))
    monkeypatch.setenv("AI_AMBITIONS_MODE", "record")  # nothing is noted
    return json.loads(json.dumps(validate.answer(WORK)))


PASSED = TaskResult("06-a-visible", 1, True, "", "Task 1")
WRONG = TaskResult("06-b-visible", 1, False, "returned <b>, expected 2", "Task 2")
OPEN = [
    TaskResult(f"06-{n}-visible", 1, False, "Replace the line.", f"Task {n}", answered=False) for n in (3, 4)
]


def test_wrong_tasks_come_with_their_message_and_open_ones_together_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert given(monkeypatch, PASSED, WRONG, *OPEN) == {
        "success": True,
        "value": {
            "failed": [
                {"source": "Task 2", "error": "returned &lt;b&gt;, expected 2"},
                {"source": "Task 3\nTask 4", "error": "Not answered yet."},
            ]
        },
    }


def test_where_nothing_is_left_the_dialog_says_so_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert given(monkeypatch, PASSED) == {"success": True, "value": {}}


@pytest.mark.parametrize("folder", [LESSONS, MY_LESSONS])
def test_a_lesson_has_nothing_to_check(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(exercises, "check", lambda _: pytest.fail("a lesson was run"))
    assert validate.answer(folder / "06-chip-ban.ipynb") == {"success": False, "value": validate.NO_TESTS}


def test_what_one_can_mend_is_said_and_no_traceback(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said = validate.answer(tmp_path / "none.ipynb")
    assert said["success"] is False
    assert "missing" in said["value"]
    assert "Traceback" not in said["value"]


def test_the_result_counts_as_a_check(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(exercises, "check", lambda _: [PASSED, WRONG])
    monkeypatch.setenv("AI_AMBITIONS_MODE", "live")
    monkeypatch.setenv("AI_AMBITIONS_PROGRESS", str(tmp_path / "progress.json"))
    validate.answer(WORK)
    entry = json.loads((tmp_path / "progress.json").read_text())["exercises"]["06-chip-ban"]
    assert (entry["points"], entry["of"]) == (1, 2)


def test_a_whole_copy_is_checked_without_nbgraders_slow_import(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def slow(_: Any) -> bool:
        raise AssertionError("nbgrader was asked")

    work = filled("06-chip-ban", "06-tpp", tmp_path / "mine")
    monkeypatch.setattr(exercises, "_is_as_released", slow)
    monkeypatch.setattr(exercises, "_run", lambda nb, path: None)
    assert exercises.check(work)
    nb = exercises.notebooks.read(work)
    next(cell for cell in nb.cells if cell.id == "06-tpp-visible").source = "pass"
    exercises.notebooks.write(nb, work)
    with pytest.raises(AssertionError, match="nbgrader was asked"):
        exercises.check(work)


def test_what_jupyterlab_is_told_names_what_is_there() -> None:
    """Switches for extensions and settings that are not there would switch nothing, without a word."""
    from jupyter_core.paths import jupyter_path

    share = next(place for place in map(Path, jupyter_path()) if (place / "lab" / "schemas").is_dir())
    page = json.loads((SERVER / "learner" / "labconfig" / "page_config.json").read_text())
    packages = {"/".join(p.parts[-3:-1]) for p in (share / "labextensions").glob("@*/*/package.json")}
    packages |= {f"@jupyterlab/{p.name}" for p in (share / "lab" / "schemas" / "@jupyterlab").iterdir()}
    for name in page["disabledExtensions"]:
        assert name.split(":")[0] in packages, name
    settings = json.loads((SERVER / "labconfig" / "default_setting_overrides.json").read_text())
    for name, values in settings.items():
        package, _, plugin = name.partition(":")
        schema = json.loads((share / "lab" / "schemas" / package / f"{plugin}.json").read_text())
        assert set(values) <= set(schema["properties"]), name
