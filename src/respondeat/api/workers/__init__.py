"""Readers' processes: who asks them, what goes to them and comes back, and what bounds them."""

from .protocol import Asker, Body, Limits, Progress, Reply, Request

__all__ = ["Asker", "Body", "Limits", "Progress", "Reply", "Request"]
