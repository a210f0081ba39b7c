"""Pages: each at its address, written by a reader's process, refused as a page too."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from fastapi import APIRouter
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from respondeat.api import common_parameters as common
from respondeat.api.access import Caller
from respondeat.api.pages.base import Page
from respondeat.api.pages.registry import PAGES
from respondeat.api.parameters import Given, Parameter, of_query, read
from respondeat.api.web.answering import answer
from respondeat.api.web.callers import caller
from respondeat.api.web.cookies import session_shown
from respondeat.api.web.forms import Handler, refusing
from respondeat.api.web.languages import spoken
from respondeat.api.web.paged import reader
from respondeat.api.web.problems import status_of
from respondeat.api.web.serving import serving
from respondeat.api.workers import Request
from respondeat.ontology import vocabulary as v

router = APIRouter(include_in_schema=False)

_OWN_ROUTE: Final = frozenset({"start", "bundle", "entity", "passage", "enter", "review", "query"})
"""Pages at addresses that answer in other forms too, or that take forms."""


def parameters(page: Page) -> tuple[Parameter, ...]:
    """The parameters of a page: its own, and those that all take."""
    form = Parameter("format", choices=tuple(page.forms), description="In this form.")
    return (*page.parameters, *(() if len(page.forms) == 1 else (form,)), *common.of(paged=False))


async def shown(
    http: HttpRequest,
    who: Caller,
    name: str,
    more: Mapping[str, Any] = MappingProxyType({}),
    *,
    otherwise: str = "html",
    lasting: bool = True,
) -> Response:
    """A page for whoever asks, in the form that the address says; `more` is given beside what that says.

    Without a form in the address it is given `otherwise`; `lasting` as of `answer`.
    """
    page = PAGES[name]
    values = filled(of_query(http.scope["query_string"]))
    given = read(parameters(page), values) | dict(http.path_params)
    level = who.at(given.pop("level", None))
    form = given.pop("format", otherwise)
    language = given.pop("language", None) or spoken(http)
    request = Request(
        "page",
        _work(http, who, name, given, values, form, language, more),
        serving(http).settings.limits.of_one(),
    )
    kinds = list[str]()

    def told(meta: Mapping[str, Any]) -> Mapping[str, str]:
        kinds.extend(filter(None, [meta.get("problem")]))
        return {"Content-Language": language}

    found = await answer(http, who, level, request, told, lasting=lasting)
    if session_shown(http) is not None:  # whoever is logged in is named on it
        found.headers["Cache-Control"] = "no-store"
    for kind in kinds:
        found.status_code = status_of(kind)
        found.headers["Cache-Control"] = "no-store"
        del found.headers["ETag"]
    if form not in ("html", "svg", "json"):
        marked = name if level == v.LEVELS[0] else f"{name}-{level}"  # a table has no place for it inside
        found.headers["Content-Disposition"] = f'attachment; filename="{marked}.{form}"'
    return found


def filled(values: dict[str, list[object]]) -> dict[str, list[object]]:
    """What was given, less fields of a form that were left empty."""
    kept = {name: [value for value in given if value != ""] for name, given in values.items()}
    return {name: given for name, given in kept.items() if given}


def _work(
    http: HttpRequest,
    who: Caller,
    name: str,
    given: Given,
    values: dict[str, list[object]],
    form: str,
    language: str,
    more: Mapping[str, Any],
) -> dict[str, Any]:
    work = common.as_work(given)
    own = {p.name for p in PAGES[name].parameters} | set(http.path_params)
    return work | {
        "page": name,
        "path": http.url.path,
        "address": {key: v for key, v in values.items() if key != "language"},
        "given": {key: value for key, value in given.items() if key in own} | dict(more),
        "format": form,
        "language": language,
        "reader": reader(http, who),
    }


def _handler(name: str) -> Handler:
    async def handled(http: HttpRequest) -> Response:
        return await shown(http, await caller(http), name)

    return refusing(handled)


for _name, _page in PAGES.items():
    if _name not in _OWN_ROUTE:
        router.add_api_route(_page.path, _handler(_name), methods=["GET", "HEAD"])
