"""``python -m boxgrader``."""

import sys

from boxgrader.run.cli import main

sys.exit(main())
