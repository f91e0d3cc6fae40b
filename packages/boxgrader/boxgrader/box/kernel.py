"""Run a submission in nbgrader's own kernel, where there is no fork server. This is no sandbox."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from boxgrader.box.sandbox import CellResult, Limits, Place, RunResult


def run_cells(
    place: Place, cells: Sequence[tuple[int, str, bool]], files: dict[str, bytes], limits: Limits
) -> RunResult:
    """As ``sandbox.run_cells``, with a kernel of its own for each submission."""
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from nbformat.v4 import new_code_cell, new_notebook
    from nbgrader.preprocessors import Execute

    nb = new_notebook(cells=[new_code_cell(source) for _, source, _ in cells])
    numbers = [number for number, _, _ in cells]
    result = RunResult()
    finished: set[int] = set()

    class Runner(Execute):
        """nbgrader's step, which also notes where it is."""

        def on_cell_executed(self, **kwargs: Any) -> None:
            super().on_cell_executed(**kwargs)
            finished.add(kwargs["cell_index"])

    def started(cell: Any, cell_index: int) -> None:
        result.at = numbers[cell_index]

    with tempfile.TemporaryDirectory(prefix="boxgrader-work-", ignore_cleanup_errors=True) as folder:
        for name, content in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        runner = Runner(timeout=int(limits.cell_seconds), shutdown_kernel="immediate", on_cell_start=started)
        try:
            runner.preprocess(nb, {"metadata": {"path": folder}})
        except (DeadKernelError, CellTimeoutError) as error:
            result.kind = type(error).__name__
            result.lost = (
                "This cell did not end in time and could not be interrupted."
                if isinstance(error, CellTimeoutError)
                else "The program ended itself in this cell."
            )
    for index in sorted(finished):
        cell = nb.cells[index]
        outputs = [dict(output) for output in cell.outputs]
        if sum(len(str(output)) for output in outputs) > limits.output:
            outputs = [o for o in outputs if o["output_type"] == "error"]
        result.cells[numbers[index]] = CellResult(outputs, cell.execution_count)
    return result
