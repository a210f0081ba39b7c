"""Curated data sets: folders of YAML rows, made by hand, as changesets.

A folder holds `dataset.yaml`, `documents.yaml`, `entities.yaml`, `passages.yaml`, `retractions.yaml` and any
number of `statements.yaml` or `NAME.statements.yaml`; all but the first may be missing. Keys of entities,
documents, passages and statements are the same in every data set that is loaded together.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable

from respondeat.errors import InputError, MappingError
from respondeat.graph.statement import Changeset, Document, Name, Passage
from respondeat.ontology import vocabulary as v

from .curated_entities import declare_document, declare_entity, document, entity
from .curated_scope import WITHHELD, Placed, Scope, Setting, moment
from .curated_statements import Made, declare_passage, placed, retraction, statement
from .curated_yaml import Row, read_row, read_rows

DATASETS = ("common", "reports", "eu-765-2006")
_SHOWN = 20


def seed_data() -> Traversable:
    """The folder of the data sets that come with the package."""
    return files("respondeat") / "seed_data"


def load_all(root: Traversable | None = None, names: Sequence[str] = DATASETS) -> list[Changeset]:
    """The changesets of data sets below `root` (that of the package when None), in the order of their names.

    A data set refers to itself and to those before it. Raises MappingError as `read_curated` does.
    """
    folder, scope = root or seed_data(), Scope()
    return [changeset for name in names for changeset in read_curated(folder / name, scope)]


def read_curated(folder: Traversable, scope: Scope | None = None) -> list[Changeset]:
    """The changesets of one data set, by record time and access level, public first.

    `scope` is what data sets before it made known; it is added to. Raises MappingError that lists the faults,
    each with its file, line, row and key.
    """
    scope = scope or Scope()
    setting = _setting(read_row(folder, "dataset.yaml"))
    faults: list[str] = []
    documents = read_rows(folder, "documents.yaml")
    entities = read_rows(folder, "entities.yaml")
    _each(documents, lambda row: declare_document(row, scope), faults)
    _each(entities, lambda row: declare_entity(row, scope), faults)
    _each(read_rows(folder, "passages.yaml"), lambda row: declare_passage(row, scope), faults)
    made: list[Made] = []
    for name in statement_files(folder):
        _each(read_rows(folder, name), lambda row: made.append(statement(row, scope)), faults)
    _stop(faults)
    found: list[Placed] = []
    _each(entities, lambda row: found.extend(entity(row, scope, setting)), faults)
    for one in made:
        _each((one.row,), lambda row, one=one: found.extend(placed(one, scope, setting)), faults)  # type: ignore[misc]
    retractions = read_rows(folder, "retractions.yaml")
    _each(retractions, lambda row: found.extend(retraction(row, scope, setting)), faults)
    told = _told(found)
    _each(documents, lambda row: found.extend(_document(row, scope, setting, told)), faults)
    _stop(faults)
    return list(_changesets(found, setting))


def statement_files(folder: Traversable) -> list[str]:
    """Names of the files of statements in a folder, sorted."""
    return sorted(path.name for path in folder.iterdir() if path.name.endswith("statements.yaml"))


def _setting(row: Row) -> Setting:
    row.allow({"dataset", "title", "author", "recorded_at", "invented"})
    author = row.need("author")
    row.need("recorded_at")
    return Setting(
        row.need("dataset"),
        row.need("title"),
        author if ":" in author else v.ID + author,
        moment(row),
        row.flag("invented"),
    )


def _each(rows: Iterable[Row], do: Callable[[Row], object], faults: list[str]) -> None:
    """Do something with each row; a faulty row does not hide the faults of the rest."""
    for row in rows:
        try:
            do(row)
        except InputError as error:
            faults.append(error.detail)


def _stop(faults: list[str]) -> None:
    if faults:
        more = [f"... and {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else []
        raise MappingError("\n".join([*faults[:_SHOWN], *more]))


def _told(found: Iterable[Placed]) -> dict[str, set[str]]:
    """The levels at which each document is cited; `withheld` when for a protected person."""
    levels: dict[str, set[str]] = defaultdict(set)
    for x in found:
        match x.record:
            case Passage(document=document):
                cited: tuple[str, ...] = (document,)
            case Name(documents=documents):
                cited = documents
            case _:
                continue
        for document in cited:
            levels[document].add("withheld" if x.shut else x.level)
    return levels


def _document(row: Row, scope: Scope, setting: Setting, told: dict[str, set[str]]) -> Iterator[Placed]:
    """The document; its file name and address are withheld where it tells of a protected person."""
    full, level, at = document(row, scope), scope.documents[row.key].level, setting.at(row)
    cited = told.get(full.id, set())
    if "withheld" not in cited or level != "public":
        yield Placed(full, level, at)
        return
    if "public" in cited:
        yield Placed(_nameless(full), level, at)
    yield Placed(full, WITHHELD, at)


def _nameless(full: Document) -> Document:
    return replace(full, file_name="", url="", note="")


def _changesets(found: Iterable[Placed], setting: Setting) -> Iterator[Changeset]:
    groups: dict[tuple[str, int], list[Placed]] = defaultdict(list)
    for x in found:
        groups[x.recorded_at, v.LEVELS.index(x.level)].append(x)
    for (at, level), group in sorted(groups.items()):
        records = sorted((x.record for x in group), key=lambda r: (type(r).__name__, r.id))
        yield Changeset.of(
            records, recorded_at=at, level=v.LEVELS[level], author=setting.author, note=setting.title
        )
