"""Who asks, and what they may: keys, logins, levels, scopes."""

from .caller import OWNER, SCOPES, Caller, Scope

__all__ = ["OWNER", "SCOPES", "Caller", "Scope"]
