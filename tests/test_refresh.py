"""`ambitions refresh --check` names what a run would change, and writes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from ai_ambitions.core import notebooks
from ai_ambitions.publish import refresh


@pytest.fixture
def lessons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course of one lesson with two cells, stored as it runs."""
    (tmp_path / "lessons").mkdir()
    for name, folder in {
        "ROOT": tmp_path,
        "LESSONS": tmp_path / "lessons",
        "SOLUTIONS": tmp_path / "none",
    }.items():
        monkeypatch.setattr(refresh, name, folder)
    monkeypatch.setattr(refresh, "need_checkout", lambda: tmp_path)
    nb = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("1 + 1"), nbformat.v4.new_code_cell("'kept'")]
    )
    nb.cells[0].id, nb.cells[1].id = "sum", "word"
    notebooks.write(nb, tmp_path / "lessons" / "77-small.ipynb")
    assert refresh.refresh() == 0
    return tmp_path / "lessons"


def test_check_names_the_stale_cell_and_writes_nothing(
    lessons: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = lessons / "77-small.ipynb"
    assert refresh.refresh(check=True) == 0
    assert "unchanged" in capsys.readouterr().out
    nb = json.loads(path.read_text(encoding="utf-8"))
    nb["cells"][0]["outputs"][0]["data"]["text/plain"] = ["3"]
    path.write_text(json.dumps(nb), encoding="utf-8")
    before = path.read_bytes()
    assert refresh.refresh(check=True) == 1
    assert "77-small.ipynb: stale: sum. Next: ambitions refresh 77" in capsys.readouterr().out
    assert path.read_bytes() == before
    nb["cells"][0]["source"] = ["1 / 0"]
    path.write_text(json.dumps(nb), encoding="utf-8")
    assert refresh.refresh(check=True) == 1
    assert (
        "does not run: 77-small.ipynb, cell 'sum' stopped with ZeroDivisionError" in capsys.readouterr().out
    )
