"""How many random worlds a test asks for: few in every run, many where `make fuzz` says so."""

import os
from typing import Final

VARIABLE: Final = "RESPONDEAT_EXAMPLES"
FUZZED: Final = int(os.environ.get(VARIABLE, "0"))


def examples(usual: int) -> int:
    """So many, or as many as the variable asks for when that is more."""
    return max(usual, FUZZED)
