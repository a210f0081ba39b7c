"""Every question at an address of its own under /v1, by the name that the terminal has for it.

Nothing here is written per question: parameters come from its function's signature, the description from its
docstring, the form of the answer from its schema. A new question has its address by being one.
"""

from collections.abc import Awaitable, Callable
from inspect import getdoc
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from respondeat.api import common_parameters
from respondeat.api.access import Caller
from respondeat.api.answers import QUESTIONS
from respondeat.api.parameters import Given, Parameter, of_query, of_question, read
from respondeat.api.tasks.pages import PAGED
from respondeat.api.web import bodies, paging
from respondeat.api.web.answering import answer
from respondeat.api.web.callers import caller
from respondeat.api.web.examples import EXAMPLES
from respondeat.api.web.openapi_parts import operation
from respondeat.api.web.serving import serving
from respondeat.api.workers import Request

Handler = Callable[..., Awaitable[Response]]

ALIASES: Final = {"chain": "chains"}
"""Other addresses of a question; they are not in the documentation."""

router = APIRouter(prefix="/v1", tags=["questions"])


def parameters_of(name: str) -> tuple[Parameter, ...]:
    """The parameters of a question over HTTP: its own, and those that all take."""
    own = of_question(QUESTIONS[name], common_parameters.OWN)
    names = {p.name for p in own}
    return (*own, *(p for p in common_parameters.of(paged=name in PAGED) if p.name not in names))


def as_work(name: str, given: Given) -> dict[str, Any]:
    """What is asked of the task `question`, from the parameters over HTTP less the level."""
    own = {p.name for p in of_question(QUESTIONS[name], {})}
    work: dict[str, Any] = {
        "name": name,
        "parameters": {key: value for key, value in given.items() if key in own},
    }
    return work | common_parameters.as_work({key: value for key, value in given.items() if key not in own})


def _asking(name: str) -> Handler:
    parameters = parameters_of(name)

    async def asked(http: HttpRequest, who: Annotated[Caller, Depends(caller)]) -> Response:
        who.need("read")
        values = await bodies.values(http) if http.method == "POST" else of_query(http.scope["query_string"])
        given = read(parameters, values)
        level = who.at(given.pop("level", None))
        request = Request("question", as_work(name, given), serving(http).settings.limits.of_one())
        return await answer(http, who, level, request, lambda meta: paging.told(http, meta))

    return asked


def _add(name: str) -> None:
    handler, described = _asking(name), getdoc(QUESTIONS[name]) or name
    add = router.add_api_route
    for method, id in (("GET", name), ("POST", f"{name}-by-post")):
        told = operation(
            described,
            parameters_of(name),
            EXAMPLES.get(name, {}),
            schema=name,
            paged=name in PAGED,
            body=method == "POST",
            problems=("404", "409", "410") if name in PAGED else ("404", "409"),
        )
        add(f"/{name}", handler, methods=[method], operation_id=id, **told)
    add(f"/{name}", handler, methods=["HEAD"], include_in_schema=False)
    if name in ALIASES:
        add(f"/{ALIASES[name]}", handler, methods=["GET", "HEAD", "POST"], include_in_schema=False)


for _name in QUESTIONS:
    _add(_name)
