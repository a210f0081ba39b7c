"""Pages over HTTP: `Link` to the next one (RFC 8288), and how many rows there are on all of them."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from starlette.requests import Request as HttpRequest

from respondeat.api.parameters import of_query

TOTAL: Final = "Respondeat-Total"
NEXT: Final = "Respondeat-Next"


def told(http: HttpRequest, meta: Mapping[str, Any]) -> dict[str, str]:
    """The headers of a page; none where the answer is whole."""
    if "total" not in meta:
        return {}
    headers = {TOTAL: str(meta["total"])}
    if (cursor := meta.get("next")) is not None:
        headers[NEXT] = cursor
        if http.method != "POST":
            headers["Link"] = f'<{_address(http, cursor)}>; rel="next"'
    return headers


def _address(http: HttpRequest, cursor: str) -> str:
    """The path of the page after this one: the same question, from the cursor on."""
    asked = of_query(http.scope["query_string"]) | {"cursor": [cursor]}
    return f"{http.scope['root_path']}{http.scope['path']}?{urlencode(asked, doseq=True)}"
