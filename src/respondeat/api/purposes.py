"""What data are read, exported or redacted for."""

from typing import Final

PURPOSES: Final = (
    "investigation",
    "court",
    "partner",
    "publication",
    "archive",
    "review",
    "other",
)
"""A closed list: the custody log, which keeps the purpose, holds nothing that somebody typed."""

INVESTIGATION: Final = PURPOSES[0]
"""What a question at the terminal is asked for when nothing else is said."""

PURPOSE_VARIABLE: Final = "RESPONDEAT_PURPOSE"
