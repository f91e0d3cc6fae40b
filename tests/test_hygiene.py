"""What a stranger relies on before reading a line: versions, licences, workflows, addresses, and glyphs for every character."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

import ai_ambitions
import boxgrader
from ai_ambitions.core.paths import DATASETS, ROOT, SITE
from ai_ambitions.data.check import address_breaches, address_fault, breaches
from tools import chinese_font

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def jobs() -> list[Any]:
    """Every job of every workflow, as ``file/job`` and what it holds."""
    return [
        pytest.param(job, id=f"{path.stem}/{name}")
        for path in WORKFLOWS
        for name, job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].items()
    ]


def test_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["version"]
    data = yaml.safe_load((DATASETS / "package.yaml").read_text(encoding="utf-8"))["version"]
    assert {project, citation, data, ai_ambitions.__version__} == {project}, "RELEASING.md, step 3"


def test_the_grader_has_one_version_and_the_course_asks_for_it() -> None:
    project = tomllib.loads((ROOT / "packages/boxgrader/pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]
    course = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert boxgrader.__version__ == project["version"]
    assert f"boxgrader=={project['version']}" in course["dependencies"]


def test_every_module_with_formulas_is_held_to_be_pure() -> None:
    """Of a room, only pictures and verdicts may read tables; any other module belongs into the contract."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    (held,) = (c["source_modules"] for c in settings["contracts"] if c["id"] == "pure-formulas")
    rooms = (ROOT / "ai_ambitions" / "lessons").glob("*/*.py")
    formulas = {p for p in rooms if p.stem not in ("__init__", "figures", "charts", "verdicts")}
    assert len(formulas) >= 7
    for path in formulas:
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        assert any(fnmatch(module, pattern) for pattern in held), f"{module}: add it to pure-formulas"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.stem)
def test_actions_are_pinned_to_a_commit(path: Path) -> None:
    used = re.findall(r"uses: *(.+)", path.read_text(encoding="utf-8"))
    assert used
    for action in used:
        assert re.fullmatch(r"[\w-]+/[\w/-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", action), action


@pytest.mark.parametrize("job", jobs())
def test_who_may_write_runs_no_code_of_others(job: dict[str, Any]) -> None:
    """A job that may write takes no checkout and starts nothing but GitHub's own actions and gh; no other keeps a token."""
    words = " ".join(step.get("run", "") for step in job["steps"])
    used = [step["uses"].partition("@")[0] for step in job["steps"] if "uses" in step]
    if "write" in job["permissions"].values():
        assert all(action.startswith("actions/") for action in used)
        assert "actions/checkout" not in used
        assert not re.search(r"\b(python\d?|pip|npm|make|bash|sh|curl|wget)\b", words)
    else:
        assert job["permissions"] == {"contents": "read"}
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def test_zizmor_finds_nothing() -> None:
    zizmor = shutil.which("zizmor", path=str(Path(sys.executable).parent))
    if not zizmor:
        pytest.skip("zizmor is not in this environment")
    done = subprocess.run(
        [zizmor, "--offline", "--no-progress", "--persona=auditor", ".github"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://example.org/a_(b)?c=d&e=%20#f", ""),
        ("http://a-b.example.co.uk:8080/", ""),
        ("https://www.example.hk/財經/報.htm", ""),
        ("javascript:alert(1)", "does not begin"),
        ("JavaScript://example.org/%0aalert(1)", "does not begin"),
        (" https://example.org", "does not begin"),
        ("data:text/html,x", "does not begin"),
        ("example.org/page", "does not begin"),
        ("https://example.org/a b", "holds ' '"),
        ("https://example.org/\u00a0", "which no address may"),
        ('https://example.org/" onclick="x', "holds '\"'"),
        ("https://example.org/<b>", "holds '<'"),
        ("https://example.org/long-na...", "was cut off"),
        ("https://example.org./", "no host"),
        ("https://someone@example.org/", "no host"),
        ("https://localhost/", "no host"),
        ("https://[::1/", "is not an address"),
        ("https://", "no host"),
    ],
)
def test_an_address_can_be_followed_safely(address: str, words: str) -> None:
    fault = address_fault(address)
    assert words in fault
    assert bool(fault) == bool(words)


def test_a_script_for_an_address_is_a_breach_of_the_data(tmp_path: Path) -> None:
    shutil.copytree(DATASETS, tmp_path / "datasets")
    path = tmp_path / "datasets" / "sources.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("https://github.com/01-ai/Yi,", "javascript:alert(1),", 1), encoding="utf-8")
    assert breaches(tmp_path / "datasets") == [
        "sources, row 2, column url: 'javascript:alert(1)' does not begin with http:// or https://."
    ]
    assert not list(address_breaches({"sources": [{"source_id": "a", "url": ""}]})), "some sources have none"


@pytest.mark.parametrize("path", [chinese_font.FIGURES, chinese_font.PAGES], ids=["figures", "pages"])
def test_every_chinese_character_has_its_glyph(path: Path) -> None:
    from fontTools.ttLib import TTFont

    if path.suffix == ".woff2":
        pytest.importorskip("brotli", reason="without brotli no WOFF2 can be read")
    used = chinese_font.characters()
    assert len(used) > 100
    lacking = {
        char: used[char].name for char in sorted(set(used) - set(map(chr, TTFont(path).getBestCmap())))
    }
    assert not lacking, f"run `uv run tools/chinese_font.py`; not in {path.name}: {lacking}"
    assert "SIL OPEN FONT LICENSE" in path.with_name(chinese_font.LICENCE).read_text(encoding="utf-8")


def test_chinese_is_found_where_a_reader_sees_it(tmp_path: Path) -> None:
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "00.ipynb").write_text(
        '{"escaped": "\\u7b97", "plain": "力，"}', encoding="utf-8"
    )
    assert sorted(chinese_font.characters(tmp_path)) == sorted("算力，")


def test_pages_ask_for_the_font_for_just_these_characters() -> None:
    style = (SITE / "_static" / "course.css").read_text(encoding="utf-8")
    face = re.search(r"@font-face \{(.*?)\}", style, re.DOTALL)
    assert face
    assert f'font-family: "{chinese_font.FAMILY}"' in face[1]
    assert f'url("{chinese_font.PAGES.relative_to(SITE / "_static").as_posix()}")' in face[1]
    assert re.findall(r"U\+([0-9A-F-]+)", face[1]) == list(chinese_font.BLOCKS)
    assert chinese_font.PAGES.is_file()


def draw(labels: str) -> subprocess.CompletedProcess[str]:
    """Draw a chart in a fresh Python where a warning is an error: what matplotlib remarks once, it remarks there."""
    code = f"""import pandas as pd
from ai_ambitions.display import charts, style
table = pd.DataFrame({{"term": [{labels!r}, "b"], "uses": [3, 2]}})
style.svg_uri(charts.bars(table, "term", "uses", title={labels!r} + " in bold").figure)"""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True
    )


def test_a_figure_speaks_chinese_without_a_word_on_stderr() -> None:
    done = draw("算力")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_character_without_a_glyph_stays_an_error() -> None:
    assert "Glyph" in draw("𠮷").stderr.splitlines()[-1]


def test_no_file_holds_the_marks_of_a_merge() -> None:
    """A script of the pages that holds them is dead, and no Python test would say so."""
    mark = "^(<{7}|>{7}) "
    found = subprocess.run(["git", "grep", "-lE", mark], cwd=ROOT, capture_output=True, text=True)
    assert found.stdout == ""


def test_no_lock_names_an_address() -> None:
    """Packages come from wherever the user's own tools are set to; npm writes addresses of sponsors, too."""
    locks = ["*package-lock.json", "*requirements*.txt", "*requirements*.in"]
    found = subprocess.run(
        ["git", "grep", "-nF", "://", "--", *locks], cwd=ROOT, capture_output=True, text=True
    )
    assert found.stdout == ""
