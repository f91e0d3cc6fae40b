"""What learners write and show is harmless where nbgrader's form grader puts it: in the teacher's browser, with the teacher's rights."""

from __future__ import annotations

import os
import re
import sqlite3
from pathlib import Path
from typing import Any

import nbformat
import pytest
from test_class import sandbox_missing

from boxgrader.marks.course import Course, in_folder
from boxgrader.marks.sanitise import MAX_TAGS, Room, harmless, safe_data, safe_html, sanitise, verbatim
from boxgrader.run import grade as run
from toyclass import classroom as make
from toyclass.classroom import FULL, LESSON

browser = pytest.importorskip("tests.support.browser", reason="only in the checkout of the course")
pytestmark = pytest.mark.notebook

PUT = (
    "XSS();fetch('/api/contents/P{n}.txt',{{method:'PUT',headers:{{'Content-Type':'application/json',"
    "'X-XSRFToken':(document.cookie.match(/_xsrf=([^;]+)/)||[])[1]}},"
    "body:JSON.stringify({{type:'file',format:'text',content:'x'}})}})"
)
# From the lists that testers of web pages use; XSS is what each would call.
VECTORS = [
    "<script>XSS()</script>",
    "<SCRIPT SRC=data:text/javascript,XSS()></SCRIPT>",
    "<scr<script>ipt>XSS()</scr</script>ipt>",
    "<img src=x onerror=XSS()>",
    "<IMG SRC=x OnErRoR='XSS()'>",
    "<img src='x' onerror\n=\nXSS()>",
    "<img/src=x/onerror=XSS()>",
    '<img """><script>XSS()</script>">',
    "<svg onload=XSS()>",
    "<svg><script>XSS()</script></svg>",
    "<svg><animate onbegin=XSS() attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:XSS()'><text x=20 y=20>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=XSS()&gt;'>",
    "<math><annotation-xml encoding='text/html'><img src=x onerror=XSS()></annotation-xml></math>",
    "<body onload=XSS()>",
    "<iframe src='javascript:parent.XSS()'></iframe>",
    "<iframe srcdoc='<script>parent.XSS()</script>'></iframe>",
    "<object data='data:text/html,<script>XSS()</script>'></object>",
    "<embed src='javascript:XSS()'>",
    "<a href='javascript:XSS()'>x</a>",
    "<a href='java&#115;cript:XSS()'>x</a>",
    "<a href=' \x01javascript:XSS()'>x</a>",
    "<a href='java\tscript:XSS()'>x</a>",
    "<a href='vbscript:XSS'>x</a>",
    "<a href='data:text/html,<script>XSS()</script>'>x</a>",
    "<form action='javascript:XSS()'><button>x</button></form>",
    "<button formaction='javascript:XSS()'>x</button>",
    "<input autofocus onfocus=XSS()>",
    "<details open ontoggle=XSS()>x</details>",
    "<video><source onerror=XSS()></video>",
    "<audio src=x onerror=XSS()></audio>",
    "<marquee onstart=XSS()>x</marquee>",
    "<meta http-equiv=refresh content='0;url=javascript:XSS()'>",
    "<link rel=stylesheet href='data:text/css,*{}'>",
    "<base href='javascript:XSS()//'>",
    "<style>*{background:url('javascript:XSS()')}</style>",
    "<style><img src='</style><img src=x onerror=XSS()>'></style>",
    "<div style='background:url(javascript:XSS())'>x</div>",
    "<div style='position:fixed;top:0;left:0;width:100%;height:100%' onmouseover=XSS()>x</div>",
    "<noscript><p title='</noscript><img src=x onerror=XSS()>'></noscript>",
    "<template><script>XSS()</script></template>",
    "<textarea><img title='</textarea><img src=x onerror=XSS()>'></textarea>",
    "<xmp><p title='</xmp><img src=x onerror=XSS()>'></xmp>",
    "<!--><img src=x onerror=XSS()>-->",
    "<!-- --!><img src=x onerror=XSS()> -->",
    "<![CDATA[><img src=x onerror=XSS()>]]>",
    "<?xml ?><img src=x onerror=XSS()>",
    "<div onmouseover=XSS() x='",
    "<div title=\"",
    "<p class=x onclick=XSS()",
    "</div></div></div><script>XSS()</script>",
    "</textarea><script>XSS()</script>",
    "<x onclick=XSS() contenteditable autofocus onfocus=XSS() tabindex=1>x",
    "<table background='javascript:XSS()'><td>x</table>",
    "<isindex action='javascript:XSS()' type=image>",
    "<b><script>XSS()</script></b>",
    "\x00<script>XSS()</script>",
    "<script\x0c>XSS()</script>",
    "＜script＞XSS()＜/script＞",
]  # fmt: skip
MARKDOWN = [
    "[x](javascript:XSS())",
    "[x](JaVaScRiPt:XSS())",
    "[x](java&#115;cript:XSS())",
    "[x](<java\tscript:XSS()>)",
    "[x](\x01javascript:XSS())",
    "[x]\n\n[x]: javascript:XSS()",
    "<javascript:XSS()>",
    "[x](data:text/html,<script>XSS()</script>)",
    "![x](x\" onerror=\"XSS())",
    "![x](javascript:XSS())",
    "![x](/logout)",
    "![a tracker](https://example.org/x.png)",
    "![x](attachment:missing.png)",
    "```mermaid\n<img src=x onerror=XSS()>\n```",
    "$\\href{javascript:XSS()}{x}$",
    "&#92;href{javascript:XSS()}{x}",
    "| a |\n|---|\n| <img src=x onerror=XSS()> |",
    "- <img src=x onerror=XSS()>",
    "> <script>XSS()</script>",
    "# <img src=x onerror=XSS()>",
    "<b>x</b><img src=x onerror=XSS()>",
    "<b onclick=XSS()>x</b>",
    "`````\n`````\n<script>XSS()</script>",
]  # fmt: skip
PLAIN_TEXTS = [
    make.ESSAY,
    "Two points:\n\n- a < b and c > d\n- *emphasis* and `code <b>`\n\n> a quotation",
    "x<sub>2</sub>, a line<br>and <b>bold</b>",
    "$a < b$ and $$\\frac{a}{b}$$, R&D, AT&amp;T",
    "A [source](https://example.org/a?b=c&d=e), <https://example.org>, a@example.org",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "```python\nif a < b: print('<script>')\n```",
    "中国 é 😀",
]
ACTIVE = re.compile(
    r"(?i)<\s*(script|iframe|object|embed|svg|math|meta|base|link|form|input|style)\b|<[^>]*\son\w+\s*="
)


def render(nb: Any) -> str:
    """A notebook as the form grader's exporter makes it, with nothing of its page around it."""
    from nbconvert.exporters import HTMLExporter

    return str(HTMLExporter(template_name="classic").from_notebook_node(nb)[0].split("<body", 1)[1])


def tags_of(html: str) -> list[tuple[str, dict[str, str]]]:
    """Every tag of a page as a browser reads it, with its attributes."""
    from bs4 import BeautifulSoup

    return [(tag.name, dict(tag.attrs)) for tag in BeautifulSoup(html, "html.parser").find_all(True)]


def assert_inert(html: str) -> None:
    for name, attributes in tags_of(html):
        assert name not in ("script", "iframe", "object", "embed", "svg", "math", "meta", "base", "form"), (
            html
        )
        for attribute, value in attributes.items():
            assert not attribute.lower().startswith("on"), html
            address = re.sub(r"[\x00-\x20]", "", str(value)).lower()
            assert not address.startswith(("javascript:", "vbscript:", "data:text")), html


@pytest.mark.parametrize("vector", VECTORS)
def test_html_outputs(vector: str) -> None:
    html = safe_html(vector)
    assert not ACTIVE.search(html)
    assert_inert(f"<div>{html}</div><p title='a\">")
    assert safe_html(html) == html, "cleaning twice changes nothing"


@pytest.mark.parametrize("vector", [*VECTORS, *MARKDOWN])
def test_markdown(vector: str) -> None:
    nb = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell(text) for text in (vector, f"words\n\n{vector} more")]
    )
    sanitise(nb, set())
    html = render(nb)
    assert_inert(html)
    for cell in nb.cells:
        assert cell.source in (vector, f"words\n\n{vector} more") or vector in cell.source, (
            "nothing of an essay is lost"
        )


@pytest.mark.parametrize("text", PLAIN_TEXTS)
def test_ordinary_texts_stay_as_they_were_written(text: str) -> None:
    assert harmless(text, {})
    picture = {"a.png": {"image/png": "AAAA"}}
    assert harmless(f"{text}\n\n![pasted](attachment:a.png)", picture)


def test_ordinary_outputs_stay() -> None:
    import pandas as pd

    table = pd.DataFrame({"a": ["x<y", "one = 1"], "b": [1, 2]})
    html = table._repr_html_()
    data, fine = safe_data({"text/html": html, "text/plain": repr(table)}, Room())
    assert fine
    assert data["text/plain"] == repr(table)
    assert [t for t, _ in tags_of(data["text/html"])] == [t for t, _ in tags_of(html) if t != "style"]
    assert "x&lt;y" in data["text/html"]
    picture = '<img src="data:image/png;base64,AAAA" alt="a line">'
    assert tags_of(safe_html(picture)) == tags_of(picture)
    assert safe_data({"image/png": "AAAA", "text/plain": "<Figure>"}, Room())[0] == {
        "image/png": "AAAA",
        "text/plain": "<Figure>",
    }


def test_only_known_kinds_of_outputs_stay() -> None:
    kinds = {
        "application/javascript": "XSS()",
        "text/javascript": "XSS()",
        "application/vnd.jupyter.widget-view+json": "{}",
        "text/vnd.mermaid": "<img src=x onerror=XSS()>",
        "application/pdf": "x",
        "text/latex": "$\\href{javascript:XSS()}{x}$",
        "text/markdown": "<img src=x onerror=XSS()>",
        "image/svg+xml": "<svg onload=XSS()>",
        "image/png": '"><script>XSS()</script>',
    }
    data, fine = safe_data(kinds, Room())
    assert not fine
    assert set(data) == {"text/markdown", "text/html"}
    assert data["text/html"].startswith('<img alt="" src="data:image/svg+xml;base64,'), (
        "a picture runs no script"
    )
    assert data["text/markdown"] == verbatim(kinds["text/markdown"])
    assert list(safe_data({"application/javascript": "XSS()"}, Room())[0]) == ["text/plain"]


def test_what_would_keep_a_parser_busy_is_shown_as_text() -> None:
    data, _ = safe_data({"text/html": "<div>" * (MAX_TAGS + 1), "text/plain": "plain"}, Room())
    assert data == {"text/plain": "plain"}
    assert not harmless("x" * 10, {}) or Room(markdown=5).for_markdown("x" * 10) is False


def test_verbatim_holds_any_text() -> None:
    for text in ("```\n<b>", "````", "~~~\n```", "a\r\nb", ""):
        nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(verbatim(text))])
        assert "<b>" not in render(nb).split("Shown word for word", 1)[1]


# --- the form grader itself --------------------------------------------------------------------------------------------


def attacks() -> dict[str, Any]:
    """The three that ran in a teacher's browser, and all vectors, as text and as outputs."""
    put = [PUT.format(n=n) for n in range(4)]
    show = "from IPython.display import HTML, display\n"
    every = "\n".join(f"display(HTML({vector!r}))" for vector in VECTORS)
    essay = lambda text: make.changed(lambda nb: setattr(make.cell_of(nb, "toy-essay"), "source", text))  # noqa: E731
    texts = "\n\n".join([*MARKDOWN, *(v for v in VECTORS if "\x00" not in v)])
    return {
        "essay": essay(f'<img src=x onerror="{put[0]}">'),
        "html": make.prefix("toy-area", f"{show}display(HTML({f'<script>{put[1]}</script>'!r}))"),
        "javascript": make.prefix(
            "toy-area", f"{show}display({{'application/javascript': {put[2]!r}}}, raw=True)"
        ),
        "vectors-shown": make.prefix("toy-area", show + every),
        "vectors-written": essay(texts),
        "control": make.perfect(),
    }


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Course:
    if why := sandbox_missing():
        pytest.skip(why)
    course = make.make_course(tmp_path_factory.mktemp("attacked"))
    for name, nb in attacks().items():
        make.hand_in(course, name, nb)
    outcome = run.grade(course, LESSON, jobs=2, say=lambda _: None)
    for name, done in outcome.results.items():
        assert sum(m.auto or 0 for n, m in done.marks.items() if n != "toy-essay") == FULL, name
        assert any("made harmless" in line for line in done.look) == (name != "control"), name
    return course


def test_graded_notebooks_are_stored_inert(attacked: Course) -> None:
    for name in attacks():
        path = attacked.folder("autograded", name, LESSON) / f"{LESSON}.ipynb"
        nb = nbformat.read(path, as_version=4)
        for cell in nb.cells:
            assert set(cell.metadata) <= {"nbgrader"}
            for output in cell.get("outputs", []):
                kinds = set(output.get("data", {}))
                assert kinds <= {"text/plain", "text/html", "text/markdown", "image/png"}
                assert not ACTIVE.search(str(output.get("data", {}).get("text/html", "")))
    essay = make.cell_of(
        nbformat.read(attacked.folder("autograded", "essay", LESSON) / f"{LESSON}.ipynb", 4), "toy-essay"
    )
    assert "onerror" in essay.source, "the teacher sees what was written"
    assert essay.source.startswith("*Shown word for word")


@pytest.mark.browser
@pytest.mark.slow
def test_nothing_runs_in_the_form_grader(attacked: Course, tmp_path: Path) -> None:
    """The real form grader in a real browser. Of the control the cleaning was undone, to show that this test would see it."""
    if not browser.chromium():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Chromium here")
    with sqlite3.connect(attacked.database or "") as book:
        pages = dict(
            book.execute(
                "select s.student_id, n.id from submitted_notebook n join submitted_assignment s on s.id = n.assignment_id"
            ).fetchall()
        )
    path = attacked.folder("autograded", "control", LESSON) / f"{LESSON}.ipynb"
    nb = nbformat.read(path, as_version=4)
    make.cell_of(nb, "toy-essay").source = f'<img src=x onerror="{PUT.format(n="control")}">'
    path.chmod(0o644)
    nbformat.write(nb, path)
    with (
        in_folder(attacked.root),
        browser.lab(attacked.root, tmp_path) as address,
        browser.browser() as engine,
        browser.page(engine) as tab,
    ):
        ran = {}
        tab.add_init_script("window.XSS = () => { window.ran = true }")
        for name, page in pages.items():
            tab.goto(f"{address}/formgrader/submissions/{page}/?index=0", timeout=120_000)
            tab.wait_for_selector("#toy-essay", timeout=120_000)
            tab.wait_for_timeout(700)
            for link in tab.locator("#notebook-container a").all()[:60]:
                link.evaluate("link => { link.target = '_blank'; link.click() }")
            ran[name] = bool(tab.evaluate("window.ran"))
    assert ran == {name: name == "control" for name in attacks()}
    assert [p.name for p in attacked.root.glob("P*.txt")] == ["Pcontrol.txt"]
