"""CSV files that people fill in with a spreadsheet, read with the place of everything that cannot be read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from boxgrader.errors import GraderError


def rows(path: Path, columns: Iterable[str], missing: str, lacking: str) -> list[tuple[str, dict[str, str]]]:
    """Each row of a file, with where it stands; values without blanks around them.

    Parameters
    ----------
    path
        The file.
    columns
        Those that it must have.
    missing
        What to do where there is no such file.
    lacking
        What to do where one of the columns is not there.

    Raises
    ------
    GraderError
        For a file that cannot be read, with its place.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise GraderError(f"{path} is not UTF-8 text.", "Save it as: CSV UTF-8.") from None
    except FileNotFoundError:
        raise GraderError(f"There is no file {path}.", missing) from None
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)  # spreadsheets write what their country is used to
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        if gone := sorted(set(columns) - {(name or "").strip() for name in reader.fieldnames or ()}):
            raise GraderError(f"{path} has no column {gone[0]!r}.", lacking)
        return [
            (
                f"{path}, line {reader.line_num}",
                {
                    (name or "").strip(): (value or "").strip()
                    for name, value in row.items()
                    if not isinstance(value, list)
                },
            )
            for row in reader
        ]
    except csv.Error as error:
        raise GraderError(f"{path}, line {reader.line_num}: {error}.", "Save it as CSV once more.") from None
