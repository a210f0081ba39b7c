"""Chains of responsibility, each hop with its dates, its sources and what speaks against it."""

from importlib.metadata import version as _version

__version__ = _version("respondeat")

__all__ = ["__version__"]
