"""Whatever a maintainer's editor or spreadsheet does to the tables, ``ambitions check data`` says it in one line, and ``load`` agrees."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import DATASETS
from ai_ambitions.data import check, contract
from ai_ambitions.data.load import read_table

pytestmark = pytest.mark.slow  # one after the other, each with the whole check

Change = Callable[[str], str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    contract._yaml.cache_clear()
    contract._entry.cache_clear()
    shutil.copytree(DATASETS, tmp_path / "datasets")
    return tmp_path / "datasets"


def lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def cell(column: int, value: str, row: int = 1) -> Change:
    """A change of one cell of a table that has no quoted cells before it."""

    def change(text: str) -> str:
        rows = lines(text)
        cells = rows[row].split(",")
        cells[column] = value
        rows[row] = ",".join(cells)
        return "".join(rows)

    return change


TABLES: list[tuple[str, str, Change, str]] = [
    ("a blank line", "price_index.csv", lambda t: t + "\n", r"price_index, row \d+: a blank line"),
    ("a blank line of commas", "price_index.csv", lambda t: t + ",,,,,\n", r"price_index, row \d+: a blank line"),
    ("a byte-order mark", "price_index.csv", lambda t: "\ufeff" + t, r"row 1: the file begins with a byte-order mark"),
    ("a byte-order mark in the sources", "sources.csv", lambda t: "\ufeff" + t, r"sources.csv, row 1: the file begins with"),
    ("a date without dashes", "exchange_rates.csv", lambda t: re.sub(r"(\d{4})-(\d\d)-(\d\d)", r"\1\2\3", t, count=1), "is not a date like"),
    ("a week date", "exchange_rates.csv", lambda t: re.sub(r"\d{4}-\d\d-\d\d", "2025-W31-3", t, count=1), "is not a date like"),
    ("30 February", "exchange_rates.csv", lambda t: re.sub(r"\d{4}-\d\d-\d\d", "2025-02-30", t, count=1), "is not a date like"),
    ("an underscore in a number", "chips.csv", lambda t: t.replace(",814,", ",8_14,", 1), "'8_14' is not a number"),
    ("full-width digits", "chips.csv", lambda t: t.replace(",814,", ",８１４,", 1), "'８１４' is not a number"),
    ("a thousands comma", "chips.csv", lambda t: t.replace(",814,", ',"1,814",', 1), "'1,814' is not a number"),
    ("a line break in a cell", "chips.csv", lambda t: t.replace(",814,", ',"81\n4",', 1), "a line break inside a cell"),
    ("a trailing space", "chips.csv", lambda t: t.replace("Nvidia,", "Nvidia ,", 1), "begins or ends with a blank"),
    ("a hard space", "chips.csv", lambda t: t.replace(",814,", ",\u00a0814,", 1), "is not a number|begins or ends with a blank"),
    ("infinity", "chips.csv", lambda t: t.replace(",814,", ",inf,", 1), "'inf' is not a number"),
    ("an open quote", "chips.csv", lambda t: t.replace(",814,", ',"814,', 1), r"chips.csv, row \d+: |cells where the header"),
    ("a header only", "price_index.csv", lambda t: lines(t)[0], "price_index, row 1: a header and no rows"),
    ("a column twice", "price_index.csv", lambda t: "".join(x.rstrip("\n") + "," + x.split(",")[0] + "\n" for x in lines(t)), r"twice: \['"),
    ("semicolons", "price_index.csv", lambda t: t.replace(",", ";"), "the header differs"),
    ("merge markers", "price_index.csv", lambda t: "<<<<<<< HEAD\n" + t, "the header differs"),
    ("a pattern", "claims.csv", lambda t: t.replace("C03,", "c3,", 1), r"claims, row 4, column claim_id: 'c3' does not have the form"),
    ("a foreign key", "models.csv", lambda t: t.replace(",apache-2.0,", ",apache-9,", 1), r"'apache-9' is not in licences.csv"),
    ("a source's date in words", "sources.csv", lambda t: re.sub(r"\d{4}-\d\d-\d\d", "27 Nov 2024", t, count=1), "column published: '27 Nov 2024' is not a date"),
    ("a source read in the future", "sources.csv", lambda t: re.sub(r",2026-\d\d-\d\d,", ",2131-01-01,", t, count=1), "2131-01-01 has not come yet|is not a date"),
    ("a script for an address", "sources.csv", lambda t: re.sub(r"https://[^,]*", "javascript:alert(1)", t, count=1), "does not begin with http"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "change", "words"), [row[1:] for row in TABLES], ids=[row[0] for row in TABLES]
)
def test_a_broken_table_is_told_in_one_line_and_does_not_load(
    folder: Path, name: str, change: Change, words: str
) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert change(text) != text, "the change changed nothing"
    path.write_text(change(text), encoding="utf-8", newline="")
    found = check.breaches(folder)
    assert any(re.search(words, line) for line in found), found[:5]
    assert len(found) <= 4, f"the reason is buried under {len(found)} lines"
    assert all("\n" not in line for line in found)


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_other_line_endings_are_fine(folder: Path, ending: str) -> None:
    path = folder / "price_index.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("\n", ending), encoding="utf-8", newline="")
    assert check.breaches(folder) == []


def test_a_table_that_is_missing_and_one_without_a_contract(folder: Path) -> None:
    (folder / "price_index.csv").rename(folder / "price_indices.csv")
    found = check.breaches(folder)
    assert any("price_indices.csv has no contract" in line for line in found), found
    assert any("price_index.yaml describes a table that is missing" in line for line in found), found
    assert len(found) == 2


def test_other_encodings(folder: Path) -> None:
    path = folder / "glossary.csv"
    text = path.read_text(encoding="utf-8")
    for encoding in ("gbk", "utf-16"):
        path.write_bytes(text.encode(encoding, "replace"))
        found = check.breaches(folder)
        assert [line for line in found if "is not UTF-8" in line], encoding
        assert len(found) <= 2


def test_a_preview_of_columns_that_are_not_there(folder: Path) -> None:
    path = next(p for p in sorted(folder.glob("*.yaml")) if "\npreview:" in p.read_text(encoding="utf-8"))
    path.write_text(
        re.sub(r"(?m)^  x: .*$", "  x: nowhere", path.read_text(encoding="utf-8")), encoding="utf-8"
    )
    found = check.breaches(folder)
    assert found == [f"{path.stem}: {path.name}, preview: no column nowhere."]


def test_every_kind_of_constraint_can_be_broken_and_is_noticed() -> None:
    kinds = {
        kind
        for entry in contract.tables().values()
        for field in entry["schema"]["fields"]
        for kind in field.get("constraints", {})
    }
    fields = {
        "required": ({"type": "string", "constraints": {"required": True}}, ""),
        "enum": ({"type": "string", "constraints": {"enum": ["a", "b"]}}, "c"),
        "minimum": ({"type": "number", "constraints": {"minimum": 0}}, "-1"),
        "maximum": ({"type": "number", "constraints": {"maximum": 1}}, "1.5"),
        "pattern": ({"type": "string", "constraints": {"pattern": "C[0-9]{2}"}}, "C1"),
    }
    assert kinds == {*fields, "unique"}, "a kind of constraint that nothing here breaks"
    for kind, (field, wrong) in fields.items():
        assert contract.problem_in_cell(wrong, {"name": "x"} | field), kind
    entry = {
        "schema": {
            "fields": [
                {"name": "x", "type": "string", "constraints": {"unique": True}},
                {"name": "y", "type": "string"},
            ],
            "primaryKey": ["y"],
        }
    }
    found = list(contract.problems_in_rows([["x", "y"], ["a", "1"], ["a", "2"]], entry))
    assert found == ["row 3, column x: x, which is unique, 'a' stands already in row 2."]


def test_what_passes_the_check_loads(folder: Path) -> None:
    for entry in contract.tables(folder).values():
        read_table(folder / entry["path"], entry)


def test_the_sources_say_what_is_wrong_with_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ai_ambitions.data.cite import sources

    monkeypatch.setenv("AI_AMBITIONS_DATA", str(folder))
    path = folder / "sources.csv"
    path.write_text("\ufeff" + path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(CourseError, match="begins with a byte-order mark"):
        sources()


def test_the_second_look_finds_what_the_standard_forbids(folder: Path) -> None:
    from ai_ambitions.data.second import second_look

    path = folder / "claims.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("C02,", "c2,", 1), encoding="utf-8")
    assert [line for line in second_look(folder) if line.startswith("claims, row 3") and "pattern" in line]


def test_one_fact_in_two_tables_is_compared(folder: Path) -> None:
    path = folder / "guidance_funds.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",60.06,", ",60.6,", 1), encoding="utf-8")
    found = check.breaches(folder)
    assert any(
        re.search(r"ai_spending, row \d+, column amount_low: 60.06 here, 60.6 in guidance_funds", x)
        for x in found
    )
    assert any(
        re.search(r"guidance_funds, row \d+, column value: 60.6 here, 60.06 in plan_targets", x)
        for x in found
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: re.sub(r"(?s)agrees:.*?(?=primaryKey)", "", t), r"812000 from \S+ stands also in chip_company_results, row \d+.* → Say"),
        (lambda t: t.replace("with: chip_company_results", "with: chip_results"), "agrees: no table chip_results"),
        (lambda t: t.replace("entity: Huawei", "entity: Hauwei"), "agrees with chip_company_results: no two rows belong together"),
    ],
)  # fmt: skip
def test_an_agreement_that_was_forgotten_or_speaks_of_nothing(
    folder: Path, change: Change, words: str
) -> None:
    path = folder / "china_chip_market.yaml"
    text = path.read_text(encoding="utf-8")
    assert change(text) != text
    path.write_text(change(text), encoding="utf-8")
    assert any(re.search(words, line) for line in check.breaches(folder))
