"""A command group whose commands are imported when called: a question need not wait for importers."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """`places` says for each command in which module of `package` it is, as "module:attribute"."""

    def __init__(self, *, package: str, places: Mapping[str, str], **rest: Any) -> None:
        super().__init__(**rest)
        self._package = package
        self._places = dict(places)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order of the alphabet."""
        return sorted(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with this name; None when there is none."""
        place = self._places.get(cmd_name)
        if place is None:
            return None
        module, _, attribute = place.partition(":")
        found = getattr(import_module(f".{module}", self._package), attribute)
        if not isinstance(found, click.Command):
            raise TypeError(f"{place} is no command")
        return found
