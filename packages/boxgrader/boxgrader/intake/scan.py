"""Code that reaches for the grader, found by words. A hint for the eye, never a verdict: honest code uses some of them too."""

from __future__ import annotations

import io
import re
import tokenize
from typing import Any

from boxgrader import checks

TOOLS = "|".join(checks.__all__)
# Looked for in the code without its strings, or with them.
IN_CODE = {
    r"\b__(?:eq|ne|class|instancecheck|getattribute|sub|rsub|abs|float|lt|gt|le|ge|bool)__\b": "defines how objects compare",
    r"\bNotYet\b|\bCheck\b": "uses the tests' own classes",
    r"(?<![\w.])(?:In|_ih|_oh|_i|_ii|_iii|_i\d+)\b(?!\s*=[^=])": "reads cells that have run",
    rf"^\s*(?:(?:async\s+)?def|class)\s+(?:{TOOLS})\b|^\s*(?:{TOOLS})\s*(?::[^=\n]*)?=[^=]|\b(?:as|global)\s+(?:{TOOLS})\b": "replaces the tests' tools",
}
ANYWHERE = {
    r"\bget_ipython\b|\binput_transformers|\bInteractiveShell\b|\bset_custom_exc\b|\bshowtraceback\b": "reaches into IPython",
    r"\b_getframe\b|\bf_back\b|\bf_locals\b|\bf_globals\b|\bco_consts\b|\bsettrace\b|\bsetprofile\b": "reads the caller's frames",
    r"\b(?:import|from)\s+(?:ctypes|gc|inspect|dis)\b|\bgc\.get_|\binspect\.": "inspects the running program",
    r"\b__builtins__\b|\b(?:import|from)\s+builtins\b|\bsys\.modules\b": "changes Python's own functions",
    r"\bchecks\.\w+\s*=[^=]|\b\w+\.checks\s+as\b|^\s*from\s+\w+\s+import\s+checks\b": "replaces the tests' tools",
    r"\bos\._exit\b|\bos\.kill\b|\bos\.fork\b|\bPopen\b|\bsubprocess\b|\bos\.system\b|\bmultiprocessing\b": "starts or ends processes",
    r"\b(?:import|from)\s+(?:socket|urllib|requests|http|ftplib)\b": "asks for the network",
    r"(?i:\bgradebook\b|\bhidden\s*tests?\b)|/proc/|\bsolutions/": "looks for the grader's files",
    r"\bos\.write\b|\bfdopen\b": "writes past Python's output",
}


def scan(cells: list[tuple[str, str]]) -> list[str]:
    """What the code of a submission reaches for, in words.

    Parameters
    ----------
    cells
        Where each piece of code stands, and the code; the grader's own test cells are left out by the caller.
    """
    found: dict[str, str] = {}
    for where, source in cells:
        for patterns, code in ((ANYWHERE, bare(source)), (IN_CODE, bare(source, strings=False))):
            for pattern, words in patterns.items():
                hit = re.search(pattern, code, re.MULTILINE)
                if hit and words not in found:
                    found[words] = f"{where}: {hit.group(0).strip()[:30]}"
    return [f"{words} ({place})" for words, place in found.items()]


def bare(source: str, strings: bool = True) -> str:
    """Code without its comments and docstrings, or without any strings; the source itself where it is not plain Python."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError, ValueError):
        return source
    lines = source.splitlines(keepends=True)
    for number, token in enumerate(tokens):
        alone = token.type == tokenize.STRING and (
            not strings
            or number == 0
            or tokens[number - 1].type in (tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT)
        )
        if token.type == tokenize.COMMENT or alone:
            (first, begin), (last, end) = token.start, token.end
            for row in range(first, last + 1):
                line = lines[row - 1]
                left = begin if row == first else 0
                right = end if row == last else len(line.rstrip("\n"))
                lines[row - 1] = line[:left] + " " * (right - left) + line[right:]
    return "".join(lines)


def own_code(nb: Any, tests: set[str]) -> list[tuple[str, str]]:
    """Code cells that the learner could write in, with a name for each."""
    from boxgrader.intake.repair import name_of

    return [
        (name_of(cell) or f"cell {number}", cell.source)
        for number, cell in enumerate(nb.cells, 1)
        if cell.cell_type == "code" and name_of(cell) not in tests
    ]
