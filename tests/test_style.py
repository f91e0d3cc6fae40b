"""Form that machines can judge: ruff, types, and imports that only point down."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ai_ambitions.core.paths import ROOT

BIN = Path(sys.executable).parent
CHECKED = [
    "ai_ambitions",
    "packages",
    "tests",
    "lessons",
    "solutions",
    "benchmarks",
    "tools",
    "skeleton",
    "examples",
    "bootstrap.py",
    "conftest.py",
    "nbgrader_config.py",
]


@pytest.mark.parametrize(
    "command",
    [
        [str(BIN / "ruff"), "check", *CHECKED],
        [
            str(BIN / "ruff"),
            "format",
            "--check",
            "ai_ambitions",
            "packages",
            "tests",
            "benchmarks",
            "tools",
            "conftest.py",
        ],
        [str(BIN / "lint-imports")],
        [sys.executable, "-m", "mypy"],
    ],
    ids=["ruff", "format", "imports", "types"],
)
def test_form(command: list[str]) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "packages/boxgrader")))}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]


def test_the_list_of_faults_fits_the_code() -> None:
    done = subprocess.run(
        [sys.executable, "benchmarks/mutants.py", "--list"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
