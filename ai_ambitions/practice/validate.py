"""The button *Validate* of JupyterLab: it says of an exercise what ``ambitions check`` says, in the words of its tasks.

nbgrader's own answer shows the whole source of each test cell and the error below it. Its dialog stays; only what it is given
to show is ours.
"""

from __future__ import annotations

import asyncio
import html
import json
from pathlib import Path
from typing import Any

from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import LESSONS, MY_LESSONS
from ai_ambitions.practice.exercises import check_and_record

NO_TESTS = "There is nothing to check here: only exercises have tests. They lie in the folder my-work."


def answer(path: Path) -> dict[str, Any]:
    """What the dialog is given for a notebook: ``success`` and ``value``, as nbgrader's page reads them.

    Tasks that went wrong come one by one, with the message of their test; tasks not begun come together, at the end. Where
    nothing is left, ``value`` is empty, and the dialog says that all tests pass.
    """
    if path.parent in (LESSONS, MY_LESSONS):
        return {"success": False, "value": NO_TESTS}
    try:
        results = check_and_record(path)
    except CourseError as error:
        return {"success": False, "value": str(error)}
    shown = [
        {"source": result.title or result.name, "error": html.escape(result.message)}
        for result in results
        if result.answered and not result.passed
    ]
    if open_ := [result.title or result.name for result in results if not result.answered]:
        shown.append({"source": "\n".join(open_), "error": "Not answered yet."})
    return {"success": True, "value": {"failed": shown} if shown else {}}


def install() -> None:
    """Let nbgrader's page of the server answer so. The check runs beside the server, which goes on answering others."""
    from nbgrader.server_extensions.validate_assignment.handlers import ValidateAssignmentHandler
    from tornado import web

    async def post(self: Any) -> None:
        name = self.get_argument("path", None) or self.get_json_body()["path"]
        root = Path(self.root_dir).resolve()
        path = (root / name).resolve()
        if not path.is_relative_to(root):
            raise web.HTTPError(403)
        self.finish(json.dumps(await asyncio.to_thread(answer, path)))

    ValidateAssignmentHandler.post = web.authenticated(post)
