# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools==4.68.0", "brotli==1.2.1", "zhplot==1.0.0"]
# ///
"""Cut the course's Chinese font anew: ``uv run tools/chinese_font.py``.

Figures and web pages must show Chinese also where no Chinese font is installed. The whole font weighs 10 MB, so the course
carries the characters that it uses and no others: a TTF for figures, a WOFF2 of the same for browsers. A test says which
character is missing; then run this, and commit what it writes. The same characters give the same bytes.

Noto Sans SC (SIL Open Font License 1.1) comes out of the package zhplot, which carries it whole. The lines at the top name
what this script needs; uv brings it for this one run, and nothing of it enters the course's environment.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FIGURES = ROOT / "ai_ambitions" / "fonts" / "NotoSansSC-course.ttf"
PAGES = ROOT / "site" / "_static" / "fonts" / "NotoSansSC-course.woff2"
LICENCE = "NotoSansSC-OFL.txt"
FAMILY = "Noto Sans SC course"  # a name of its own: no font installed here or there changes a stored picture
NAMES = [0, 1, 2, 4, 5, 6, 13, 14]  # copyright, names, version, licence and its address
# Nothing is set vertically, or in another weight.
UNUSED_TABLES = ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx"]

# Radicals to ideographs (with Chinese punctuation between), compatibility ideographs, and full-width forms. course.css names
# the same, so that a page without Chinese never asks for the file.
BLOCKS = ("2E80-9FFF", "F900-FAFF", "FF00-FFEF")
CHINESE = re.compile("[" + re.sub(r"([0-9A-F]{4})", r"\\u\1", "".join(BLOCKS)) + "]")

# Everything that a learner or a teacher may see: outputs of notebooks count, exercises are made from solutions.
SHOWN = (
    "*.md",
    "ai_ambitions/**/*.py",
    "ai_ambitions/**/*.yaml",
    "datasets/*.csv",
    "datasets/*.yaml",
    "lessons/*.ipynb",
    "site/**/*.md",
    "solutions/*/*.ipynb",
)


def texts(root: Path = ROOT) -> Iterator[tuple[Path, str]]:
    """Path and text of every file that may put Chinese before a reader; in notebooks, escapes are undone."""
    for pattern in SHOWN:
        for path in sorted(root.glob(pattern)):
            if "node_modules" not in path.parts:
                text = path.read_text(encoding="utf-8")
                if path.suffix == ".ipynb":
                    text = json.dumps(json.loads(text), ensure_ascii=False)
                yield path, text


def characters(root: Path = ROOT) -> dict[str, Path]:
    """Each Chinese character of the course, with one file that uses it."""
    return {char: path for path, text in texts(root) for char in CHINESE.findall(text)}


def main() -> None:
    """Write both fonts and their licence."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    package = importlib.util.find_spec("zhplot")
    if package is None or package.origin is None:
        raise SystemExit(
            "The whole font is not here.\n→ Type `uv run tools/chinese_font.py`, which brings it."
        )
    whole = Path(package.origin).parent / "fonts"
    wanted = sorted(characters())
    for target, flavour in ((FIGURES, None), (PAGES, "woff2")):
        font = TTFont(whole / "NotoSansSC-Regular.ttf", recalcTimestamp=False)
        cut = Subsetter(
            Options(
                drop_tables=UNUSED_TABLES,
                hinting=False,
                layout_features=[],
                name_IDs=NAMES,
                notdef_outline=True,
            )
        )
        cut.populate(text="".join(wanted))
        cut.subset(font)
        for number, name in ((1, FAMILY), (4, FAMILY), (6, FAMILY.replace(" ", ""))):
            font["name"].setName(name, number, 3, 1, 0x409)
        font.flavor = flavour
        target.parent.mkdir(parents=True, exist_ok=True)
        font.save(target)
        shutil.copyfile(whole / "OFL.txt", target.with_name(LICENCE))
        print(f"{target.relative_to(ROOT)}: {len(wanted)} characters, {target.stat().st_size / 1000:.0f} kB")
    if unknown := set(wanted) - set(map(chr, TTFont(FIGURES).getBestCmap())):
        raise SystemExit(f"Noto Sans SC has no {' '.join(sorted(unknown))}.\n→ Write them otherwise.")


if __name__ == "__main__":
    main()
