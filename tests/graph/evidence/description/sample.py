"""A bundle of invented documents, as its descriptions are told of it."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from respondeat.graph.evidence.description import About, Item, Recorded, Written, numbered
from respondeat.graph.evidence.verifier import layout

ID = "https://w3id.org/respondeat/id/"
EXTRACTOR = "beautifulsoup4-4.13.4-1"


def hashed(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Told:
    about: About
    items: tuple[Item, ...]
    files: tuple[Written, ...]
    recorded: tuple[Recorded, ...]

    def item(self, title: str) -> Item:
        return next(item for item in self.items if item.title == title)


def _told() -> Told:
    page, note, text = hashed("page"), hashed("note"), hashed("text")
    leaves = [hashed(f"leaf {n}") for n in range(8)]
    numbers = numbered(leaves, "EX-")

    def item(n: int, **more: object) -> Item:
        make: Callable[..., Item] = Item
        return make(number=numbers[leaves[n]], leaf=leaves[n], level="public", **more)

    captured = {"captured_at": "2026-09-01T10:00:00Z", "tool": "Camera 2", "collector": "collector 7"}
    page_path = f"{layout.DOCUMENTS}{page}.html"
    working_path = f"{layout.WORKING}{page}.{EXTRACTOR}.txt"
    items = (
        item(0, kind="document", path=page_path, sha256=page, size=4, media_type="text/html", language="be",
             title="Газета «Прыклад»", source_url="https://gazette.example/a page?q=ё", **captured),
        item(1, kind="document", path=f"{layout.DOCUMENTS}{note}.txt", sha256=note, size=4,
             media_type="text/plain", title="=HYPERLINK(1)"),
        item(2, kind="working", path=working_path, sha256=text, size=4, media_type="text/plain",
             title="Газета «Прыклад»", tool=EXTRACTOR, made_from=page),
        item(3, kind="answer", path=layout.ANSWER, sha256=hashed("answer"), size=6,
             media_type="application/json"),
        Item.withheld(numbers[leaves[4]], leaves[4]),
        item(5, kind="document", state="not-held", path=f"{layout.DOCUMENTS}{hashed('a')}.html",
             sha256=hashed("a"), title="Elsewhere", source_url="https://news.example/1",
             media_type="text/html", size=9, captured_at="2026-08-02"),
        item(6, kind="document", state="not-held", path=f"{layout.DOCUMENTS}{hashed('b')}.html",
             sha256=hashed("b"), title="Elsewhere, later", source_url="https://news.example/1",
             media_type="text/html", size=8, captured_at="2026-08-03"),
        item(7, kind="answer", path=f"{layout.ANSWERS}lower.json", sha256=hashed("lower answer"), size=5,
             media_type="application/json"),
    )  # fmt: skip
    every = (
        layout.ROOT, layout.LEAVES, layout.BUNDLE, layout.GRAPH, layout.ANSWER, layout.CUSTODY, layout.INDEX,
        layout.COLUMNS, layout.PROVENANCE, layout.REPORT_HTML, layout.REPORT_PDF, layout.HOW_TO_VERIFY,
        layout.VERIFIER, items[0].path, items[1].path, items[2].path, items[7].path,
    )  # fmt: skip
    recorded = (
        Recorded(id=f"{ID}changeset-1", recorded_at="2026-09-30T08:00:00Z", author=f"{ID}author-1"),
        Recorded(id=f"{ID}changeset-2", recorded_at="2026-10-01T12:00:00Z", author=f"{ID}author-1"),
    )
    about = About(
        question="chain",
        parameters='{"event":"https://w3id.org/respondeat/id/event-1"}',
        profile="public",
        level="public",
        language="be",
        engine="0.1.0",
        dataset_hash=hashed("data"),
        recorded_at="2026-10-01T12:00:00Z",
        changesets=(*(one.id for one in recorded), f"{ID}changeset-3"),
        extent="cited",
        merkle_root=hashed("root"),
        custody_head=f"3:{hashed('log')}",
        leaves=40,
        withheld=11,
        held=2,
        listed=2,
        withheld_documents=1,
        item_prefix="EX-",
    )
    known = {item.path: item for item in items}
    files = tuple(
        Written(path=path, sha256=known[path].sha256, size=known[path].size or 0)
        if path in known
        else Written(path=path, sha256=hashed(path), size=len(path))
        for path in every
    )
    return Told(about, items, files, recorded)


TOLD = _told()
