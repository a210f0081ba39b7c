"""Security Force Monitor's research sheets: units, persons and sources."""

from .reading import read_sfm

__all__ = ["read_sfm"]
