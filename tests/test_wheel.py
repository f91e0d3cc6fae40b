"""The package by itself: both wheels and what they ask for, in an environment of its own and a folder with nothing else.

So it is on Colab, or where a notebook was sent by mail. Whatever a lesson needs, the wheel has to carry; a command that needs
more says so in two lines.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest

from ai_ambitions.core.course import course
from ai_ambitions.core.paths import EXERCISES, LESSONS, ROOT

pytestmark = pytest.mark.slow

# Runs the code cells of notebooks as IPython does, without a kernel, and names those that failed. Not live: there every
# picture of every slider would be drawn.
CELLS = """
import json, os, sys
from pathlib import Path
os.environ["AI_AMBITIONS_MODE"] = "record"
from IPython.core.interactiveshell import InteractiveShell
for path in map(Path, sys.argv[1:]):
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            done = shell.run_cell("".join(cell["source"]))
            if not done.success:
                print("FAILED", path.stem, cell["id"], repr(done.error_before_exec or done.error_in_exec))
    print("RAN", path.stem)
"""
CLONE = "This command works on a checkout of the course, and none is here.\n→ Clone the repository and run it there.\n"
MAINTAINERS = (
    "lab",
    "start 06",
    "start",
    "update",
    "refresh",
    "release",
    "site",
    "test",
    "classroom",
    "grade 06",
    "feedback 06",
    "report 06",
    "export 06",
)


def _asked_for(*names: str) -> set[str]:
    """Packages with all that they ask for, by name, as far as they are installed where the tests run."""
    found: set[str] = set()
    todo = [re.split(r"[^\w.-]", name)[0] for name in names]
    while todo:
        name = todo.pop().lower()
        if name in found:
            continue
        found.add(name)
        for line in distribution(name).requires or ():
            marks = line.partition(";")[2]
            if "extra" not in marks and not ("platform" in marks and "==" in marks):
                todo.append(re.split(r"[^\w.-]", line)[0])
    return found


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has the two wheels and what they ask for, and nothing else."""
    folder = tmp_path_factory.mktemp("alone")
    for package in (ROOT, ROOT / "packages/boxgrader"):
        build = f"from hatchling.build import build_wheel; build_wheel({str(folder)!r})"
        subprocess.run([sys.executable, "-c", build], cwd=package, check=True, capture_output=True)
    venv.create(folder / "env", symlinks=os.name != "nt")
    python = folder / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    where = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
    site = Path(subprocess.check_output([python, "-c", where], text=True).strip())
    asks: list[str] = []
    for wheel in folder.glob("*.whl"):
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(site)
            told = next(name for name in packed.namelist() if name.endswith("METADATA"))
            asks += re.findall(r"(?m)^Requires-Dist: (?!boxgrader)([^;\n]+)$", packed.read(told).decode())
    assert sorted(asks) == ["ipywidgets", "matplotlib", "numpy", "pandas", "pyyaml"]
    for name in _asked_for(*asks):
        found = distribution(name)
        for part in {Path(file).parts[0] for file in found.files or ()} - {"..", "__pycache__"}:
            if not (site / part).exists():
                (site / part).symlink_to(found.locate_file(part))
    return python


def _run(python: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {
        name: value for name, value in os.environ.items() if not name.startswith(("AI_AMBITIONS_", "PYTHON"))
    }
    env |= {"HOME": str(folder), "MPLBACKEND": "Agg", "COLUMNS": "100", "PYTHONUTF8": "1"}
    return subprocess.run(
        [python, *words], cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", timeout=1800, stdin=subprocess.DEVNULL
    )  # fmt: skip


def _ambitions(python: Path, folder: Path, words: str) -> subprocess.CompletedProcess[str]:
    done = _run(python, folder, "-m", "ai_ambitions.cli", *words.split())
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return done


def test_nothing_of_the_checkout_is_within_reach(alone: Path, tmp_path: Path) -> None:
    done = _run(
        alone,
        tmp_path,
        "-c",
        "import ai_ambitions as a, sys; print(a.__file__, len(a.load('claims'))); import nbgrader",
    )
    assert done.stdout.split() == [str(next(alone.parents[1].rglob("ai_ambitions/__init__.py"))), "32"]
    assert "No module named 'nbgrader'" in done.stderr


def test_every_lesson_runs_from_the_wheel(alone: Path, tmp_path: Path) -> None:
    slugs = [lesson.slug for lesson in course().ready]
    lessons = [shutil.copy(LESSONS / f"{slug}.ipynb", tmp_path) for slug in slugs]
    done = _run(alone, tmp_path, "-c", CELLS, *lessons)
    assert done.returncode == 0, done.stderr
    assert re.findall(r"(?m)^(?:FAILED|RAN) .*", done.stdout) == [f"RAN {slug}" for slug in slugs]


def test_commands_work_or_say_in_two_lines_what_they_need(alone: Path, tmp_path: Path) -> None:
    assert "Here is the package alone" in _ambitions(alone, tmp_path, "").stdout
    for words in MAINTAINERS:
        done = _ambitions(alone, tmp_path, words)
        assert (done.returncode, done.stderr) == (1, CLONE), words
    assert _ambitions(alone, tmp_path, "progress").stdout.count("not begun") == len(course().lessons)
    assert "ship" in _ambitions(alone, tmp_path, "move 1").stdout
    held = _ambitions(alone, tmp_path, "check data")
    assert (held.returncode, "No breach of the contract." in held.stdout) == (0, True), held.stdout
    for words in ("check", "check 06", "record"):
        assert re.fullmatch(r".+\n→ .+\n", _ambitions(alone, tmp_path, words).stderr), words


def test_an_exercise_is_checked_where_notebooks_can_be_run(alone: Path, tmp_path: Path) -> None:
    shutil.copy(EXERCISES / "06-chip-ban" / "06-chip-ban.ipynb", tmp_path)
    told = _ambitions(alone, tmp_path, "check 06-chip-ban.ipynb").stderr
    assert told.startswith(
        "This needs the package nbformat, which is not installed here.\n→ pip install nbgrader"
    ), told
    where_found = next(alone.parents[1].rglob("ai_ambitions/__init__.py"))
    behind = where_found.parents[1] / "behind.pth"
    behind.write_text(
        sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8"
    )  # looked into last, so the wheels still win
    try:
        done = _ambitions(alone, tmp_path, "check 06-chip-ban.ipynb")
    finally:
        behind.unlink()
    assert "points from the visible tests. Next: go on with a task marked ○" in done.stdout, done.stderr
