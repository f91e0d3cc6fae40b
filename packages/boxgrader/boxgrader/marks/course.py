"""A course as nbgrader sees it: its configuration and its folders, wherever a teacher has put them."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from boxgrader.errors import GraderError
from boxgrader.settings import Settings


class Course:
    """The folder with ``nbgrader_config.py`` and ``solutions/``, read once.

    Raises GraderError when there is no such folder, or its configuration stops with an error.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        if not (self.root / "nbgrader_config.py").exists():
            raise GraderError(
                f"{self.root} has no nbgrader_config.py.",
                "Run this in a checkout of the course, or name its folder with --course.",
            )
        # nbgrader calls the program alembic when it makes a gradebook; it lies beside this Python.
        programs = os.path.dirname(sys.executable)
        if programs not in os.environ.get("PATH", "").split(os.pathsep):
            os.environ["PATH"] = programs + os.pathsep + os.environ.get("PATH", "")
        # jsonschema builds a grammar for international addresses when it is imported, for more than a second. Notebooks
        # have no use for it, and jsonschema does without where it is not installed.
        sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
        try:
            from nbgrader.coursedir import CourseDirectory
            from traitlets.config.loader import PyFileConfigLoader
        except ImportError as error:
            raise GraderError(
                f"What grading needs is not installed here ({error.name}).",
                'Install it with: pip install "boxgrader[grader]"',
            ) from None

        with in_folder(self.root):
            try:
                self.config = PyFileConfigLoader("nbgrader_config.py", path=str(self.root)).load_config()
            except Exception as error:
                raise GraderError(
                    f"nbgrader_config.py stopped with {type(error).__name__}: {error}",
                    "Mend that file, or restore it with: git checkout -- nbgrader_config.py",
                ) from None
        self.settings = Settings.of(self.config.get("BoxGrader", {}))
        self.config.NbGrader.logfile = ""
        self.config.Application.log_level = logging.CRITICAL
        self.directory = CourseDirectory(config=self.config, root=str(self.root))

    def folder(self, kind: str, student: str, lesson: str) -> Path:
        """One of nbgrader's folders: ``submitted``, ``autograded``, ``feedback`` or ``source``, of a student and a lesson."""
        pattern = getattr(self.directory, f"{kind}_directory")
        return self.root / str(self.directory.format_path(pattern, student, lesson))

    @property
    def database(self) -> Path | None:
        """The file of the gradebook; None where it is kept by a database server."""
        url = str(self.directory.db_url)
        return self.root / url.removeprefix("sqlite:///") if url.startswith("sqlite:///") else None

    @property
    def db_url(self) -> str:
        """The gradebook's address, absolute, so that it does not depend on the working folder."""
        return f"sqlite:///{self.database}" if self.database else str(self.directory.db_url)

    @property
    def place(self) -> Path:
        """The folder of everything the grader keeps: beside the gradebook."""
        return self.database.parent if self.database else self.root / "grading"

    def notebooks(self, lesson: str) -> list[str]:
        """Names of the notebooks of a lesson's solution, in order."""
        return sorted(path.stem for path in self.folder("source", ".", lesson).glob("*.ipynb"))

    def students(self, lesson: str) -> list[str]:
        """Names of all students who have handed in something for a lesson, in order."""
        marker = "\0"
        pattern = self.folder("submitted", marker, lesson)
        above = Path(str(pattern).split(marker)[0])
        rest = str(pattern).split(marker)[1].lstrip(os.sep)
        if not above.is_dir():
            return []
        return sorted(
            entry.name
            for entry in above.iterdir()
            if not entry.name.startswith(".") and (entry / rest).is_dir()
        )

    def api(self, **directories: str) -> Any:
        """The programming interface of nbgrader on this course, silent."""
        from nbgrader.apps import NbGraderAPI
        from nbgrader.coursedir import CourseDirectory

        config = self.config.copy()
        config.CourseDirectory.db_url = self.db_url
        for name, value in directories.items():
            config.CourseDirectory[name] = value
        logging.getLogger("nbgrader").setLevel(logging.CRITICAL)
        api = NbGraderAPI(config=config, coursedir=CourseDirectory(config=config, root=str(self.root)))
        api.log_level = logging.CRITICAL
        return api


@contextlib.contextmanager
def in_folder(folder: Path) -> Iterator[None]:
    """Work in a folder for a moment."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@contextlib.contextmanager
def silent() -> Iterator[None]:
    """Hold back what a library prints and logs."""
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        logging.disable(level)
