"""Who asks, from a request."""

from starlette.requests import HTTPConnection

from respondeat.api.access import Caller


async def caller(request: HTTPConnection) -> Caller:
    """Who asks. Raises NotAuthenticated, TooMany."""
    return Caller(client=request.client.host if request.client else "")
