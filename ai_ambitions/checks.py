"""The address that exercises import from, kept for every copy a learner has: the checks live in ``boxgrader.checks``."""

import sys

from boxgrader import checks

sys.modules[__name__] = checks
