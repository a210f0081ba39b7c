"""RO-Crates held against roc-validator, in a process of its own and without a network.

The validator asks for one thing over HTTP, the context of RO-Crate. It is given the newer one that the
library `rocrate` brings along, which holds every term of the older one.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

SCRIPT = """
import json, socket, sys
from pathlib import Path

import requests, rocrate
from rocrate_validator import models, services
from rocrate_validator.utils.http import HttpRequester

CONTEXT = "https://w3id.org/ro/crate/1.2/context"
context = (Path(rocrate.__file__).parent / "data/ro-crate.jsonld").read_bytes()

class Shelf:
    asked = []
    def get(self, url, **_):
        self.asked.append(url)
        found = requests.Response()
        found.status_code = 200 if url == CONTEXT else 504
        found._content = context if url == CONTEXT else b""
        found.headers["Content-Type"] = "application/ld+json"
        return found
    head = get

def refused(*_):
    raise AssertionError("the validator reached for the network")

socket.socket.connect = refused
told = []
for crate in sys.argv[2:]:
    settings = models.ValidationSettings(
        rocrate_uri=crate, profile_identifier="ro-crate-1.2", requirement_severity="RECOMMENDED",
        offline=True, cache_path=Path(sys.argv[1]), skip_availability_check=True,
    )
    HttpRequester().session = Shelf()
    result = services.validate(settings)
    told.append([[i.severity.name, i.message, str(i.violatingEntity)] for i in result.get_issues()])
assert set(Shelf.asked) == {CONTEXT}, Shelf.asked
print(json.dumps(told))
"""


class Issue(NamedTuple):
    """What the validator finds wrong: REQUIRED or RECOMMENDED, in its words, of what."""

    severity: str
    message: str
    entity: str


def issues(crates: Sequence[Path], cache: Path) -> list[list[Issue]]:
    """What the validator says of each crate, a folder with its files."""
    command = [sys.executable, "-c", SCRIPT, str(cache), *map(str, crates)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert run.returncode == 0, run.stderr[-2000:]
    return [[Issue(*one) for one in found] for found in json.loads(run.stdout.splitlines()[-1])]
