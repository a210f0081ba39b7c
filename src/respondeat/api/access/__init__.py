"""Who asks, and what they may: keys, logins, levels, scopes."""

from .caller import SCOPES, Caller, Scope

__all__ = ["SCOPES", "Caller", "Scope"]
