"""What every test gets: no network beyond this machine, recorded widgets, and no trace in the learner's own files.

Here and not in tests/, so that `pytest lessons/06-chip-ban.ipynb` gets it, too.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

NO_NETWORK = '''"""Started in every kernel of the test suite: only this machine can be reached."""
import socket
_connect = socket.socket.connect
def connect(self, address):
    if isinstance(address, tuple) and str(address[0]) not in ("127.0.0.1", "localhost", "::1"):
        raise RuntimeError(f"the tests block the network: {address}")
    return _connect(self, address)
socket.socket.connect = connect
'''


def draws_as_stored(root: Path) -> bool:
    """Whether this is where stored pictures are made, so that nbval compares them: Linux, Python 3.11, the matplotlib of the lock."""
    locked = f"\nmatplotlib=={version('matplotlib')} " in (root / "requirements.txt").read_text(
        encoding="utf-8"
    )
    return sys.platform == "linux" and sys.version_info[:2] == (3, 11) and locked


def pytest_configure(config: pytest.Config) -> None:
    """Set what kernels inherit, before any of them starts, and where nbval finds its settings."""
    home = Path(tempfile.mkdtemp(prefix="ai-ambitions-tests-"))
    startup = home / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00-no-network.py").write_text(NO_NETWORK)
    os.environ.update(
        AI_AMBITIONS_MODE="record",
        AI_AMBITIONS_PROGRESS=str(home / "progress.json"),
        COLUMNS="100",
        IPYTHONDIR=str(home / "ipython"),
        PYTHONHASHSEED="0",
    )
    if not draws_as_stored(config.rootpath):
        config.option.nbval_sanitize_with = str(config.rootpath / "tests" / "nbval.cfg")
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where several processes share the files, begin with those that take long, so that all end together.

    How long a file took is known from the run before; in a fresh checkout its marks have to do.
    """
    if hasattr(config, "workerinput"):
        costs = {"needs_npm": 100, "browser": 60, "notebook": 30, "slow": 10}
        cost: dict[str, float] = {}
        for item in items:
            marks = {mark.name for mark in item.iter_markers()} & set(costs)
            own = sum(costs[name] for name in marks) + 10 * (item.path.suffix == ".ipynb")
            cost[_file(item.nodeid)] = max(cost.get(_file(item.nodeid), 0), own)
        cost |= _cached(config)
        items.sort(key=lambda item: -cost[_file(item.nodeid)])


def _file(nodeid: str) -> str:
    return nodeid.partition("::")[0]


def _seconds(config: pytest.Config) -> str:
    """Where pytest's cache keeps how long each file took, with all its tests or with the quick ones."""
    return "ai-ambitions/seconds-" + ("some" if config.option.markexpr else "all")


def _cached(config: pytest.Config) -> dict[str, float]:
    cache = getattr(config, "cache", None)
    found: dict[str, float] = cache.get(_seconds(config), {}) if cache else {}
    return found


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sockets reach this machine only."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and str(address[0]) not in ("127.0.0.1", "localhost", "::1"):
            raise RuntimeError(f"the tests block the network: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Remember how long each file took, and print how the lessons read: aimed at by whoever writes them."""
    passed = terminalreporter.stats.get("passed", [])
    taken: dict[str, float] = {}
    for report in [*passed, *terminalreporter.stats.get("", [])]:  # "": setting up and tearing down
        taken[_file(report.nodeid)] = taken.get(_file(report.nodeid), 0) + report.duration
    cache = getattr(config, "cache", None)  # there is none under `-p no:cacheprovider`
    if cache and getattr(config.option, "dist", "") == "loadfile" and not config.option.keyword:
        cache.set(_seconds(config), _cached(config) | taken)
    if not any("test_notebooks" in report.nodeid for report in passed):
        return
    from ai_ambitions.core.paths import LESSONS
    from tests.support.form import HEAD, form

    terminalreporter.write_sep("-", "how the lessons read")
    terminalreporter.write_line(HEAD)
    for path in sorted(LESSONS.glob("*.ipynb")):
        terminalreporter.write_line(form(path).line())
