"""Random requests after the OpenAPI document: no fault, no answer that it does not tell, each as it says.

RESPONDEAT_EXAMPLES asks for more of them.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.python import asgi
from schemathesis.specs.openapi import checks

from respondeat.api.access import SCOPES, Caller
from respondeat.api.answers import QUESTIONS
from respondeat.api.settings import LimitSettings, Settings
from respondeat.api.web.app import create_app
from respondeat.api.web.callers import caller
from respondeat.api.web.openapi import TAGS
from respondeat.api.web.routes.documentation import of_app
from respondeat.api.workers.here import Here
from tests.api.web.writers import InThisProcess
from tests.examples import examples

CHECKS: Final[list[Any]] = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]
ANYBODY, ADMIN = "", "k-" + "1" * 32
OF_ADMINS: Final = ("changes", "access", "jobs", "operation")
FAULTS: Final = frozenset({500, 501, 502})
TOLD: Final = frozenset({503, 504})  # only for a limit, and then with its name
ENDLESS: Final = "/events"  # a stream that goes on while a job does: tried in test_jobs.py

NAMES: Final = ("SRS", "Aaro Firstperson", "Raid in Paper Street (invented)", "Second Section")
KNOWN: Final[dict[str, tuple[Any, ...]]] = {
    **dict.fromkeys(("target", "entity", "body", "person", "event", "actor", "text"), NAMES),
    "targets": (list(NAMES[:2]), [NAMES[2]]),
    "on": ("2020-05-03", "2020", "2019-12/2021"),
    "recorded_at": ("2026-11-22", "2999-01-01"),
    "without_origin": ([],),
    "without_document": ([],),
    "cursor": (None,),
    "level": ("public", None),
    "metric": ("all", "politicalPrisoners"),
}
"""Values that the data hold: without them nearly every random question is of somebody whom nobody knows."""


@pytest.fixture(params=[ANYBODY, ADMIN], ids=["anybody", "administrator"])
def app(request: pytest.FixtureRequest, example: Path, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """The application over a copy of the store: some requests write. It ends with its test."""
    store = Path(shutil.copytree(example, tmp_path_factory.mktemp("random") / "store"))
    limits = LimitSettings(requests_per_minute=1_000_000)
    made = create_app(Settings(store=store, limits=limits, allowed_hosts=(asgi.HOST,)), Here(store))
    if request.param == ADMIN:
        made.state.serving = replace(made.state.serving, writer=InThisProcess(store))
        made.dependency_overrides[caller] = lambda: Caller(ADMIN, "sealed", frozenset(SCOPES), ADMIN)
    return made


def seasoned(case: Case[Any], random: Random) -> None:
    """Put known values, more often than not, where a question asks for such."""
    both: tuple[Any, Any] = (case.query, case.body)
    for sent in both:
        for key in sorted(set(sent) & set(KNOWN)) if isinstance(sent, dict) else ():
            if random.random() < 0.7:
                sent[key] = random.choice(KNOWN[key])
                if sent[key] is None:
                    del sent[key]


def told(case: Case[Any], session: Any) -> int:
    """Ask, and hold the answer against the document; its status."""
    response = case.call(session=session)
    assert response.status_code not in FAULTS, (case.as_curl_command(), response.text[:500])
    if response.status_code in TOLD:
        limit = response.json().get("limit", {})
        assert limit.get("name"), (case.as_curl_command(), response.text[:500])
    assert "Traceback" not in response.text
    case.validate_response(response, checks=CHECKS)
    return response.status_code


def asking(
    operation: APIOperation[Any, Any, Any, Any], mode: GenerationMode, session: Any, statuses: Counter[int]
) -> Callable[[], None]:
    """A test of one operation by random requests."""

    @settings(max_examples=examples(4), deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode), random=st.randoms())
    def test(case: Case[Any], random: Random) -> None:
        seasoned(case, random)
        statuses[told(case, session)] += 1

    return test


def operations(app: Any, tag: str) -> Iterator[Any]:
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    for result in schema.get_all_operations():
        assert isinstance(result, Ok), result
        operation = result.ok()
        if tag in operation.definition.raw["tags"] and ENDLESS not in operation.path:
            yield operation


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("tag", list(TAGS))
def test_random_requests_are_answered_as_documented(tag: str, mode: GenerationMode, app: Any) -> None:
    if app.dependency_overrides and tag not in OF_ADMINS:
        return  # asked as anybody
    statuses: Counter[int] = Counter()
    with asgi.get_client(app) as session:
        for operation in operations(app, tag):
            nothing_to_get_wrong = mode is GenerationMode.NEGATIVE
            with suppress(*([Unsatisfiable] if nothing_to_get_wrong else [])):
                asking(operation, mode, session, statuses)()
    if mode is GenerationMode.POSITIVE:
        assert statuses or tag not in {told["name"] for told in of_app(app)["tags"]}
        if tag == "questions":
            assert statuses[200] > len(QUESTIONS)  # not all is refused at the door
