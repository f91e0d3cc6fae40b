"""The address that exercises import from, kept for every copy a learner has: the checks live in ``practice.checks``."""

import sys

from ai_ambitions.practice import checks

sys.modules[__name__] = checks
