"""Slides and handouts: what becomes a slide is told by rule, no guess shows its answer, and 45 minutes are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from ai_ambitions.core.course import course, lesson
from ai_ambitions.core.verdict import Verdict
from ai_ambitions.practice.claims import settle
from ai_ambitions.practice.ledger import Entry, names
from ai_ambitions.publish import core_path, handed_out, handouts, slides
from ai_ambitions.publish.slides import Slide

ASK = '{"key": "06-a", "question": "How many?", "choices": ["few", "many"], "unit": "", "limits": null}'
GUESS = f"<div class='ai-predict' data-ask='{ASK}'>Predict. How many? few · many</div>"
REVEAL = """<div class='ai-reveal' data-fact='{"key": "06-a", "actual": "many"}'><details><summary>Show</summary>
<div><b>Reveal.</b> many<br/>There were more than few.</div></details></div>"""
PICTURE = """<figure class="ai-figure"><img alt="A picture that says something" src="../pictures/a.svg" id="figure-6-1">
<p class="ai-caption"><a href="#figure-6-1">Figure 6.1</a> <span>Ten of twelve</span></p>
<p class="ai-source">Source: somebody; as of 2026</p></figure>"""
CONTROLS = """<div class="ai-explore" id="explore-w"><img alt="A picture that says something else" src="../pictures/b.svg">
<p class="ai-caption"><a href="#figure-6-2">Figure 6.2</a> <span>Moved</span></p></div>"""


def cell(markup: str) -> str:
    return (
        f'<div class="cell"><div class="cell_output"><div class="output text_html">{markup}</div></div></div>'
    )


PAGE = f"""<article><section><h1>A lesson#</h1><p>Why?</p>
<section><h2>One picture#</h2><p>Look.</p>{
    cell(PICTURE)
}<p>Ten of the twelve stand alone. Two do not.</p></section>
<section><h2>Idea 1: a table of <em>and</em>#</h2><p>Before.</p>{cell(GUESS)}<div class="math">E</div>{
    cell(REVEAL)
}
<p>Both; as <code>run()</code> says.</p><p><strong>Question:</strong> what moves?</p>{cell(CONTROLS)}
<details><summary>Python</summary><p>Hidden.</p></details>
<section><h3>Further: deeper#</h3>{cell(PICTURE)}</section></section>
<section><h2>Further: left out#</h2>{cell(PICTURE)}</section>
<section><h2>Two sources disagree#</h2><p>Two counts.</p>{
    cell("<div><table><tr><td>1</td><td>2</td></tr></table></div>")
}<p>One is twice the other one, and both are right.</p></section>
<section><h2>Verdicts, by a rule#</h2><p>Rules.</p>{cell(GUESS.replace("06-a", "06-c"))}
{cell(REVEAL.replace("06-a", "06-c"))}VERDICT</section>
<section><h2>Key points#</h2><ul>{"".join(f"<li>{'word ' * 14}{n}.</li>" for n in range(4))}</ul></section>
<section><h2>Next: make something#</h2><p>You write a rule.</p></section></section></article>"""
TEACHER = """<article><section><h1>Lesson 06#</h1><p>A <strong>45-minute version</strong>, in steps:</p>
<ol><li>(5) The picture. Everyone writes a headline.</li><li>(9) Talk.</li></ol><p><strong>Discuss</strong>: Who pays?</p>
<section><h2>The debate: “a ban”#</h2><p>Four groups.</p><ul><li><strong>It was.</strong> For this.</li>
<li><strong>It was not.</strong> For that.</li></ul></section>
<p><strong>Likely slips</strong></p><ul><li>A slip.</li></ul></section></article>"""


def claims() -> list[Entry]:
    row = {
        "claim_id": "C22",
        "claim": "An import ban was the answer.",
        "would_settle": "The text of the measure.",
    }
    return [Entry(row, names()["C22"], lesson("06"), {}, {"default": "A long rule."})]


def page() -> str:
    """The page, with a verdict as ``settle`` writes it."""
    said = Verdict("C22", "2026-11-23", "default", "not_supported", "0 bars, 5 on other goods", "one bar",
                   "The notice. It speaks.", "A published bar.")  # fmt: skip
    card = BeautifulSoup(settle("C22", said, said, confidence="low")._repr_html_(), "html.parser")
    return PAGE.replace("VERDICT", cell(str(card)))


def made() -> list[Slide]:
    within, more = slides.slides(lesson("06"), page(), TEACHER, claims())
    assert more == []
    return within


def test_pieces_are_those_of_the_core_path_in_order() -> None:
    article = BeautifulSoup(page(), "html.parser").find("article")
    assert isinstance(article, Tag)
    found = core_path.core_path(article)
    assert [piece.kind for piece in found] == [
        "picture", "guess", "formula", "answer", "controls", "table", "guess", "answer", "verdict", "words", "words",
    ]  # fmt: skip
    assert [piece.under for piece in found][1] == "Idea 1: a table of “and”"
    assert not any("Hidden" in core_path.plain(tag) for piece in found for tag in piece.said)
    assert core_path.question(found[4].lead) == "What moves?"


def test_each_kind_of_piece_becomes_its_slides() -> None:
    shown = made()
    assert [slide.kind for slide in shown] == [
        "opening", "look", "claim", "guess", "formula", "answer", "controls", "sources", "debate", "rule", "vote",
        "verdict", "points", "points", "exercise",
    ]  # fmt: skip
    by_kind = {slide.kind: slide for slide in shown}
    assert by_kind["look"].title == "Ten of twelve"
    assert "Ten of the twelve stand alone.</p>" in by_kind["look"].body
    assert (
        by_kind["look"].source
        == '<a href="../lessons/06-chip-ban.html#figure-6-1">Figure 6.1</a> · Source: somebody; as of 2026'
    )
    assert by_kind["answer"].above == "How many?"
    assert by_kind["answer"].title == "Many"
    assert 'href="../lessons/06-chip-ban.html#explore-w"' in by_kind["controls"].body
    assert "What moves?" in by_kind["controls"].body
    assert "One is twice the other one" in by_kind["sources"].body
    assert by_kind["debate"].title == "“a ban”"
    assert "The text of the measure." in by_kind["rule"].body
    assert "A long rule." in by_kind["rule"].notes
    assert "○ not supported" in by_kind["verdict"].body
    assert "The notice. It speaks." in by_kind["verdict"].notes
    assert "Everyone writes a headline" in by_kind["opening"].notes
    assert "A slip." in by_kind["exercise"].notes


def test_no_slide_before_an_answer_or_a_verdict_shows_it() -> None:
    for slide in made():
        if slide.kind in ("guess", "vote", "rule", "claim"):
            assert "more than few" not in slide.body + slide.title + slide.above
            assert "○" not in slide.body + slide.notes
            assert "0 bars" not in slide.body + slide.notes


def test_a_verdict_is_read_from_its_card_and_one_that_holds_twice_is_told_once() -> None:
    article = BeautifulSoup(page(), "html.parser")
    card = core_path.told(article.select(".ai-verdict")[0])
    assert card.days == (
        (
            "When written, and today",
            "○ not supported",
            "0 bars, 5 on other goods",
            "one bar",
            "The notice. It speaks.",
        ),
    )
    assert (card.claim, card.confidence, card.turns) == ("C22", "low", "A published bar.")


@pytest.mark.parametrize(
    ("text", "room", "kept"),
    [
        ("One two. Three four five. Six.", 5, "One two. Three four five."),
        ("One two three; four five six seven.", 4, "One two three …"),
        ("One two three four five six.", 3, "One two three …"),
        ("", 3, ""),
    ],
)
def test_what_has_no_room_is_cut_at_sentences_then_at_clauses(text: str, room: int, kept: str) -> None:
    assert core_path.fit(text, room) == kept


def test_a_sentence_ends_where_the_next_begins() -> None:
    assert core_path.sentences("By 2.5 points. “Open” to whom? (Yes.) 12 of 20.") == [
        "By 2.5 points.", "“Open” to whom?", "(Yes.)", "12 of 20.",
    ]  # fmt: skip


def slide(kind: str, title: str = "") -> Slide:
    return Slide(kind, title)


def test_what_does_not_fit_into_the_class_goes_by_kind_and_the_last_goes_first() -> None:
    whole = [slide("opening"), slide("formula", "a"), slide("formula", "b"), slide("table", "c")]
    whole += [slide(kind, f"{kind} {n}") for n in range(14) for kind in ("guess", "answer")] + [
        slide("debate")
    ]
    within, more = slides.spared(whole)
    assert sum(one.minutes for one in within) <= slides.CLASS
    assert [one.title for one in within if one.kind == "formula"] == ["a"]
    assert [one.kind for one in within].count("guess") == [one.kind for one in within].count("answer") == 11
    assert [one.title for one in more][:3] == ["b", "guess 11", "answer 11"], "in order"
    assert [one.kind for one in within][-1] == "debate"
    assert slides.spared(within) == (within, [])


def test_the_plan_adds_up() -> None:
    shown = made()
    assert f"{sum(one.minutes for one in shown)} minutes:" in shown[0].body
    assert set(slides.MINUTES) == {kind for kinds in slides.STEPS.values() for kind in kinds}


def test_a_handout_asks_on_its_front_and_the_answers_are_another_page() -> None:
    found = handouts.pages(lesson("06"), page(), TEACHER, claims(), lambda _: 1.7, "A foot")
    assert set(found) == {"06-chip-ban", "06-chip-ban-answers"}
    soup = BeautifulSoup(found["06-chip-ban"], "html.parser")
    front, back = (str(sheet) for sheet in soup.select(".sheet"))
    assert "How many?" in front
    assert "more than few" not in front + back
    assert "not supported" in back, "one of the boxes"
    assert "○" not in front + back
    assert "<p>The picture. Everyone writes a headline.</p>" in back
    assert "出口许可证" in back
    assert "There were more than few." in found["06-chip-ban-answers"]
    assert "○ not supported" in found["06-chip-ban-answers"]


def test_pages_are_made_anew_only_where_something_changed(tmp_path: Path) -> None:
    for name in ("lessons", "teachers"):
        (tmp_path / name).mkdir()
    calls: list[str] = []

    def make(entry: object, *_: object) -> dict[str, str]:
        calls.append(getattr(entry, "slug"))  # noqa: B009
        return {calls[-1]: "<p>made</p>\n"}

    def written(foot: str) -> int:
        calls.clear()
        handed_out.write(tmp_path, "slides", claims(), foot, make, ("slides",))
        return len(calls)

    slug = course().ready[0].slug
    (tmp_path / "lessons" / f"{slug}.html").write_text("<nav>a</nav><article>text</article>")
    assert written("foot") == len(course().ready)
    assert written("foot") == 0
    (tmp_path / "lessons" / f"{slug}.html").write_text("<nav>b</nav><article>text</article>")
    assert written("foot") == 0, "the frame of the page is not on a slide"
    (tmp_path / "lessons" / f"{slug}.html").write_text("<article>another text</article>")
    assert written("foot") == 1
    assert written("another foot") == len(course().ready)
    (tmp_path / "slides" / "99-gone.html").write_text("old")
    written("another foot")
    assert not (tmp_path / "slides" / "99-gone.html").exists()
