"""What the lessons ask, for the page that shows a reader's own record: guesses with their facts, quizzes, and tests."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable
from typing import Any

from bs4 import BeautifulSoup

from ai_ambitions.core.course import Lesson
from ai_ambitions.practice.questions import question_set


def asked(entry: Lesson, outputs: Iterable[str]) -> dict[str, Any]:
    """What a lesson asks, in the order of its page, read from the HTML of its outputs.

    ``guesses`` are as ``predict`` has them, each with its ``fact`` (None where none is revealed); ``sets`` are the quizzes,
    and the tests before and after learning, which say nothing of what is right.
    """
    asking = (
        markup for markup in outputs if any(mark in markup for mark in ("data-ask", "data-fact", "data-key"))
    )
    soup = BeautifulSoup("".join(asking), "html.parser")
    facts = {fact["key"]: fact for fact in _held(soup, ".ai-reveal[data-fact]", "data-fact")}
    guesses = [
        {name: ask[name] for name in ("key", "question", "choices", "unit", "within", "confidence")}
        | {"fact": facts.get(ask["key"])}
        for ask in _held(soup, ".ai-predict[data-ask]", "data-ask")
    ]
    sets = [
        _set(str(box["data-key"]), "ai-pretest" in (box.get("class") or []), str(box.get("data-before", "")))
        for box in soup.select(".ai-quiz[data-key], .ai-pretest[data-key]")
    ]
    page = f"lessons/{entry.slug}.html"
    return {
        "number": entry.number,
        "title": entry.title,
        "page": page,
        "guesses": guesses,
        "sets": sets,
    }


def _held(soup: BeautifulSoup, where: str, attribute: str) -> list[dict[str, Any]]:
    return [json.loads(str(box[attribute])) for box in soup.select(where)]


def _set(key: str, test: bool, before: str) -> dict[str, Any]:
    """A set of questions; a test after learning asks those of the one ``before``."""
    listed = []
    for question in question_set(before or key):
        one = {
            "name": question.name,
            "text": question.text,
            "options": [option.text for option in question.options],
        }
        if not test:
            one["right"] = next(option.text for option in question.options if option.right)
        listed.append(one)
    return {"key": key, "test": test, "before": before, "questions": listed}


def markup(lessons: list[dict[str, Any]]) -> str:
    """The box that ``record.js`` fills, with what the lessons ask; without script it says why it is empty."""
    held = html.escape(json.dumps(lessons, ensure_ascii=False, separators=(",", ":")))
    return (
        f'<div class="ai-record" data-asked="{held}"><noscript><p>What you enter is kept and shown by a script, and scripts are '
        "switched off here: so there is nothing to show. The lessons read without it.</p></noscript></div>"
    )
