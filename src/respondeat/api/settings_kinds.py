"""Kinds of values that settings have beside plain ones."""

from ipaddress import ip_network
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator
from pydantic_settings import NoDecode


def _listed(value: object) -> object:
    """A text as the texts between its commas: in the environment there are no lists."""
    return tuple(part for x in value.split(",") if (part := x.strip())) if isinstance(value, str) else value


def _networks(value: tuple[str, ...]) -> tuple[str, ...]:
    """The texts, each an address or a network."""
    return tuple(str(ip_network(one, strict=False)) for one in value)


Texts = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
"""Several texts: a list in the file, parted by commas in the environment."""

Networks = Annotated[Texts, AfterValidator(_networks)]
"""Addresses and networks, IPv4 or IPv6."""
