"""Files of the pages, and the scripts of others among them."""

import hashlib
import json
import re

import pytest

from respondeat.api.pages.assets import asset, assets, media_type, version
from scripts.regenerate import ROOT
from scripts.vendor import FILES, LICENCES, MANIFEST

TOLD = json.loads((ROOT / MANIFEST).read_text("utf-8"))
VENDORED = {file["path"]: file for file in TOLD["files"]}
FREE = {"MIT", "MPL-2.0", "(Apache-2.0 OR MIT)", "Apache-2.0", "ISC", "BSD-3-Clause"}


def test_every_file_has_an_address_that_names_all_of_them() -> None:
    assert re.fullmatch("[0-9a-f]{16}", version())
    assert asset("style.css") == f"/static/{version()}/style.css"
    assert media_type("js/page.js") == "text/javascript"
    with pytest.raises(KeyError):
        asset("js/none.js")


def test_vendored_files_are_those_of_the_manifest() -> None:
    assert set(VENDORED) == {file.path for file in FILES}
    for path, told in VENDORED.items():
        assert hashlib.sha256((ROOT / path).read_bytes()).hexdigest() == told["sha256"], path


def test_no_other_file_lies_among_them() -> None:
    served = {name for name in assets() if name.startswith("vendor/")}
    assert served == {p.rpartition("static/")[2] for p in VENDORED if "/static/" in p}


def test_packages_are_those_wanted_freely_licensed_and_their_licences_told() -> None:
    texts = (ROOT / LICENCES).read_text("utf-8")
    for file in FILES:
        inside = {one["package"]: one for one in VENDORED[file.path]["packages"]}
        assert {name: inside[name]["version"] for name in file.packages} == dict(file.packages)
        for one in inside.values():
            assert one["license"] in FREE
            assert one["integrity"].startswith("sha512-")
            assert f"{one['package']} {one['version']}\n=" in texts


def test_scripts_make_no_code_of_text() -> None:
    ours = {n: told.decode() for n, told in assets().items() if n.startswith("js/")}
    assert ours
    never = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser"
    )
    assert [name for name, told in ours.items() if never.search(told)] == []
