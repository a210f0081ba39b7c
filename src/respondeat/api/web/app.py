"""The application: the routers, and what stands around all of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

import respondeat
from respondeat.api.access import Caller
from respondeat.api.access.audit import Audit
from respondeat.api.access.entrance import Entrance
from respondeat.api.access.recorded import Recorded
from respondeat.api.access.sessions import Lasting
from respondeat.api.jobs import Jobs
from respondeat.api.settings import Settings
from respondeat.api.workers import Asker
from respondeat.api.workers.bundling import Bundler
from respondeat.api.workers.passages import OwnProcesses
from respondeat.api.workers.writing import OwnProcess
from respondeat.errors import RespondeatError

from .ahead import Ahead
from .around import Around
from .document_levels import DocumentLevels
from .logs import Log
from .paged import unserved
from .problems import invalid, told
from .rates import Rates
from .routes import (
    access,
    access_admin,
    account_pages,
    audit,
    bundle_pages,
    changesets,
    documentation,
    entities,
    entry_pages,
    login_pages,
    operation,
    pages,
    passages,
    problems_pages,
    questions,
    reconcile,
    review,
    review_pages,
    sparql,
    sparql_void,
    static,
    withdrawals,
)
from .routes import jobs as job_routes
from .serving import Serving

ROUTERS = (
    sparql.router,  # first: routers are tried in their order, and this one is asked most
    access.router,
    access_admin.router,
    audit.router,
    sparql_void.router,
    questions.router,
    entities.router,
    passages.router,
    changesets.router,
    review.router,
    withdrawals.router,
    reconcile.router,
    job_routes.router,
    operation.router,
    documentation.router,
    problems_pages.router,
    static.router,
    login_pages.router,
    account_pages.router,
    entry_pages.router,
    review_pages.router,
    bundle_pages.router,
    pages.router,
)


def create_app(
    settings: Settings,
    asker: Asker,
    log: Log | None = None,
    owner: Caller | None = None,
) -> FastAPI:
    """The application over an asker, which it closes when it stops.

    Without a log nothing is logged; with an owner it is them who asks, whatever a request shows.
    """
    limits = settings.limits
    audit = Audit(settings.store)
    lasting = Lasting(settings.session_idle_minutes * 60, settings.session_hours * 3600)
    entrance = Entrance.over(settings.store, audit, lasting)
    noted = Recorded(asker, audit)
    jobs = Jobs(noted, limits.jobs, limits.jobs_per_client)
    writer = OwnProcess(settings.store, limits.of_write(), limits.writes_waiting)
    cutting = OwnProcesses(settings.store / "documents", limits)
    bundler = Bundler(settings.store, limits.of_bundle())

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await jobs.stop()
            await bundler.close()
            await writer.close()
            await cutting.close()
            await asker.close()
            entrance.close()

    app = FastAPI(
        title="Respondeat",
        version=respondeat.__version__,
        summary="Chains of command, each hop with its dates, its sources and what speaks against it",
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
    )
    known = DocumentLevels(asker, limits)
    app.state.serving = Serving(
        settings, noted, jobs, audit, entrance, writer, cutting, bundler, known, owner=owner
    )
    app.state.serving.metrics.watch(asker)
    app.add_middleware(Ahead, path="/sparql", function=sparql.sparql)
    app.add_middleware(Rates, allowed=limits.requests_per_minute)
    app.add_middleware(Around, settings=settings, metrics=app.state.serving.metrics, log=log)
    app.add_exception_handler(RespondeatError, told)
    app.add_exception_handler(HTTPException, unserved)
    app.add_exception_handler(RequestValidationError, invalid)
    for router in ROUTERS:
        app.include_router(router)
    return app
