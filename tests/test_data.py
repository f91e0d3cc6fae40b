"""The data keep their contract, and a broken table is noticed with file, row, column and reason."""

from __future__ import annotations

import csv
import html
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ai_ambitions import cite, load
from ai_ambitions.core.cells import span
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import DATASETS, ROOT
from ai_ambitions.data import contract as data
from ai_ambitions.data.check import breaches, report
from ai_ambitions.data.cite import sources
from ai_ambitions.data.load import _known_by, read_table
from ai_ambitions.data.second import second_look


def test_a_table_is_read_once_and_handed_out_as_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = data.table_entry("claims")
    path = tmp_path / entry["path"]
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(DATASETS / entry["path"], path)
    monkeypatch.setattr("ai_ambitions.data.load.data_dir", lambda: tmp_path)
    one = load("claims")
    one.loc[:, "claim_id"] = "spoilt"
    one.attrs["title"] = "spoilt"
    one["more"] = 1
    two = load("claims")
    assert "more" not in two
    assert two["claim_id"].is_unique
    assert two.attrs["title"] != "spoilt"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.rstrip("\n").rindex("\n") + 1], encoding="utf-8")
    assert len(load("claims")) == len(two) - 1, "a file that has changed is read anew"
    path.unlink()
    with pytest.raises(CourseError):
        load("claims")


def test_no_breach() -> None:
    assert breaches(DATASETS) == []
    text, count = report(DATASETS)
    assert count == 0
    assert "No breach" in text


@pytest.mark.slow
def test_the_package_is_a_valid_data_package() -> None:
    from frictionless import Package

    assert list(second_look(DATASETS)) == []
    generated = Package(str(DATASETS / "datapackage.yaml"))  # refuses what the standard does not know
    assert len(generated.resources) == len(data.tables())


@pytest.mark.parametrize("name", sorted(data.tables()))
def test_every_table_loads_with_types(name: str) -> None:
    frame, entry = load(name), data.table_entry(name)
    for field in entry["schema"]["fields"]:
        kind = str(frame[field["name"]].dtype)
        wanted = {"number": "float64", "integer": "Int64", "boolean": "boolean", "date": "datetime64[s]"}.get(
            field["type"]
        )
        assert wanted is None or kind == wanted, f"{field['name']}: {kind}"
    assert entry["title"]
    assert entry["as_of"]
    assert all(field["description"] for field in entry["schema"]["fields"])


def test_unknown_names_answer_with_the_closest() -> None:
    with pytest.raises(CourseError, match="'chips'"):
        load("chip")
    with pytest.raises(CourseError, match="no source called"):
        cite("nobody")


def test_cite_names_exactly_the_rows_shown() -> None:
    rows = load("chips").query("chip == 'H20 SXM 96GB'")
    assert set(cite(rows).ids) == {rows["source_id"].item(), rows["source_id_2"].item()}
    with pytest.raises(CourseError, match="lost its source_id"):
        cite(rows[["chip"]])


def test_a_source_with_an_address_is_cited_as_a_link() -> None:
    rows = load("models").head(3)
    said = cite(rows)._repr_html_()
    known = sources()
    for name in rows["source_id"]:
        assert f'<a href="{html.escape(known[name]["url"])}">' in said


def test_what_was_known_then() -> None:
    then, now = load("controls_timeline", as_of="2025-10-31"), load("controls_timeline")
    assert 0 < len(then) < len(now)
    assert then["date"].max() <= now["date"].max()
    half_years = load("cambricon_results", as_of="2025-10-31")
    assert half_years["period_end"].max() <= pd.Timestamp("2025-10-31")


@pytest.mark.parametrize(
    ("published", "as_of", "known"),
    [
        ("2025-10-03", "2025-10-03", True),
        ("2025-10-03", "2025-10-02", False),
        ("2025-10", "2025-10-01", False),  # some day in October is not the first
        ("2025-10", "2025-10-31", True),
        ("2025-10", "2025-10", True),
        ("2025", "2025-10-31", False),
        ("2025", "2025-12-31", True),
        ("", "2030-01-01", False),  # without a date nothing is certain
    ],
)
def test_a_source_counts_from_the_last_day_it_may_have_appeared(
    monkeypatch: pytest.MonkeyPatch, published: str, as_of: str, known: bool
) -> None:
    key = load("price_index")["source_id"].iloc[0]
    monkeypatch.setattr("ai_ambitions.data.load.sources", lambda: {key: {"published": published}})
    assert bool(len(load("price_index", as_of=as_of))) is known


TOY: dict[str, Any] = {
    "path": "toy.csv",
    "promises": [{"observed": "day"}],
    "schema": {
        "fields": [
            {"name": "day", "type": "date", "constraints": {"required": True}},
            {"name": "level", "type": "string", "constraints": {"enum": ["low", "high", "a peak"]}},
            {"name": "source_id", "type": "string"},
            {"name": "source_id_2", "type": "string"},
        ]
    },
}


def toy(folder: Path, *rows: str) -> pd.DataFrame:
    (folder / "toy.csv").write_text("\n".join(["day,level,source_id,source_id_2", *rows]) + "\n")
    return read_table(folder / "toy.csv", TOY)


def test_a_closed_vocabulary_keeps_its_order(tmp_path: Path) -> None:
    levels = toy(tmp_path, "2025-01-02,high,one,")["level"]
    assert list(levels.cat.categories) == ["low", "high", "a peak"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",low,one,", r"row 3, column day: "),
        ("2025-01-02,higher,one,", r"row 3, column level: 'higher'"),
    ],
    ids=["a required cell is empty", "a word outside of the vocabulary"],
)
def test_what_the_contract_forbids_is_not_loaded(tmp_path: Path, row: str, words: str) -> None:
    with pytest.raises(CourseError, match=words):
        toy(tmp_path, "2025-01-02,high,one,", row)


def test_on_a_day_a_row_is_known_whose_day_it_is_and_one_of_whose_sources_was_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = toy(tmp_path, "2025-05-04,high,late,early", "2025-05-05,high,early,late", "2025-05-03,low,late,")
    out = {"early": {"published": "2025-01-01"}, "late": {"published": "2026-01-01"}}
    monkeypatch.setattr("ai_ambitions.data.load.sources", lambda: out)
    known = _known_by(table, TOY, "2025-05-04")
    assert known["day"].dt.strftime("%Y-%m-%d").tolist() == ["2025-05-04"]


def test_as_of_takes_dates_and_says_what_it_cannot_read() -> None:
    import datetime

    day = datetime.date(2025, 10, 31)
    assert len(load("models", as_of=day)) == len(load("models", as_of="2025-10"))
    for wrong in ("last year", "2025-13-01", "2025-13", "31.10.2025", ""):
        with pytest.raises(CourseError, match="is not a date"):
            load("models", as_of=wrong)


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2024-02-01", "month", "2024-02-01", "2024-02-29"),
        ("2025-05-01", "quarter", "2025-04-01", "2025-06-30"),
        ("2025-07-01", "year", "2025-01-01", "2025-12-31"),
        ("2025", "", "2025-01-01", "2025-12-31"),
        ("2025-10-03", "day", "2025-10-03", "2025-10-03"),
        ("undated", "", "", ""),
    ],
)
def test_span_of_a_date_known_in_part(text: str, precision: str, first: str, last: str) -> None:
    assert span(text, precision) == (first, last)


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(DATASETS, tmp_path / "datasets")
    monkeypatch.setenv("AI_AMBITIONS_DATA", str(tmp_path / "datasets"))
    return tmp_path / "datasets"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t.replace(",814,", ",wide,", 1), r"row \d+, column die_area_mm2: 'wide' is not a number"),
        (lambda t: t + t.splitlines()[-1] + "\n", r"the key .* stands already in row"),
        (lambda t: t.replace("die_area_mm2", "area", 1), r"row 1: the header differs"),
        (lambda t: t.replace(",Nvidia,", ",Nvi\x00dia,", 1).replace("\x00", "\udcff"), r"not UTF-8"),
    ],
)
def test_a_broken_file_names_row_column_and_reason(
    broken: Path, change: Callable[[str], str], words: str
) -> None:
    path = broken / "chips.csv"
    path.write_bytes(change(path.read_text(encoding="utf-8")).encode("utf-8", "surrogateescape"))
    with pytest.raises(CourseError, match=words):
        load("chips")


def test_a_broken_contract_is_told_in_one_line(broken: Path) -> None:
    path = broken / "chips.yaml"
    text = path.read_text(encoding="utf-8")
    for change, words in (
        (lambda t: "title: one: two\n" + t, r"chips.yaml, line 1, is not YAML"),
        (lambda t: t + "title: again\n", r"line \d+, is not YAML: the key 'title' stands twice"),
        (lambda t: "", r"chips.yaml holds no list of keys"),
        (lambda t: "- a\n- b\n", r"chips.yaml holds no list of keys"),
        (lambda t: t.replace("primaryKey:", "key:"), r"chips.yaml: missing primaryKey"),
        (lambda t: t.replace("as_of: 2026", "as_of: in 2026"), r"as_of is a day such as"),
        (
            lambda t: t.replace("- name: chip\n  type: string", "- name: chip\n  type: datum"),
            r"column chip: it needs",
        ),
        (
            lambda t: t.replace("- source_id\n", "- source\n"),
            r"the column 'source' is described neither here",
        ),
    ):
        data._yaml.cache_clear()
        data._entry.cache_clear()
        path.write_text(change(text), encoding="utf-8")
        with pytest.raises(CourseError, match=words):
            load("chips")


def corruptions(path: Path, fields: list[dict[str, object]]) -> dict[str, bytes]:
    """Ten ways to break a table."""
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    names = rows[0]
    typed = next((f for f in fields if f["type"] in ("number", "integer", "date", "boolean")), None)
    required = next(f for f in fields if f.get("constraints", {}).get("required"))  # type: ignore[attr-defined]

    def text(changed: list[list[str]]) -> bytes:
        return (
            "\n".join(",".join('"' + c.replace('"', '""') + '"' for c in row) for row in changed).encode()
            + b"\n"
        )

    def cell(column: str, value: str) -> list[list[str]]:
        at = names.index(column)
        return [names, [*rows[1][:at], value, *rows[1][at + 1 :]], *rows[2:]]

    made = {
        "no header": text(rows[1:]),
        "a column too few": text([row[:-1] for row in rows]),
        "a column renamed": text([["x", *names[1:]], *rows[1:]]),
        "a row too short": text([names, rows[1][:-1], *rows[2:]]),
        "a row too long": text([names, [*rows[1], "more"], *rows[2:]]),
        "a row twice": text([*rows, rows[1]]),
        "a required cell empty": text(cell(str(required["name"]), "")),
        "broken encoding": text(rows).replace(b"\n", b"\xff\n", 1),
        "empty file": b"",
    }
    if "source_id" in names and path.name != "sources.csv":
        made["a source that does not exist"] = text(cell("source_id", "nobody-knows"))
    if typed:
        made["a wrong type"] = text(cell(str(typed["name"]), "many"))
    return made


def test_ten_corruptions_of_every_table_are_caught(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from ai_ambitions.data import check as datacheck

    caught, tried, missed = 0, 0, []
    listed = {row["source_id"] for row in csv.DictReader((DATASETS / "sources.csv").open(encoding="utf-8"))}
    for name, entry in data.tables().items():
        for kind, content in corruptions(DATASETS / entry["path"], entry["schema"]["fields"]).items():
            (tmp_path / entry["path"]).write_bytes(content)
            tables: datacheck.Tables = {"sources": [{"source_id": key} for key in listed]}
            found = list(datacheck.contract_breaches(tmp_path, [entry], tables))
            found += [line for line in datacheck.source_breaches(tables) if "is not in sources.csv" in line]
            tried += 1
            caught += bool(found)
            if not found:
                missed.append(f"{name}: {kind}")
    with capsys.disabled():
        print(f"\ncorruptions: {caught} of {tried} caught in {len(data.tables())} tables")
    assert not missed, missed


def test_nothing_of_this_machine_is_in_the_data() -> None:
    for path in DATASETS.iterdir():
        assert str(ROOT) not in path.read_text(encoding="utf-8"), path.name


def test_the_catalogue_is_in_step() -> None:
    from ai_ambitions.publish.catalogue import catalogue, datapackage

    assert (DATASETS / "README.md").read_text(encoding="utf-8") == catalogue(), "run `ambitions release`"
    made = (DATASETS / "datapackage.yaml").read_text(encoding="utf-8")
    assert made == datapackage(), "run `ambitions release`"


def test_the_catalogue_names_for_each_lesson_the_tables_that_say_so() -> None:
    from ai_ambitions.publish.catalogue import by_lesson

    lines = {line.split(" | ")[0].strip("| "): line for line in by_lesson(str)[2:]}
    assert sorted(lines) == [*(f"{n:02}" for n in range(13)), "all"]
    assert "capability_gaps" in lines["03"]
    assert "glossary" in lines["all"]
    assert "glossary" not in lines["03"]


@pytest.mark.parametrize("name", [n for n, e in data.tables().items() if e.get("preview")])
def test_a_preview_is_one_series_told_in_words(name: str) -> None:
    from ai_ambitions.publish import preview
    from ai_ambitions.publish.catalogue import rows_of

    entry = data.table_entry(name)
    series = preview.points(entry["preview"], rows_of(entry))
    assert len(series) >= 5
    assert len({x for x, _value in series}) == len(series), "two values for one date"
    picture = preview.figure(entry, rows_of(entry))
    assert f"a line of {len(series)} points from {preview.short(series[0][1])}" in picture
    assert picture.count("<circle") == len(series)
    assert all(0 <= x <= preview.WIDTH and 0 <= y <= preview.HEIGHT for x, y in preview.place(series))
