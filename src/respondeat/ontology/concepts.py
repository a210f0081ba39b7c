"""The closed lists of the model, read from `concepts.ttl`: their concepts and what these are called.

`concepts.ttl` is the truth; it is read once, when first asked for.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyoxigraph as ox

from . import vocabulary as v

_SUFFIX = "Scheme"


@dataclass(frozen=True, slots=True)
class _Lists:
    schemes: Mapping[str, tuple[str, ...]]
    scheme_of: Mapping[str, str]
    texts: Mapping[tuple[str, str, str], str]  # (IRI, property, language) -> text
    marks: Mapping[str, Mapping[str, int | bool]]  # property -> concept -> value
    notations: Mapping[str, str]


def resource(name: str) -> bytes:
    """The bytes of a file of this package, such as `concepts.ttl`, `shapes.ttl`, `context.jsonld`."""
    return files(__package__).joinpath(name).read_bytes()


@cache
def _lists() -> _Lists:
    schemes: dict[str, list[str]] = {name: [] for name in v.SCHEMES}
    scheme_of: dict[str, str] = {}
    texts: dict[tuple[str, str, str], str] = {}
    marks: dict[str, dict[str, int | bool]] = defaultdict(dict)
    notations: dict[str, str] = {}
    for name in ("respondeat.ttl", "concepts.ttl"):
        for triple in ox.parse(resource(name), format=ox.RdfFormat.TURTLE):
            subject, prop, term = str(triple.subject).strip("<>"), triple.predicate.value, triple.object
            if prop == v.SKOS + "inScheme" and isinstance(term, ox.NamedNode):
                scheme = term.value.removeprefix(v.R).removesuffix(_SUFFIX)
                schemes.setdefault(scheme, []).append(subject)
                scheme_of[subject] = scheme
            elif isinstance(term, ox.Literal) and term.language:
                texts[subject, prop, term.language] = term.value
            elif isinstance(term, ox.Literal) and prop in (v.CLIMBED, v.TIE):
                marks[prop][subject] = term.value == "true"
            elif isinstance(term, ox.Literal) and prop == v.ORDINAL:
                marks[prop][subject] = int(term.value)
            elif isinstance(term, ox.Literal) and prop == v.SKOS + "notation":
                notations[subject] = term.value
    kept = {name: tuple(sorted(found)) for name, found in schemes.items()}
    return _Lists(kept, scheme_of, texts, marks, notations)


def concepts(scheme: str) -> tuple[str, ...]:
    """The IRIs of the concepts of a list, sorted by their place in it where it is ordered, else by IRI.

    Raises KeyError for a list that is not one of `vocabulary.SCHEMES`.

    >>> [c.removeprefix(v.R) for c in concepts("confidence")]
    ['low', 'moderate', 'high']
    """
    lists = _lists()
    place = lists.marks.get(v.ORDINAL, {})
    return tuple(sorted(lists.schemes[scheme], key=lambda iri: (place.get(iri, 0), iri)))


def scheme_of(iri: str) -> str:
    """The list in which a concept stands; "" for an IRI that is no concept.

    >>> scheme_of(v.HEAD), scheme_of(v.PERSON)
    ('capacity', '')
    """
    return _lists().scheme_of.get(iri, "")


def marked(mark: str) -> frozenset[str]:
    """The concepts that bear a mark: `vocabulary.CLIMBED` (chains go up through it) or `vocabulary.TIE`.

    >>> v.DE_FACTO_CONTROL in marked(v.CLIMBED), v.COOPERATION in marked(v.CLIMBED)
    (True, False)
    """
    return frozenset(iri for iri, value in _lists().marks.get(mark, {}).items() if value is True)


def notation(iri: str) -> str:
    """The article of the Rome Statute that a concept stands for, such as "Art. 7(1)(f)"; "" if none."""
    return _lists().notations.get(iri, "")


def _text(iri: str, lang: str, properties: tuple[str, ...]) -> str:
    texts = _lists().texts
    for language in (lang, "en"):
        for prop in properties:
            if found := texts.get((iri, prop, language)):
                return found
    return ""


def label(iri: str, lang: str = "en") -> str:
    """What a concept, class or property is called in English (en), Belarusian (be) or Russian (ru).

    English for another language; the last part of the IRI for a word that is not of the model.

    >>> label(v.HEAD), label(v.HEAD, "be"), label(v.R + "Posting", "ru")
    ('head', 'кіраўнік', 'служба в должности')
    """
    found = _text(iri, lang, (v.SKOS + "prefLabel", v.RDFS + "label"))
    return found or iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def definition(iri: str, lang: str = "en") -> str:
    """What a concept, class or property means, in one sentence; "" when unknown. Languages as in `label`."""
    return _text(iri, lang, (v.SKOS + "definition", v.RDFS + "comment"))
