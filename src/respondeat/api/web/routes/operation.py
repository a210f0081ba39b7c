"""Whether the server lives, whether it answers, what it does: for whoever looks after it."""

import ipaddress
from typing import Annotated, Final

from fastapi import APIRouter, Depends
from starlette.requests import Request as HttpRequest
from starlette.responses import PlainTextResponse, Response

from respondeat.api.access import Caller
from respondeat.api.web import metrics as told
from respondeat.api.web.callers import caller
from respondeat.api.web.serving import serving
from respondeat.errors import NotAllowed, NotFound

router = APIRouter(tags=["operation"])
_NOT_KEPT: Final = {"Cache-Control": "no-store"}
_BY_A_PROXY: Final = ("forwarded", "x-forwarded-for", "x-forwarded-proto", "x-real-ip", "via")


@router.get("/healthz", response_class=PlainTextResponse, summary="The process lives")
async def healthz() -> Response:
    """Nothing else is asked: neither the store nor the processes that read it."""
    return PlainTextResponse("alive\n", headers=_NOT_KEPT)


@router.get("/readyz", response_class=PlainTextResponse, summary="The store can be read")
async def readyz(http: HttpRequest) -> Response:
    """Else 503, with the problem that says why not."""
    here = serving(http)
    await here.readiness.check(here.asker, here.settings.limits)
    return PlainTextResponse("ready\n", headers=_NOT_KEPT)


@router.get("/metrics", response_class=PlainTextResponse, summary="Metrics for Prometheus")
async def metrics(http: HttpRequest, who: Annotated[Caller, Depends(caller)]) -> Response:
    """By default for this machine and for the scope admin: how much is asked concerns nobody else."""
    here = serving(http)
    if here.settings.metrics == "off":
        raise NotFound("There are no metrics here.")
    if "admin" not in who.scopes and not (here.settings.metrics == "local" and _local(http)):
        raise NotAllowed("Metrics are for this machine, without a proxy, and for the scope admin.")
    return Response(here.metrics.text(), headers=_NOT_KEPT, media_type=told.MEDIA_TYPE)


def _local(http: HttpRequest) -> bool:
    """Whether a program on this machine asks for itself; what a proxy passes on comes from here too."""
    settings = serving(http).settings
    return (
        not settings.allowed_hosts  # with another name comes another way in, whose `Host` can say anything
        and not settings.trusted_proxies
        and http.client is not None
        and _loopback(http.client.host)
        and (http.url.hostname == "localhost" or _loopback(http.url.hostname or ""))
        and http.scope.get("http_version") != "1.0"
        and not any(name in http.headers for name in _BY_A_PROXY)
    )


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
