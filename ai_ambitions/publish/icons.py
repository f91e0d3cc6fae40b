"""The icons of the theme, cut down to those that its pages use: a font of a few kB in place of 640 kB of script and fonts."""

from __future__ import annotations

import io
import re
from importlib.util import find_spec
from pathlib import Path

from ai_ambitions.core.errors import CourseError
from ai_ambitions.publish.kept import kept

FONT = "vendor/fontawesome/webfonts/fa-solid-900.woff2"
STYLES = "styles/pydata-sphinx-theme.css"
# What the theme's templates ask for by name; a test compares it with the pages. Those that its style sheet draws itself are
# found there.
NAMES = {
    "fa-angle-left",
    "fa-angle-right",
    "fa-arrow-up",
    "fa-bars",
    "fa-chevron-down",
    "fa-circle-half-stroke",
    "fa-list",
    "fa-magnifying-glass",
    "fa-moon",
    "fa-sun",
}


def theme() -> Path:
    """The folder of the theme's static files."""
    spec = find_spec("pydata_sphinx_theme")
    if spec is None or spec.origin is None:
        raise CourseError("The theme of the web edition is not installed.", "Run: make dev")
    return Path(spec.origin).parent / "theme" / "pydata_sphinx_theme" / "static"


def characters(styles: str) -> set[int]:
    """The character behind each icon, as the theme's style sheet has it. Raises KeyError for one that it does not have."""
    known = {
        name: int(code, 16)
        for rule, code in re.findall(r'([^{}]*)\{--fa:"\\([0-9a-f]+)', styles)
        for name in re.findall(r"\.(fa-[a-z0-9-]+)", rule)
    }
    own = re.findall(r'--pst-icon-[a-z-]+:"(.)"', styles)
    return {known[name] for name in NAMES} | {ord(character) for character in own}


def cut(target: Path) -> None:
    """Write the theme's icon font with these icons only."""
    target.parent.mkdir(parents=True, exist_ok=True)
    hangs_on = (theme() / FONT, theme() / STYLES, Path(__file__))
    target.write_bytes(kept("icons", hangs_on, _cut))


def _cut() -> bytes:
    from fontTools import subset

    options = subset.Options(flavor="woff2", hinting=False, layout_features=[], notdef_outline=False)
    font = subset.load_font(str(theme() / FONT), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters((theme() / STYLES).read_text(encoding="utf-8")))
    cutter.subset(font)
    made = io.BytesIO()
    subset.save_font(font, made, options)
    return made.getvalue()
