"""Answers in words: times, grades and states as a reader meets them."""

from typing import Any

Json = dict[str, Any]

LINKS = {
    "head": "head",
    "actingHead": "acting head",
    "deJureCommand": "under the command of",
    "deFactoControl": "under the control of",
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

GAPS = {
    "no-head": "nobody is certain as head",
    "no-superior": "no source states to whom it answered",
    "placeholder": "a placeholder: the source does not name it",
    "cut-short": "the chain is longer than the limit and was cut here",
}


def link(name: str) -> str:
    """A kind of link in words; the concept's own name where there are none."""
    return LINKS.get(name, name)


def valid(time: Json) -> str:
    """A time in words, from its four bounds.

    >>> valid({"edtf": "", "es": None, "ls": "2020-10-02", "ee": "2020-08-09", "le": None})
    'at some time between 2020-08-09 and 2020-10-02'
    >>> valid({"edtf": "", "es": "2011-01-01", "ls": "2011-01-01", "ee": "2012-05-03", "le": None})
    'from 2011-01-01, still on 2012-05-03'
    """
    es, ls, ee, le = time["es"], time["ls"], time["ee"], time["le"]
    if not any((es, ls, ee, le)):
        return "no time stated"
    if ls and ee and ls > ee:
        return _some_time(es, ls, ee, le)
    if ls and ls == le and not ee:
        return f"at some time from {es} to {le}" if es else f"at some time up to {le}"
    if ls and ls == ee and es is None and le is None:
        return f"attested on {ls}"
    if es and es == ls == ee == le:
        return f"on {es}"
    return ", ".join(part for part in (_start(es, ls), _end(ee, le)) if part)


def _some_time(es: str | None, ls: str, ee: str, le: str | None) -> str:
    outer = [f"not before {es}" if es and es != ee else "", f"not after {le}" if le and le != ls else ""]
    return ", ".join(part for part in (f"at some time between {ee} and {ls}", *outer) if part)


def _start(es: str | None, ls: str | None) -> str:
    if es and ls:
        return f"from {es}" if es == ls else f"from between {es} and {ls}"
    if ls:
        return f"attested from {ls}"
    return f"not before {es}" if es else ""


def _end(ee: str | None, le: str | None) -> str:
    if ee and le:
        return f"until {ee}" if ee == le else f"until between {ee} and {le}"
    if ee:
        return f"still on {ee}"
    return f"ended by {le}" if le else ""


def span(days: list[list[str | None]]) -> str:
    """Days as intervals: "2020-08-10", "2020-08-01 to 2020-08-31", several joined by commas."""
    return ", ".join(_interval(lo, hi) for lo, hi in days)


def _interval(lo: str | None, hi: str | None) -> str:
    if lo == hi and lo is not None:
        return lo
    return f"{lo or 'the beginning'} to {hi or 'the end'}"


def state(name: str) -> str:
    """A state in words; "" for supported, which goes without saying."""
    return {"supported": "", "contested": "CONTESTED", "denied": "DENIED"}.get(name, name.upper())


def named(node: Json) -> str:
    """An entity's name, marked where it is invented or a placeholder."""
    marks = [
        word for key, word in (("invented", "invented"), ("placeholder", "placeholder")) if node.get(key)
    ]
    return f"{node['name']} [{', '.join(marks)}]" if marks else str(node["name"])


def source(entry: Json) -> str:
    """One source in a line: who says so, who passes it on, where it stands."""
    if entry["verdict"] == "derived":
        return f"derived by rule {entry['rule']} (version {entry['rule_version']})"
    says = entry["origin"]["name"] if entry["origin"] else "origin not stated"
    parts = [says if entry["verdict"] == "supports" else f"AGAINST: {says}"]
    if entry["reported_by"]:
        parts.append(f"as reported by {entry['reported_by']['name']}")
    if entry["withheld"]:
        parts.append("passage withheld at this level")
    if entry["document"]:
        parts.append(_document(entry["document"]))
    parts.extend(_place(p) for p in entry["passages"])
    if entry["modality"] != "asserted":
        parts.append(entry["modality"])
    if entry["standard"] and entry["standard"] != "notStated":
        parts.append(f"standard: {entry['standard']}")
    return ", ".join(part for part in parts if part)


def _document(document: Json) -> str:
    title = document["title"] or document["file_name"] or document["id"].rpartition("/")[2]
    by = f" ({document['publisher']})" if document["publisher"] else ""
    return f"{title}{by}"


def _place(passage: Json) -> str:
    if passage["locator"]:
        return str(passage["locator"])
    if passage["start"] is not None:
        return f"characters {passage['start']} to {passage['end']}"
    return ""
