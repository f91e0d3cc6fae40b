"""The verbs: cheap to import, kind when something is wrong, and nothing lost."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ai_ambitions import claim, cli, figure, load, quiz, ready, settle, show, verdict
from ai_ambitions.core import notebooks
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import EXERCISES, ROOT, SOLUTIONS
from ai_ambitions.core.verdict import Verdict
from ai_ambitions.methods.chance import fewer_by_guessing
from ai_ambitions.practice import copies, exercises, welcome
from ai_ambitions.practice import ready as selfcheck


def said(claim_id: str, outcome: str) -> Verdict:
    return Verdict(
        claim_id, "2025-10-31", "default", outcome, "10 of 10 chips", "all of them", "Because.", "a chip"
    )


ALT = "A line that rises from one to three."


def plot() -> Any:
    fig, ax = figure(3, 2)
    ax.plot([1, 2, 3])
    return fig


@pytest.mark.parametrize("what", ["ai_ambitions.cli", "ai_ambitions", "ai_ambitions.checks"])
def test_an_environment_older_than_the_course_is_told_in_two_lines(what: str) -> None:
    """As after ``git pull`` without ``make setup``: the grader's package is new and not there."""
    code = f"import sys; sys.modules['boxgrader'] = None; import {what}"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert made.returncode == 1
    assert len(made.stderr.splitlines()) == 2
    assert "boxgrader is missing" in made.stderr
    assert "make setup" in made.stderr


def test_importing_is_cheap() -> None:
    code = "import sys, ai_ambitions; print([m for m in ('pandas', 'matplotlib', 'ipywidgets', 'yaml') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_useless_alt_text_is_refused() -> None:
    with pytest.raises(CourseError, match="says too little"):
        show(plot(), alt="figure 1")


@pytest.fixture
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AI_AMBITIONS_MODE", "live")
    monkeypatch.setenv("AI_AMBITIONS_PROGRESS", str(tmp_path / "my-work" / "progress.json"))
    return tmp_path / "my-work" / "progress.json"


def test_claims_quizzes_and_verdicts_know_their_names() -> None:
    with pytest.raises(CourseError, match="no claim called"):
        claim("C99")
    with pytest.raises(CourseError, match="no quiz called"):
        quiz("06-chek")
    with pytest.raises(CourseError, match="the ledger says"):
        settle("C20", said("C20", "supported"), said("C20", "supported"), confidence="high")
    row = load("claims").set_index("claim_id").loc["C20"]
    then, now = said("C20", row["verdict_when_written"]), said("C20", row["verdict_today"])
    words = repr(settle("C20", then, now, confidence=row["confidence"]))
    assert words.count("10 of 10 chips; the line: all of them. Because.") == 1
    assert "What would turn it: a chip" in words
    with pytest.raises(CourseError, match="confidence"):
        settle("C20", then, now, confidence="certain")
    with pytest.raises(CourseError, match="one on C22"):
        settle("C20", then, replace(now, claim="C22"), confidence=row["confidence"])


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["start", "99"], "no lesson '99'"),
        (["check", "nowhere/06-chip-ban"], "missing"),
        (["check", "77"], "no lesson '77'"),
        (["refresh", "77"], "no lesson '77'"),
        (["start"], "Which lesson? There are exercises to: 00-start-here"),
        (["check"], "Which lesson?"),
    ],
)
def test_the_command_gives_a_reason_and_a_next_step(
    words: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(words) == 1
    said = capsys.readouterr().err
    assert reason in said
    assert "→" in said
    assert "Traceback" not in said


# --- the first things a newcomer meets --------------------------------------------------------------------------------


def test_ready_prints_one_line_an_item(live: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ready()
    said = capsys.readouterr().out.splitlines()
    assert said == [f"✓ {name}: ready" for name in selfcheck.ITEMS]
    assert not live.parent.exists(), "a look must leave nothing behind"


def test_ready_says_what_to_do_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_room(**_: Any) -> None:
        raise OSError(28, "No space left on device")

    def strange() -> None:
        raise RuntimeError("something nobody thought of")

    def old(name: str) -> str:
        if name == "ipywidgets":
            raise selfcheck.PackageNotFoundError
        return "2.1.0" if name == "pandas" else "9.0"

    monkeypatch.setattr(selfcheck.tempfile, "TemporaryFile", no_room)
    monkeypatch.setattr(selfcheck, "version", old)
    monkeypatch.setattr(selfcheck.sys, "version_info", (3, 9, 1))
    monkeypatch.setattr(selfcheck, "data_dir", lambda: tmp_path)
    monkeypatch.setitem(selfcheck.ITEMS, "Stars", strange)
    ready()
    said = capsys.readouterr().out
    for words in (
        "3.9 is too old",
        "pandas 2.1.0",
        "ipywidgets (not there)",
        "and more",
        "No space left",
        "nobody thought",
    ):
        assert words in said
    lines = said.splitlines()
    assert len(lines) == len(selfcheck.ITEMS)
    for line in lines:
        assert line.startswith("✗ ")
        assert ".." not in line
        assert "Next: " in line
    assert "make lab" in said
    monkeypatch.setattr(selfcheck, "LESSONS", tmp_path / "none")  # as in a wheel, or on Colab
    ready()
    packages = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("✗ Packages"))
    assert "%pip install --upgrade pandas ipywidgets, restart the kernel" in packages
    assert "make lab" not in packages


def test_a_verdict_card_says_what_the_ledger_says() -> None:
    words = repr(verdict("C20", "C32"))
    assert "computed in lesson 06" in words
    assert "not checkable" in words
    assert words.count("Strongest objection: ") == 2
    with pytest.raises(CourseError, match="no claim called"):
        verdict("C33")


def test_chance_in_a_test_of_guesses() -> None:
    assert fewer_by_guessing(4, 12) == pytest.approx(0.3931, abs=5e-5)  # a table of the binomial distribution
    assert fewer_by_guessing(0, 12) == 0
    assert fewer_by_guessing(13, 12) == 1
    assert fewer_by_guessing(1, 1, options=2) == 0.5
    for bad in ((-1, 12, 3), (14, 12, 3), (1, 2, 1)):
        with pytest.raises(ValueError, match="no test that could be taken"):
            fewer_by_guessing(*bad)


def test_without_a_word_the_command_says_what_one_can_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 0
    said = capsys.readouterr().out
    for word in ("lab", "start 00", "check 00", "progress", "--help"):
        assert f"ambitions {word}" in said


def test_lab_says_where_to_look_and_how_to_stop(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    begun: list[Any] = []

    def become(_: str, command: list[str]) -> None:
        begun.append(command)
        raise KeyboardInterrupt  # the process would be another one by now

    monkeypatch.setattr(cli.os, "execv", become)
    monkeypatch.setenv("PATH", "elsewhere")
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(copies, "renew", lambda _: ["One was kept."])
    monkeypatch.setattr(welcome, "write", lambda: ROOT / "my-lessons" / "welcome.ipynb")
    assert cli.main(["lab", "--no-browser", "--port=1"]) == 130
    assert begun[0][-1] == "--port=1", "the reader's own options come last, so that they count"
    assert cli.os.environ["PATH"].startswith(str(Path(sys.executable).parent))
    assert "--LabApp.default_url=/lab/tree/my-lessons/welcome.ipynb" in begun[0]
    said = capsys.readouterr().out
    assert "One was kept." in said
    assert "copy one of the addresses" in said
    assert "Ctrl-C" in said


@pytest.mark.notebook
def test_a_check_tells_right_wrong_broken_and_unfinished_apart(
    live: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = live.parent
    monkeypatch.setattr(exercises, "MY_WORK", mine)
    assert cli.main(["check", "00"]) == 1
    assert "ambitions start 00" in capsys.readouterr().err

    slug = "00-start-here"
    nb = notebooks.read(EXERCISES / slug / f"{slug}.ipynb")
    solved = {c.id: c.source for c in notebooks.read(SOLUTIONS / slug / f"{slug}.ipynb").cells}
    cell = {c.id: c for c in nb.cells}
    notebooks.write(nb, mine / slug / f"{slug}.ipynb")
    assert cli.main(["check", "00"]) == 1
    said = capsys.readouterr().out
    assert said.count("○ Task") == 3
    assert "✗" not in said
    assert "0 of 3 points" in said

    cell["00-count"].source = "def count_type(table, kind):\n    return len(table)"
    cell["00-range"].source = "def inside(figure, low, high)\n    return True"
    cell["00-dated"].source = solved["00-dated"]
    notebooks.write(nb, mine / slug / f"{slug}.ipynb")
    assert cli.main(["check", str(mine / slug)]) == 1
    said = capsys.readouterr().out
    assert "✗ Task 1: count by type (1 point)" in said
    assert "You counted all rows" in said
    assert "SyntaxError" in said
    assert "(line 1 of the cell)" in said
    assert "✓ Task 3" in said
    assert "1 of 3 points" in said
    assert "Traceback" not in said

    cell["00-range"].source = "def within(figure, low, high):\n    return True"
    notebooks.write(nb, mine / slug / f"{slug}.ipynb")
    cli.main(["check", "00"])
    assert "keep the line that begins with def" in capsys.readouterr().out

    for name in ("00-count", "00-range"):
        cell[name].source = solved[name]
    notebooks.write(nb, mine / slug / f"{slug}.ipynb")
    monkeypatch.chdir(mine / slug)
    assert cli.main(["check", "."]) == 0
    assert "3 of 3 points" in capsys.readouterr().out
    assert cli.main(["progress"]) == 0
    assert "3 of 3 points" in capsys.readouterr().out


def test_a_damaged_copy_of_ones_own_gets_advice_that_works(
    live: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = live.parent / "00-start-here" / "00-start-here.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text("{")
    assert cli.main(["check", str(path)]) == 1
    said = capsys.readouterr().err
    assert "ambitions start 00" in said
    assert "git checkout" not in said


def test_a_reader_that_has_seen_enough_is_no_fault() -> None:
    reader, writer = os.pipe()
    os.close(reader)  # every write now meets a broken pipe, as after `head`
    command = [sys.executable, "-m", "ai_ambitions.cli", "progress"]
    done = subprocess.run(command, cwd=ROOT, stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


def results(*passed: bool | None) -> list[exercises.TaskResult]:
    """Tasks of one point each: passed, wrong, or (None) not begun."""
    return [
        exercises.TaskResult(
            f"06-{n}-visible", 1, bool(p), "" if p else "Look again.", f"Task {n}", p is not None
        )
        for n, p in enumerate(passed, 1)
    ]


@pytest.mark.parametrize(
    ("passed", "code", "signs", "line", "following"),
    [
        ((True, True), 0, "✓✓", "2 of 2 points", "are marked at grading"),
        ((True, False), 1, "✓✗", "1 of 2 points", "read the lines under ✗ Task 2"),
        ((None, True), 1, "○✓", "1 of 2 points", "go on with a task marked ○"),
    ],
)
def test_a_check_counts_what_passed_and_says_so_with_its_exit_code(
    live: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    passed: tuple[bool | None, ...], code: int, signs: str, line: str, following: str,
) -> None:  # fmt: skip
    from ai_ambitions.practice import essay
    from ai_ambitions.practice.record import recorded

    monkeypatch.setattr(exercises, "locate", lambda _: live.parent / "06-chip-ban.ipynb")
    monkeypatch.setattr(exercises, "check", lambda _: results(*passed))
    monkeypatch.setattr(exercises, "is_outdated", lambda _: False)
    monkeypatch.setattr(essay, "guidance", lambda _: "Essay: not written yet.")
    assert cli.main(["check", "06"]) == code
    said = capsys.readouterr().out
    assert "".join(row[0] for row in said.splitlines() if row[:1] in "✓✗○" and row) == signs
    assert line in said
    assert following in said
    assert "Essay: not written yet." in said
    stored = recorded("exercises", "06-chip-ban")
    assert stored is not None
    assert (stored["points"], stored["of"]) == (sum(map(bool, passed)), 2)


def test_what_a_class_command_found_is_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from types import SimpleNamespace

    from boxgrader.run import grade as run

    monkeypatch.setattr(run, "table", lambda outcome: ["a table"])
    for failed in (0, 2):
        monkeypatch.setattr(run, "grade", lambda *_, failed=failed, **__: SimpleNamespace(failed=failed))
        assert cli.main(["grade", "06"]) == (1 if failed else 0)
    assert capsys.readouterr().out == "a table\na table\n"


def test_lab_opens_the_course_and_unknown_options_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    begun: list[list[str]] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.environ["PATH"])
    monkeypatch.setattr(cli.os, "execv", lambda _, command: begun.append(command))
    with pytest.raises(TypeError):  # execv never comes back
        cli.main(["lab", "--no-browser"])
    assert f"--ServerApp.root_dir={ROOT}" in begun[0]
    with pytest.raises(SystemExit) as ended:
        cli.main(["check", "06", "--quick"])
    assert ended.value.code == 2
    assert "unknown: --quick" in capsys.readouterr().err


def test_data_that_are_wrong_are_told_by_the_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from ai_ambitions.data import check, second
    from ai_ambitions.practice import questions

    monkeypatch.setattr(check, "report", lambda: ("A report.", 0))
    monkeypatch.setattr(second, "second_look", lambda folder: ())
    monkeypatch.setattr(questions, "breaches", lambda: ())
    assert cli.main(["check", "data"]) == 0
    monkeypatch.setattr(second, "second_look", lambda folder: ("chips, row 3: frictionless says: no.",))
    assert cli.main(["check", "data"]) == 1
    assert "A report.\n✗ chips, row 3: frictionless says: no." in capsys.readouterr().out
    monkeypatch.setattr(check, "report", lambda: ("A report.", 1))
    assert cli.main(["check", "data"]) == 1
    assert "frictionless" not in capsys.readouterr().out
