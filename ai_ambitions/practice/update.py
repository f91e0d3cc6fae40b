"""Bring the newest edition of the course, whatever was run, saved or edited here."""

from __future__ import annotations

import datetime
import re
import shutil
import subprocess

from ai_ambitions.core.course import course
from ai_ambitions.core.errors import CourseError
from ai_ambitions.core.paths import MY_LESSONS, MY_WORK, ROOT
from ai_ambitions.practice.copies import free, is_edited

OURS = ("lessons/", "exercises/")  # notebooks that a learner may have opened where they lie
NEWS = 5  # lines of the changelog that are shown


def update(day: datetime.date) -> list[str]:
    """Fetch and take over what is new, and say in sentences what that was.

    A notebook of ``lessons/`` or ``exercises/`` that was changed here goes back to its edition; what was in it is kept in
    ``my-lessons/`` first.

    Parameters
    ----------
    day
        Today: the names of what is kept bear it.

    Raises
    ------
    CourseError
        No git, no clone, no upstream, other files changed here, the network, or a history of one's own: each with what to do.
        Nothing was changed then but the notebooks set aside, and those are kept.
    """
    _need_clone()
    notebooks, others = _changed()
    if others:
        raise CourseError(
            f"Files of the course were changed here: {', '.join(others[:3])}{' …' if len(others) > 3 else ''}.",
            "Keep what you want of them elsewhere, then: git checkout -- " + " ".join(others[:3]),
        )
    _fetch()
    before = _git("rev-parse", "HEAD")
    if _git("rev-parse", "@{upstream}") == before:
        return ["You have the newest edition."]
    said = [_set_aside(name, day) for name in notebooks]
    try:
        _git("merge", "--ff-only", "--quiet", "@{upstream}")
    except CourseError as error:
        if "untracked" not in error.reason:
            raise
        raise CourseError(
            " ".join(["A file of yours lies where the new edition brings one of the same name.", *said]),
            "See which with: git pull --ff-only; move it away, then: ambitions update",
        ) from None
    return said + _news(before)


def _git(*words: str) -> str:
    """What git says, without the last line's end; CourseError with its own last line where it fails."""
    done = subprocess.run(
        ["git", "-c", "core.quotepath=off", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        telling = [line for line in lines if line.startswith(("fatal:", "error:"))] or lines
        raise CourseError(f"git {words[0]}: {telling[0]}", "Nothing of yours was lost or changed.")
    return done.stdout.rstrip("\n")


def _need_clone() -> None:
    again = "Get the new edition beside this one, and copy the folders my-work and my-lessons into it."
    if not shutil.which("git"):
        raise CourseError(
            "The program git is not installed here.", f"Install it; or: {again[0].lower()}{again[1:]}"
        )
    if not (ROOT / ".git").exists():
        raise CourseError("This folder is not a clone of the course, so it cannot be updated.", again)
    try:
        _git("rev-parse", "--abbrev-ref", "@{upstream}")
    except CourseError:
        raise CourseError(
            "This clone does not know where updates come from.",
            "git branch --set-upstream-to=origin/main (or clone the course anew)",
        ) from None


def _changed() -> tuple[list[str], list[str]]:
    """Tracked files that differ from their edition: notebooks of ours, and others."""
    names = [
        line[3:].strip('"') for line in _git("status", "--porcelain", "--untracked-files=no").splitlines()
    ]
    mine = [name for name in names if name.startswith(OURS) and name.endswith(".ipynb")]
    return mine, [name for name in names if name not in mine]


def _set_aside(name: str, day: datetime.date) -> str:
    """Keep a notebook's state in ``my-lessons/`` and give the file back its edition."""
    file = ROOT / name
    kept = free(MY_LESSONS / f"{file.stem}, mine of {day}.ipynb")
    if file.exists():
        MY_LESSONS.mkdir(exist_ok=True)
        shutil.copyfile(file, kept)
    _git("checkout", "HEAD", "--", name)
    return f"{name} was changed here: that is kept as my-lessons/{kept.name}."


def _fetch() -> None:
    """Fetch what is new, before anything here is touched."""
    try:
        _git("fetch", "--quiet")
    except CourseError as error:
        raise CourseError(
            f"The new edition could not be fetched ({error.reason.removeprefix('git fetch: ')}).",
            "Look at the network connection, then again: ambitions update",
        ) from None
    if _git("rev-list", "--max-count=1", "@{upstream}..HEAD"):
        raise CourseError(
            "This clone has commits of its own, so the new edition cannot simply be taken over.",
            "Merge by hand: git pull --no-rebase",
        )


def _news(before: str) -> list[str]:
    """What came: how the changelog's new lines begin, lessons, and exercises that the learner has begun."""
    changelog = _git("diff", "--unified=0", before, "HEAD", "--", "CHANGELOG.md").splitlines()
    lines = [re.split(r"(?<=[.:]) ", line[3:])[0] for line in changelog if line.startswith("+- ")]
    listed = _git("diff", "--no-renames", "--name-status", before, "HEAD", "--", *OURS).splitlines()
    kinds = {name: kind for kind, name in (line.split("\t", 1) for line in listed)}
    said = ["The new edition is here."]
    said += [f"New: {line}" for line in lines[:NEWS]]
    said += ["More is new: see CHANGELOG.md."] * (len(lines) > NEWS)
    for lesson in course().lessons:
        kind = kinds.get(f"lessons/{lesson.slug}.ipynb")
        if kind in ("A", "M"):
            said.append(f"Lesson {lesson.number}, {lesson.title}: {'new' if kind == 'A' else 'changed'}.")
        if f"exercises/{lesson.slug}/{lesson.slug}.ipynb" in kinds and _has_answers(lesson.slug):
            said.append(
                f"Exercise {lesson.number} changed. Your copy still counts; to move your answers into the new one: "
                f"ambitions start {lesson.number} --renew"
            )
    return said


def _has_answers(slug: str) -> bool:
    copy = MY_WORK / slug / f"{slug}.ipynb"
    return copy.exists() and is_edited(copy)
