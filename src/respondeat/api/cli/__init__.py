"""The `respondeat` command."""

import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code; interrupted while it loads, it says so as well."""
    try:
        from .root import main as loaded
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted before anything was done.\n")
        sys.stderr.flush()
        os._exit(130)  # see root.main
    loaded(arguments)


__all__ = ["main"]
