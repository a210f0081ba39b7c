"""Bodies of requests that ask: read no further than is taken."""

from starlette.requests import Request as HttpRequest

from respondeat.errors import RequestError, TooLarge, UnsupportedMedia

from .parameters import of_body
from .serving import serving


async def values(http: HttpRequest) -> dict[str, list[object]]:
    """The values of a JSON body by name. Raises UnsupportedMedia, TooLarge, RequestError."""
    if http.scope["query_string"]:
        raise RequestError("With POST the parameters stand in the body: leave the query of the address out.")
    kind = http.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise UnsupportedMedia("Send the parameters as a JSON object, with Content-Type: application/json.")
    return of_body(await body(http, serving(http).settings.limits.body_bytes))


async def body(http: HttpRequest, most: int) -> bytes:
    """The body of a request. Raises TooLarge as soon as it is."""
    found = bytearray()
    async for piece in http.stream():
        found += piece
        if len(found) > most:
            raise TooLarge(f"The body has more than {most} bytes. Send less.", limit="body", allowed=most)
    return bytes(found)
