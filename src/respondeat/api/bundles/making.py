"""A bundle written: from its contents to files under one signed root."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import IO

from respondeat.api.access.audit import FOLDER, Audit
from respondeat.api.report import About as ReportAbout
from respondeat.api.report import as_html, as_pdf, report
from respondeat.api.without import names
from respondeat.errors import InputError
from respondeat.graph.documents import DocumentStore
from respondeat.graph.evidence import description as told
from respondeat.graph.evidence import verifier
from respondeat.graph.evidence.bundle import BagWriter, graph_file, leaves_file, root_file
from respondeat.graph.evidence.custody_slice import DOCUMENT, Concern, Slice, custody_slice
from respondeat.graph.evidence.description import About, Item, Written
from respondeat.graph.evidence.description.about import Recorded
from respondeat.graph.evidence.redaction.profiles import profile
from respondeat.graph.evidence.verifier import layout
from respondeat.graph.statement import Document
from respondeat.graph.stores import sees
from respondeat.ontology import vocabulary as v

from .asking import View
from .contents import Contents
from .items import Items, answer_path, of_report
from .plan import Plan

Progress = Callable[[int, int], None]


def silent(_done: int, _total: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a bundle is written, beside what it holds: all of it shows in its bytes."""

    profile: str = "public"
    prefix: str = "R-"
    columns: Mapping[str, str] = field(default_factory=told.columns)


@dataclass(frozen=True, slots=True)
class Bundle:
    """What is written into a bundle for one level; nothing of it is above that."""

    contents: Contents
    options: Options
    view: View
    items: tuple[Item, ...]
    custody: Slice
    root: bytes

    @classmethod
    def of(cls, contents: Contents, options: Options, level: str, store: Path) -> "Bundle":
        """The bundle for a level that has data of its own.

        Raises InputError when the question cannot be asked at the level, IntegrityError when the custody log
        is not whole.
        """
        view = next(view for view in contents.plan.views if view.level == level)
        if view.told is None:
            why = view.error.detail if view.error else ""
            raise InputError(
                f"The question cannot be asked at the level {level} of the profile {options.profile}: {why}"
            )
        items = Items(contents, level, options.prefix, DocumentStore(store / "documents")).all()
        custody = _custody(contents, level, profile(options.profile).shown, store)
        return cls(contents, options, view, items, custody, root_file(contents.tree, custody.head))

    @property
    def answered(self) -> Iterator[View]:
        """The answers that the level may see: its own, and those of lower ones."""
        for view in self.contents.plan.views:
            if view.told is not None and sees(self.view.level, view.level):
                yield view

    @property
    def about(self) -> About:
        """What the bundle says of itself."""
        answer, asked = (self.view.told or {})["answer"], self.contents.plan.asked
        leaves = self.contents.tree.leaves
        kinds = {leaf.hash.hex(): leaf.content.kind for leaf in leaves}
        states = [item.state for item in self.items if kinds[item.leaf] in ("document", "listed")]
        return About(
            question=asked.name,
            parameters=json.dumps(asked.parameters, ensure_ascii=False, sort_keys=True),
            profile=self.options.profile,
            level=self.view.level,
            language=asked.language,
            engine=version("respondeat"),
            dataset_hash=answer["dataset_hash"],
            recorded_at=answer["recorded_at"] or "",
            changesets=tuple(info.id for info in self.view.data.recorded),
            extent=self.contents.plan.reaches[self.view.level],
            merkle_root=self.contents.tree.root,
            custody_head=str(self.custody.head),
            leaves=len(leaves),
            withheld=sum(not leaf.shown(self.view.level) for leaf in leaves),
            held=states.count("included"),
            listed=states.count("not-held"),
            withheld_documents=states.count("withheld"),
            item_prefix=self.options.prefix,
        )


def _custody(contents: Contents, level: str, shown: Sequence[str], store: Path) -> Slice:
    """The log; `shown` are the levels of the profile, some of which may have no data of their own."""
    plan, audit = contents.plan, Audit(store)
    concern = Concern(frozenset(audit.opaque(info.id) for info in plan.infos), _documents_of(plan))
    items = {audit.opaque(info.id) for info in plan.infos if sees(level, info.level)}
    items |= {
        DOCUMENT + source.record.sha256
        for source in contents.sources
        if source.size is not None and sees(level, source.bytes_level)
    }
    return custody_slice(store / FOLDER, concern, shown, items)


def _documents_of(plan: Plan) -> frozenset[str]:
    """The hashes of all documents of the data, cited or not.

    The log ends alike for every question of the same data: where it ends tells nothing of what is withheld.
    """
    whole = plan.views[-1].data
    ids = {id for kind in (v.DOCUMENT, v.DOCUMENT_VERSION) for id in whole.reader.instances(kind)}
    found = (whole.records.record(id) for id in ids)
    return frozenset(record.sha256 for record in found if isinstance(record, Document) and record.sha256)


def write(bundle: Bundle, bag: BagWriter, progress: Progress = silent) -> bytes:
    """Write everything but `signature/`; the content of the tag manifest.

    The same bytes for the same bundle. Raises IntegrityError for a document that is not what its hash says.
    """
    about, files = bundle.about, list[Written]()

    def add(path: str, content: bytes) -> None:
        files.append(Written(path=path, sha256=bag.add(path, content), size=len(content)))

    add(layout.ROOT, bundle.root)
    add(layout.BUNDLE, told.bundle_json(about))
    for view in bundle.answered:
        add(answer_path(view.level, bundle.view.level), view.content)
    for path, pieces in _streamed(bundle):
        before = bag.size
        hash = bag.add(path, pieces)
        files.append(Written(path=path, sha256=hash, size=bag.size - before))
    files += _copied(bundle, bag, progress)
    add(layout.INDEX, told.index(bundle.items, bundle.options.columns))
    add(layout.COLUMNS, told.columns_file(bundle.options.columns))
    add(layout.PROVENANCE, told.provenance(about, bundle.items, _recorded(bundle)))
    for path, content in _reports(bundle, about):
        add(path, content)
    add(layout.HOW_TO_VERIFY, told.how_to_verify(about))
    add(layout.VERIFIER, verifier.single_file())
    bag.add(layout.CRATE, told.crate(about, bundle.items, files))
    return bag.finish(told.bag_info(about))


def _recorded(bundle: Bundle) -> Iterator[Recorded]:
    for info in bundle.view.data.recorded:
        yield Recorded(id=info.id, recorded_at=info.recorded_at, author=info.author)


def _streamed(bundle: Bundle) -> Iterator[tuple[str, Iterator[bytes]]]:
    plan, level = bundle.contents.plan, bundle.view.level
    order = [info.id for info in plan.infos]
    yield layout.LEAVES, leaves_file(bundle.contents.tree, level)
    yield layout.GRAPH, graph_file(order, plan.seen(level))
    yield layout.CUSTODY, iter(bundle.custody)


def _copied(bundle: Bundle, bag: BagWriter, progress: Progress) -> Iterator[Written]:
    """The documents and texts that the level may have, copied; those that are not held, listed."""
    level = bundle.view.level
    given = [source for source in bundle.contents.sources if sees(level, source.bytes_level)]
    total, done = sum(source.size or 0 for source in given), 0

    def copied(path: str, file: Path, hash: str, size: int) -> Written:
        with file.open("rb") as stream:
            bag.copy(path, _Told(stream, lambda n: progress(done + n, total)), hash)
        return Written(path=path, sha256=hash, size=size)

    for source in given:
        if source.file is not None and source.size is not None:
            yield copied(source.path, source.file, source.record.sha256, source.size)
            done += source.size
        elif address := told.fetch_address(source.record.url):
            bag.fetch(source.path, address, source.record.sha256)
        for working in source.workings:
            yield copied(working.path, working.file, working.sha256, working.size)


class _Told:
    """A file that tells how far it was read."""

    def __init__(self, file: IO[bytes], told: Callable[[int], None]) -> None:
        self._file, self._told, self._done = file, told, 0

    def read(self, size: int) -> bytes:
        piece = self._file.read(size)
        self._done += len(piece)
        self._told(self._done)
        return piece


def _set_aside(view: View) -> Mapping[str, str]:
    answer = (view.told or {}).get("answer") or {}
    aside = answer.get("without") or {"documents": (), "origins": ()}
    return names(view.data, aside["documents"], aside["origins"])


def _reports(bundle: Bundle, about: About) -> Iterator[tuple[str, bytes]]:
    made = report(
        bundle.view.told or {},
        ReportAbout(
            question=about.question,
            parameters=bundle.contents.plan.asked.parameters,
            profile=about.profile,
            level=about.level,
            language=about.language,
            engine=about.engine,
            dataset_hash=about.dataset_hash,
            recorded_at=about.recorded_at,
            merkle_root=about.merkle_root,
            custody_head=about.custody_head,
            leaves=about.leaves,
            withheld=about.withheld,
            extent=about.extent,
            documents=tuple(of_report(bundle.items, bundle.contents)),
            names=_set_aside(bundle.view),
        ),
    )
    yield layout.REPORT_HTML, as_html(made)
    yield layout.REPORT_PDF, as_pdf(made)
