"""What is collected from nbgrader's exchange is a learner's own; the whole way through a hub stands in test_hub.py."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

import pytest

from boxgrader.marks.course import Course, in_folder, silent
from toyclass import classroom as make
from toyclass.classroom import LESSON

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no exchange on Windows")
EARLY, LATE = (f"2026-11-{day} 12:00:00.000000 UTC" for day in (20, 21))


def inbound(course: Course, exchange: Path) -> Path:
    folder = exchange / "toy" / "inbound"
    folder.mkdir(parents=True)
    exchange.chmod(0o777)
    course.config.Exchange.root = str(exchange)
    course.config.ExchangeFactory.collect = "boxgrader.intake.exchange.Collect"
    return folder


def hand_in(folder: Path, name: str, when: str, content: str) -> Path:
    place = folder / f"{name}+{LESSON}+{when}+xyz"
    place.mkdir()
    (place / f"{LESSON}.ipynb").write_text(content)
    (place / "timestamp.txt").write_text(when)
    return place


def collect(course: Course) -> dict[str, str]:
    """What lies in submitted/ afterwards, by the learner's name."""
    from nbgrader.auth import Authenticator
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange import ExchangeFactory

    with in_folder(course.root), silent():
        kind = ExchangeFactory(config=course.config).Collect
        kind(
            coursedir=CourseDirectory(config=course.config, root=str(course.root), assignment_id=LESSON),
            authenticator=Authenticator(config=course.config),
            config=course.config,
        ).start()
    return {
        name: (course.folder("submitted", name, LESSON) / f"{LESSON}.ipynb").read_text()
        for name in course.students(LESSON)
    }


def test_what_another_account_handed_in_is_left_out(tmp_path: Path) -> None:
    course = make.make_course(tmp_path / "course")
    folder = inbound(course, tmp_path / "exchange")
    me = pwd.getpwuid(os.geteuid()).pw_name
    hand_in(folder, me, EARLY, "early")
    hand_in(folder, me, LATE, "late")
    hand_in(folder, "somebody-else", LATE, "not theirs")
    assert collect(course) == {me: "late"}


def test_one_account_for_everybody_can_be_allowed(tmp_path: Path) -> None:
    course = make.make_course(tmp_path / "course", more="c.ExchangeCollect.check_owner = False")
    folder = inbound(course, tmp_path / "exchange")
    hand_in(folder, "ada", EARLY, "hers")
    assert collect(course) == {"ada": "hers"}


@pytest.mark.parametrize("before_duedate", [False, True])
def test_a_newer_forgery_does_not_hide_a_learner_s_own(tmp_path: Path, before_duedate: bool) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder to another account")
    more = f"c.ExchangeCollect.before_duedate = {before_duedate}"
    course = make.make_course(tmp_path / "course", more=more)
    folder = inbound(course, tmp_path / "exchange")
    me = pwd.getpwuid(os.geteuid()).pw_name
    hand_in(folder, me, EARLY, "own")
    os.chown(hand_in(folder, me, LATE, "forged"), 65534, 65534)
    assert collect(course) == {me: "own"}
