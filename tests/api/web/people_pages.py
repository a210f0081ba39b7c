"""Forms as a browser without scripts sends them."""

import re
from typing import Any

from tests.api.access.people import PASSWORD
from tests.api.web.entering import Server


def post(server: Server, path: str, /, **fields: str) -> Any:
    """What a form at a path is answered with."""
    answer = server.client.post(path, data=fields, headers={"Sec-Fetch-Site": "same-origin"})
    if not answer.has_redirect_location:
        hidden = re.search(r'name="password"[^>]*value="([^"]+)"', answer.text)
        assert hidden is None, "a password is never sent back"
    return answer


def enter(server: Server, name: str = "reader", password: str = PASSWORD, **more: str) -> Any:
    """Log in by the form."""
    answer = post(server, "/login", name=name, password=password, **more)
    assert answer.status_code == 303, answer.text
    return answer


def csrf_of(server: Server, path: str) -> str:
    """The hidden field of the forms at a path."""
    found = re.findall(r'name="csrf" value="([0-9a-f]{64})"', server.client.get(path).text)
    assert found, path
    return str(found[0])
