"""Tables that make each rule come out in every way that it can."""

from ai_ambitions.core.course import course
from ai_ambitions.lessons.first_claims.verdicts import c01


def test_c01() -> None:  # TO DO: a table for each outcome
    assert c01({}, course().article.day).outcome == "not_checkable"
