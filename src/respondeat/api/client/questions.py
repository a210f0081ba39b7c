"""All questions together."""

from .questions_cases import Cases
from .questions_command import Command
from .questions_records import Records


class Questions(Command, Cases, Records):
    """A method a question; see `respondeat.api.client.base.Asking`."""
