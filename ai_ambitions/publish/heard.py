"""What a screen reader says of a quiz and of a reveal: the question they belong to, and no bare number."""

from __future__ import annotations

import json

from bs4 import BeautifulSoup


def heard(soup: BeautifulSoup) -> None:
    """Name each question of a quiz by its own words, and each reveal by the question that it answers; in place."""
    for number, box in enumerate(soup.select(".ai-question[role=group]"), 1):
        asked = box.find("p")
        assert asked is not None
        asked["id"] = f"question-{number}"
        del box["aria-label"]
        box["aria-labelledby"] = asked["id"]
    guesses = [json.loads(str(box["data-ask"])) for box in soup.select("[data-ask]")]
    questions = {guess["key"]: guess["question"] for guess in guesses}
    for box in soup.select(".ai-reveal[data-fact]"):
        if question := questions.get(json.loads(str(box["data-fact"]))["key"]):
            box["role"], box["aria-label"] = "group", f"The answer to: {question}"
