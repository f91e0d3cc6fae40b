"""The verbs: cheap to import, kind when something is wrong, and nothing lost."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from ai_ambitions import claim, cli, explore, figure, interact, practice, quiz, settle, show
from ai_ambitions.errors import CourseError
from ai_ambitions.paths import ROOT

ALT = "A line that rises from one to three."


def plot(k: int = 0, kind: str = "a") -> Any:
    fig, ax = figure(3, 2)
    ax.plot([1, 2, 3 + k])
    return fig


def describe(k: int = 0, kind: str = "a") -> str:
    return f"{ALT} Step {k}, kind {kind}."


def test_importing_is_cheap() -> None:
    code = "import sys, ai_ambitions; print([m for m in ('pandas', 'matplotlib', 'ipywidgets', 'yaml') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"k": list(range(61))}, "at most 60"),
        ({"a": [1, 2], "b": [1, 2], "c": [1, 2], "d": [1, 2]}, "4 controls"),
        ({"k": [1]}, "at least two values"),
        ({"k": "ab"}, "not a list"),
    ],
)
def test_explore_says_what_it_takes(options: dict[str, Any], words: str) -> None:
    with pytest.raises(CourseError, match=words):
        explore(plot, alt=describe, **options)


def test_explore_draws_what_is_asked_for_first_and_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI_AMBITIONS_MODE", "live")
    drawn: list[int] = []

    def counted(k: int) -> Any:
        drawn.append(k)
        return plot(k)

    explorer = interact.Explorer(counted, describe, {"k": [0, 1, 2, 3]}, {})
    explorer.widget()
    assert drawn == [0]
    explorer.controls[0].index = 3
    explorer.draw(explorer.current())
    with ThreadPoolExecutor(1) as aside:  # a browser test may have left its event loop running in this thread
        aside.submit(asyncio.run, explorer.draw_rest()).result()
    assert drawn == [0, 3, 2, 1]


def test_a_picture_that_fails_says_so_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI_AMBITIONS_MODE", "live")

    def sometimes(k: int) -> Any:
        if k:
            raise ValueError("no figure for one")
        return plot(k)

    explorer = interact.Explorer(sometimes, describe, {"k": [0, 1]}, {})
    explorer.widget()
    explorer.draw((1,))
    assert "no figure for one" in explorer.frames[(1,)].value


def test_a_useless_alt_text_is_refused() -> None:
    with pytest.raises(CourseError, match="says too little"):
        show(plot(), alt="figure 1")


@pytest.fixture
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AI_AMBITIONS_MODE", "live")
    monkeypatch.setenv("AI_AMBITIONS_PROGRESS", str(tmp_path / "my-work" / "progress.json"))
    return tmp_path / "my-work" / "progress.json"


def test_progress_is_kept_and_a_broken_record_set_aside(
    live: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    practice.record("predictions", "06-x", {"guess": 1})
    assert json.loads(live.read_text())["predictions"]["06-x"]["guess"] == 1
    live.write_text('{"predictions": ')
    practice.record("quizzes", "06-check-1", {"right": True})
    assert list(live.parent.glob("progress.broken-*.json"))
    assert "kept as" in capsys.readouterr().out
    assert "1 of 1" in repr(practice.progress())


def test_a_full_disk_loses_nothing(
    live: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    practice.record("predictions", "06-x", {"guess": 1})
    before = live.read_text()

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(practice.json, "dump", full)
    practice.record("predictions", "06-y", {"guess": 2})
    assert live.read_text() == before
    assert "could not be stored" in capsys.readouterr().out
    assert list(live.parent.glob("*.tmp")) == []


def test_claims_quizzes_and_verdicts_know_their_names() -> None:
    with pytest.raises(CourseError, match="no claim called"):
        claim("C99")
    with pytest.raises(CourseError, match="no quiz called"):
        quiz("06-chek")
    with pytest.raises(CourseError, match="the ledger says"):
        settle("C20", when_written="supported", today="supported", confidence="high", because="a slip")


def test_every_quiz_option_explains_itself_and_one_is_right() -> None:
    for path in practice.QUESTIONS.glob("*.yaml"):
        for key, items in practice._questions(path.stem).items():
            assert key.startswith(path.stem)
            for item in items:
                assert sum(bool(option.get("right")) for option in item["options"]) == 1, item["question"]
                assert all(isinstance(o["text"], str) and len(o["why"]) > 10 for o in item["options"]), item[
                    "question"
                ]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["start", "99"], "no lesson '99'"),
        (["check", "nowhere/06-chip-ban"], "missing"),
        (["refresh", "77"], "no lesson '77'"),
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
