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


@pytest.mark.notebook
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


def stream(name: str, text: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_output("stream", name=name, text=text)


def test_how_a_kernel_cuts_its_output_changes_no_byte(tmp_path: Path) -> None:
    def printed(*outputs: nbformat.NotebookNode) -> nbformat.NotebookNode:
        cell = nbformat.v4.new_code_cell("talk()", id="talk", outputs=list(outputs))
        return nbformat.v4.new_notebook(cells=[cell])

    whole = notebooks.canonical(printed(stream("stdout", "one\ntwo\n"), stream("stderr", "warned\n")))
    cut = printed(stream("stdout", "one\n"), stream("stdout", "two\n"), stream("stderr", "warned\n"))
    assert notebooks.canonical(cut) == whole
    assert [o["name"] for o in json.loads(whole)["cells"][0]["outputs"]] == ["stdout", "stderr"]
    path = tmp_path / "talk.ipynb"
    assert notebooks.write(json_notebook(whole), path)
    assert not notebooks.write(json_notebook(whole), path)


def json_notebook(text: str) -> nbformat.NotebookNode:
    return nbformat.reads(text, as_version=4)
