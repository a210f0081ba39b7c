"""The catalogues: complete, in step with one another, and all of them used."""

import re
import string
from pathlib import Path

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.language import LANGUAGES, catalogue, phrase
from respondeat.api.phrases_time import span, valid
from respondeat.errors import InputError
from tests.api.terminal import here

SOURCE = Path(__file__).resolve().parent.parent.parent / "src" / "respondeat" / "api"
KEYS = set(catalogue("en"))
# beginnings of keys that are put together from a part and a word of the answer
MADE = (
    *("acts", "added", "dossier", "element", "element.knowledge", "elements", "gap", "heading"),
    *("grade", "grade.dates"),
    *("level", "mark", "source", "state", "time.month"),
    *("report.basis", "report.documents", "report.extent", "report.gap", "report.gaps", "report.legend"),
    *("report.limits", "report.links", "report.mode", "report.month", "report.possible", "report.question"),
    *("report.state", "report.statement", "report.strength", "report.verdict", "report.verify"),
    *("report.without", "report.names", "report.under", "report.record", "report.decisions", "report.stage"),
    *("report.nobody", "report.linked", "report.figures", "report.search", "report.changesets"),
    *("report.field", "report.value", "report.entities", "report.time"),
    *("interactive", "interactive.legend"),
    *("explore.grade", "explore.line", "explore.state", "explore.word"),
    *("chain.change", "chain.kind", "chain.mode", "chain.near", "chain.source"),
    *("analyses.about", "analyses.alone", "analyses.choice", "analyses.example", "analyses.field"),
    *("analyses.gap", "analyses.group", "analyses.hint", "analyses.indicators", "analyses.left"),
    *("analyses.look_for", "analyses.meaning", "analyses.rule", "analyses.told"),
    *("analyses.without", "problem.title", "problem.do"),
    *("entity.by", "entity.line", "entity.marked", "entity.names", "entity.record"),
    *("roles.scope", "roles.enter", "roles.means", "roles.review"),
    *("bundling.profile", "bundling.purpose"),
    *("start.ask", "start.nearness", "query.ask", "query.view"),
)
TIMES = [
    (None, None, None, None),
    ("2020-01-01", "2020-12-31", "2021-02-01", "2021-02-28"),
    (None, "2020-10-02", "2020-08-09", None),
    ("2020-08-01", "2020-10-02", "2020-08-09", "2020-12-01"),
    (None, "2020-10-02", None, "2020-10-02"),
    ("2020-08-09", "2020-10-02", None, "2020-10-02"),
    (None, "2020-05-03", "2020-05-03", None),
    ("2020-05-03", "2020-05-03", "2020-05-03", "2020-05-03"),
    ("2020-05-03", None, None, "2020-06-03"),
    (None, "2020-05-03", "2020-06-03", "2020-06-03"),
]


def time(bounds: tuple[str | None, ...]) -> dict[str, str | None]:
    return {"edtf": "", **dict(zip(("es", "ls", "ee", "le"), bounds, strict=True))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_catalogue_has_the_same_keys_with_the_same_values(language: str) -> None:
    found = catalogue(language)
    assert set(found) == KEYS
    assert {key for key, text in found.items() if not text.strip()} == set()
    assert {k: places(t) for k, t in found.items()} == {k: places(t) for k, t in catalogue("en").items()}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize(("language", "letters"), [("be", "іў"), ("ru", "иы")])
def test_a_translation_is_one(language: str, letters: str) -> None:
    found = catalogue(language)
    told = " ".join(found.values()).lower()
    assert all(letter in told for letter in letters)
    assert {
        key for key, text in found.items() if re.search("[a-z]{4}", re.sub(r"{\w+}|--\w+", "", text))
    } == set()
    foreign = {"be": "ищъ", "ru": "іў"}[language]
    assert {key for key, text in found.items() if set(foreign) & set(text.lower())} == set()


def test_every_phrase_is_used() -> None:
    code = "\n".join(path.read_text("utf-8") for path in SOURCE.rglob("*.py"))
    pages = "\n".join(path.read_text("utf-8") for path in SOURCE.rglob("*.html"))
    counted = set(re.findall(r"""\bcount(?:ed)?\(\s*["']([\w.]+)["']""", code + pages))
    made = {p for p in MADE if re.search(rf"""["']{re.escape(p)}\.(?:{{|["'] \+)""", code)}
    named = set(re.findall(r"""["']([a-z_]+\.[\w.-]+)["']""", code + pages))
    made |= counted
    unused = {key for key in KEYS if "." in key and key not in named and key.rpartition(".")[0] not in made}
    assert unused == set()


def test_a_language_that_is_none_is_told() -> None:
    with pytest.raises(InputError, match="there are en, be, ru"):
        catalogue("xx")
    with pytest.raises(InputError):
        phrase("notice", "../en", day="")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("bounds", TIMES)
def test_times_are_told_with_the_same_days_in_each_language(
    language: str, bounds: tuple[str | None, ...]
) -> None:
    told, english = valid(time(bounds), language), valid(time(bounds))
    assert told
    assert re.findall(r"\d{4}(?:-\d\d-\d\d)?", told) == re.findall(r"\d{4}(?:-\d\d-\d\d)?", english)
    assert (told == english) is (language == "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_is_told(language: str) -> None:
    months = {valid(time((f"2021-{n:02}-01", f"2021-{n:02}-28", None, None)), language) for n in (2,)}
    assert len(months) == 1
    names = {phrase(f"time.month.{n}", language, year=2021) for n in range(1, 13)}
    assert len(names) == 12


def test_spans_in_another_language() -> None:
    assert span([["2020-05-03", "2020-05-04"], [None, None]], "ru") == "2020-05-03 – 2020-05-04, без даты"
    assert span([["2020-05-03", None]], "be") == "з 2020-05-03"


def test_names_are_in_the_language_where_there_is_a_form(example: Path) -> None:
    with Dataset.open(example) as data:
        id = data.find("Dono Fourthperson")
        assert data.name(id) == "Dono Fourthperson"
        assert data.speaking("be").name(id) == "Дона Чaцвёртa"
        assert data.speaking("ru").name(id) == "Dono Fourthperson"
        assert data.speaking("en") is data
        with pytest.raises(InputError):
            data.speaking("fr")


def test_a_language_that_is_none_is_refused_at_the_terminal(example: Path) -> None:
    ran = here("dossier", "SRS", "--store", example, "--language", "fr")
    assert (ran.code, ran.out) == (2, "")
    assert "'en', 'be', 'ru'" in ran.err
