"""One way of asking, for a store on this machine and for a server: a method a question."""

from .base import Asking, Options
from .local import Local
from .questions import Questions
from .remote import Connection, Remote, connect

__all__ = ["Asking", "Connection", "Local", "Options", "Questions", "Remote", "connect"]
