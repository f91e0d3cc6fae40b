"""The suite on other Pythons: for each an environment of its own in ``.venvs/``, beside the one that is worked in."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import ROOT

PLACE = ROOT / ".venvs"
BESIDE = Path(sys.executable).with_name("uv")  # what bootstrap.py brought along
LOCKS = ("requirements.txt", "requirements-dev.txt")


def test_on(versions: Sequence[str], options: Sequence[str]) -> int:
    """Run the quick tests and every lesson on each Python, one line for each at the end; the worst exit code.

    A Python that is not at hand is named and skipped; where none is, that is an error. Stored pictures are compared on
    the reference Python alone (``conftest.py``), everything else everywhere.
    """
    ends = {version: _run(version, options) for version in versions}
    print("\n".join(f"Python {version}: {words}" for version, (words, _) in ends.items()), flush=True)
    codes = [code for _, code in ends.values() if code is not None]
    if not codes:
        raise CourseError("None of these Pythons is at hand.", "For instance: uv python install 3.12")
    return max(codes)


def _run(version: str, options: Sequence[str]) -> tuple[str, int | None]:
    """What came of one Python, in words and as exit code (None: it is not here)."""
    python = (
        Path(sys.executable) if version == f"{sys.version_info[0]}.{sys.version_info[1]}" else _made(version)
    )
    if python is None:
        return f"not at hand, skipped. Next: uv python install {version}", None
    print(f"Python {version}:", flush=True)
    begun = time.monotonic()
    command = [str(python), "-m", "ai_ambitions.cli", "test", "--quick", "lessons", *options]
    env = os.environ | {"PATH": str(python.parent) + os.pathsep + os.environ.get("PATH", os.defpath)}
    code = subprocess.call(command, cwd=ROOT, env=env)
    words = f"exit code {code}" if code else "passed"
    return f"{words} ({time.monotonic() - begun:.0f} s)", code


def _made(version: str) -> Path | None:
    """The Python of an environment that holds what the locks pin; None where the computer has no such Python."""
    uv = str(BESIDE) if BESIDE.exists() else shutil.which("uv")
    if not uv:
        raise CourseError(
            "uv makes the environments for other Pythons, and it is not here.", "pip install uv"
        )
    folder = PLACE / version
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp, wanted = folder / "locks", hashlib.sha256()
    for name in (*LOCKS, "pyproject.toml"):
        wanted.update((ROOT / name).read_bytes())
    if stamp.exists() and stamp.read_text() == wanted.hexdigest():
        return python
    if _call(version, uv, "python", "find", "--no-project", version).returncode:
        return None
    print(f"Making {folder.relative_to(ROOT)} …", flush=True)
    install = [uv, "pip", "install", "--python", str(python), "--no-deps"]
    for command in (
        [uv, "venv", "--no-project", "--clear", "--python", version, str(folder)],
        [*install, "--compile-bytecode", "--require-hashes", *(f"-r{name}" for name in LOCKS)],
        [*install, "--no-index", "--no-build-isolation", "-e", "packages/boxgrader", "-e", "."],
    ):
        done = _call(version, *command)
        if done.returncode:
            said = done.stderr.strip().rpartition("\n")[2]
            raise CourseError(
                f"The environment for Python {version} could not be made: {said}",
                "Check the network, delete the folder .venvs, then try again.",
            )
    stamp.write_text(wanted.hexdigest())
    return python


def _call(version: str, *command: str) -> subprocess.CompletedProcess[str]:
    """Ask uv something about one Python.

    Nothing is downloaded unasked; and pyenv's own ``python3.12`` answers only where a variable names it.
    """
    env = os.environ | {"UV_PYTHON_DOWNLOADS": "never", "PYENV_VERSION": version}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
