"""The programs that made texts of documents, as their names say: package, version, our own revision."""

import re
from typing import Final, NamedTuple

_NAME: Final = re.compile(r"(?P<package>[A-Za-z][\w.-]*?)-(?P<version>\d[\w.+!]*)(?:-\d+)?")


class Extractor(NamedTuple):
    """A program by its name in the store: the package that reads, and its version."""

    full: str
    package: str
    version: str

    @property
    def url(self) -> str:
        """Where the package is to be had."""
        return f"https://pypi.org/project/{self.package}/"


def extractor_of(name: str) -> Extractor:
    """What the name of an extractor says.

    >>> extractor_of("pypdf-6.1.0-1")[1:]
    ('pypdf', '6.1.0')
    """
    found = _NAME.fullmatch(name)
    return Extractor(name, found["package"], found["version"]) if found else Extractor(name, name, "0")
