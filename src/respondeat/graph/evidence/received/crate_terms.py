"""The terms that the `@context` of an RO-Crate defines, told without asking the network."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

VERSION: Final = re.compile(r"https?://w3id\.org/ro/crate/(\d+\.\d+)(?:\.\d+)?(?:/context)?/?")
"""The IRI of a version of RO-Crate that was published, or of its context."""

_KEYWORDS: Final = frozenset({"@id", "@type", "@value", "@language", "@reverse", "@index", "@direction"})


@cache
def shipped() -> Mapping[str, str]:
    """The terms of RO-Crate's own context, as the library `rocrate` ships it.

    It is that of the newest version, which has all that those before it have.
    """
    found = find_spec("rocrate")  # not imported: that would take a second, for one file of data
    if found is None or found.origin is None:
        return {}
    content = Path(found.origin).with_name("data").joinpath("ro-crate.jsonld").read_bytes()
    return dict(json.loads(content)["@context"])


class Terms:
    """What the `@context` of a metadata file says.

    `version` is that of the context of RO-Crate that it refers to, "" where it does not; `unknown` are
    contexts elsewhere on the web, of which nobody can say here what they define.
    """

    def __init__(self, context: Any) -> None:
        self.version = ""
        self.unknown: list[str] = []
        self.faults: list[str] = []
        self._own: dict[str, Any] = {}
        self._read(context)

    def knows(self, key: str) -> bool:
        """Whether a key is a keyword, a term, or a compact IRI whose prefix is a term."""
        if key in _KEYWORDS or key in self._own:
            return self._own.get(key, "") is not None
        if self.version and key in shipped():
            return True
        prefix, colon, rest = key.partition(":")
        return bool(colon) and not rest.startswith("//") and prefix != "_" and self._is_term(prefix)

    def iri(self, term: str) -> str:
        """What a term stands for; the term itself where that is not known."""
        own = self._own.get(term)
        told = own.get("@id") if isinstance(own, dict) else own
        if isinstance(told, str):
            return told
        return str(shipped().get(term, term)) if self.version else term

    def _is_term(self, term: str) -> bool:
        return bool(self._own.get(term)) or (bool(self.version) and term in shipped())

    def _read(self, context: Any) -> None:
        for one in context if isinstance(context, list) else [context]:
            match one:
                case str():
                    self._refer(one)
                case dict():
                    self._own |= one
                    self.faults += _faults(one)
                case None:
                    self._own, self.version = {}, ""
                case _:
                    self.faults.append("@context holds what is neither an address nor an object")

    def _refer(self, address: str) -> None:
        if found := VERSION.fullmatch(address):
            self.version = max(self.version, found[1])
        elif re.match(r"https?://[^/\s]+/", address):
            self.unknown.append(address)
        else:
            self.faults.append("@context refers to what is no web address")


def _faults(definitions: Mapping[str, Any]) -> Iterator[str]:
    for term, told in definitions.items():
        if not term.startswith("@") and told is not None and not isinstance(told, str | dict):
            yield "@context defines a term by what is neither text nor object"
