"""The document as people read it: every operation once, its example as a command for a shell."""

import shlex
from typing import Any
from urllib.parse import unquote

import pytest

from respondeat.api.settings import Settings
from respondeat.api.web.app import create_app
from respondeat.api.web.documented import addresses, curl, example, index, sent
from respondeat.api.web.openapi import document, every
from respondeat.api.workers.here import Here

BASE = "http://127.0.0.1:8631"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    store = tmp_path_factory.mktemp("none")
    return document(create_app(Settings(store=store), Here(store)))


def test_every_operation_stands_in_one_group(told: dict[str, Any]) -> None:
    found = [(one["path"], one["method"].lower()) for g in addresses(told, BASE) for one in g["operations"]]
    assert sorted(found) == sorted((path, method) for path, method, _ in every(told))
    assert all(group["about"] for group in addresses(told, BASE))


def test_commands_are_taken_apart_rightly(told: dict[str, Any]) -> None:
    for path, method, operation in every(told):
        command = shlex.split(curl(path, method, operation, BASE))
        assert command[0] == "curl"
        assert command[-1].startswith(BASE + "/")
        assert "{" not in unquote(command[-1]).partition("?")[0]
        _, _, media_type, body = example(operation)
        if media_type:
            assert command[command.index("--data-binary") + 1] == sent(media_type, body)


@pytest.mark.parametrize(
    ("told_", "found"),
    [
        ({"example": 1}, 1),
        ({"examples": {"a": {"value": 2}}}, 2),
        ({"schema": {"examples": [3, 4]}}, 3),
    ],
)
def test_an_example_is_found_wherever_it_may_stand(told_: dict[str, Any], found: int) -> None:
    operation = {"parameters": [{"name": "a", "in": "query", **told_}]}
    assert example(operation) == ({}, {"a": found}, "", None)


def test_what_is_quoted_for_the_shell() -> None:
    operation = {"parameters": [{"name": "a", "in": "query", "example": "it's $HOME `x` Ж"}]}
    (_, address) = shlex.split(curl("/x", "get", operation, BASE))
    assert address == f"{BASE}/x?a=it%27s+%24HOME+%60x%60+%D0%96"


def test_the_first_page_links_to_what_is_there(told: dict[str, Any]) -> None:
    assert {link["href"] for link in index(told)["links"]} <= set(told["paths"])
