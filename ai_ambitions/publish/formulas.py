"""Formulas, drawn when the site is built: a page needs no script for them, and is some 660 kB lighter without MathJax."""

from __future__ import annotations

import json
import shutil
import subprocess

from bs4 import BeautifulSoup, Tag

from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import FRAME, ROOT

DRAWN = ROOT / "_build" / "formulas.json"  # what was drawn before, by TeX and way of standing


def typeset(soup: BeautifulSoup) -> None:
    """Put a drawing and its MathML in place of each formula that Sphinx left as TeX."""
    places = [place for place in soup.select(".math") if place.name in ("span", "div")]
    if not places:
        return
    for place, drawing in zip(places, drawings([_tex(place) for place in places]), strict=True):
        place.clear()
        place.append(BeautifulSoup(drawing, "html.parser"))


def _tex(place: Tag) -> tuple[str, bool]:
    """The TeX of a formula without its marks, and whether it stands alone."""
    return place.get_text().strip()[2:-2], place.name == "div"


def drawings(formulas: list[tuple[str, bool]]) -> list[str]:
    r"""SVG and hidden MathML of each formula, given as TeX and whether it stands alone.

    Raises CourseError where a formula is no TeX that MathJax knows, with the formula.
    """
    known: dict[str, str] = json.loads(DRAWN.read_text(encoding="utf-8")) if DRAWN.exists() else {}
    wanted = {_name(tex, alone): (tex, alone) for tex, alone in formulas}
    missing = {name: formula for name, formula in wanted.items() if name not in known}
    if missing:
        done = subprocess.run(
            [shutil.which("node") or "node", str(FRAME / "formulas.cjs")],
            input=json.dumps(list(missing.values())),
            capture_output=True,
            text=True,
            cwd=FRAME,
        )
        if done.returncode:
            raise CourseError(done.stderr.strip().splitlines()[-1], "Mend the formula in its notebook.")
        known |= dict(zip(missing, json.loads(done.stdout), strict=True))
        DRAWN.parent.mkdir(exist_ok=True)
        DRAWN.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
    return [known[_name(tex, alone)] for tex, alone in formulas]


def _name(tex: str, alone: bool) -> str:
    return f"{'alone' if alone else 'in a line'}: {tex}"
