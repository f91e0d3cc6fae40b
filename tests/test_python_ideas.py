"""The table of ideas of Python is that of the notebooks: nothing unlisted, nothing stale, and each explained where it is said to be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ai_ambitions.core import notebooks
from ai_ambitions.core.course import course, lesson
from ai_ambitions.publish import python_ideas
from ai_ambitions.publish.python_ideas import COURSE, KINDS, PLAIN, Use, first_uses, ideas_of, page

KNOWN = {idea for ideas in KINDS.values() for idea in ideas}
USES = {use.idea: use for use in first_uses()}


@pytest.mark.parametrize(
    ("code", "ideas"),
    [
        ("a = 1", {"="}),
        ("a == b", {"=="}),
        ("x <= 3", {"<="}),
        ("~a & b | c", {"~", "&", "|"}),
        ("us, cn = pair", {"=", "(…, …)"}),
        ("table[['a']].head(3)", {"table[…]", "[…]", ".head"}),
        ("d = {'a': 1}", {"=", "{…}"}),
        ("{a: b for a in c}", {"{… for …}"}),
        ("[a for a in b]", {"[… for …]"}),
        ("lambda x: x", {"lambda"}),
        ("a[1:3]", {"table[…]", "[a:b]"}),
        ("f'{a}'", {'f"'}),
        ("f'{a:.0%} {b:,.2f} {c:.2e}'", {'f"', ":.0%", ":.1f", ":.2e"}),
        ("f'{a:22} {b!r}'", {'f"'}),
        ("1_000 + a_b", {"_", "+"}),
        ("a  # why\n'# no'", {"#"}),
        ("show(x, wide=True)", {"show", "name="}),
        ("show(x, **more)", {"show", "**"}),
        ("[*a]", {"[…]", "[*…]"}),
        ("raise ValueError('no')", {"raise"}),
        ("def own(x):\n    return own(x)", {"def", "return"}),
        ("from pandas import crosstab\ncrosstab(a, b)", {"import", "crosstab"}),
        ("figures.sum(x)", set()),
        ("answer.clause", set()),
    ],
)
def test_ideas_are_told_from_code(code: str, ideas: set[str]) -> None:
    assert set(ideas_of(code, frozenset({"figures"}))) == ideas


def test_every_idea_of_the_notebooks_is_listed() -> None:
    assert set(USES) - KNOWN - PLAIN == set(), "give each a line in python_ideas"
    assert len(KNOWN) == sum(map(len, KINDS.values())), "an idea stands under two kinds"


def test_the_first_use_is_the_first() -> None:
    number, cell = USES["=="].lesson, USES["=="].cell
    assert (number, cell) == ("00", "py-equal")
    for use in USES.values():
        seen = [c for c in notebooks.read(lesson(use.lesson).notebook).cells if c.id == use.cell]
        assert use.idea in set(ideas_of(seen[0].source, frozenset({"figures"}))), use
        assert use.lessons[0] == use.lesson
        assert list(use.lessons) == sorted(use.lessons)


def test_what_is_said_is_said_before() -> None:
    order = [
        f"{entry.number} {cell.id}"
        for entry in course().ready
        for cell in notebooks.read(entry.notebook).cells
    ]
    for use in USES.values():
        if use.said_in:
            assert order.index(use.said_in) < order.index(f"{use.lesson} {use.cell}"), use


def test_no_idea_is_used_before_it_is_explained() -> None:
    """Verbs of the course say what they do; signs of arithmetic everybody can read."""
    unsaid = [
        f"{use.idea} in {use.lesson} {use.cell}"
        for use in USES.values()
        if not use.said_in and use.idea not in COURSE and use.idea not in PLAIN
    ]
    assert unsaid == [], "say what it does in a cell at or before this one, with its sign in backticks"


def test_a_call_of_the_function_does_not_explain_the_verb_of_a_column() -> None:
    assert not python_ideas._said(".max", "`max(0, x)` cuts at zero")
    assert python_ideas._said(".max", "`max` is the largest of a column")
    assert python_ideas._said(".iloc", "`.iloc[0]` takes the first")
    assert not python_ideas._said("set", "`set_index` makes a label")
    assert not python_ideas._said("=", "`a = 1`")


def test_a_further_part_is_marked() -> None:
    assert USES["verdict"].further
    assert not USES["for"].further
    assert "00 *card* (Further)" in page()


def test_the_page_is_a_table_that_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    text = page()
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    assert len(rows) == len(KNOWN & set(USES))
    for row in rows:
        cells = re.split(r"(?<!\\)\|", row)
        assert len(cells) == 7, row
        assert cells[2].strip(), row
    number = {line.split("|")[1].strip(): line for line in text.splitlines() if re.match(r"\| \d\d \|", line)}
    assert set(number) == {entry.number for entry in course().ready}
    news = {
        n: sum(u.lesson == n and u.idea not in COURSE | dict.fromkeys(PLAIN) for u in USES.values())
        for n in number
    }
    for n, line in number.items():
        assert int(line.split("|")[2]) == news[n]
    late = Use("for", "00", "py-for", False, "", ("00",))
    monkeypatch.setattr(python_ideas, "first_uses", lambda: [late])
    assert "| `for` | repeats, once for each item | 00 *py-for* |  |  |" in page()


def test_the_site_has_the_page() -> None:
    index = Path(__file__).parents[1] / "site" / "teachers" / "index.md"
    assert "\npython\n" in index.read_text(encoding="utf-8")
