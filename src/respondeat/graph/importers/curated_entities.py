"""Rows of documents and entities as records."""

from collections.abc import Iterable, Iterator

from respondeat.graph.statement import Document, Entity, Name, content_id
from respondeat.ontology import vocabulary as v

from .curated_scope import WITHHELD, Known, Placed, Scope, Setting, chosen_id, entity_id, letter, level_of
from .curated_times import written
from .curated_words import GIVEN, value
from .curated_yaml import Row

_COMMON = {"key", "id", "level", "recorded_at"}
_DOCUMENT = _COMMON | {
    "title",
    "publisher",
    "sha256",
    "file_name",
    "url",
    "language",
    "media_type",
    "written",
    "version_of",
    "note",
}
_ENTITY = _COMMON | GIVEN | {"class", "names", "protected"}
_NAME = {"key", "form", "lang", "in", "preferred"}
_CLASSES = frozenset(cls.removeprefix(v.R) for cls in v.ENTITY_CLASSES)


def declare_document(row: Row, scope: Scope) -> None:
    """Make the document's key known. Raises MappingError for a faulty row."""
    row.allow(_DOCUMENT)
    key, digest = row.need("key"), row.text("sha256")
    if key in scope.documents:
        raise row.fault("key", f"is a document of {scope.documents[key].file} as well")
    if digest and (len(digest) != 64 or not set(digest) <= set("0123456789abcdef")):
        raise row.fault("sha256", "must be 64 hexadecimal digits")
    given = chosen_id(row, "doc", scope, needed=False)
    made = given or (content_id("doc", digest) if digest else content_id("doc", "curated", key))
    scope.documents[key] = Known(made, level_of(row), file=row.file)


def document(row: Row, scope: Scope) -> Document:
    """The document of a declared row."""
    of = row.text("version_of")
    if of and of not in scope.documents:
        raise row.fault("version_of", f"there is no document {of!r}")
    return Document(
        scope.documents[row.key].id,
        row.need("title"),
        row.text("sha256"),
        row.text("publisher"),
        row.text("url"),
        row.text("file_name"),
        row.text("media_type"),
        row.text("language"),
        written(row),
        scope.documents[of].id if of else "",
        row.text("note"),
    )


def declare_entity(row: Row, scope: Scope) -> None:
    """Make the entity's key known.

    A row without a class adds name forms to an entity known already. Raises MappingError for a faulty row,
    such as one of a protected person without a random id.
    """
    row.allow(_ENTITY)
    key, cls = row.need("key"), row.text("class")
    if not cls:
        if key not in scope.entities:
            raise row.fault("class", "is missing, and no entity of this key is known")
        row.allow({"key", "names", "recorded_at"})
        return
    if cls not in _CLASSES:
        raise row.fault("class", f"there is no class {cls!r}; there are {', '.join(sorted(_CLASSES))}")
    if key in scope.entities:
        raise row.fault("key", f"is an entity of {scope.entities[key].file} as well")
    protected = row.flag("protected")
    given = chosen_id(row, letter(cls), scope, needed=protected)
    known = Known(given or entity_id(cls, key), level_of(row), protected, row.file)
    scope.add_entity(key, known)


def entity(row: Row, scope: Scope, setting: Setting) -> Iterator[Placed]:
    """The records of a declared row: the entity, and its name forms."""
    known, at = scope.entities[row.key], setting.at(row)
    hidden = WITHHELD if known.protected and known.level == "public" else known.level
    if cls := row.text("class"):
        invented = {"invented": True} if setting.invented else {}
        said = {key: value(row, key, scope.ids) for key in row.data if key in GIVEN}
        shut = {"protected": True} if known.protected else {}
        full = Entity.of(known.id, cls, **invented, **shut, **said)
        if hidden != known.level:
            yield Placed(Entity.of(known.id, cls, **invented, **shut), known.level, at)
        if hidden == known.level or said:
            yield Placed(full, hidden, at)
    for name in names(row, known.id, scope):
        yield Placed(name, hidden, at, known.protected)


def names(row: Row, id: str, scope: Scope) -> Iterator[Name]:
    """The name forms of a row; raises MappingError for an unknown document or a form given twice."""
    seen: set[tuple[str, str]] = set()
    for given in row.rows("names", short="form"):
        given.allow(_NAME)
        form, lang = given.need("form"), given.language()
        if (form, lang) in seen:
            raise given.fault("form", f"{form!r} is given twice")
        seen.add((form, lang))
        yield Name.of(
            id, form, lang, preferred=given.flag("preferred"), documents=documents(given, "in", scope)
        )


def documents(row: Row, key: str, scope: Scope) -> Iterable[str]:
    """Ids of the documents that a list under `key` names."""
    for name in row.texts(key):
        if name not in scope.documents:
            raise row.fault(key, f"there is no document {name!r}")
        yield scope.documents[name].id
