"""Long work: POST it, watch it (server-sent events), fetch its answer, cancel it."""

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Header, Path
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response, StreamingResponse

from respondeat.api.access import Caller
from respondeat.api.access.recorded import noted
from respondeat.api.jobs import Job, Jobs
from respondeat.api.parameters import MANY
from respondeat.api.web.callers import needs
from respondeat.api.web.serving import serving
from respondeat.api.web.sparql_request import as_work
from respondeat.api.workers import Request
from respondeat.errors import InputError, NotAuthenticated

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])

_JSON: Final[dict[str, Any]] = {"content": {"application/json": {"schema": {"type": "object"}}}}
_STREAM: Final[dict[str, Any]] = {"content": {"text/event-stream": {"schema": {"type": "string"}}}}
_ANY: Final[dict[str, Any]] = {
    "content": {"application/json": {"schema": {"type": "object"}}, "*/*": {"schema": {"type": "string"}}}
}

Who = Annotated[Caller, Depends(needs("read"))]

_NO_STORE: Final = {"Cache-Control": "no-store"}


class Without(BaseModel):
    """What is set aside, as in the parameters of questions."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    documents: list[str] = Field(default_factory=list, description="Documents.", max_length=MANY)
    origins: list[str] = Field(default_factory=list, description="Origins.", max_length=MANY)
    modalities: list[str] = Field(default_factory=list, description="Modalities.", max_length=MANY)
    confidence: str = Field(default="", description="What is below this confidence.", max_length=80)


class Wanted(BaseModel):
    """What a job is to do: a question by its name with its parameters, or a SPARQL query."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [{"question": "gaps", "parameters": {"target": "SRS", "on": "2020-05"}}]
        },
    )

    question: str | None = Field(
        default=None, description="The name of a question, such as gaps.", max_length=80
    )
    parameters: dict[str, Any] = Field(default_factory=dict, description="The parameters of the question.")
    recorded_at: str | None = Field(default=None, description="As recorded up to this day or moment.")
    without: Without = Field(default_factory=Without, description="What is set aside.")
    language: str | None = Field(default=None, description="Names and phrases in this language.")
    sparql: str | None = Field(default=None, description="A SPARQL query.")
    format: str | None = Field(
        default=None, description="The media type of the query's answer.", max_length=80
    )
    level: str | None = Field(default=None, description="Read at this access level; your own when left out.")

    def request(self, http: HttpRequest) -> Request:
        """What is asked of a process. Raises InputError."""
        limits = serving(http).settings.limits.of_job()
        if (self.question is None) == (self.sparql is None):
            raise InputError("Give either `question` with `parameters`, or `sparql`.")
        _check_json(self.model_dump())
        if self.question is not None:
            options = self.model_dump(include={"recorded_at", "without", "language"}, exclude_defaults=True)
            return Request(
                "question", {"name": self.question, "parameters": self.parameters, **options}, limits
            )
        return Request(
            "sparql", as_work(self.sparql or "", self.format, serving(http).settings.limits), limits
        )


def _check_json(asked: dict[str, Any]) -> None:
    """Raises InputError for what Python's reader takes and no answer could repeat (RFC 8259, 6 and 8.2)."""
    try:
        json.dumps(asked, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        raise InputError(
            "The body holds half a character, a number that is none, or too many brackets within brackets."
        ) from None


def jobs(http: HttpRequest) -> Jobs:
    """The jobs of the server."""
    return serving(http).jobs


@router.post("", status_code=202, summary="Start a job", responses={202: _JSON})
async def start(http: HttpRequest, who: Who, wanted: Wanted) -> Response:
    """A job for work that takes longer than an answer may. `Location` is where it can be asked about."""
    level = who.at(wanted.level)
    asked = wanted.model_dump(exclude_none=True, exclude={"level"})
    job = jobs(http).start(who.id, who.client, level, wanted.request(http), asked)
    return _told(http, job, 202)


@router.get("", summary="Your jobs", responses={200: _JSON})
async def listed(http: HttpRequest, who: Who) -> Response:
    """The newest first. Who has no key asks about a job by its id."""
    if not who.id:
        raise NotAuthenticated("Your jobs are listed for a key or a login. Without one, ask by the job's id.")
    held = jobs(http)
    return JSONResponse({"jobs": [held.now(job) for job in held.of(who.id)]}, headers=_NO_STORE)


def mine(
    http: HttpRequest,
    who: Who,
    id: Annotated[str, Path(description="The id that starting it gave.", examples=["j-1"])],
) -> Job:
    """The job of this id, if it belongs to who asks and is not above their level."""
    job = jobs(http).find(id, who.id)
    who.at(job.level)
    return job


Mine = Annotated[Job, Depends(mine)]


@router.get("/{id}", summary="How a job stands", responses={200: _JSON})
async def told(http: HttpRequest, job: Mine) -> Response:
    """`state` is waiting, working, done, failed or cancelled."""
    return _told(http, job, 200)


@router.get(
    "/{id}/events",
    summary="What happens to a job, as it happens",
    response_class=Response,
    responses={200: _STREAM},
)
async def events(
    http: HttpRequest,
    job: Mine,
    last_event_id: Annotated[
        str | None, Header(max_length=20, description="The last event that was read.")
    ] = None,
) -> Response:
    """Server-sent events, one a second while it is at work; the last one says how it ended.

    They do not repeat what was `asked`, as the job itself does.

    A client that was cut off goes on after the number in `Last-Event-ID`.
    """
    after = int(last_event_id) if last_event_id and last_event_id.isdecimal() else 0
    stream = _stream(jobs(http), job, after)
    return StreamingResponse(stream, headers=_NO_STORE, media_type="text/event-stream")


async def _stream(held: Jobs, job: Job, after: int) -> AsyncIterator[bytes]:
    async for event in held.events(job, after):
        if event is None:
            yield b": still there\n\n"
        else:
            data = json.dumps(event["data"], ensure_ascii=False)
            yield f"id: {event['number']}\nevent: {event['event']}\ndata: {data}\n\n".encode()


@router.get(
    "/{id}/answer",
    summary="The answer of a job",
    response_class=Response,
    responses={200: _ANY, 409: {}, 410: {}},
)
async def answer(http: HttpRequest, who: Who, job: Mine) -> Response:
    """As the endpoint of the question gives it; the problem where the job failed."""
    reply = await jobs(http).answer(job)
    held = reply.dataset_hash, "ok", reply.body.size
    await noted(serving(http).audit, who.client, job.level, job.request, *held)
    headers = {**_NO_STORE, "Content-Length": str(reply.body.size)}
    return StreamingResponse(reply.body.chunks(), headers=headers, media_type=reply.media_type)


@router.delete("/{id}", status_code=204, summary="Cancel a job")
async def cancel(http: HttpRequest, job: Mine) -> Response:
    """The process that works on it is ended; the answer of one that has ended is dropped."""
    await jobs(http).cancel(job)
    return Response(status_code=204, headers=_NO_STORE)


def _told(http: HttpRequest, job: Job, status: int) -> Response:
    at = f"{http.scope.get('root_path', '')}/v1/jobs/{job.id}"
    body = {**jobs(http).now(job), "events": f"{at}/events", "answer": f"{at}/answer"}
    return JSONResponse(body, status, {**_NO_STORE, "Location": at})
