"""Slides for a class of 45 minutes, one page a lesson, made from the finished pages of the lesson and of its teacher.

Which pieces become slides, in which order and for how long, is told by their kind, and by no mark in a cell. The page is a long
one that any browser shows; its script only adds keys. What does not fit on a slide stands in its notes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup, Tag

from ai_ambitions.core.course import Lesson, course
from ai_ambitions.practice.ledger import Entry
from ai_ambitions.publish.core_path import (
    DISAGREE,
    KEY_POINTS,
    Piece,
    core_path,
    fit,
    plain,
    question,
    sentences,
    told,
    words,
)
from ai_ambitions.publish.handed_out import document
from ai_ambitions.publish.teaching import Teaching, copied, noted, teaching

FOLDER = "slides"
MADE_BY = ("slides", "teaching", "core_path")
CLASS = 45  # minutes
ROOM = 45  # words of a slide with its title; its picture, its table, its source and the line above the title aside
SENTENCE = 30  # words of the sentence under a picture
TALL = 1.5  # a picture less wide than so many times its height has its sentence beside it
SHORT = 12  # signs of a cell that keeps to one line
CELLS, COLUMNS, ROWS = (
    45,
    5,
    7,
)  # words, columns and rows of the largest table that can be read from the last row
MINUTES = {
    "opening": 1,
    "look": 3,
    "claim": 1,
    "guess": 1,
    "answer": 2,
    "right": 0,
    "picture": 2,
    "table": 2,
    "controls": 3,
    "formula": 1,
    "sources": 2,
    "debate": 8,
    "rule": 1,
    "vote": 0,
    "verdict": 1,
    "points": 1,
    "exercise": 1,
}
STEPS = {
    "picture": ("opening", "look"),
    "claims": ("claim",),
    "ideas": ("guess", "answer", "right", "picture", "table", "formula"),
    "trying": ("controls",),
    "sources": ("sources",),
    "debate": ("debate",),
    "verdicts": ("rule", "vote", "verdict"),
    "end": ("points", "exercise"),
}  # of the plan on the first slide
SPARED = (
    "formula",
    "table",
    "picture",
    "controls",
    "answer",
    "debate",
)  # what goes first where time is short
OUTCOMES = ("supported", "with a qualifier", "outdated", "not supported", "not checkable")


@dataclass(frozen=True)
class Slide:
    """One slide: its kind, a line above its title, the title; what it shows, its source and notes as HTML."""

    kind: str
    title: str
    above: str = ""
    body: str = ""
    source: str = ""
    notes: str = ""
    hidden: bool = False  # whether the picture says the title itself

    @property
    def minutes(self) -> int:
        """How long a class needs for it."""
        return MINUTES[self.kind]


def slides(
    entry: Lesson, page: str, teacher: str, claims: Sequence[Entry]
) -> tuple[list[Slide], list[Slide]]:
    """The slides of a lesson for 45 minutes, and those for a class with more time.

    Parameters
    ----------
    entry
        The lesson.
    page, teacher
        The finished pages of the lesson and of its teacher.
    claims
        The claims of the lesson, as the board has them.
    """
    article = BeautifulSoup(page, "html.parser").find("article")
    assert isinstance(article, Tag)
    taught = teaching(teacher)
    by_id = {claim.id: claim for claim in claims}
    pieces = core_path(article)
    shown: list[Slide] = []
    for piece in pieces:
        for slide in _slides(piece, entry, by_id):
            asked = next((one.title for one in reversed(shown) if one.kind == "guess"), "")
            shown.append(replace(slide, above=asked) if slide.kind == "answer" else slide)
    look = next((i for i, slide in enumerate(shown) if slide.kind == "picture"), None)
    first = []
    if look is not None and pieces and shown[look].above == pieces[0].under:
        first = [replace(shown.pop(look), kind="look")]
    beginning = [_opening(entry, taught), *first, *map(_claim, claims)]
    if taught.sides:
        place = next((i for i, slide in enumerate(shown) if slide.kind in ("rule", "points")), len(shown))
        shown.insert(place, _arguing(taught))
    within, more = spared([*beginning, *shown, _exercise(entry, pieces, taught)])
    within[0] = replace(within[0], body=within[0].body + plan(within))
    return within, more


def spared(all_of_them: Sequence[Slide]) -> tuple[list[Slide], list[Slide]]:
    """What fits into the time of a class, and the rest.

    Formulas are left out first, then tables, pictures without a guess, figures with controls, and guesses with their answers;
    of each kind the last ones first, and one of each stays, the debate as well, as long as others can go.
    """
    kept = list(range(len(all_of_them)))

    def minutes() -> int:
        return sum(all_of_them[place].minutes for place in kept)

    for at_least in (1, 0):
        for kind in SPARED:
            places = [place for place in kept if all_of_them[place].kind == kind]
            for place in reversed(places[at_least:]):
                if minutes() > CLASS:
                    kept = [one for one in kept if not _asked_at(all_of_them, place) <= one <= place]
    left = [slide for place, slide in enumerate(all_of_them) if place not in kept]
    return [all_of_them[place] for place in kept], left


def _asked_at(shown: Sequence[Slide], place: int) -> int:
    """Where the guess stands that an answer belongs to; of any other slide its own place."""
    if shown[place].kind != "answer":
        return place
    return max(i for i in range(place) if shown[i].kind == "guess")


def plan(shown: Iterable[Slide]) -> str:
    """The minutes of a class, step by step, in a line."""
    shown = list(shown)
    told = [
        f"{name} {minutes}"
        for name, kinds in STEPS.items()
        if (minutes := sum(slide.minutes for slide in shown if slide.kind in kinds))
    ]
    whole = sum(slide.minutes for slide in shown)
    return f'<p class="plan"><b>{whole} minutes:</b> {" · ".join(told)}</p>'


def _text(words_: str) -> str:
    return html.escape(words_, quote=False)


def _paragraph(text: str, kind: str = "") -> str:
    return f"<p{f' class={kind!r}' if kind else ''}>{_text(text)}</p>" if text else ""


def _opening(entry: Lesson, taught: Teaching) -> Slide:
    steps = f"<p><b>The steps of the teacher's page</b></p>{taught.steps}" if taught.steps else ""
    return Slide(
        "opening",
        entry.title,
        f"{course().name} · lesson {entry.number}",
        _paragraph(entry.question, "asked"),
        notes=steps + taught.discuss,
    )


def _claim(claim: Entry) -> Slide:
    """A claim before any data: the sentence; what would settle it stands in the notes."""
    body = _paragraph(claim.row["claim"], "asked") + _paragraph(
        "What would settle it? Write it down.", "to-do"
    )
    notes = _paragraph(f"What would settle it, by the course: {claim.row['would_settle']}")
    return Slide("claim", f"{claim.id} {claim.name}", "The article says", body, notes=notes)


def _arguing(taught: Teaching) -> Slide:
    sides = "".join(f"<li>{_text(side)}</li>" for side in taught.sides)
    body = f"<ul>{sides}</ul>" + _paragraph(
        "Lots are drawn. State another side's strongest point first.", "to-do"
    )
    return Slide("debate", taught.motion, "Debate", body, notes=taught.debate)


def _exercise(entry: Lesson, pieces: Sequence[Piece], taught: Teaching) -> Slide:
    last = pieces[-1].said if pieces else []
    minutes = entry.minutes
    essay = f", and {minutes['essay']} for its essay" if minutes["essay"] else ""
    first = sentences(plain(last[0]))[0] if last else ""
    body = _paragraph(first if words(first) <= 25 else "") + _paragraph(
        f"At home: exercise {entry.number}, {minutes['exercise']} minutes{essay}.", "asked"
    )
    return Slide("exercise", "Next: make something", "", body, notes=noted(last) + taught.slips)


def _slides(piece: Piece, entry: Lesson, claims: dict[str, Entry]) -> list[Slide]:
    """What becomes of a piece; of many nothing."""
    if piece.kind == "words":
        return _points(piece) if piece.part == KEY_POINTS else []
    if piece.kind == "verdict":
        return _verdict(piece, claims)
    if piece.part.startswith(
        "Verdict"
    ):  # what is asked and shown there is of a claim, which has a vote of its own
        return []
    if piece.part == DISAGREE:
        return _sources(piece, entry)
    make = {
        "guess": _guess,
        "answer": _answer,
        "picture": _picture,
        "controls": _controls,
        "formula": _formula,
        "table": _table,
        "quiz": _quiz,
    }
    return make[piece.kind](piece, entry)


def _points(piece: Piece) -> list[Slide]:
    """Key points, as many a slide as have room."""
    items = [item for tag in piece.said for item in tag.find_all("li")]
    marked = {plain(item): _unlinked(item) for item in items}
    points = list(marked)
    groups: list[list[str]] = [[]]
    for point in points:
        if groups[-1] and words(" ".join([*groups[-1], point])) > ROOM - 5:
            groups.append([])
        groups[-1].append(point)
    made = []
    for number, group in enumerate(groups):
        listed = "".join(f"<li>{marked[point]}</li>" for point in group)
        head = KEY_POINTS if number == 0 else f"{KEY_POINTS}, {'continued' if number == 1 else number + 1}"
        made.append(Slide("points", head, "", f"<ul>{listed}</ul>"))
    return made


def _guess(piece: Piece, _: Lesson) -> list[Slide]:
    asked = piece.data
    if asked["choices"]:
        body = f'<ol type="A">{"".join(f"<li>{_text(choice)}</li>" for choice in asked["choices"])}</ol>'
    else:
        unit = str(asked["unit"])
        form = f"_____ {unit}" if unit.startswith("of ") else f"A number{f', in {unit}' if unit else ''}"
        body = _paragraph(form, "asked")
    body += _paragraph("Write it down. How sure are you: 5, 7 or 9 in 10?", "to-do")
    return [
        Slide("guess", str(asked["question"]), f"Guess first · {piece.part}", body, notes=noted(piece.said))
    ]


def _quiz(piece: Piece, _: Lesson) -> list[Slide]:
    """Questions that stand in the midst of a part, such as sentences to sort; those of the beginning and the end are left out."""
    if str(piece.tag["data-key"]).endswith(("return", "check", "pretest")):
        return []
    made = []
    for number, box in enumerate(piece.tag.select(".ai-question")):
        asked = re.sub(r"^\d+\. ", "", plain(box.find_all("p")[0]))
        options = [plain(option) for option in box.select("summary")]
        if words(" ".join([asked, *options])) > ROOM:
            continue
        listed = "".join(f"<li>{_text(option)}</li>" for option in options)
        right = next(
            fold for fold in box.select("details") if plain(fold.find_all("div")[0]).startswith("Yes.")
        )
        why = plain(right.find_all("div")[0]).removeprefix("Yes.").strip()
        answer = plain(right.find_all("summary")[0])
        notes = noted(piece.said) if not number else ""
        made += [
            Slide("guess", asked, piece.part, f'<ol type="A">{listed}</ol>', notes=notes),
            Slide("right", answer, asked, _paragraph(fit(why, ROOM - words(answer)), "asked")),
        ]
    return made


def revealed(piece: Piece) -> tuple[str, str]:
    """The answer, and the sentence that says why."""
    box = piece.tag.select_one("details > div")
    assert box is not None
    lines = [
        plain(BeautifulSoup(line, "html.parser")) for line in re.split(r"<br ?/?>", box.decode_contents())
    ]
    return lines[0].removeprefix("Reveal.").strip(), " ".join(lines[1:])


def _answer(piece: Piece, entry: Lesson) -> list[Slide]:
    said, why = revealed(piece)
    picture = piece.tag.select_one("figure.ai-figure")
    table = piece.tag.select_one("table")
    shown, source = "", ""
    if picture is not None:
        shown, source = drawn(picture), source_of(picture, entry)
    elif table is not None and readable(table):
        shown, source = _grid(table), source_of(piece.tag, entry)
    body = shown + _paragraph(fit(why, ROOM - words(said)), "sentence" if shown else "asked")
    return [Slide("answer", said[0].upper() + said[1:], "The answer", body, source, noted(piece.said))]


def _picture(piece: Piece, entry: Lesson) -> list[Slide]:
    caption = finding(piece.tag)
    body = drawn(piece.tag) + _paragraph(sentence(piece.after), "sentence")
    return [
        Slide(
            "picture", caption, piece.under, body, source_of(piece.tag, entry), noted(piece.said), hidden=True
        )
    ]


def _controls(piece: Piece, entry: Lesson) -> list[Slide]:
    address = f"../lessons/{entry.slug}.html#{piece.tag.get('id')}"
    asked = fit(question([*piece.lead, *piece.said]), min(SENTENCE, ROOM - 8 - words(finding(piece.tag))))
    body = drawn(piece.tag) + _paragraph(asked, "sentence")
    body += f'<p class="to-do"><a href="{address}">Move it on the page of the lesson</a></p>'
    return [Slide("controls", finding(piece.tag), f"Try it · {piece.under}", body, source_of(piece.tag, entry),
                  noted(piece.said), hidden=True)]  # fmt: skip


def _formula(piece: Piece, _: Lesson) -> list[Slide]:
    formulas = [piece.tag, *(tag for tag in piece.after if "math" in (tag.get("class") or []))]
    notes = [tag for tag in piece.said if tag not in formulas]
    body = "".join(f'<div class="tex">{copied(tag).decode_contents()}</div>' for tag in formulas)
    return [Slide("formula", piece.under, "In one line", body, notes=noted(notes))]


def _table(piece: Piece, entry: Lesson) -> list[Slide]:
    table = piece.tag.find("table")
    if not isinstance(table, Tag) or not readable(table) or not piece.part.startswith("Idea"):
        return []
    body = _grid(table) + _paragraph(sentence(piece.after), "sentence")
    return [Slide("table", piece.under, piece.part if piece.part != piece.under else "Look", body,
                  source_of(piece.tag, entry), noted(piece.said))]  # fmt: skip


def _sources(piece: Piece, entry: Lesson) -> list[Slide]:
    """Two sources that disagree: the picture or the table, where it is small enough, else the words."""
    if piece.kind == "picture":
        shown, source = drawn(piece.tag), source_of(piece.tag, entry)
    elif piece.kind == "table" and isinstance(table := piece.tag.find("table"), Tag) and readable(table):
        shown, source = _grid(table), source_of(piece.tag, entry)
    else:
        shown, source = "", source_of(piece.tag, entry)
    if not shown and not piece.before:
        return []
    text = (
        fit(plain(piece.before[0]) if piece.before else "", ROOM - 4) if not shown else sentence(piece.after)
    )
    return [Slide("sources", finding(piece.tag) or DISAGREE, DISAGREE, shown + _paragraph(text, "sentence" if shown else "asked"),
                  source, noted(piece.said), hidden=piece.kind == "picture")]  # fmt: skip


def _verdict(piece: Piece, claims: dict[str, Entry]) -> list[Slide]:
    """A claim judged: what settles it, the class's vote, then what the rule says."""
    card = told(piece.tag)
    claim = claims[card.claim]
    head = f"{claim.id} {claim.name}"
    rule = claim.rules["default"]
    vote = "".join(f"<li>{outcome}</li>" for outcome in OUTCOMES)
    outcomes = "".join(
        f'<p class="outcome"><span>{when}</span> <b>{_text(outcome)}</b></p>'
        for when, outcome, *_ in card.days
    )
    _, _, figure, line, _ = card.days[-1]
    left = ROOM - 3 - sum(words(f"{when} {outcome}") for when, outcome, *_ in card.days)
    measured = f"Measured{' today' if len(card.days) > 1 else ''}: {figure}."
    drawn_at = f"The line: {line}."
    kept = [text for text in (measured, drawn_at) if words(text) <= left]
    if len(kept) == 2 and words(" ".join(kept)) > left:
        kept = kept[:1]
    reasons = "".join(
        _paragraph(f"{when}: {outcome}. {figure}; the line: {line}. {because}")
        for when, outcome, figure, line, because in card.days
    )
    return [
        Slide("rule", head, "What settles it, stated beforehand",
              _paragraph(fit(claim.row["would_settle"], ROOM - words(head)), "asked"),
              notes=_paragraph(f"The rule in full: {rule}")),
        Slide("vote", "Your verdict?", head, _paragraph(claim.row["claim"], "sentence") + f'<ol type="A">{vote}</ol>',
              notes=_paragraph("Hands up for each; then the next slide.")),
        Slide("verdict", "By the rule", head, outcomes + "".join(_paragraph(text, "sentence") for text in kept),
              f'{card.confidence.capitalize()} confidence. Rules, figures and sources: <a href="../claims.html#{claim.id.lower()}">the board</a>',
              reasons + _paragraph(f"What would turn it: {card.turns}")
              + _paragraph(f"The strongest objection: {card.objection}") + noted(piece.after)),
    ]  # fmt: skip


def sentence(after: Sequence[Tag]) -> str:
    """The one plain sentence behind a picture or a table: the first that says something of it, or none."""
    for paragraph in after[:1]:
        if (
            paragraph.name != "p"
            or paragraph.find("code")
            or re.match(r"(Modify|By hand)\b", plain(paragraph))
        ):
            return ""
        said = [one for one in sentences(plain(paragraph)) if not one.endswith((":", "?"))]
        kept = ""
        for one in said:
            if kept and words(kept) >= 6:
                break
            kept = f"{kept} {one}".strip()
        return kept if words(kept) <= SENTENCE else fit(kept, SENTENCE)
    return ""


def finding(tag: Tag) -> str:
    """What a picture is titled."""
    caption = tag.select_one(".ai-caption span")
    return plain(caption) if caption else ""


def drawn(tag: Tag) -> str:
    """The picture of a figure, as it stands at the start, with its words."""
    picture = tag.find("img")
    assert isinstance(picture, Tag)
    return f'<img src="{picture["src"]}" alt="{html.escape(str(picture["alt"]))}">'


def source_of(tag: Tag, entry: Lesson) -> str:
    """The source line under a picture or a table, and where the picture stands in the lesson."""
    line = tag.select_one(".ai-source") or tag.select_one("p[style*='.85em']")
    number = tag.select_one(".ai-caption a")
    place = f'<a href="../lessons/{entry.slug}.html{number["href"]}">{plain(number)}</a>' if number else ""
    return " · ".join(filter(None, [place, _text(plain(line)) if line else ""]))


def readable(table: Tag) -> bool:
    """Whether a table is small enough for a slide."""
    rows = table.find_all("tr")
    columns = max((len(row.find_all(["td", "th"])) for row in rows), default=0)
    return columns <= COLUMNS and len(rows) <= ROWS and words(table.get_text(" ")) <= CELLS


def _grid(table: Tag) -> str:
    made = copied(table)
    made.attrs = {}
    for cell in made.find_all(["td", "th"]):
        cell.attrs.pop("style", None)
        if len(plain(cell)) <= SHORT and cell.name == "td":
            cell["class"] = "short"
    for link in made.find_all("a"):
        link.unwrap()
    return str(made)


def _unlinked(item: Tag) -> str:
    """What an element holds, with its emphasis and without its links."""
    made = copied(item)
    for link in made.find_all("a"):
        link.unwrap()
    return made.decode_contents().strip()


def as_page(
    entry: Lesson, within: Sequence[Slide], more: Sequence[Slide], foot: str, shape: Callable[[str], float]
) -> str:
    """All slides as one page. ``foot`` says edition, licence and year; ``shape`` how many times as wide as high a picture is."""
    count = len(within) + len(more)
    parts = [_section(slide, number, count) for number, slide in enumerate(within, 1)]
    if more:
        rest = [_section(slide, number, count) for number, slide in enumerate(more, len(within) + 1)]
        words_ = f"With more time: {sum(slide.minutes for slide in more)} minutes"
        parts += [f'<section class="divider" aria-label="{words_}"><p>{words_}</p></section>', *rest]
    body = BeautifulSoup("\n".join(parts), "html.parser")
    for box in body.select(".shown:has(> img)"):
        if shape(str(box.select("img")[0]["src"])) < TALL:
            box["class"] = "shown beside"
    about = f"Slides for {CLASS} minutes on lesson {entry.number}, {entry.title}: {entry.question}"
    keys = "Keys: ← and → turn, N shows the notes, and printing with the notes shown prints them."
    return document(entry, f"Slides {entry.number}: {entry.title}", about, FOLDER, body, keys, foot)


def _section(slide: Slide, number: int, count: int) -> str:
    level = "h1" if slide.kind == "opening" else "h2"
    above = "" if slide.hidden else _paragraph(slide.above, "above")
    kind = ' class="unseen"' if slide.hidden else ""
    label = html.escape(f"{number}. {slide.title}")
    source = f'<p class="source">{slide.source}</p>' if slide.source else ""
    place = [f"{number} / {count}", f"{slide.minutes} min" if slide.minutes else ""]
    place = [slide.above if slide.hidden else "", *place]
    notes = slide.notes or _paragraph("None.")
    return (
        f'<section class="{slide.kind}" id="s{number}" aria-label="{label}"><div class="slide">'
        f"<header>{above}<{level}{kind}>{_text(slide.title)}</{level}></header>"
        f'<div class="shown">{slide.body}</div>{source}'
        f'<p class="place">{_text(" · ".join(filter(None, place)))}</p></div>'
        f'<details class="notes"><summary>Notes<span class="unseen"> to slide {number}</span></summary>{notes}</details></section>'
    )


def pages(
    entry: Lesson, page: str, teacher: str, claims: Sequence[Entry], shape: Callable[[str], float], foot: str
) -> dict[str, str]:
    """The page of slides of a lesson, by its name."""
    return {entry.slug: as_page(entry, *slides(entry, page, teacher, claims), foot, shape)}
