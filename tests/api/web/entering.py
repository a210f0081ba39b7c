"""A server with people: a clock that is set, cheap hashes, and keys and logins at hand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from fastapi import FastAPI
from starlette.testclient import TestClient

from respondeat.api.access import OWNER, Caller
from respondeat.api.access.entrance import Entrance
from respondeat.api.web.serving import Serving
from respondeat.graph import evidence
from tests.api.access.people import PASSWORD, Clock, Counting
from tests.api.web.conftest import Asking


@dataclass
class Server:
    """The application over a store, and what stands behind its door."""

    client: TestClient
    entrance: Entrance
    clock: Clock
    hasher: Counting
    store: Path

    @classmethod
    def over(cls, asking: Asking, store: Path, **settings: Any) -> "Server":
        client, clock, hasher = asking(store, **settings), Clock(), Counting()
        app = cast(FastAPI, client.app)
        serving: Serving = app.state.serving
        entrance = Entrance.over(store, serving.audit, clock=clock, hasher=hasher)
        app.state.serving = replace(serving, entrance=entrance)
        return cls(client, entrance, clock, hasher, store)

    def key(self, level: str = "public", *scopes: str, by: Caller = OWNER) -> dict[str, str]:
        """The header that shows a new key."""
        _, text = self.entrance.keys.add(by, "Table", level, list(scopes or ("read",)))
        return {"Authorization": f"Bearer {text}"}

    def user(self, name: str = "reader", level: str = "restricted", *scopes: str) -> str:
        """The id of a new user."""
        return self.entrance.users.add(OWNER, name, PASSWORD, level, scopes or ("read",)).id

    def login(self, name: str = "reader", **more: str) -> dict[str, str]:
        """Log in; the header that a page sends with what changes something."""
        answer = self.client.post("/v1/login", json={"name": name, "password": PASSWORD, **more})
        assert answer.status_code == 200, answer.text
        return {"X-CSRF-Token": answer.json()["csrf"]}

    def logged(self) -> list[tuple[str, str, str, Mapping[str, Any]]]:
        """The custody log: who, what, to what, and what else."""
        folder = self.store / "custody"
        return [(e.actor, e.action, e.object, e.details) for e in evidence.entries(folder)]
