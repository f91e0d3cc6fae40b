"""All tables as one file, with the contracts that say what they hold."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

from ai_ambitions.core.paths import DATASETS, ROOT
from ai_ambitions.data.contract import package

_DAY = (2026, 1, 1, 0, 0, 0)  # of every file in it: the same tables are the same bytes


def name() -> str:
    """What the file is called, after the name of the Data Package."""
    return f"{package()['name']}-data.zip"


@cache
def archive() -> bytes:
    """The ZIP file: every table, its contract, the catalogue, the Data Package, and the licence."""
    folder = name().removesuffix(".zip")
    files = [*sorted(DATASETS.glob("*.csv")), *sorted(DATASETS.glob("*.yaml")), DATASETS / "README.md"]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for path in filter(Path.is_file, [*files, ROOT / "LICENSE-CONTENT"]):
            entry = zipfile.ZipInfo(f"{folder}/{path.name}", _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, path.read_bytes())
    return made.getvalue()
