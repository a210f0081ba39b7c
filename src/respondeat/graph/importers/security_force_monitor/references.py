"""The sheet of sources as documents and the publications in which they stand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from respondeat.errors import DateError
from respondeat.graph.dates import Bounds, ValidTime, span
from respondeat.graph.statement import Document, Entity, Name, Record, content_id
from respondeat.ontology import vocabulary as v

from . import columns as c
from .american import edtf
from .log import RowLog

DATASET: Final = "sfm"
MONITOR: Final = content_id("b", DATASET, "Security Force Monitor")
_UNDATED: Final = frozenset({"", "undated"})
_UNKNOWN: Final = "unknown"
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Source:
    """One source: its document, its place in it, and who published it ("" when that is unknown)."""

    document: str
    page: str = ""
    publication: str = ""


@dataclass(slots=True)
class References:
    """The sources that the other two sheets cite by id."""

    _sources: dict[str, Source] = field(default_factory=dict)
    _documents: dict[str, Document] = field(default_factory=dict)
    _publications: dict[str, tuple[Entity, Name]] = field(default_factory=dict)
    _unlisted: dict[str, Source] = field(default_factory=dict)

    def add(self, log: RowLog) -> None:
        """Read one row of the sheet of sources."""
        row = log.row
        key = row[c.SOURCE_ID] or row[c.LOOKUP_ID]
        if not key:
            log.fault(c.SOURCE_ID, "", "a source needs an id; without it nothing can cite it")
            return
        document = _document(log, key)
        if self._documents.setdefault(document.id, document) != document:
            log.fault(c.SOURCE_ID, key, "another row above has this id and says something else")
        if log.faults:
            return
        source = Source(document.id, row[c.PAGE], self._publication(row[c.COUNTRY], row[c.PUBLICATION]))
        for other in (key, row[c.LOOKUP_ID]):
            self._sources[other] = source
        self._sources.setdefault(row[c.ALIAS_ID], source)

    def _publication(self, country: str, title: str) -> str:
        """The publication as the one who says so: two articles of one newspaper are one origin."""
        if title.casefold() in ("", _UNKNOWN):
            return ""
        made = content_id("b", DATASET, "publication", country, title)
        if made not in self._publications:
            # with the country, as the monitor cites it: police forces publish too, under the unit's name
            form = f"{title} ({country})" if country else title
            self._publications[made] = (Entity.of(made, "Body"), Name.of(made, form, preferred=True))
        return made

    def find(self, key: str) -> Source | None:
        """The source with this id; None when the sheet does not list it."""
        return self._sources.get(key) if key else None

    def unlisted(self, key: str) -> bool:
        """Note a source that is cited and not in the sheet; whether it is met for the first time."""
        known = key in self._unlisted
        self._unlisted.setdefault(key, Source(_document_id(key)))
        return not known

    def cited(self, key: str) -> Source:
        """The source with this id, listed or not."""
        return self._sources.get(key) or self._unlisted[key]

    def records(self) -> Iterable[Record]:
        """Documents and publications."""
        yield from self._documents.values()
        for key, source in self._unlisted.items():
            yield Document(source.document, note=f"source {key}, which the sheet of sources does not list")
        for entity, name in self._publications.values():
            yield from (entity, name)


def monitor() -> Iterable[Record]:
    """Security Force Monitor itself, who reports what the sources say."""
    yield Entity.of(MONITOR, "Body", bodyKind=v.R + "ngo")
    yield Name.of(MONITOR, "Security Force Monitor", "en", preferred=True)
    yield Name.of(MONITOR, "SFM", "en")


def _document_id(key: str) -> str:
    return content_id("doc", DATASET, key)


def _document(log: RowLog, key: str) -> Document:
    row = log.row
    url, archive = row[c.URL], row[c.ARCHIVE_URL]
    notes = [
        f"archived: {archive} {row[c.ARCHIVED]}".strip() if archive else "",
        f"accessed: {row[c.ACCESSED]}" if row[c.ACCESSED] else "",
        f"found at: {url}" if url and not _is_url(url) else "",
        f"the same as source {row[c.ALIAS_ID]}" if row[c.ALIAS_ID] else "",
    ]
    return Document(
        _document_id(key),
        title=row[c.SOURCE_TITLE],
        publisher=row[c.PUBLICATION],
        url=url if _is_url(url) else "",
        written=_written(log),
        note="; ".join(filter(None, notes)),
    )


def _is_url(text: str) -> bool:
    return text.startswith(("http://", "https://")) and not any(map(str.isspace, text))


def _written(log: RowLog) -> ValidTime | None:
    """The window of writing: the day, month or year of publication, else any day up to the first copy."""
    text = log.row[c.PUBLISHED]
    if text.casefold() not in _UNDATED:
        try:
            published = edtf(text)
            lo, hi = span(published)
        except DateError as error:
            log.warn(c.PUBLISHED, text, f"{error.detail} The source is taken as undated.")
        else:
            return ValidTime(published, Bounds(es=lo, le=hi))
    seen = [day for day in (log.row[c.ACCESSED], log.row[c.ARCHIVED][:10]) if _DAY.fullmatch(day)]
    for day in sorted(seen):
        try:
            return ValidTime(f"../{day}", Bounds(le=span(day)[1]))
        except DateError as error:
            log.warn(c.ACCESSED, day, error.detail)
    return None
