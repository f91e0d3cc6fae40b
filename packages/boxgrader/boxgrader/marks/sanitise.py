"""What learners wrote and showed, made harmless before it is stored: the form grader shows it in the teacher's browser.

nbgrader's form grader puts Markdown and HTML outputs into its page as they are, and that page may do whatever the teacher
may do in Jupyter. So of outputs only known kinds stay, HTML goes through bleach, and a Markdown cell that could act in a
browser is shown word for word. Marks are settled before this; a harmless text is stored as it was written.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Any

from boxgrader.text import whole

MIME = re.compile(r"^[\w.+-]+/[\w.+-]+$")
PICTURES = ("image/png", "image/jpeg", "image/gif")
BASE64 = re.compile(r"^[A-Za-z0-9+/=\s]*$")
# Parsers take long over what was made to take long, so there is an end to it; what is more is shown as plain text.
MAX_HTML, MAX_HTML_IN_ALL = (
    100_000,
    400_000,
)  # characters of HTML in one output and in a notebook, pictures not counted
MAX_TAGS, MAX_TAGS_IN_ALL = 6_000, 20_000
MAX_MARKDOWN, MAX_MARKDOWN_IN_ALL = 50_000, 200_000  # characters
LEFT_OUT = "[An output that a browser could run was left out.]"

# --- outputs as they come from the learner's process -------------------------------------------------------------------


def well_formed(outputs: Any) -> tuple[list[dict[str, Any]], bool]:
    """Outputs in the notebook's format, and whether all of them were.

    They come from a process in which the learner's code has run, so that anything may stand in them. What is no output at
    all becomes an error, so that it never counts as passed.
    """
    if not isinstance(outputs, list):
        return [_error("The results of this cell were of the wrong kind.")], False
    found = [_output(output) for output in outputs]
    return [
        output or _error("An output of this cell was of the wrong kind.") for output in found
    ], None not in found


def _error(words: str) -> dict[str, Any]:
    return {"output_type": "error", "ename": "ForgedResult", "evalue": words, "traceback": [words]}


def _output(given: Any) -> dict[str, Any] | None:
    kind = given.get("output_type") if isinstance(given, dict) else None
    if kind == "stream":
        name = "stderr" if given.get("name") == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": _text(given.get("text")) or ""}
    if kind == "error":
        lines = given.get("traceback")
        return {
            "output_type": "error",
            "ename": _text(given.get("ename")) or "Error",
            "evalue": _text(given.get("evalue")) or "",
            "traceback": [_text(line) or "" for line in lines] if isinstance(lines, list) else [],
        }
    if kind not in ("display_data", "execute_result"):
        return None
    data, metadata = given.get("data"), given.get("metadata")
    if not isinstance(data, dict):
        return None
    kept = {mime: _text(value) for mime, value in data.items() if MIME.match(mime)}
    output: dict[str, Any] = {
        "output_type": kind,
        "data": {mime: text for mime, text in kept.items() if text is not None},
        "metadata": _sizes(metadata),
    }
    if kind == "execute_result":
        output["execution_count"] = count_of(given.get("execution_count"))
    return output


def count_of(value: Any) -> int | None:
    """The number of a run, or nothing."""
    return value if type(value) is int and value >= 0 else None


def _text(value: Any) -> str | None:
    """A text, or lines of one; a number as text; nothing for all else."""
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return whole("".join(value))
    if isinstance(value, int | float):
        return repr(value)
    return None


def _sizes(metadata: Any) -> dict[str, Any]:
    """Of an output's metadata the sizes of pictures; nothing else is shown."""
    found = {}
    for mime in PICTURES:
        sizes = metadata.get(mime) if isinstance(metadata, dict) else None
        if isinstance(sizes, dict):
            found[mime] = {k: v for k, v in sizes.items() if k in ("width", "height") and type(v) is int}
    return {mime: sizes for mime, sizes in found.items() if sizes}


# --- before a graded notebook is stored --------------------------------------------------------------------------------


def sanitise(nb: Any, own_texts: set[str]) -> list[str]:
    """Make a graded notebook harmless in place; returns the places where something was changed.

    Parameters
    ----------
    nb
        A notebook of nbformat 4, graded.
    own_texts
        Sources of the exercise's own text cells: they stay as they are.
    """
    changed: list[str] = []
    room = Room()
    nb.metadata = type(nb.metadata)(
        {k: v for k, v in nb.metadata.items() if k in ("kernelspec", "language_info")}
    )
    for number, cell in enumerate(nb.cells, 1):
        fine = True
        if cell.cell_type == "raw":
            cell.cell_type, cell.source = "markdown", verbatim(cell.source)
        elif cell.cell_type == "markdown" and cell.source not in own_texts:
            cell.source, fine = safe_markdown(cell.source, cell.get("attachments", {}), room)
        elif cell.cell_type == "code":
            for output in cell.outputs:
                if output.output_type in ("display_data", "execute_result"):
                    data, good = safe_data(dict(output.data), room)
                    output.data = type(output.data)(data)
                    fine &= good
        if not fine:
            changed.append(str(cell.metadata.get("nbgrader", {}).get("grade_id", "")) or f"cell {number}")
    return changed


@dataclass
class Room:
    """How much of a notebook may still be looked at closely."""

    html: int = MAX_HTML_IN_ALL
    tags: int = MAX_TAGS_IN_ALL
    markdown: int = MAX_MARKDOWN_IN_ALL

    def for_html(self, page: str) -> bool:
        """Whether there is room for a piece of HTML, which then is used up."""
        size, tags = len(PICTURE_DATA.sub("", page)), page.count("<")
        self.html, self.tags = self.html - size, self.tags - tags
        return size <= MAX_HTML and tags <= MAX_TAGS and self.html >= 0 and self.tags >= 0

    def for_markdown(self, source: str) -> bool:
        """Whether there is room for a text, which then is used up."""
        self.markdown -= len(source)
        return len(source) <= MAX_MARKDOWN and self.markdown >= 0


def safe_data(data: dict[str, str], room: Room) -> tuple[dict[str, str], bool]:
    """The forms of one output that a page may show, and whether none of its forms could act."""
    kept = {mime: data[mime] for mime in PICTURES if BASE64.match(data.get(mime, "<"))}
    fine = not any(mime.lower().endswith(("javascript", "ecmascript")) for mime in data)
    if "text/plain" in data:
        kept["text/plain"] = data["text/plain"]
    if "text/markdown" in data:
        kept["text/markdown"], good = safe_markdown(data["text/markdown"], {}, room)
        fine &= good
    if "text/latex" in data and not ACTIVE_MATH.search(data["text/latex"]):
        kept["text/latex"] = data["text/latex"]
    if "text/html" in data:
        fine &= not SUSPICIOUS.search(data["text/html"])
        if room.for_html(data["text/html"]):
            kept["text/html"] = safe_html(data["text/html"])
        else:
            kept.setdefault("text/plain", "[The table or page was too large to be kept.]")
    elif "image/svg+xml" in data:  # as a picture: there a browser runs none of its scripts
        code = base64.b64encode(data["image/svg+xml"].encode()).decode()
        kept["text/html"] = f'<img alt="" src="data:image/svg+xml;base64,{code}">'
    return kept or {"text/plain": LEFT_OUT}, fine


# --- HTML --------------------------------------------------------------------------------------------------------------

SUSPICIOUS = re.compile(
    r"(?i)<(?:script|iframe|object|embed|svg|math|form)\b|<[^<>]*[\s/\"']on[a-z]+\s*=|javascript:"
)
ACTIVE_MATH = re.compile(
    r"\\(?:href|require|class|cssId|style|html|unicode|url|def|let|newcommand|renewcommand)\b"
)
WITH_CONTENT = re.compile(r"<(script|style|title|template|noscript|textarea|xmp|iframe)\b", re.IGNORECASE)
PICTURE_DATA = re.compile(r"data:image/[\w.+-]+;base64,[A-Za-z0-9+/=\s]*")
TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del", "details", "div", "dl", "dt",
    "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol",
    "p", "pre", "s", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "u", "ul",
}  # fmt: skip
STYLES = {
    "background-color", "border", "border-collapse", "color", "font-family", "font-size", "font-style", "font-weight",
    "height", "max-width", "min-width", "padding", "text-align", "text-decoration", "vertical-align", "white-space", "width",
}  # fmt: skip
PLAIN = {"alt", "colspan", "height", "lang", "open", "rowspan", "scope", "span", "style", "title", "width"}
PICTURE = re.compile(r"^data:image/(?:png|jpeg|gif|svg\+xml)[;,]")
ADDRESS = re.compile(r"^(?:https?:|mailto:)")


def _allow(tag: str, name: str, value: str) -> bool:
    """For bleach: whether an attribute stays."""
    if name == "class":
        return value == "dataframe"
    if name in ("href", "src"):
        return bool((ADDRESS if tag == "a" else PICTURE).match(value.strip().lower()))
    return name in PLAIN


def safe_html(page: str) -> str:
    """HTML in which nothing acts and nothing is fetched: tables, text, pictures that the page itself holds."""
    from bleach.css_sanitizer import CSSSanitizer  # type: ignore[import-untyped,unused-ignore]
    from bleach.sanitizer import Cleaner  # type: ignore[import-untyped,unused-ignore]

    cleaner = Cleaner(
        tags=TAGS,
        attributes=_allow,
        protocols={"http", "https", "mailto", "data"},
        strip=True,
        strip_comments=True,
        css_sanitizer=CSSSanitizer(allowed_css_properties=STYLES, allowed_svg_properties=[]),
    )
    clean = str(cleaner.clean(_without_content(page)))
    return clean.replace("\\", "&#92;&#8288;") if ACTIVE_MATH.search(unescape(clean)) else clean


def _without_content(page: str) -> str:
    """HTML without scripts and styles, which bleach would show as text. Only for looks: what is safe is bleach's to say."""
    low, kept, at = page.lower(), [], 0
    while hit := WITH_CONTENT.search(page, at):
        end = low.find(f"</{hit[1].lower()}", hit.end())
        if end < 0:
            break
        kept.append(page[at : hit.start()])
        at = low.find(">", end) + 1 or len(page)
    return "".join(kept) + page[at:]


# --- Markdown ----------------------------------------------------------------------------------------------------------

# Without attributes these do nothing but look; they may stand in a text as they are.
SIMPLE_TAG = re.compile(
    r"^</?(?:b|br|code|del|em|i|ins|kbd|mark|s|small|strong|sub|sup|u)\s*/?>$", re.IGNORECASE
)
LINK = re.compile(r'\b(href|src)="([^"]*)"')


@cache
def _renderers() -> tuple[Any, Any]:
    """The Markdown of nbconvert as the form grader uses it, and the same with all HTML shown as text."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer

    class Escaping(IPythonRenderer):  # type: ignore[misc,unused-ignore]
        """Shows HTML as text, but for the simplest tags."""

        def inline_html(self, html: str) -> str:
            return html if SIMPLE_TAG.match(html.strip()) else str(self.escape_html(html))

        block_html = inline_html

        def block_mermaidjs(self, code: str) -> str:
            return str(super().block_mermaidjs(self.escape_html(code)))

    return IPythonRenderer, Escaping


def harmless(source: str, attachments: dict[str, dict[str, str]]) -> bool:
    """Whether a Markdown text, shown by the form grader, is nothing but text, links that are clicked, and its own pictures."""
    from nbconvert.filters.markdown_mistune import MarkdownWithMath

    try:
        shown = [
            MarkdownWithMath(renderer=renderer(escape=False, attachments=attachments)).render(source)
            for renderer in _renderers()
        ]
    except Exception:  # a text that the renderer cannot show would also stop the form grader's page
        return False
    if shown[0] != shown[1] or ACTIVE_MATH.search(unescape(shown[0])):
        return False
    for kind, address in LINK.findall(shown[0]):
        plain = re.sub(r"[\x00-\x20]", "", unescape(address)).lower()
        if kind == "src" and not PICTURE.match(plain):
            return False
        if kind == "href" and not (ADDRESS.match(plain) or plain.startswith("#")):
            return False
    return True


def safe_markdown(source: str, attachments: dict[str, dict[str, str]], room: Room) -> tuple[str, bool]:
    """A text as it may be shown, and whether that is as it was written."""
    if room.for_markdown(source) and harmless(source, attachments):
        return source, True
    return verbatim(source), False


def verbatim(source: str) -> str:
    """A Markdown text that shows another one word for word."""
    longest = max((len(run) for run in re.findall(r"`+", source)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"*Shown word for word, since a browser could act on parts of it:*\n\n{fence}\n{source}\n{fence}"
