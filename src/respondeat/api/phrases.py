"""Answers in words: kinds of link, grades, gaps and sources as a reader meets them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label, scheme_of

from .language import catalogue, phrase
from .titles import called

Json = dict[str, Any]

LINKS: Final = {
    "deJureCommand": "under the command of",
    "deFactoControl": "under the de facto control of",
    "operationalControl": "under the operational control of",
    "orderGiving": "given orders by",
    "among": "among",
    "ordered": "ordered by",
    "perpetrator": "carried out by",
    "participant": "with the part of",
    "aider": "aided by",
    "custodian": "held in custody by",
    "posting": "serves in",
}
_HEADS: Final = ("head", "actingHead")

GAPS: Final = {
    "no-head": "no source names a head for that day",
    "no-superior": "no source states to whom it answered",
    "placeholder": "the source does not name this body: a placeholder stands for it",
    "cut-short": "the chain is longer than the limit and was cut here",
}
_POSSIBLE_HEAD: Final = "no head is certain for that day; who is possible stands below"
_CUT_HEAD: Final = "no head is certain for that day; the chain was cut before whoever is possible"

KEY: Final = (
    "certain: the dates in the sources cover every day asked for. possible: they allow it, no more; "
    "undated for that day: only because no source says when it began or ended. "
    "GAP: what no source in the data states. Only links of command, control and orders are followed. "
    "Numbers in brackets are sources."
)


def words(name: str, language: str = "en") -> str:
    """A concept in words, by its local name; another name as it is.

    >>> words("deputyHead"), words("officiallyClaimed"), words("unheard")
    ('deputy head', 'claimed by officials', 'unheard')
    """
    return label(v.R + name, language) if scheme_of(v.R + name) else name


def link(name: str) -> str:
    """A kind of link in words, as they stand before the name of its higher end."""
    return LINKS.get(name) or words(name)


def post(name: str, title: str | None, *, of: bool = False) -> str:
    """A link in words before the name of its higher end; a head with the title that the source gives.

    With `of` the name is that of the body, not of the person.

    >>> post("head", "Minister"), post("deJureCommand", None), post("head", None, of=True)
    ('head (“Minister”):', 'under the command of', 'head of')
    """
    if name in _HEADS:
        said = f"{words(name)} (“{title}”)" if title else words(name)
        return f"{said} of" if of else f"{said}:"
    return link(name)


def state(name: str, language: str = "en") -> str:
    """A state in words; "" for supported, which goes without saying."""
    if name == "supported":
        return ""
    return catalogue(language).get(f"state.{name}", name.upper())


def no_longer(rows: Sequence[Json]) -> Iterator[tuple[str, list[Json]]]:
    """Statements of a dossier that nothing upholds, by the key of their heading: set aside for it, or not.

    >>> dict(no_longer([{"state": "set-aside"}]))
    {'heading.set_aside': [{'state': 'set-aside'}]}
    """
    for heading, aside in (("heading.withdrawn", False), ("heading.set_aside", True)):
        if those := [row for row in rows if (row["state"] == "set-aside") is aside]:
            yield heading, those


def named(node: Json, language: str = "en") -> str:
    """An entity's name, marked where it is invented or a placeholder.

    >>> named({"id": "b-1", "name": "Second Section (invented)", "invented": True})
    'Second Section (invented)'
    """
    name = str(node["name"])
    marks = [
        phrase(f"mark.{key}", language)
        for key in ("invented", "placeholder")
        if node.get(key) and f"({key})" not in name
    ]
    return f"{name} [{', '.join(marks)}]" if marks else name


def plural(count: int, one: str) -> str:
    """A number with its noun.

    >>> plural(1, "chain"), plural(2, "chain")
    ('1 chain', '2 chains')
    """
    return f"{count} {one}" if count == 1 else f"{count} {one}s"


def gap_words(kind: str, *, possible: bool = False, cut: bool = False) -> str:
    """What is missing; `possible`: somebody is possible as head; `cut`: nobody looked, the chain was cut.

    >>> gap_words("no-head", cut=True)
    'no head is certain for that day; the chain was cut before whoever is possible'
    """
    if kind == "no-head" and (possible or cut):
        return _POSSIBLE_HEAD if possible else _CUT_HEAD
    return GAPS[kind]


def around(gap: Json, role: str, cite: Callable[[list[Json]], str]) -> str:
    """Who is attested nearest before and after a gap, with their sources; "" when nobody is."""
    what = "head" if role == "person" else "superior"
    said = []
    for key, when in (("last_before", f"last {what} attested before"), ("first_after", "next attested")):
        if found := gap[key]:
            said.append(f"{when}: {named(found[role])}, {found['day']} {cite(found['sources'])}".rstrip())
    return "; ".join(said)


def source(entry: Json, language: str = "en") -> str:
    """One source in a line: who says so, who passes it on, where it stands, with what reserve."""
    if entry["verdict"] == "derived":
        rule = words(entry["rule"], language)
        return phrase("source.derived", language, rule=rule, version=entry["rule_version"])
    says = entry["origin"]["name"] if entry["origin"] else phrase("source.no_origin", language)
    parts = [says if entry["verdict"] == "supports" else phrase("source.against", language, who=says)]
    if entry["reported_by"]:
        parts.append(phrase("source.reported_by", language, who=entry["reported_by"]["name"]))
    if entry["withheld"]:
        parts.append(phrase("source.withheld", language))
    if entry["document"]:
        parts.append(_document(entry["document"], entry))
    if places := "; ".join(filter(None, (_place(p, language) for p in entry["passages"]))):
        parts.append(places)
    if entry["modality"] != "asserted":
        parts.append(words(entry["modality"], language))
    if entry["standard"] and entry["standard"] != "notStated":
        parts.append(phrase("source.standard", language, standard=words(entry["standard"], language)))
    if entry["note"]:
        parts.append(entry["note"])
    return ", ".join(parts)


def reserve(entries: Sequence[Json], language: str = "en") -> str:
    """In what modality something is said, in brackets; "" where anybody plainly asserts it.

    What a rule derives is no better than its premises: theirs is told with it, and that they are contested.

    >>> alleged = {"verdict": "supports", "modality": "alleged"}
    >>> reserve([alleged]), reserve([])
    (' (alleged)', '')
    >>> premise = {"statement": "s", "state": "contested", "sources": [alleged]}
    >>> reserve([{"verdict": "derived", "premises": [premise]}])
    ' (from premises: alleged, contested)'
    """
    said, premises = _reserved(entries)
    told = [words(one, language) for one in sorted(said)]
    if premises:
        names = ", ".join(words(one, language) for one in sorted(premises))
        told.append(phrase("source.from_premises", language, names=names))
    return f" ({', '.join(told)})" if told else ""


def _reserved(entries: Sequence[Json]) -> tuple[set[str], set[str]]:
    """The modalities in which sources say something, and the reserves of the premises from which it follows.

    None of either where a source plainly asserts it; none of premises where one derivation has no reserve.
    """
    said = {entry["modality"] for entry in entries if entry["verdict"] == "supports"}
    proofs = [_of_premises(e["premises"]) for e in entries if e["verdict"] == "derived" and _holds(e)]
    if "asserted" in said:
        return set(), set()
    return said, set().union(*proofs) if all(proofs) else set()


def _holds(derivation: Json) -> bool:
    return all(premise["state"] in ("supported", "contested") for premise in derivation["premises"])


def _of_premises(premises: Sequence[Json]) -> set[str]:
    found: set[str] = set()
    for premise in premises:
        found.update(*_reserved(premise["sources"]))
        if premise["state"] == "contested":
            found.add("contested")
    return found


def quote(passage: Json, language: str = "en") -> str:
    """The quote of a passage; that it changed or has no words, where so; "" where it is not at hand."""
    if passage.get("quote"):
        return f"“{passage['quote']}”"
    told = passage.get("quote_verdict") in ("document-changed", "passage-changed", "no-text")
    return phrase(f"source.{passage['quote_verdict']}", language) if told else ""


def _document(document: Json, entry: Json) -> str:
    title = called(document)
    named_before = [title, *(node["name"] for node in (entry["origin"], entry["reported_by"]) if node)]
    publisher = document["publisher"]
    told = any(name.startswith(publisher) for name in named_before) if publisher else True
    return title if told else f"{title} ({publisher})"


def _place(passage: Json, language: str) -> str:
    if passage["locator"]:
        return str(passage["locator"])
    if passage["start"] is not None:
        return phrase("source.characters", language, start=passage["start"], end=passage["end"])
    return ""
