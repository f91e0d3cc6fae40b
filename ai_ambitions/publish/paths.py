"""Two ways to read a lesson, with and without its code: each input is folded, and one switch opens or hides them all."""

from __future__ import annotations

from bs4 import BeautifulSoup

SWITCH = (
    '<fieldset class="ai-reading" hidden><legend>How to read this lesson</legend>'
    '<label><input type="radio" name="reading" value="text" checked> without code</label>'
    '<label><input type="radio" name="reading" value="code"> with code</label></fieldset>'
)


def folded(soup: BeautifulSoup) -> None:
    """Fold each code input of a lesson, in place; the set-up cells, which only import and load, are marked as such.

    Folds work without script. The switch stands below the title, hidden until a script makes it work.
    """
    inputs = [code for code in soup.select("div.cell div.cell_input") if not code.find_parent("details")]
    for code in inputs:
        setup = "from ai_ambitions import" in code.get_text()
        fold = soup.new_tag("details", attrs={"class": "ai-code ai-setup" if setup else "ai-code"})
        summary = soup.new_tag("summary", string="Set-up: what this lesson loads" if setup else "Code")
        code.wrap(fold)
        fold.insert(0, summary)
    title = soup.find("h1")
    if inputs and title is not None:
        title.insert_after(BeautifulSoup(SWITCH, "html.parser"))
