"""What a command says in place of a traceback, and when it does not."""

from __future__ import annotations

import pytest

from boxgrader.run.cli import guarded


def needs(module: str) -> int:
    __import__(module)
    return 0


def test_a_package_that_is_not_installed_is_named_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(lambda: needs("no_such_package.part"), "pip install it") == 1
    assert capsys.readouterr().err == (
        "This needs the package no_such_package, which is not installed here.\n→ pip install it\n"
    )


def test_a_part_that_is_missing_of_a_package_that_is_there_is_seen_whole() -> None:
    with pytest.raises(ModuleNotFoundError):
        guarded(lambda: needs("boxgrader.no_such_room"))
