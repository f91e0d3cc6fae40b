"""Where things are in a checkout."""

from pathlib import Path

from ai_ambitions.errors import CourseError

ROOT = Path(__file__).resolve().parents[1]
LESSONS, SOLUTIONS, EXERCISES = ROOT / "lessons", ROOT / "solutions", ROOT / "exercises"
DATASETS, SITE, MY_WORK = ROOT / "datasets", ROOT / "site", ROOT / "my-work"


def need_checkout() -> Path:
    """The checkout, or an error: some commands make no sense in an installed wheel."""
    if not LESSONS.is_dir():
        raise CourseError(
            "This command works on a checkout of the course, and none is here.",
            "Clone the repository and run it there.",
        )
    return ROOT


def lesson_name(number: str) -> str:
    """The slug of a lesson from its number: ``6``, ``06`` or the slug itself. Raises CourseError with what exists."""
    slugs = sorted({p.stem for p in LESSONS.glob("*.ipynb")} | {p.name for p in SOLUTIONS.glob("*/")})
    for slug in slugs:
        if slug == number or slug.startswith(f"{number.zfill(2)}-"):
            return slug
    raise CourseError(f"There is no lesson {number!r}.", "Lessons: " + ", ".join(slugs))
