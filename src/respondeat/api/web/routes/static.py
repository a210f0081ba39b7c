"""Scripts and style sheets, kept by browsers for good: their addresses change when they do."""

from fastapi import APIRouter
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from respondeat.api.pages.assets import ROOT, assets, media_type, version
from respondeat.errors import NotFound

router = APIRouter(include_in_schema=False)


@router.get(ROOT + "/{version}/{path:path}")
async def static(http: HttpRequest) -> Response:
    """A file of the pages; one of another version than is served now is not kept."""
    path = http.path_params["path"]
    content = assets().get(path)
    if content is None:
        raise NotFound("There is no such file here. Load the page again, which names those there are.")
    now = http.path_params["version"] == version()
    kept = "public, max-age=31536000, immutable" if now else "no-store"
    return Response(content, 200, {"Cache-Control": kept}, media_type(path))
