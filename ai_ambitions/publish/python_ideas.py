"""Which idea of Python each lesson uses first, read from the notebooks: a page for teachers, and a test that holds the list whole.

An idea is a sign or word of Python, a verb of tables, or a verb of the course. A new one in a notebook needs a line here, and a
word in the notebook before its first use; tests ask for both. Lines that no notebook uses are left out of the page.
"""

from __future__ import annotations

import ast
import builtins
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ai_ambitions.core import notebooks
from ai_ambitions.core.course import course

# What a sign or word does, in the words of a lesson. The keys are what a notebook shows in backticks where it says so.
PYTHON = {
    "=": "gives a name",
    "==": "asks whether two things are equal; of a column it asks each cell",
    "!=": "asks whether they differ",
    ">=": "asks whether the left is as large or larger",
    "<=": "asks whether the left is as small or smaller",
    ">": "asks whether the left is larger",
    "<": "asks whether the left is smaller",
    "&": "joins two masks: and",
    "|": "joins two masks: or",
    "~": "turns a mask round",
    "import": "brings tools in",
    "print": "shows a value",
    "def": "begins a recipe with a name",
    "return": "hands its result back",
    "for": "repeats, once for each item",
    "if": "runs the lines below only where something holds",
    "raise": "refuses, and says why",
    "try": "runs what may stop, and goes on",
    'f"': "a text that takes values in",
    ":.0%": "in such a text: a share in per cent, with so many decimals",
    ":.1f": "in such a text: a number with so many decimals",
    ":.2e": "in such a text: a number with its power of ten",
    "_": "parts the digits of a long number",
    "#": "a note to the reader; nothing is run",
    "[…]": "a list",
    "{…}": "a dictionary: a value under each name",
    "(…, …)": "several values in one, as a function hands them back",
    "{… for …}": "a dictionary made by a loop in one line",
    "[… for …]": "a list made by a loop in one line",
    "{… for …} (a set)": "a set made by a loop in one line",
    "+=": "adds to what a name stands for",
    "**": "in a call: a dictionary spread out into named arguments",
    "name=": "in a call: an argument by its name",
    "table[…]": "columns by name, rows by a mask",
    "len": "how many",
    "list": "makes a list",
    "set": "makes a set: each value once, without order",
    "sorted": "in order",
    "range": "whole numbers one after the other",
    "round": "fewer digits",
    "int": "a whole number",
    "display": "shows a table or picture in the middle of a cell",
    ".values": "the values of a dictionary",
}
TABLES = {
    ".head": "the first rows",
    ".drop_duplicates": "the first row of each kind",
    ".sum": "adds up; of a mask it counts",
    ".mean": "the average; of a mask it is a share",
    ".min": "the smallest",
    ".max": "the largest",
    ".idxmax": "where the largest stands",
    ".round": "fewer digits, of each cell",
    ".isna": "a mask of the unknown cells",
    ".notna": "a mask of the known cells",
    ".dropna": "leaves unknown cells out",
    ".isin": "a mask: stands it in a list?",
    ".between": "a mask: lies it in a range?",
    ".eq": "a mask: equal? (== as a word)",
    ".str": "asks of each text",
    ".contains": "a mask: is it part of the text?",
    ".dt": "asks of each date",
    ".year": "the year of a date",
    ".days": "the days between two dates",
    ".map": "each value to another, by a list of pairs",
    ".apply": "the same function to each cell or row",
    ".assign": "a new column",
    ".rename": "another name for a column",
    ".set_index": "makes a column the label of its rows",
    ".reset_index": "makes the label a column again",
    ".loc": "rows by label or mask, and a column",
    ".iloc": "rows by their place",
    ".item": "the one value of a column of one row",
    ".sort_values": "in the order of a column",
    ".groupby": "in groups of equal value",
    ".value_counts": "how many of each value",
    ".unique": "each value once",
    ".nunique": "how many different values",
    ".split": "parts a text",
    ".merge": "joins two tables by the columns that they share",
    ".unstack": "turns labels into columns",
    "crosstab": "counts two columns against each other",
    ".to_dict": "rows as dictionaries",
    ".attrs": "what a table says of itself, such as its day",
}
COURSE = {
    "ready": "looks whether the computer is",
    "plan": "question, minutes and tables of a lesson",
    "load": "reads a table",
    "table": "shows a table with its source",
    "cite": "names the sources of rows",
    "show": "shows a picture",
    "explore": "shows a picture with controls",
    "predict": "asks for a guess",
    "reveal": "opens what was guessed",
    "quiz": "asks questions",
    "claim": "prints claims and what would settle them",
    "rule": "prints the rule of a verdict",
    "settle": "prints a verdict, and holds it against the ledger",
    "verdict": "shows the card of a claim",
    "way_on": "what comes next",
}
PLAIN = frozenset("+-*/")  # what everybody can read
KINDS = {"Python": PYTHON, "Tables": TABLES, "Verbs of the course": COURSE}

# Ideas that a text says in words: what to look for beside the sign itself.
IN_WORDS = {
    "=": r"`=` gives a name",
    "table[…]": r"square brackets",
    "[…]": r"Square brackets make a \*\*list",
    'f"': r"Text with an `f` in front",
    "{…}": r"dictionar|curly brackets hold",
    "{… for …}": r"dictionary made by a loop",
    "[… for …]": r"list made by a loop",
    "{… for …} (a set)": r"set made by a loop",
    "(…, …)": r"two names at once|name and content together",
    "**": r"two stars",
    "name=": r"argument given by its name",
}
_COMPARE = {ast.Eq: "==", ast.NotEq: "!=", ast.GtE: ">=", ast.LtE: "<=", ast.Gt: ">", ast.Lt: "<", ast.In: "in", ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not"}  # fmt: skip
_CALCULATE = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "** (power)", ast.FloorDiv: "//", ast.Mod: "%", ast.BitAnd: "&", ast.BitOr: "|"}  # fmt: skip
_STATEMENT = {
    ast.Import: "import", ast.ImportFrom: "import", ast.FunctionDef: "def", ast.Return: "return", ast.For: "for",
    ast.While: "while", ast.If: "if", ast.IfExp: "… if … else …", ast.Raise: "raise", ast.Try: "try", ast.With: "with",
    ast.Lambda: "lambda", ast.ClassDef: "class", ast.Assign: "=", ast.AugAssign: "+=", ast.JoinedStr: 'f"', ast.List: "[…]",
    ast.Dict: "{…}", ast.Set: "{…, …}", ast.ListComp: "[… for …]", ast.DictComp: "{… for …}", ast.SetComp: "{… for …} (a set)",
    ast.GeneratorExp: "(… for …)", ast.Subscript: "table[…]", ast.Slice: "[a:b]", ast.BoolOp: "and, or", ast.Not: "not",
    ast.Invert: "~", ast.Assert: "assert", ast.Starred: "[*…]",
}  # fmt: skip


# How a value is written in a text, by the last sign of its format.
_WRITTEN = {"%": ":.0%", "f": ":.1f", "e": ":.2e"}


@dataclass(frozen=True)
class Use:
    """The first use of an idea: lesson, cell and whether it stands in a Further part; where it was said; lessons that use it."""

    idea: str
    lesson: str
    cell: str
    further: bool
    said_in: str
    lessons: tuple[str, ...]


def _owners() -> tuple[Any, ...]:
    import pandas as pd

    return pd.DataFrame, pd.Series, *(getattr(pd.Series, name) for name in ("dt", "str")), dict, list


def ideas_of(code: str, room: frozenset[str] = frozenset()) -> Iterator[str]:
    """The ideas of a piece of code, each at every use. Names of ``room``, a lesson's own functions, are left out."""
    tree = ast.parse(code)
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.NUMBER and "_" in token.string:
            yield "_"
        elif token.type == tokenize.COMMENT:
            yield "#"
    own = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)} | room
    for node in ast.walk(tree):
        if type(node) in _STATEMENT:
            yield _STATEMENT[type(node)]
            if isinstance(node, ast.JoinedStr):
                yield from _formats(node)
        elif isinstance(node, ast.Compare):
            yield from (_COMPARE[type(op)] for op in node.ops)
        elif isinstance(node, ast.BinOp):
            yield _CALCULATE[type(node.op)]
        elif isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Store):
            yield "(…, …)"
        elif isinstance(node, ast.keyword):
            yield "name=" if node.arg else "**"
        elif isinstance(node, ast.Attribute) and _of_tables(node, room):
            yield f".{node.attr}"
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            if name and name not in own and not name.endswith("Error"):
                yield name
            if isinstance(node.func, ast.Attribute) and node.func.attr == "crosstab":
                yield "crosstab"


def _formats(text: ast.JoinedStr) -> Iterator[str]:
    """How the values in a text are written, where the text says so."""
    for value in text.values:
        if isinstance(value, ast.FormattedValue) and isinstance(value.format_spec, ast.JoinedStr):
            written = "".join(
                str(part.value) for part in value.format_spec.values if isinstance(part, ast.Constant)
            )
            if written[-1:] in _WRITTEN:
                yield _WRITTEN[written[-1]]


def _of_tables(node: ast.Attribute, room: frozenset[str]) -> bool:
    """Whether it is a verb of tables, columns, dictionaries or lists, and not of a lesson's own things."""
    if isinstance(node.value, ast.Name) and node.value.id in room:
        return False
    return any(hasattr(owner, node.attr) for owner in _owners())


def _imported(code: str) -> Iterator[str]:
    """Names that come from a lesson's room."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ai_ambitions."):
            yield from (alias.asname or alias.name for alias in node.names)


def _said(idea: str, text: str) -> bool:
    """Whether a Markdown text shows the sign in backticks, or says it in words."""
    if idea in IN_WORDS and re.search(IN_WORDS[idea], text):
        return True
    spans = re.findall(r"`([^`]+)`", text)
    if idea.isidentifier():
        return any(re.search(rf"(?<![\w.]){idea}(?![\w=])", span) for span in spans)
    if idea[0] == "." and idea[1:].isidentifier():
        # max(0, x) is the function of that name, and says nothing of a column's .max
        bare = idea[1:] if hasattr(builtins, idea[1:]) else rf"{idea[1:]}(\(.*\))?"
        return any(re.fullmatch(bare, span) or re.search(rf"\{idea}(?!\w)", span) for span in spans)
    return idea in spans


def first_uses() -> list[Use]:
    """Every idea that a visible code cell of a lesson uses, in the order of first use, lessons in their order.

    It was said where a Markdown cell at or before that use shows its sign in backticks, in this lesson or an earlier one.
    """
    first: dict[str, tuple[str, str, bool, str]] = {}
    lessons: dict[str, list[str]] = {}
    said: dict[str, str] = {}
    known = [idea for ideas in KINDS.values() for idea in ideas]
    for entry in course().ready:
        cells = notebooks.read(entry.notebook).cells
        room = frozenset(
            name for cell in cells if cell.cell_type == "code" for name in _imported(cell.source)
        )
        defined: set[str] = set()
        further = False
        for cell in cells:
            if cell.cell_type == "markdown":
                heading = re.match(r"#{2,3} (.*)", cell.source)
                further = heading[1].startswith("Further") if heading else further
                for idea in known:
                    if _said(idea, cell.source):
                        said.setdefault(idea, f"{entry.number} {cell.id}")
            elif not cell.metadata.get("jupyter", {}).get("source_hidden"):
                found = set(ideas_of(cell.source, room | defined))
                defined |= {
                    n.name for n in ast.walk(ast.parse(cell.source)) if isinstance(n, ast.FunctionDef)
                }
                for idea in sorted(found):
                    first.setdefault(idea, (entry.number, cell.id, further, said.get(idea, "")))
                    if entry.number not in lessons.setdefault(idea, []):
                        lessons[idea].append(entry.number)
    return [Use(idea, *where, tuple(lessons[idea])) for idea, where in first.items()]


PREFACE = """# Python, lesson by lesson

Which idea of Python each lesson uses first, read from the code that a learner sees. So a class that takes lessons in another
order, or leaves some out, sees what it has to be told. *Used* names the lesson and the cell, *said* those that explain the
sign before; where that is empty the lesson uses it unexplained, and the words here will do. Signs of arithmetic and a
lesson's own functions are left out.
"""


def _row(use: Use, means: str) -> str:
    sign = use.idea.replace("|", "\\|")
    where = f"{use.lesson} *{use.cell}*" + (" (Further)" if use.further else "")
    lesson, _, cell = use.said_in.partition(" ")
    said = f"{lesson} *{cell}*" if cell else ""
    later = [entry.number for entry in course().ready if entry.number > use.lesson]
    again = "all later" if later and later == list(use.lessons[1:]) else ", ".join(use.lessons[1:])
    return f"| `{sign}` | {means} | {where} | {said} | {again} |"


def page() -> str:
    """The page for teachers: a table for each kind of idea, in the order of first use."""
    found = {use.idea: use for use in first_uses()}
    parts = [PREFACE]
    for kind, ideas in KINDS.items():
        parts += [
            f"## {kind}",
            "",
            "| idea | what it does | used | said | again |",
            "|---|---|---|---|---|",
            *(_row(use, ideas[use.idea]) for use in found.values() if use.idea in ideas),
            "",
        ]
    new = {
        entry.number: [
            u.idea
            for u in found.values()
            if u.lesson == entry.number and u.idea not in COURSE and u.idea not in PLAIN
        ]
        for entry in course().ready
    }
    parts += [
        "## How many ideas are new in each lesson",
        "",
        "| lesson | new ideas | of these said before they are used |",
        "|---|---|---|",
        *(
            f"| {number} | {len(ideas)} | {sum(bool(found[idea].said_in) for idea in ideas)} |"
            for number, ideas in new.items()
        ),
        "",
    ]
    return "\n".join(parts)
