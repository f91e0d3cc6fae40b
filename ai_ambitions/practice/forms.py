"""Predictions, quizzes and progress. All of it stays on the learner's machine, in ``my-work/progress.json``."""

from __future__ import annotations

import html
import json
import os
import tempfile
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from ai_ambitions.core import course
from ai_ambitions.core.errors import CourseError, unknown
from ai_ambitions.core.mode import mode
from ai_ambitions.core.paths import course_root
from ai_ambitions.display.tables import Shown

CONFIDENCE = {"a guess": 0.5, "likely": 0.7, "sure": 0.9}


# --- where progress is kept -------------------------------------------------------------------------------------------


def progress_file() -> Path:
    """``my-work/progress.json`` of the checkout, or one in the home folder when a notebook travels alone."""
    if override := os.environ.get("AI_AMBITIONS_PROGRESS"):
        return Path(override)
    root = course_root()
    return (root / "my-work" if root else Path.home() / ".ai-ambitions") / "progress.json"


def read_progress() -> dict[str, Any]:
    """All that was recorded. A file that cannot be read is set aside, never overwritten."""
    path = progress_file()
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(stored, dict):
            raise ValueError("not a record of progress")
        return stored
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        aside = path.with_suffix(f".broken-{datetime.now():%Y%m%d-%H%M%S}.json")
        try:
            path.replace(aside)
        except OSError:
            return {}
        print(f"{path.name} could not be read; it was kept as {aside.name} and a new record begins.")
        return {}


def record(kind: str, key: str, entry: dict[str, Any]) -> None:
    """Store one entry under ``kind`` and ``key``: written whole or not at all, even when interrupted or the disk is full."""
    if mode() != "live":
        return
    path, stored = progress_file(), read_progress()
    stored.setdefault(kind, {})[key] = entry | {"at": datetime.now().isoformat(timespec="seconds")}
    scratch = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, suffix=".tmp", delete=False
        ) as file:
            scratch = Path(file.name)
            json.dump(stored, file, indent=1, ensure_ascii=False)
        scratch.replace(path)
    except OSError as error:
        if scratch:
            scratch.unlink(missing_ok=True)
        print(f"Your answer could not be stored ({error.strerror}); the earlier record is untouched.")


# --- predict and reveal -----------------------------------------------------------------------------------------------


def _check_id(key: str) -> None:
    if not (len(key) > 3 and key[:2].isdigit() and key[2] == "-"):
        raise CourseError(
            f"{key!r} is not an id like '06-h20'.", "Use the lesson's number, a dash and a short name."
        )


def _note(text: str, tone: str = "#0072b2") -> str:
    return f'<div style="border-left:4px solid {tone};padding:.3em .9em;margin:.4em 0">{text}</div>'


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "").replace("\u202f", "").strip())
    except ValueError:
        return None


def predict(key: str, question: str, *, choices: Sequence[str] = (), unit: str = "") -> None:
    """Ask for a guess, with a confidence, before the number is shown. It is stored locally and never graded.

    Parameters
    ----------
    key
        Lesson and name, for instance ``"06-h20"``; ``reveal`` uses the same.
    question
        What to predict, in a sentence.
    choices
        Answers to choose from. Without them a number is asked for.
    unit
        Unit of the number.
    """
    from IPython.display import display

    _check_id(key)
    head = f"<b>Predict.</b> {html.escape(question)}"
    if mode() != "live":
        # The page's own script turns this into a form that keeps the guess in the reader's browser.
        data = html.escape(json.dumps({"key": key, "choices": list(choices), "unit": unit}))
        listed = (
            f" <i>{' · '.join(map(html.escape, choices))}</i>"
            if choices
            else f" <i>(a number{', ' + html.escape(unit) if unit else ''})</i>"
        )
        display(
            Shown(
                f'<div class="ai-predict" data-ask="{data}">{_note(head + listed)}</div>',
                f"Predict: {question} {' / '.join(choices)}",
            )
        )
        return
    import ipywidgets as widgets

    wide = {"style": {"description_width": "initial"}}
    answer = (
        widgets.RadioButtons(options=list(choices), value=None, layout={"width": "max-content"})
        if choices
        else widgets.Text(placeholder="a number", description=unit or "your number", **wide)
    )
    sure = widgets.Dropdown(options=list(CONFIDENCE), description="How sure?", **wide)
    button, said = widgets.Button(description="Commit my guess"), widgets.HTML()

    def commit(_: Any) -> None:
        guess = answer.value if choices else _number(answer.value)
        if guess is None:
            said.value = f'<span role="status">{"Choose an answer" if choices else "Write a number, such as 4800,"} first.</span>'
            return
        record(
            "predictions",
            key,
            {"question": question, "guess": guess, "unit": unit, "confidence": CONFIDENCE[sure.value]},
        )
        said.value = f'<span role="status">Noted: <b>{html.escape(str(guess))}</b> {html.escape(unit)}, {sure.value}. Read on.</span>'

    button.on_click(commit)
    earlier = read_progress().get("predictions", {}).get(key)
    if earlier:
        said.value = (
            f"You guessed <b>{html.escape(str(earlier['guess']))}</b> before; a new guess replaces it."
        )
    display(widgets.VBox([widgets.HTML(_note(head)), answer, widgets.HBox([sure, button]), said]))


def reveal(key: str, actual: float | str, *, why: str, unit: str = "", digits: int = 0) -> None:
    """Show the fact beside the stored guess, and in a sentence why they may differ.

    Parameters
    ----------
    key
        The id given to ``predict``.
    actual
        The fact, computed in the notebook: a number, or one of the choices.
    why
        One or two sentences: what makes the number what it is.
    unit, digits
        How a number is written.
    """
    from IPython.display import display

    _check_id(key)
    fact = actual if isinstance(actual, str) else f"{actual:,.{digits}f}"
    text = f"<b>Reveal.</b> {html.escape(fact)} {html.escape(unit)}"
    guess = read_progress().get("predictions", {}).get(key) if mode() == "live" else None
    if guess and isinstance(actual, str):
        text += (
            " — as you guessed."
            if guess["guess"] == actual
            else f" — you guessed {html.escape(str(guess['guess']))}."
        )
    elif guess:
        gap = float(guess["guess"]) - float(actual)
        size = f"{abs(gap):,.{digits}f} {html.escape(unit)}".strip()
        text += f" — you guessed {float(guess['guess']):,.{digits}f}, {'on the number' if not gap else size + (' too high' if gap > 0 else ' too low')}."
    if guess:
        record("reveals", key, {"actual": actual, "guess": guess["guess"], "confidence": guess["confidence"]})
    body = f'<div class="ai-reveal" data-key="{key}" data-actual="{html.escape(str(actual))}">{_note(f"{text}<br>{html.escape(why)}", "#009e73")}</div>'
    display(Shown(body, f"Reveal: {fact} {unit}\n{why}"))


# --- quiz -------------------------------------------------------------------------------------------------------------


@cache
def _questions(lesson: str) -> dict[str, Any]:
    import yaml

    path = course.lesson(lesson).folder / "questions.yaml"
    if not path.exists():
        raise CourseError(
            f"Lesson {lesson} has no questions: {path.parent.name}/questions.yaml is missing.",
            f"Restore it with: git checkout -- ai_ambitions/lessons/{path.parent.name}/questions.yaml",
        )
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def quiz(key: str, *, explain: bool = True) -> None:
    """Ask the questions stored under a key such as ``"06-check"``.

    Parameters
    ----------
    key
        Lesson and name of the set of questions.
    explain
        Every option explains itself when it is chosen, and the first answer is the one that counts. ``False`` makes it a
        test before learning: answers are noted (under ``pretests``, each with the number of options, so that a later
        test can be set against chance), nothing is explained, and what was noted in an earlier run stays as it was.

    Raises
    ------
    CourseError
        For a key that does not exist, with the closest ones.
    """
    from IPython.display import display

    lesson = _questions(key[:2])
    if key not in lesson:
        raise unknown("quiz", key, lesson)
    items = lesson[key]
    if not explain:
        _pretest(key, items)
        return
    if mode() != "live":
        # Each option is a fold-out with its own explanation: this works without a kernel, a script or a mouse.
        parts = []
        for number, item in enumerate(items, 1):
            folds = "".join(
                f"<details><summary>{html.escape(o['text'])}</summary>{_note(_verdict(o), _tone(o))}</details>"
                for o in item["options"]
            )
            parts.append(f"<p><b>{number}.</b> {html.escape(item['question'])}</p>{folds}")
        words = "\n".join(f"{n}. {item['question']}" for n, item in enumerate(items, 1))
        display(Shown(f'<div class="ai-quiz">{"".join(parts)}</div>', words))
        return
    import ipywidgets as widgets

    display(widgets.VBox([_ask(f"{key}-{number}", number, item) for number, item in enumerate(items, 1)]))


def _tone(option: dict[str, Any]) -> str:
    return "#009e73" if option.get("right") else "#d55e00"


def _verdict(option: dict[str, Any]) -> str:
    return f"<b>{'Yes.' if option.get('right') else 'Not quite.'}</b> {html.escape(option['why'])}"


def _ask(key: str, number: int, item: dict[str, Any]) -> Any:
    import ipywidgets as widgets

    options = {o["text"]: o for o in item["options"]}
    choice = widgets.RadioButtons(options=list(options), value=None, layout={"width": "auto"})
    said = widgets.HTML()

    def answer(change: dict[str, Any]) -> None:
        option = options[change["new"]]
        said.value = f'<div role="status">{_note(_verdict(option), _tone(option))}</div>'
        if key not in read_progress().get("quizzes", {}):  # the first answer is the one that counts
            record("quizzes", key, {"answer": change["new"], "right": bool(option.get("right"))})

    choice.observe(answer, "value")
    return widgets.VBox([widgets.HTML(f"<b>{number}.</b> {html.escape(item['question'])}"), choice, said])


_PRETEST = (
    "Noted on this computer. The answers come in the lessons; the last lesson asks the same questions again."
)


def _pretest(key: str, items: list[dict[str, Any]]) -> None:
    """Questions without any sign of which option is right."""
    from IPython.display import display

    if mode() != "live":
        # The page's own script turns each list of options into buttons, and keeps the answers in the reader's browser.
        parts, words = [], []
        for number, item in enumerate(items, 1):
            options = [option["text"] for option in item["options"]]
            listed = "".join(f"<li>{html.escape(text)}</li>" for text in options)
            parts.append(f"<li><p>{html.escape(item['question'])}</p><ul>{listed}</ul></li>")
            words.append(f"{number}. {item['question']} ({' / '.join(options)})")
        body = f'<div class="ai-pretest" data-key="{key}"><ol>{"".join(parts)}</ol></div>'
        display(Shown(body, "\n".join(words)))
        return
    import ipywidgets as widgets

    earlier = read_progress().get("pretests", {})
    answered = {number for number in range(1, len(items) + 1) if f"{key}-{number}" in earlier}
    status = widgets.HTML()

    def tell() -> None:
        text = f"<b>{len(answered)} of {len(items)} answered.</b> " + (_PRETEST if answered else "")
        status.value = f'<div role="status">{_note(text)}</div>'

    def ask(number: int, item: dict[str, Any]) -> Any:
        name, texts = f"{key}-{number}", [option["text"] for option in item["options"]]
        kept = earlier.get(name, {}).get("answer")
        choice = widgets.RadioButtons(
            options=texts,
            value=kept if kept in texts else None,
            disabled=name in earlier,
            layout={"width": "auto"},
        )

        def note(change: dict[str, Any]) -> None:
            option = item["options"][texts.index(change["new"])]
            entry = {"answer": change["new"], "right": bool(option.get("right")), "options": len(texts)}
            record("pretests", name, entry)
            answered.add(number)
            tell()

        choice.observe(note, "value")
        return widgets.VBox([widgets.HTML(f"<b>{number}.</b> {html.escape(item['question'])}"), choice])

    tell()
    display(widgets.VBox([*(ask(number, item) for number, item in enumerate(items, 1)), status]))


# --- progress ---------------------------------------------------------------------------------------------------------


def progress() -> Shown:
    """What was done so far: predictions, quiz answers and exercise checks, lesson by lesson."""
    stored = read_progress()
    lessons: dict[str, dict[str, int]] = {}
    first = stored.pop("pretests", {})
    for kind, entries in stored.items():
        for key, entry in entries.items():
            row = lessons.setdefault(key[:2], {})
            row[kind] = row.get(kind, 0) + 1
            if kind == "quizzes" and entry.get("right"):
                row["right"] = row.get("right", 0) + 1
            if kind == "exercises":
                row["points"], row["of"] = entry.get("points", 0), entry.get("of", 0)
    if not lessons and not first:
        return Shown(
            "<p>Nothing recorded yet. Run a lesson, commit a guess, answer a quiz.</p>",
            "Nothing recorded yet.",
        )
    head = ("lesson", "guesses", "quiz right", "exercise")
    rows = [
        (
            lesson,
            str(row.get("predictions", 0)),
            f"{row.get('right', 0)} of {row['quizzes']}" if "quizzes" in row else "–",
            f"{row['points']:g} of {row['of']:g} points (visible tests)" if "of" in row else "–",
        )
        for lesson, row in sorted(lessons.items())
    ]
    table = "".join("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>" for row in rows)
    marked = f"<table><thead><tr>{''.join(f'<th>{h}</th>' for h in head)}</tr></thead><tbody>{table}</tbody></table>"
    plain = "\n".join("  ".join(f"{c:<12}" for c in row).rstrip() for row in (head, *rows))
    if first:
        # Not how many were right: the same questions come again.
        line = f"First test: {len(first)} answered; the last lesson asks the same questions again."
        marked, plain = marked + f"<p>{line}</p>", plain + "\n" + line
    return Shown(marked, plain)
