"""Read, run and write notebooks, so that running them twice changes no byte."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import MY_WORK, ROOT

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
KEPT_METADATA = ("tags", "jupyter", "nbgrader", "slideshow", "editable", "deletable")


def read(path: Path) -> Any:
    """A notebook from disk. Raises CourseError with the file's name and what to do when it is missing or damaged."""
    import nbformat

    name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    again = f"Restore it with: git checkout -- {name}"
    if not path.is_relative_to(ROOT) or path.is_relative_to(MY_WORK):  # git does not know it
        again = f"Move it aside and get a new copy with: ambitions start {path.stem[:2]}"
    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise CourseError(f"The notebook {name} is missing.", again) from None
    except (ValueError, KeyError, AttributeError, nbformat.reader.NotJSONError) as error:
        reason = str(error).splitlines()[0][:80]
        raise CourseError(f"{name} is not a readable notebook ({reason}).", again) from None


def canonical(nb: Any) -> str:
    """The one way a notebook is written: fixed metadata, no execution leftovers, no widget state."""
    nb.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    nb.nbformat, nb.nbformat_minor = 4, 5
    ran = any(cell.get("outputs") for cell in nb.cells)
    number = 0
    for cell in nb.cells:
        cell.metadata = {key: cell.metadata[key] for key in KEPT_METADATA if key in cell.metadata}
        if cell.cell_type == "code":
            # Counted from the top, as a clean run gives; none where nothing was run. nbval reads the count.
            number += 1
            cell.outputs = _joined(cell.get("outputs", []))
            cell.execution_count = number if ran else None
            for output in cell.outputs:
                output.pop("transient", None)
                if "execution_count" in output:
                    output.execution_count = number
                if "metadata" in output:
                    output.metadata = {}
    plain = json.loads(json.dumps(nb))
    for cell in plain["cells"]:
        cell["source"] = _lines(cell["source"])
        for output in cell.get("outputs", []):
            if "text" in output:
                output["text"] = _lines(output["text"])
            for kind, value in output.get("data", {}).items():
                if isinstance(value, str):
                    output["data"][kind] = _lines(value)
    return json.dumps(plain, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _joined(outputs: list[Any]) -> list[Any]:
    """Outputs with neighbouring pieces of one stream joined: how a kernel cuts them is chance."""
    joined: list[Any] = []
    for output in outputs:
        last = joined[-1] if joined else None
        if (
            last is not None
            and output.output_type == last.output_type == "stream"
            and output.name == last.name
        ):
            last.text += output.text
        else:
            joined.append(output)
    return joined


def _lines(text: str | list[str]) -> list[str]:
    return ("".join(text) if isinstance(text, list) else text).splitlines(keepends=True)


def write(nb: Any, path: Path) -> bool:
    """Write canonically, whole or not at all; returns whether the file changed."""
    text = canonical(nb)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(".tmp")
    scratch.write_text(text, encoding="utf-8", newline="\n")
    scratch.replace(path)
    return True


def execute(nb: Any, path: Path, mode: str = "record", timeout: int = 120) -> Any:
    """Run a notebook in a fresh kernel, in its own folder. ``mode`` says how figures with controls are drawn.

    Raises CourseError that names the notebook, the cell and the error.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    environment = os.environ | {"AI_AMBITIONS_MODE": mode, "PYTHONHASHSEED": "0", "COLUMNS": "100"}
    client = NotebookClient(
        nb,
        timeout=timeout,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        record_timing=False,
    )
    client.store_widget_state = False
    try:
        client.execute(env=environment)
    except CellExecutionError as error:
        cell = next(
            (c for c in nb.cells if any(o.get("output_type") == "error" for o in c.get("outputs", []))), None
        )
        where = f"cell {cell.id!r}" if cell else "a cell"
        plain = re.sub(r"\x1b\[[0-9;]*m", "", f"{error.ename}: {error.evalue}")
        raise CourseError(
            f"{path.name}, {where} stopped with {plain}", "Open the notebook and run that cell."
        ) from None
    except (CellTimeoutError, DeadKernelError) as error:
        raise CourseError(
            f"{path.name} did not finish: {type(error).__name__}.",
            "Look for an endless loop or a very large array.",
        ) from None
    return nb
