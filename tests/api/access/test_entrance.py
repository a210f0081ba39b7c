"""The whole entrance of a store, with what it has where nothing else is said."""

import asyncio
from pathlib import Path

from respondeat.api.access import OWNER
from respondeat.api.access.entrance import Entrance
from respondeat.api.settings import Settings
from respondeat.api.web.app import create_app
from respondeat.api.web.serving import Serving
from respondeat.api.workers.here import Here
from respondeat.graph import evidence
from tests.api.access.people import PASSWORD, empty_store


def test_with_nothing_said_it_hashes_by_the_book_and_logs_beside_the_store(tmp_path: Path) -> None:
    store = empty_store(tmp_path / "store")
    entrance = Entrance.over(store)
    key, text = entrance.keys.add(OWNER, "Table", "public", ["read"])
    assert key.hash.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert asyncio.run(entrance.key_check.caller(text, "192.0.2.1")).id == key.id
    assert [e.action for e in evidence.entries(store / "custody")] == ["key-added"]
    entrance.close()
    entrance.close()


def test_the_terminal_and_the_server_see_one_another_at_once(tmp_path: Path) -> None:
    store = empty_store(tmp_path / "store")
    server, terminal = Entrance.over(store), Entrance.over(store)
    assert server.keys.all(OWNER) == []
    key, text = terminal.keys.add(OWNER, "Table", "public", ["read"])
    assert asyncio.run(server.key_check.caller(text, "192.0.2.1")).id == key.id
    assert server.key_check.known(text) is not None
    terminal.keys.revoke(OWNER, key.id)
    assert server.key_check.known(text) is None
    server.close()
    terminal.close()


def test_how_long_a_login_lasts_is_a_setting(tmp_path: Path) -> None:
    store = empty_store(tmp_path / "store")
    given = Settings(store=store, session_idle_minutes=5, session_hours=1)
    app = create_app(given, Here(store))
    serving: Serving = app.state.serving
    user = serving.entrance.users.add(OWNER, "reader", PASSWORD, "public", ["read"])
    session, _ = serving.entrance.sessions.begin(user)
    assert 3590 <= session.until - serving.entrance.clock() <= 3600
    serving.entrance.close()
