"""What a course tells the grader about itself: ``c.BoxGrader`` in its ``nbgrader_config.py``."""

from __future__ import annotations

import importlib
import importlib.util
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from boxgrader.errors import GraderError


@dataclass(frozen=True)
class Settings:
    """One course's wishes. All of them may be left out.

    Attributes
    ----------
    preload
        Modules that every submission uses: imported once, before the processes for submissions are forked.
    warm
        Cells that are run once after that, so that what they load need not be loaded again. They must not raise.
    share
        Folders that a box shows besides Python itself, read-only: a package by its name, or ``module:NAME`` for a path that
        a module holds. Names and not paths, because a worker of a cluster has them elsewhere.
    environment
        Environment variables for learners' code.
    sealed
        Whether tests run in a process of their own, which never runs a learner's code (``box/exam.py``).
    groups
        A file below the course's folder with groups that hand in as one, see ``intake/groups.py``.
    command
        What a teacher types, for the words of messages.
    rubric
        Boxes beside an essay: for an assignment, or ``*`` for all others, each criterion and the points that it can give:
        ``{"*": {"Evidence": 4, "Clarity": 4}, "ps1": {"Depth": 3}}``.
    fetch
        What a learner does to get an untouched copy, as a sentence without its full stop; ``{lesson}`` stands for the name.
    """

    preload: tuple[str, ...] = ()
    warm: tuple[str, ...] = ()
    share: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    sealed: bool = False
    groups: str = "groups.csv"
    rubric: tuple[tuple[str, tuple[tuple[str, float], ...]], ...] = ()
    command: str = "boxgrader"
    fetch: str = "Get an untouched copy of the exercise"

    @classmethod
    def of(cls, section: Mapping[str, Any]) -> Settings:
        """Settings from a section of nbgrader's configuration. Raises GraderError for a name that does not exist."""
        known = {field.name for field in fields(cls)}
        values = dict(section)
        if unknown := sorted(set(values) - known):
            raise GraderError(
                f"nbgrader_config.py sets c.BoxGrader.{unknown[0]}, which does not exist.",
                f"There are: {', '.join(sorted(known))}.",
            )
        environment = values.pop("environment", {})
        lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list | tuple)}
        if not all(isinstance(boxes, Mapping) for boxes in dict(values.get("rubric", {})).values()):
            raise GraderError(
                "c.BoxGrader.rubric has points where the name of an assignment, or *, and its boxes are asked.",
                'For instance: c.BoxGrader.rubric = {"*": {"Evidence": 4, "Clarity": 4}}',
            )
        rubric = tuple((name, tuple(boxes.items())) for name, boxes in values.pop("rubric", {}).items())
        return cls(**{**values, **lists}, environment=tuple(sorted(environment.items())), rubric=rubric)

    def json(self) -> str:
        """As text, for another process; ``of`` reads it."""
        rubric = {name: dict(boxes) for name, boxes in self.rubric}
        return json.dumps(asdict(self) | {"environment": dict(self.environment), "rubric": rubric})

    def folders(self) -> list[str]:
        """The folders of ``share`` on this computer. Raises GraderError for one that cannot be found."""
        return [_folder(name) for name in self.share]

    def said(self, verb: str, lesson: str) -> str:
        """A command as a teacher types it."""
        return f"{self.command} {verb} {lesson}"


def _folder(name: str) -> str:
    module, _, attribute = name.partition(":")
    try:
        if attribute:
            return str(getattr(importlib.import_module(module), attribute))
        spec = importlib.util.find_spec(module)
        places = list(spec.submodule_search_locations or []) if spec else []
        return places[0]
    except (ImportError, AttributeError, IndexError):
        raise GraderError(
            f"nbgrader_config.py shares {name}, and no such folder is installed here.",
            "Mend c.BoxGrader.share, or install that package.",
        ) from None
