"""What learning platforms call the uploads they pack: whose it is, and which of several is the latest.

Where each form comes from stands in the README ("What platforms pack").
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Moodle: "Ada Lovelace_12345_assignsubmission_file_" as a folder, or in front of a file's name.
MOODLE = re.compile(r"^(?P<student>.+?)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<rest>.*)$")
# Canvas: "lovelaceada_LATE_12345_67890_06-chip-ban.ipynb"; without the name where students are anonymous.
CANVAS = re.compile(r"^(?P<student>.+?)_(?:LATE_)?(?P<number>\d+)_(?P<upload>\d+)_(?P<rest>.+)$")
CANVAS_ANONYMOUS = re.compile(r"^(?:LATE_)?(?P<student>anon_[^_]+)_(?P<upload>\d+)_(?P<rest>.+)$")
# Blackboard: "Problem set_alovelace_attempt_2016-01-30-15-30-10_problem1.ipynb", and a .txt with the learner's remarks.
BLACKBOARD = re.compile(r"^(?P<before>.+)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<rest>.*))?$")
# Brightspace: "12345-67890 - Ada Lovelace - Jan 5, 2026 1140 PM", a folder or in front of " - file.ipynb".
BRIGHTSPACE = re.compile(
    r"^(?P<number>\d+)-\d+ - (?P<student>.+?) - (?P<month>[A-Za-z]{3})\w* (?P<day>\d{1,2}), (?P<year>\d{4}) "
    r"(?P<clock>\d{3,4}) (?P<half>[AP]M)(?: - (?P<rest>.*))?$"
)
# Sakai: "Lovelace, Ada(alovelace)" as a folder, or in front of "_Submission attachment(s)_file.ipynb".
SAKAI = re.compile(r"^[^()]+, [^()]*\((?P<student>[^()]+)\)(?:_Submission attachment\(s\)_(?P<rest>.+))?$")
SAKAI_FOLDER = "Submission attachment(s)"
COPY = re.compile(r"^(?:Copy of|Copia de|Kopie von|Copie de) +", re.IGNORECASE)  # Google's words for a copy
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


@dataclass(frozen=True)
class Upload:
    """Whose an upload is, as far as its name tells.

    ``number`` is the platform's own for the learner, ``order`` grows with later uploads, ``rest`` is the file's own name.
    """

    student: str
    platform: str = ""
    number: str = ""
    order: tuple[int, ...] = ()
    rest: str = ""
    name: str = ""


def upload_of(name: str, lesson: str, before: str = "", notebooks: Sequence[str] = ()) -> Upload:
    """Read the name of a file without its ending, or of a folder.

    The number that a platform gives each participant is kept in the student's id: two learners may have one name.

    Parameters
    ----------
    before
        What stands in front of every learner's name in this folder, see ``in_front``.
    notebooks
        Names of the lesson's notebooks, where it has several: each of them may stand beside a learner's name.
    """
    if match := MOODLE.match(name):
        return _numbered(match, "moodle")
    if match := BLACKBOARD.match(name):
        part = match["before"]
        student = part.removeprefix(before) if before and part != before else part.rpartition("_")[2]
        order = tuple(int(number) for number in match["time"].split("-"))
        return Upload(student, "blackboard", order=order, rest=match["rest"] or "")
    if match := BRIGHTSPACE.match(name):
        month = MONTHS.index(match["month"].lower()) if match["month"].lower() in MONTHS else -1
        hour, minute = divmod(int(match["clock"]), 100)
        hour = hour % 12 + (12 if match["half"] == "PM" else 0)
        order = (int(match["year"]), month, int(match["day"]), hour, minute)
        return _numbered(match, "brightspace", order)
    if match := SAKAI.match(name):
        return Upload(match["student"].strip(), "sakai", rest=match["rest"] or "")
    if match := CANVAS_ANONYMOUS.match(name):
        return Upload(match["student"], "canvas", order=(int(match["upload"]),), rest=match["rest"])
    if match := CANVAS.match(name):
        return _numbered(match, "canvas", (int(match["upload"]),))
    plain = COPY.sub("", name)
    if before and plain.startswith(before):
        return Upload(plain.removeprefix(before), "github")
    for notebook in notebooks:
        beside = rf"(?:^|[ _-]+){re.escape(notebook)}(?:[ _-]*\(\d+\)|[ _-]\d+)?(?:$|[ _-]+)"
        if found := re.search(beside, plain):
            parts = plain[: found.start()], plain[found.end() :]
            return Upload("_".join(filter(None, parts)).strip(" ._-"), rest=notebook)
    plain = re.sub(rf"[ _-]*{re.escape(lesson)}(?:[ _-]*\(?\d*\)?)?[ _-]*", "", plain)
    return Upload(plain.strip(" ._-"))


def notebook_of(rest: str, notebooks: Sequence[str]) -> str:
    """Which of a lesson's notebooks a file's own name stands for, without its ending; the name itself where it is none."""
    plain = re.sub(r"(?:[ _-]*\(\d+\)|-\d+)$", "", rest)  # what browsers and Canvas add to a second upload
    return next((name for name in notebooks if plain.casefold() == name.casefold()), rest)


def _numbered(match: re.Match[str], platform: str, order: tuple[int, ...] = ()) -> Upload:
    name, number = match["student"].strip(), match["number"]
    return Upload(f"{name}_{number}", platform, number, order, match["rest"] or "", name)


def in_front(names: Iterable[str], folder: str) -> str:
    """What stands in front of every learner's name in a folder, or nothing.

    Blackboard sets the assignment's name there, and both that and a user's name may hold "_". GitHub Classroom's command
    line clones "SLUG-ada", "SLUG-bob" into a folder "SLUG-submissions".
    """
    parts = {match["before"] for name in names if (match := BLACKBOARD.match(name))}
    if len(parts) > 1:
        shared = os.path.commonprefix(sorted(parts))  # noqa: RUF071 (names, not paths)
        return shared[: shared.rfind("_") + 1]
    if not parts and folder.endswith("-submissions"):
        return f"{folder.removesuffix('-submissions')}-"
    return ""
