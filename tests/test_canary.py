"""What the canary tells: which packages are newer, and which cell said what."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ai_ambitions.core.paths import LESSONS, ROOT
from tools import canary

BROKEN = {
    "one": "print('one')",
    "two": "import json\njson.no_such_thing",
    "three": "two",
    "four": "three",
    "five": "four",
    "six": "five",
}
pytestmark = pytest.mark.notebook


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The JUnit file of pytest and nbval themselves, so that a change of theirs is noticed."""
    folder = tmp_path_factory.mktemp("canary")
    (folder / "lessons").mkdir()
    cells = [{"cell_type": "markdown", "id": "words", "metadata": {}, "source": "# Words"}]
    for name, source in BROKEN.items():
        stored = [{"output_type": "stream", "name": "stdout", "text": "another\n"}] if name == "one" else []
        code = {"cell_type": "code", "id": name, "source": source, "outputs": stored}
        cells.append(code | {"metadata": {}, "execution_count": 1})
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    book = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (folder / "lessons" / "99-broken.ipynb").write_text(json.dumps(book), encoding="utf-8")
    (folder / "test_it.py").write_text(
        "def test_sum():\n    assert 1 + 1 == 3, 'a | and a `'\n\ndef test_fixture(no_such): pass\n\ndef test_good(): pass\n",
        encoding="utf-8",
    )
    for lock in canary.LOCKS:
        (folder / lock).write_text(
            "Some_Thing==1.0 \\\n    --hash=sha256:00\nother==2.0 ; x\n", encoding="utf-8"
        )
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "--junitxml=result.xml",
        "-p",
        "no:cacheprovider",
        ".",
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    assert (folder / "result.xml").exists(), done.stdout + done.stderr
    return (folder / "result.xml").read_text(encoding="utf-8"), folder


def test_it_names_lesson_cell_and_error(report: tuple[str, Path]) -> None:
    found = list(canary.failures(*report))
    assert found[:3] == [
        canary.Failure("lessons/99-broken.ipynb", "one", "output differs: mismatch 'stdout'"),
        canary.Failure("lessons/99-broken.ipynb", "two", "AttributeError: module 'json' has no attribute 'no_such_thing'"),
        canary.Failure("lessons/99-broken.ipynb", "three", "NameError: name 'two' is not defined"),
    ]  # fmt: skip
    assert [(one.name, one.error) for one in found if one.file == "test_it"] == [
        ("test_sum", "AssertionError: a | and a `"),
        ("test_fixture", "fixture 'no_such' not found"),
    ]


def test_the_page_lists_what_moved_and_the_first_cells_of_each_lesson(report: tuple[str, Path]) -> None:
    page = canary.summary(report[0], "some-thing==1.1\nother==2.0\nNew.One==3\n", report[1])
    assert page.startswith("2 packages are not the lock's:\n\n| package | lock | here |")
    assert "| `new-one` | `–` | `3` |\n| `some-thing` | `1.0` | `1.1` |\n" in page
    assert "| `lessons/99-broken.ipynb` | and 3 more | |" in page
    assert "`AssertionError: a / and a '`" in page, "what a package prints becomes no mark-up in the issue"


def test_a_cell_that_took_too_long_is_told_as_such() -> None:
    told = "#x1B[91mNotebook cell execution failed#x1B[0m\n#x1B[94mCell 0: Timeout of 60 seconds exceeded.\n\nInput:\n#x1B[0mimport x\nx.y()\n"
    assert canary.last_line(told) == "Timeout of 60 seconds exceeded."


def test_it_says_so_where_there_is_nothing_to_tell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = '<testsuites><testsuite><testcase classname="a" name="b"/></testsuite></testsuites>'
    assert canary.summary(good, "").endswith("Nothing failed.")
    assert canary.main(str(tmp_path / "none.xml"), str(tmp_path / "none.txt")) == 0
    assert "left no report" in capsys.readouterr().out


def test_the_locks_and_lessons_can_be_read_so() -> None:
    assert len(canary.pins((ROOT / "requirements.txt").read_text(encoding="utf-8"))) > 80
    assert canary.cell_id(LESSONS / "06-chip-ban.ipynb", 0) == "setup"
    assert canary.cell_id(LESSONS / "none.ipynb", 3) == "code cell 4"
