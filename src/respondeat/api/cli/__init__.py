"""The `respondeat` command."""

from .root import cli, main

__all__ = ["cli", "main"]
