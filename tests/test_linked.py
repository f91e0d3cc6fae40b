"""Links added to a finished page: what becomes one, what is left alone, and which Chinese says that it is Chinese."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from ai_ambitions.publish import paths
from ai_ambitions.publish.linked import Words, glossary_words, linked, mark_chinese, slug, written

TERMS = {
    "Entity List": "实体清单",
    "Die": "",
    "Bureau of Rules (BOR)": "",
    "Training (of a model)": "训练 / 推理",
}
WORDS = Words({"C20"}, {"chips"}, *glossary_words(TERMS))


def page(markup: str) -> str:
    soup = BeautifulSoup(markup, "html.parser")
    linked(soup, WORDS, "../")
    return str(soup)


def test_a_term_is_known_by_its_short_form_and_not_by_its_explanation() -> None:
    assert slug("Bureau of Rules (BOR)") == "term-bureau-of-rules-bor"
    assert written("Bureau of Rules (BOR)") == ["Bureau of Rules (BOR)", "Bureau of Rules", "BOR"]
    assert written("Training (of a model)") == ["Training (of a model)", "Training"]
    assert "Die" not in WORDS.plain
    assert set(WORDS.chinese) == {"实体清单", "训练", "推理"}


def test_cards_lead_to_the_board_and_the_verdict_has_an_address() -> None:
    made = page('<div class="ai-verdict"><b>Verdict on C20</b> (low)</div><div><b>Claim C20</b></div>')
    assert 'class="ai-verdict" id="verdict-c20"' in made
    assert made.count('href="../claims.html#c20"') == 2


def test_a_table_is_linked_in_prose_and_not_in_code_or_a_link() -> None:
    made = page(
        "<p><code>chips</code> <code>rules</code></p><pre><code>chips</code></pre><a><code>chips</code></a>"
    )
    assert made.count('href="../data/chips.html"') == 1
    assert made.startswith('<p><a class="ai-table-link" href="../data/chips.html"><code>chips</code></a>')


@pytest.mark.parametrize(
    ("markup", "times"),
    [
        ("<p>The Entity List and the Entity List.</p>", 1),  # only the first
        ("<p>They die.</p>", 0),  # a word of every day
        ("<p>A <strong>die</strong>.</p>", 1),
        ("<p>Two <strong>dies</strong>.</p>", 1),
        ("<h2>The Entity List</h2>", 0),
        ("<p><a>The Entity List</a></p>", 0),
    ],
)
def test_a_term_is_linked_once_where_it_is_one(markup: str, times: int) -> None:
    assert page(markup).count('class="ai-term"') == times


def test_a_claim_is_linked_once_in_each_paragraph_and_unknown_ids_never() -> None:
    made = page("<p>C20, C20 and C31.</p><p>C20</p>")
    assert made.count("claims.html#c20") == 2
    assert "c31" not in made


def test_chinese_is_marked_once_and_its_first_known_term_is_linked() -> None:
    made = page('<p>实体清单, 实体清单 and 其他.</p><p lang="zh">中文</p><script>"中文"</script>')
    assert made.count('<span lang="zh">') == 3
    assert made.count("glossary.html#term-entity-list") == 1
    assert '<p lang="zh">中文</p><script>"中文"</script>' in made


def test_text_around_a_link_stays_as_it_was() -> None:
    before = "<p>On C20 the Entity List (实体清单) &amp; &lt;more&gt;.</p>"
    assert (
        BeautifulSoup(page(before), "html.parser").get_text()
        == BeautifulSoup(before, "html.parser").get_text()
    )


def test_pages_without_prose_links_still_say_what_is_chinese() -> None:
    soup = BeautifulSoup("<td>实体清单</td>", "html.parser")
    mark_chinese(soup, {}, "")
    assert str(soup) == '<td><span lang="zh">实体清单</span></td>'


def test_each_input_is_folded_and_the_set_up_is_told_apart() -> None:
    cell = '<div class="cell"><div class="cell_input"><pre>{}</pre></div><div class="cell_output">out</div></div>'
    inside = "<details><summary>Shown</summary>" + cell.format("c = 3") + "</details>"
    soup = BeautifulSoup(
        "<h1>Title</h1>" + cell.format("from ai_ambitions import load") + cell.format("a = 1") + inside,
        "html.parser",
    )
    paths.folded(soup)
    folds = soup.select("details.ai-code")
    assert [fold.summary.get_text() for fold in folds if fold.summary] == [
        "Set-up: what this lesson loads",
        "Code",
    ]
    assert ["ai-setup" in fold["class"] for fold in folds] == [True, False]
    assert not soup.select(".ai-code .cell_output")
    title = soup.h1
    assert title is not None
    assert title.find_next_sibling() is soup.select_one(".ai-reading")
    plain = BeautifulSoup("<h1>Title</h1><p>No code.</p>", "html.parser")
    paths.folded(plain)
    assert not plain.select(".ai-reading")
