"""The file: a drawing, a search field, a panel with sources, a legend, and the same as lists."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from respondeat.api.language import phrase
from respondeat.api.pages.rendering import data
from respondeat.api.report.markup import Markup, element, text, visible

if TYPE_CHECKING:
    from .safe_network import Entry

_WORDS: Final = ("search", "nothing", "sources", "choose", "others", "nodes", "edges", "found")
_HEIGHT: Final = 720


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the drawing."""

    title: str
    language: str
    notice: str
    legend: tuple[tuple[str, str], ...]


def html(
    around: Around,
    nodes: Sequence[Mapping[str, Any]],
    edges: Sequence[Mapping[str, Any]],
    told: Mapping[str, "Entry"],
) -> str:
    """The file as text, the same for the same network: no clock, nothing of the machine."""
    language = around.language
    words = {name: phrase(f"interactive.{name}", language) for name in _WORDS}
    content = {
        "nodes": list(nodes),
        "edges": list(edges),
        "told": {id: {"lines": _seen(one.lines), "sources": _seen(one.sources)} for id, one in told.items()},
        "words": words,
    }
    style, library, script = _part("page.css"), _part("vis-network.js"), _part("page.js")
    head = element(
        "head",
        None,
        element("meta", {"charset": "utf-8"}),
        element("meta", {"http-equiv": "Content-Security-Policy", "content": _policy()}),
        element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        element("meta", {"name": "referrer", "content": "no-referrer"}),
        element("title", None, text(around.title)),
        element("style", None, style),
    )
    body = element(
        "body",
        None,
        element("header", None, element("h1", None, text(around.title)), element("div", {"id": "search"})),
        element(
            "main",
            None,
            element("div", {"id": "drawing"}),
            element("aside", {"id": "panel", "aria-live": "polite", "tabindex": "0"}),
        ),
        _legend(around),
        _lists(nodes, edges, told, words),
        element("footer", None, element("p", None, text(around.notice))),
        element("script", {"type": "application/json", "id": "data"}, Markup(data(content))),
        element("script", None, library),
        element("script", None, script),
    )
    made = element("html", {"lang": language}, Markup("\n"), head, Markup("\n"), body)
    return f"<!DOCTYPE html>\n{made}\n"


def _seen(lines: Sequence[str]) -> list[str]:
    return [visible(line) for line in lines]


def framed(file: str) -> str:
    """The file in a frame that may run its scripts and reaches nothing around it."""
    frame = {"sandbox": "allow-scripts", "width": "100%", "height": str(_HEIGHT), "srcdoc": file}
    return element("iframe", frame | {"title": "Respondeat"})


@cache
def _part(name: str) -> Markup:
    return Markup(files("respondeat.api.interactive").joinpath(name).read_text("utf-8"))


@cache
def _policy() -> str:
    """Only these two scripts and this style, by their hashes; nothing from anywhere."""
    scripts = " ".join(_hash(_part(name)) for name in ("vis-network.js", "page.js"))
    return (
        f"default-src 'none'; script-src {scripts}; style-src {_hash(_part('page.css'))}; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(told: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(told.encode()).digest()).decode()}'"


def _legend(around: Around) -> Markup:
    pairs = (
        element("li", None, element("span", {"class": f"mark {mark}"}), text(f" {said}"))
        for mark, said in around.legend
    )
    return element("ul", {"class": "legend"}, *pairs)


def _lists(
    nodes: Sequence[Mapping[str, Any]],
    edges: Sequence[Mapping[str, Any]],
    told: Mapping[str, "Entry"],
    words: Mapping[str, str],
) -> Markup:
    """Nodes and edges as lists, for whoever does not see the drawing or runs no scripts."""
    names = {node["id"]: str(node["label"]) for node in nodes}
    parts = [(str(node["id"]), names[node["id"]]) for node in nodes]
    links = [
        (str(edge["id"]), f"{names[edge['from']]} → {names[edge['to']]}: {edge.get('label', '')}")
        for edge in edges
    ]
    return element(
        "section",
        {"id": "lists"},
        *(
            element(
                "details",
                None,
                element("summary", None, text(f"{words[key]} ({len(rows)})")),
                element("ul", None, *(_item(name, told.get(id), words) for id, name in rows)),
            )
            for key, rows in (("nodes", parts), ("edges", links))
        ),
    )


def _item(name: str, entry: "Entry | None", words: Mapping[str, str]) -> Markup:
    lines = [] if entry is None else [element("p", None, text(line)) for line in entry.lines]
    sources = () if entry is None else entry.sources
    if sources:
        said = (element("li", None, element("bdi", None, text(one))) for one in sources)
        lines += [element("p", None, text(words["sources"])), element("ul", None, *said)]
    return element("li", None, element("strong", None, element("bdi", None, text(name))), *lines)
