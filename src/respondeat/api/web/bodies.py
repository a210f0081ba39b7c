"""Bodies of requests that ask."""

from starlette.requests import Request as HttpRequest

from respondeat.api.parameters import of_body
from respondeat.errors import RequestError, UnsupportedMedia


async def values(http: HttpRequest) -> dict[str, list[object]]:
    """The values of a JSON body by name. Raises UnsupportedMedia, TooLarge, RequestError."""
    if http.scope["query_string"]:
        raise RequestError("With POST the parameters stand in the body: leave the query of the address out.")
    kind = http.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise UnsupportedMedia("Send the parameters as a JSON object, with Content-Type: application/json.")
    return of_body(await http.body())
