"""What every test gets: recorded widgets, and no trace in the author's own record."""

import os
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
os.environ.update(
    AI_AMBITIONS_COURSE=str(HERE),
    AI_AMBITIONS_MODE="record",
    AI_AMBITIONS_PROGRESS=str(Path(tempfile.mkdtemp(prefix="course-tests-")) / "progress.json"),
    COLUMNS="100",
    PYTHONHASHSEED="0",
)
