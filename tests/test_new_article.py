"""Another article: its skeleton passes its own checks at once, and the filled example settles its claims, runs and grades.

Each course lies in a scratch folder and is found there by the commands that a person would type.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from ai_ambitions.core import notebooks
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import PACKAGE, ROOT
from ai_ambitions.publish import article, ledger

DAY = date(2026, 11, 29)
EXAMPLE = ROOT / "examples" / "who-is-online"
TITLE = """他说 "Who is online?": it's a <b>#test</b>, {{claims}} & 100 %"""


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command as a person types it in a folder, where nothing but that folder says which course is meant."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("AI_AMBITIONS_")}
    env |= {"AI_AMBITIONS_MODE": "record"}
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=300)


def ambitions(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    done = run(folder, "ai_ambitions.cli", *words)
    assert "Traceback" not in done.stdout + done.stderr, done.stdout + done.stderr
    return done


def made(around: Path, name: str, title: str, claims: int) -> Path:
    told = ambitions(around, "new-article", name, "--title", title, "--claims", str(claims))
    assert told.returncode == 0, told.stderr
    assert f"with {claims} rows of the ledger to fill" in told.stdout
    return around / name


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A skeleton of 32 claims with everything generated."""
    folder = made(tmp_path_factory.mktemp("around"), "an article", TITLE, 32)
    assert ambitions(folder, "release").returncode == 0
    return folder


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example: a skeleton, and over it the files that somebody wrote."""
    folder = made(tmp_path_factory.mktemp("around"), "online", "Who is online?", 3)
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    assert ambitions(folder, "release").returncode == 0
    return folder


@pytest.mark.slow
def test_a_skeleton_passes_and_says_what_is_to_do(blank: Path) -> None:
    said = ambitions(blank, "check", "data")
    assert said.returncode == 0, said.stdout
    assert "✗" not in said.stdout
    todo = [line for line in said.stdout.splitlines() if line.startswith("○ to do: ")]
    assert todo[0].endswith(
        "datasets/claims.csv, C01 to C32, 32 claims: claim, would_settle, rests_on, strongest_objection"
    )
    told = "\n".join(todo)
    for name in (
        "course.yaml",
        "sources.csv",
        "verdicts.py",
        "00-first-claims.ipynb: cells title",
        "teachers",
    ):
        assert name in told
    assert ambitions(blank).stdout.startswith(TITLE)  # the name, with all its signs
    titles = [
        yaml.safe_load((blank / "course.yaml").read_text(encoding="utf-8"))["article"]["title"],
        yaml.safe_load((blank / "datasets" / "package.yaml").read_text(encoding="utf-8"))["title"],
        yaml.safe_load((blank / "CITATION.cff").read_text(encoding="utf-8"))["title"],
        next(csv.DictReader((blank / "datasets" / "sources.csv").open(encoding="utf-8")))["title"],
    ]
    assert titles == [TITLE] * 4
    assert ambitions(blank, "move", "1").stderr.startswith("This course has no classroom simulation.")


@pytest.mark.slow
@pytest.mark.notebook
def test_a_skeleton_passes_its_own_tests(blank: Path) -> None:
    # All but the one that makes the exercise anew with nbgrader, which the example runs as well.
    done = run(blank, "pytest", "-q", "-p", "no:cacheprovider", "-k", "not what_its_solution_gives")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


@pytest.mark.slow
@pytest.mark.notebook
def test_the_example_settles_its_three_claims_by_rule(filled: Path) -> None:
    said = ambitions(filled, "check", "data")
    assert said.returncode == 0, said.stdout
    assert "✗" not in said.stdout
    assert "to do" not in said.stdout
    done = run(filled, "pytest", "-q", "-p", "no:cacheprovider")  # rules, ledger, lesson, exercise, answers
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert "21 passed" in done.stdout
    assert "skipped" not in done.stdout


@pytest.mark.slow
@pytest.mark.notebook
def test_the_exercise_of_the_example_grades(filled: Path) -> None:
    slug = "00-first-claims"
    copy = filled / "my-work" / slug / f"{slug}.ipynb"
    assert ambitions(filled, "start", "00").returncode == 0
    blank = ambitions(filled, "check", "00")
    assert (blank.returncode, "0 of 2 points" in blank.stdout) == (1, True)
    nb = notebooks.read(copy)
    (cell,) = (cell for cell in nb.cells if cell.id == "00-falls")
    cell.source = (
        "def falls(shares):\n    return sum(later < before for before, later in zip(shares, shares[1:]))"
    )
    notebooks.write(nb, copy)
    right = ambitions(filled, "check", "00")
    assert "2 of 2 points from the visible tests" in right.stdout
    if sys.platform != "linux" or not shutil.which("bwrap"):
        pytest.skip("grading in a box needs Linux and bubblewrap")
    for name in ("ada", "li"):
        handed_in = filled / "grading" / "submitted" / name / slug
        handed_in.mkdir(parents=True)
        source = filled / ("solutions" if name == "ada" else "exercises") / slug / f"{slug}.ipynb"
        shutil.copyfile(source, handed_in / source.name)
    graded = ambitions(filled, "grade", "00")
    assert graded.returncode == 0, graded.stderr
    assert "lowest 0, highest 4" in graded.stdout


@pytest.mark.slow
@pytest.mark.needs_npm
def test_the_example_has_a_web_edition_of_its_own(filled: Path) -> None:
    done = ambitions(filled, "site")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    pages = {path.relative_to(filled / "_site").as_posix() for path in (filled / "_site").rglob("*.html")}
    assert {"index.html", "claims.html", "audit.html", "lessons/00-first-claims.html"} <= pages
    assert {
        "slides/00-first-claims.html",
        "handouts/00-first-claims.html",
        "teachers/assessment.html",
    } <= pages
    assert not any("simulation" in page or page.startswith(("glossary", "changes")) for page in pages)
    front = (filled / "_site" / "index.html").read_text(encoding="utf-8")
    assert "Three sentences on who is online" in front
    assert "All 3 claims are settled" in front
    assert 'class="ai-explore' in front
    assert "Edition 1.0, built on" in front
    assert "2026, the authors of the example" in front
    assert 'dataset.course = "online";' in front  # under it answers are kept in a browser
    for page in pages:
        assert "China" not in (filled / "_site" / page).read_text(encoding="utf-8"), page


def change(path: str, old: str, new: str) -> Callable[[Path], None]:
    def changed(folder: Path) -> None:
        text = (folder / path).read_text(encoding="utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return changed


HALF_FILLED = {
    "settled and not filled": (
        change("datasets/claims.csv", "provisional", "settled"),
        r"✗ claims.csv calls C01 settled, and claim, would_settle, rests_on, strongest_objection is still to do\. Fill it",
    ),
    "settled without a rule": (
        lambda folder: (folder / "rooms/first_claims/verdicts.py").unlink(),
        r"✗ claims.csv calls C01 settled\. No rule for C01 yet: .* Write the rule",
    ),
    "a verdict left empty": (
        change("datasets/claims.csv", "not_checkable", ""),
        r"✗ claims, row 2, column verdict_when_written: empty, but required\.",
    ),
    "a row taken out": (
        change("course.yaml", "claims: 2\n", "claims: 3\n"),
        r"✗ course.yaml says that the article has 3 claims, and claims.csv has 2 rows\. Make them agree\.",
    ),
    "another lesson in the ledger": (
        change("datasets/claims.csv", ",quantity,,00,", ",quantity,,01,"),
        r"✗ claims.csv has C01 in lesson 01, and course.yaml in 00\. Make them agree\.",
    ),
    "another day": (
        change("course.yaml", "  day: 20", "  day: 19"),
        r"✗ claims.csv, column written_on: 20\d\d-\d\d-\d\d, and the article's day in course.yaml is 19\d\d-\d\d-\d\d\. Make",
    ),
    "a claim without a lesson": (
        change("course.yaml", "[C01, C02]", "[C01, C03]"),
        r"(?s)✗ course.yaml gives C02 to 0 lessons\..*gives C03 to a lesson, and claims.csv has no such row",
    ),
}


@pytest.mark.slow
def test_a_half_filled_course_is_told_in_plain_lines(tmp_path: Path) -> None:
    folder = made(tmp_path, "half", "Half", 2)
    for spoil, _ in HALF_FILLED.values():
        spoil(folder)
    done = ambitions(folder, "check", "data")
    assert done.returncode == 1
    for case, (_, line) in HALF_FILLED.items():
        assert re.search(line, done.stdout), f"{case}:\n{done.stdout}"


@pytest.mark.parametrize(
    ("folder", "title", "claims", "reason", "step"),
    [
        (".", "T", 3, "exists already, and is left as it is", "does not exist"),
        ("a file", "T", 3, "exists already", "does not exist"),
        ("dangling", "T", 3, "exists already", "does not exist"),
        ("none/deeper", "T", 3, "There is no folder", "Make that folder first"),
        ("a file/deeper", "T", 3, "There is no folder", "Make that folder first"),
        ("new", "T", 0, "1 to 99 claims, and not into 0", "--claims 12"),
        ("new", "T", -3, "not into -3", "--claims 12"),
        ("new", "T", 1000, "not into 1000", "--claims 12"),
        ("new", "  ", 3, "The title is to be one line", "--title"),
        ("new", "two\nlines", 3, "The title is to be one line", "--title"),
        ("new", "x" * 121, 3, "1 to 120 characters", "--title"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_left(
    tmp_path: Path, folder: str, title: str, claims: int, reason: str, step: str
) -> None:
    (tmp_path / "a file").write_text("mine")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    with pytest.raises(CourseError, match=re.escape(reason)) as told:
        article.new_article(tmp_path / folder, title, claims, DAY)
    assert step in told.value.next_step
    assert {path.name for path in tmp_path.iterdir()} == {"a file", "dangling"}


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name != "nt" and os.geteuid() != 0:
        tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    else:  # root may write anywhere

        def refused(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(article.tempfile, "TemporaryDirectory", refused)
    try:
        with pytest.raises(CourseError, match="could not be written: Permission denied") as told:
            article.new_article(tmp_path / "new", "T", 3, DAY)
    finally:
        tmp_path.chmod(stat.S_IRWXU)
    assert told.value.next_step == "Name a folder in a place that is yours."
    assert not list(tmp_path.iterdir())


def test_a_wrong_folder_in_the_environment_is_said(tmp_path: Path) -> None:
    env = os.environ | {"AI_AMBITIONS_COURSE": str(tmp_path)}
    command = [sys.executable, "-m", "ai_ambitions.cli", "progress"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode != 0
    assert f"AI_AMBITIONS_COURSE names {tmp_path}, and no course.yaml can be read there." in done.stderr
    assert "Traceback" not in done.stderr


def test_our_own_course_has_nothing_left_to_do() -> None:
    assert ledger.to_do() == []
    assert list(ledger.breaches()) == []


def test_the_engine_names_no_article() -> None:
    rooms = PACKAGE / "lessons"
    pins = re.compile(r"China.s AI|article-2025|late October|\b32 claims|china-ai-ambitions")
    found = [
        f"{path.relative_to(PACKAGE)}: {line.strip()}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if not path.is_relative_to(rooms)
        for line in path.read_text(encoding="utf-8").splitlines()
        if pins.search(line)
    ]
    assert found == []
