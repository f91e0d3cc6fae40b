"""The map of the course, what is made from it, and what is said when the two part."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from ai_ambitions import cli, load
from ai_ambitions.core import course as c
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import LESSONS, ROOT


def test_map_and_folders_agree() -> None:
    assert list(c.breaches()) == []
    assert [entry.slug for entry in c.course().ready] == sorted(p.stem for p in LESSONS.glob("*.ipynb"))
    for entry in c.course().ready:
        assert (ROOT / "tests" / "lessons" / entry.room / "answers.py").exists(), entry.room


def test_map_and_ledger_agree() -> None:
    ledger = load("claims").set_index("claim_id")
    assert c.course().article.claims == len(ledger)
    homes = {claim: entry.number for entry in c.course().lessons for claim in entry.claims}
    assert homes == {claim: number for claim, number in ledger["lesson"].items()}
    assert set(ledger["written_on"].astype(str).str[:10]) == {c.course().article.day}


@pytest.mark.parametrize("name", ["6", "06", "06-chip-ban", "chip_ban"])
def test_a_lesson_has_many_names(name: str) -> None:
    assert c.lesson(name).room == "chip_ban"


def test_unknown_lessons_and_those_to_come() -> None:
    with pytest.raises(CourseError, match="no lesson called '99'"):
        c.lesson("99")
    coming = next((entry for entry in c.course().lessons if not entry.ready), None)
    if coming:
        with pytest.raises(CourseError, match="still to come"):
            c.slug_of(coming.number)
    with pytest.raises(CourseError, match="no lesson '77'"):
        c.slug_of("77")


def test_a_class_with_a_folder_of_its_own_is_the_one_spoken_of_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before, a command typed in a class's folder graded the class of the checkout, and knew no exercise of its own."""
    (tmp_path / "solutions" / "20-mine").mkdir(parents=True)
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.source_directory = 'solutions'\n"
    )
    (tmp_path / "deeper").mkdir()

    def spoken_of(*words: str) -> tuple[Path, str]:
        course, slug = cli._class(cli.parser().parse_args(["grade", *words]))
        return course.root, slug

    monkeypatch.chdir(tmp_path)
    assert spoken_of("20") == (tmp_path, "20-mine")
    assert spoken_of("06") == (tmp_path, "06-chip-ban")
    assert spoken_of("06", "--course", str(ROOT)) == (ROOT, "06-chip-ban")
    monkeypatch.chdir(tmp_path / "deeper")
    assert spoken_of("06") == (ROOT, "06-chip-ban")
    with pytest.raises(CourseError, match="There is no lesson '20'"):
        spoken_of("20")


def test_tables_are_read_from_the_lesson_itself() -> None:
    tables = c.tables_of("06-chip-ban")
    assert {"chips", "export_rule_thresholds", "controls_timeline"} <= set(tables)
    assert c.tables_of("02-four-price-tags") == () or c.lesson("02").ready


@pytest.mark.parametrize(
    ("code", "said", "step"),
    [
        (
            'TABLES = dict(C01=("claims",))',
            "here, line 1: TABLES is not written out",
            "Write each claim with its tables",
        ),
        ("x = 1\ndef c01((", "here, line 2, is no Python", "Mend that line"),
    ],
)
def test_code_that_tables_cannot_be_read_from_is_told_with_its_line(code: str, said: str, step: str) -> None:
    with pytest.raises(CourseError, match=said) as told:
        list(c._tables_in(code, "here"))
    assert step in told.value.next_step


def test_tables_with_a_type_are_read() -> None:
    code = 'TABLES: dict[str, tuple[str, ...]] = {"C01": ("claims",), "C02": ()}\nTABLES: dict'
    assert list(c._tables_in(code, "here")) == ["claims"]


def test_tables_in_code() -> None:
    code = 'a, b = load("chips"), load("sources", as_of="2025")\nTABLES = {"C01": ("claims",)}\nload(name)'
    assert set(c._tables_in(code, "here")) == {"claims", "chips", "sources"}


def entries() -> dict[str, object]:
    raw: dict[str, object] = yaml.safe_load((ROOT / "course.yaml").read_text(encoding="utf-8"))
    return raw


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda raw: raw["lessons"][1].pop("question"), "01-ambition-and-money: missing \\['question'\\]"),
        (lambda raw: raw["lessons"][1].update(colour="red"), "not known \\['colour'\\]"),
        (lambda raw: raw["lessons"][1].update(status="soon"), "neither ready nor coming"),
        (lambda raw: raw["lessons"][1].update(minutes={"core": 5}), "minutes need core, further"),
        (lambda raw: raw.pop("article"), "the part on the article"),
        (lambda raw: raw["lessons"].append("text"), "lesson 14: missing"),
    ],
)
def test_a_broken_map_names_its_entry(tmp_path: Path, change: object, words: str) -> None:
    raw = entries()
    change(raw)  # type: ignore[operator]
    path = tmp_path / "course.yaml"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    with pytest.raises(CourseError, match=words):
        c.read_map(path)


def test_a_map_that_is_no_yaml(tmp_path: Path) -> None:
    path = tmp_path / "course.yaml"
    path.write_text("article: {title: [", encoding="utf-8")
    with pytest.raises(CourseError, match="is not YAML"):
        c.read_map(path)
    with pytest.raises(CourseError, match="cannot be read"):
        c.read_map(tmp_path / "none.yaml")


def test_a_notebook_without_an_entry_and_an_entry_without_a_notebook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(c, "LESSONS", tmp_path)
    (tmp_path / "77-new.ipynb").write_text("{}")
    (tmp_path / "02-four-price-tags.ipynb").write_text("{}")
    lines = list(c.breaches())
    assert any(line.startswith("lessons/77-new.ipynb stands in no line of course.yaml.") for line in lines)
    assert any("06-chip-ban is ready, and lessons/06-chip-ban.ipynb is missing" in line for line in lines)


def test_a_claim_without_a_rule_says_so() -> None:
    coming = next((entry for entry in c.course().lessons if not entry.ready and entry.claims), None)
    if coming:
        with pytest.raises(CourseError, match="still to come"):
            c.rules_of(coming.claims[0])
    with pytest.raises(CourseError, match="no claim called 'C99'"):
        c.rules_of("C99")


def test_the_readme_is_in_step() -> None:
    from ai_ambitions.publish.front import filled

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert filled(text, lambda e: f"lessons/{e.slug}.ipynb", "README.md") == text, "run `ambitions release`"
    article = c.course().article
    for name in ("README.md", "site/index.md"):
        page = (ROOT / name).read_text(encoding="utf-8")
        assert f"each of its {article.claims} claims" in page
    with pytest.raises(CourseError, match="has lost the marks"):
        filled("# no marks", str, "README.md")


def test_a_lesson_leans_only_on_those_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = entries()
    later, itself = raw["lessons"][7]["slug"], raw["lessons"][6]["slug"]  # type: ignore[index]
    raw["lessons"][6]["needs"] = [later, itself, "77-none"]  # type: ignore[index]
    path = tmp_path / "course.yaml"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    monkeypatch.setattr(c, "map_file", lambda: path)
    lines = list(c.breaches())
    for name in (later, itself, "77-none"):
        assert f"course.yaml, {itself}: it needs {name!r}, which is no lesson before it." in lines
