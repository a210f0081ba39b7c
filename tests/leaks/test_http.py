"""The public reader is answered as by a store from which what is above public was left out, byte for byte.

Random worlds, every endpoint, random SPARQL. The oracle is a second store; nothing here knows what a leak
looks like.
"""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from respondeat.api.settings import Settings
from respondeat.api.web.app import create_app
from respondeat.api.workers.here import Here
from tests.examples import examples
from tests.leaks.asked import Ask, others, questions
from tests.leaks.queries import queries
from tests.leaks.twins import CANARY, Drawn, Twins, drawn, twins

_OF_THE_REQUEST = {"x-request-id", "date", "ratelimit", "ratelimit-reset"}  # the id, and the clock
_FORMS = ("application/sparql-results+json", "text/csv", "text/turtle", "application/n-quads")

Answer = tuple[int, list[tuple[str, str]], bytes]


def answered(client: TestClient, ask: Ask) -> Answer:
    answer = client.request(
        ask.method,
        ask.path,
        params=ask.query,
        headers=ask.headers,
        data=ask.form,
        json=ask.json,
        follow_redirects=False,
    )
    headers = [(k, v) for k, v in answer.headers.items() if k.lower() not in _OF_THE_REQUEST]
    return answer.status_code, headers, answer.content


def compare(found: Twins, asks: Iterable[Ask]) -> int:
    """How many of the requests were answered with 200. Fails where two answers differ."""
    good = 0
    with client(found.whole) as whole, client(found.public) as public:
        for ask in asks:
            seen, wanted = answered(whole, ask), answered(public, ask)
            assert seen == wanted, ask
            assert seen[0] < 500, (ask, seen)
            good += seen[0] == 200
            echoed = str(ask).count(CANARY)  # what was asked may be repeated in the answer
            assert echoed or CANARY.encode() not in seen[2], (ask, seen)
    return good


def client(store: Path) -> TestClient:
    high = {"requests_per_minute": 10**9}
    app = create_app(Settings.model_validate({"store": store, "limits": high}), Here(store))
    return TestClient(app, base_url="http://localhost")


@settings(max_examples=examples(2), suppress_health_check=list(HealthCheck))
@given(drawn())
def test_every_endpoint_answers_as_if_what_is_above_were_not(world: Drawn) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = twins(world, Path(folder))
        good = compare(found, [*questions(), *others(found.above)])
        assert good > 40  # the endpoints do answer


@settings(max_examples=examples(2), suppress_health_check=list(HealthCheck))
@given(drawn(), st.data())
def test_random_sparql_answers_as_if_what_is_above_were_not(world: Drawn, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = twins(world, Path(folder))
        texts = data.draw(st.lists(queries(found.above), min_size=25, max_size=60))
        asks = [sparql(text, number) for number, text in enumerate(texts)]
        assert compare(found, asks) >= len(asks) // 5


def sparql(text: str, number: int) -> Ask:
    form: dict[str, Any] = {"query": text}
    return Ask("POST", "/sparql", headers={"Accept": f"{_FORMS[number % 4]}, */*;q=0.1"}, form=form)
