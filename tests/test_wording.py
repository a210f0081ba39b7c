"""No text of ours claims what must never be claimed: not in answers, phrases, help, labels or translations.

Words of others (names, quotes, notes, titles) are theirs and are set aside; ours stand in the code, in the
catalogues and in the ontology. What is allowed is listed below with its reason.
"""

import ast
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from inspect import Parameter, signature
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
import pytest

from respondeat.api import answers
from respondeat.api.cli.root import COMMANDS
from respondeat.api.dataset import Dataset
from respondeat.api.language import LANGUAGES, catalogue
from respondeat.errors import RespondeatError
from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Contradiction,
    Document,
    Entity,
    Passage,
    Retraction,
    Statement,
    Text,
)
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import resource
from tests.api.terminal import here
from tests.api.test_schemas import QUESTIONS as EXAMPLES

SOURCE = Path(__file__).resolve().parent.parent / "src" / "respondeat"

FORBIDDEN: Final = re.compile(
    r"\b(?:"
    r"guilt\w*|innocen\w*|proven|proved|proves|liab\w+|culpab\w*|blame\w*"
    r"|probab\w*|likelihoods?|likely|odds"
    r"|met|fulfil\w*|satisf\w*|refut\w*|disprov\w*"
    # Belarusian
    r"|вінава\w*|віна|віны|віну|віной|невінава\w*|даказан[аоы]?|верагодн\w*|імаверн\w*|задаволен\w*"
    r"|абвяр\w*|абверг\w*|пацверджан\w*"  # who denies does not refute, who supports does not confirm
    # Russian
    r"|винов\w*|вина|вины|вину|виной|невинов\w*|доказан[аоы]?|вероятн\w*|удовлетвор\w*"
    r"|опроверг\w*|опроверж\w*|подтвержд[её]н\w*|достоверн\w*"
    r")\b|[✓✔☑✅🗹]",
    re.IGNORECASE,
)

# Sentences that deny the claim, and say what an answer is not; at the end the name of a measure.
ALLOWED: Final = (
    "not evidence of guilt",
    "never evidence of guilt",
    "neither innocence nor denial",
    "ні невінаватасць, ні адмаўленне",
    "ні невінаватасць",
    "гэта не доказ віны",
    "ни невиновность, ни отрицание",
    "ни невиновность",
    "это не доказательство вины",
    "no probability",
    "makes nobody guilty",
    "say nothing of truth or guilt",
    "вінаватым ён нікога не робіць",
    "пра праўдзівасць або віну яны нічога не кажуць",
    "виновным он никого не делает",
    "odds ratio",  # of a table of counts: how two values go together, not how sure anything is
)

# Terms of law or of sources whose names hold such a word; nothing of ours is said by them.
TERMS: Final = {
    v.R + "liabilityModeScheme": "the scheme of Articles 25 and 28: which applies is a lawyer's question",
    v.R + "balanceOfProbabilities": "a standard of proof by which others found something",
    v.R + "clearAndConvincing": "another such standard, defined by the word",
    v.R + "conviction": "an event: what a court decided, not what is so",
}
_CONCEPT = re.compile(r"liability[A-Z]\w*")


def claims(text: str) -> list[str]:
    """The forbidden words in a text, less sentences that deny them and local names of concepts."""
    for sentence in ALLOWED:
        text = re.sub(re.escape(sentence), " ", text, flags=re.IGNORECASE)
    return [found[0] for found in FORBIDDEN.finditer(_CONCEPT.sub(" ", text))]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "He is guilty.",
            "The element is met",
            "proven",
            "a probability of 0.7",
            "most likely",
            "✓ control",
        ),
        *("requirements fulfilled", "She is liable", "Ён вінаваты", "даказана", "верагоднасць", "віна"),
        *(
            "Он виновен",
            "доказано",
            "с большой вероятностью",
            "вина установлена",
            "гэта абвяргае яго",
            "источник опровергает",
            "насколько это достоверно",
            "not guilty, not evidence of guilt",
        ),
    ],
)
def test_the_words_are_found(text: str) -> None:
    assert claims(text)


@pytest.mark.parametrize(
    "text",
    [
        *ALLOWED,
        *(
            "metric",
            "method",
            "liabilityCommander",
            "standard of proof",
            "стандарт доказывания",
        ),
        *("свинина", "вінаград", "sources may be wrong"),
    ],
)
def test_other_words_are_not(text: str) -> None:
    assert claims(text) == []


# ---- what stands in the code ----


def modules() -> list[Path]:
    """Every module whose strings reach a reader; new ones are found by themselves."""
    folders = (
        *("api/render", "api/answers", "api/cli", "api/plots", "api/web", "api/tasks", "api/access"),
        *("api/sparql", "api/client", "api/workers", "api/report", "errors"),
        *("api/pages", "api/interactive", "api/bundles"),
    )
    found = [p for folder in folders for p in (SOURCE / folder).rglob("*.py")]
    return sorted([*found, *(SOURCE / "api").glob("phrases*.py")])


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """The string literals of a module with their lines, less docstrings that no help shows."""
    tree = ast.parse(path.read_text("utf-8"))
    silent = set() if path.parent.name == "cli" else set(map(id, docstrings(tree)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.lineno, node.value


def docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    """The constants that document modules, classes, functions and the names before them."""
    for node in ast.walk(tree):
        for statement in getattr(node, "body", ()) if isinstance(getattr(node, "body", ()), list) else ():
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                yield statement.value


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_string_of_the_code_claims_it(path: Path) -> None:
    assert [(line, text) for line, text in literals(path) if claims(text)] == []


def test_a_string_in_a_module_would_be_found(tmp_path: Path) -> None:
    module = tmp_path / "render.py"
    module.write_text(
        '"""Never guilty."""\n\n\ndef f(x: str) -> str:\n    """Not met."""\n    return f"{x} is met"\n'
    )
    assert [text for _, text in literals(module) if claims(text)] == [" is met"]


# ---- catalogues and ontology ----


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_of_a_catalogue_claims_it(language: str) -> None:
    assert {key: text for key, text in catalogue(language).items() if claims(text)} == {}


RESPONSIBLE: Final = re.compile(r"responsib|адказн[аы]|ответственн", re.IGNORECASE)
"""Who answers for something in law is told by no heading: a chain says who stood above whom."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_of_a_catalogue_says_who_is_responsible(language: str) -> None:
    assert {key: text for key, text in catalogue(language).items() if RESPONSIBLE.search(text)} == {}


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_string_of_the_code_says_who_is_responsible(path: Path) -> None:
    assert [(line, text) for line, text in literals(path) if RESPONSIBLE.search(text)] == []


def words_of_the_ontology() -> Iterator[tuple[str, str, str]]:
    for name in ("respondeat.ttl", "concepts.ttl"):
        for triple in ox.parse(resource(name), format=ox.RdfFormat.TURTLE):
            if isinstance(triple.object, ox.Literal) and isinstance(triple.subject, ox.NamedNode):
                yield triple.subject.value, triple.object.language or "", triple.object.value


def test_no_label_or_definition_claims_it_but_named_terms() -> None:
    found = {iri for iri, _, text in words_of_the_ontology() if claims(text)}
    assert found == set(TERMS)


def test_labels_are_in_all_three_languages() -> None:
    assert {language for _, language, _ in words_of_the_ontology()} >= set(LANGUAGES)


@pytest.mark.parametrize("path", sorted((SOURCE / "api" / "schemas").glob("*.json")), ids=lambda p: p.stem)
def test_no_schema_describes_it_so(path: Path) -> None:
    assert [text for text in described(json.loads(path.read_text("utf-8"))) if claims(text)] == []


def described(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key in ("description", "title") and isinstance(value, str):
                yield value
            yield from described(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from described(value)


# ---- what is printed ----


@cache
def foreign(store: Path) -> tuple[str, ...]:
    """Every text of others in a store, the long ones first."""
    found: set[str] = set()
    with Dataset.open(store) as data:
        for changeset in data.recorded:
            for record in data.reader.changeset_records(changeset.id):
                found |= set(texts(record))
        found |= {name.form for e in entities(data) for name in data.records.names(e)}
    return tuple(sorted(filter(None, found), key=lambda text: (-len(text), text)))


def entities(data: Dataset) -> Iterator[str]:
    for cls in v.ENTITY_CLASSES:
        yield from data.records.instances(cls)


def texts(record: object) -> Iterator[str]:
    match record:
        case Statement():
            yield record.note
            yield from (x.text for _, x in record.roles if isinstance(x, Text))
        case Entity():
            yield from (x.text for _, x in record.attributes if isinstance(x, Text))
        case Attestation():
            yield record.note
        case Assessment() | Contradiction() | Retraction():
            yield record.reason
        case Document():
            yield from (record.title, record.publisher, record.file_name, record.url, record.note)
        case Passage():
            yield record.locator


def ours(store: Path, text: str) -> str:
    """A text less what others say in it."""
    for theirs in foreign(store):
        if theirs in text:
            text = text.replace(theirs, " ")
    return text


def check(store: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that a question prints claims it: for a reader, on one line each, and as JSON."""
    monkeypatch.setenv("COLUMNS", "100000")  # no line is broken inside a name
    for form in ((), ("--json",)):
        ran = here("--store", store, *arguments, *form)
        told = ran.out + ran.err
        assert told
        if claims(told):
            assert claims(ours(store, told)) == [], arguments


ASKED = [(name, question) for name, asked in EXAMPLES.items() for question in asked]


@pytest.mark.parametrize(("name", "arguments"), ASKED)
def test_no_answer_on_the_invented_country_claims_it(
    name: str, arguments: tuple[str, ...], example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(example, arguments, monkeypatch)


def test_every_question_is_asked_of_the_invented_country() -> None:
    assert sorted(set(answers.QUESTIONS) - set(EXAMPLES)) == []


GIVEN: Final = {
    "body": "GUBOPiK",
    "target": "Torture in the crackdown of 2020",
    "entity": "Akrestina detention centre",
    "person": "Mikalai Mikalaevich KARPIANKAU",
    "source": "Mikalai Mikalaevich KARPIANKAU",
    "event": "Torture in the crackdown of 2020",
    "text": "GUBOPiK",
    "on": "2020-08-10",
}
"""For each parameter that a question needs what it is asked on the seed data."""


def given(data: Dataset, name: str) -> dict[str, str]:
    """What a question is asked: what it needs; what it may have too, where it asks for more."""
    parameters = [p for p in signature(answers.QUESTIONS[name]).parameters.values() if p.name != "data"]
    needed = {p.name: GIVEN[p.name] for p in parameters if p.default is Parameter.empty}
    of_body = {key: GIVEN["body"] if key == "target" else value for key, value in needed.items()}
    for asked in (needed, of_body):
        with suppress(RespondeatError):
            answers.QUESTIONS[name](data, **asked)
            return asked
    return {p.name: GIVEN[p.name] for p in parameters if p.name in GIVEN}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the invented country. Nobody writes to it."""
    store = tmp_path_factory.mktemp("example") / "store"
    assert here("load-example", "--store", store).code == 0
    return store


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the seed data. Nobody writes to it."""
    store = tmp_path_factory.mktemp("seed") / "store"
    assert here("load-seed", "--store", store).code == 0
    return store


@pytest.mark.parametrize("name", sorted(answers.QUESTIONS))
def test_no_answer_on_the_seed_data_claims_it(name: str, seed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Dataset.open(seed) as data:
        asked = given(data, name)
        told = json.dumps(answers.QUESTIONS[name](data, **asked), ensure_ascii=False)
    assert claims(told) == [] or claims(ours(seed, told)) == []
    if name in COMMANDS:
        words = [value for key, value in asked.items() if key != "on"]
        check(
            seed, (name, *words, *(f"--on={day}" for key, day in asked.items() if key == "on")), monkeypatch
        )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "arguments",
    [
        ("elements", GIVEN["person"], GIVEN["event"]),
        ("dossier", GIVEN["entity"]),
        ("dossier", "Lithuania"),
        ("acts",),
        ("acts", "--of", "international"),
    ],
)
def test_no_answer_in_another_language_claims_it(
    arguments: tuple[str, ...], language: str, seed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(seed, (*arguments, "--language", language), monkeypatch)
