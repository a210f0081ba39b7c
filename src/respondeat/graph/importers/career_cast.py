"""Who and where: the persons and bodies of a career table, with names from companion files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from respondeat.graph.statement import Document, Entity, Name, Record, Text, content_id

from .base import Fault, Row, RowFault, file_sha256, read_rows
from .identifiers import imported_id
from .mapping_career import CareerMapping, Lookup, Party
from .mapping_parts import folded


@dataclass(frozen=True, slots=True)
class Found:
    """A person or body: its id, the names it bears with their documents ("" is the table itself)."""

    id: str
    kind: str
    key: str
    names: tuple[tuple[str, str, str], ...]  # form, language, document
    placeholder: bool = False

    @property
    def name(self) -> str:
        """The first name."""
        return self.names[0][0]


@dataclass(slots=True)
class Cast:
    """All persons and bodies met so far, and the companion files that name them."""

    plan: CareerMapping
    documents: Mapping[str, Document]  # by the path in the mapping
    tables: Mapping[Lookup, Mapping[str, str]]
    warnings: list[Fault]
    met: dict[tuple[str, str], Found] = field(default_factory=dict)
    forms: dict[tuple[str, str], Name] = field(default_factory=dict)  # other forms in the table itself

    @classmethod
    def of(cls, plan: CareerMapping, data: Path) -> "Cast":
        """The cast of a table, with its companion files read; raises as `read_rows` does."""
        lookups = [n.lookup for p in (plan.person, plan.body) for n in p.names if n.lookup]
        warnings: list[Fault] = []
        documents, tables = {}, {}
        for lookup in lookups:
            path = data.parent / lookup.file
            tables[lookup] = _companion(path, lookup, warnings)
            digest = file_sha256(path)
            documents[lookup.file] = Document(
                content_id("doc", digest), title=path.name, sha256=digest, file_name=path.name
            )
        return cls(plan, documents, tables, warnings)

    def person(self, row: Row, odd: list[RowFault]) -> Found | RowFault:
        """The person of a row, or what is wrong with it."""
        return self._find("Person", self.plan.person, row, odd, stand_in=False)

    def body(self, row: Row, odd: list[RowFault]) -> Found | RowFault:
        """The body of a row, or what is wrong with it; one that only the table names is a placeholder."""
        return self._find(self.plan.body.kind, self.plan.body, row, odd, stand_in=True)

    def _find(
        self, kind: str, party: Party, row: Row, odd: list[RowFault], *, stand_in: bool
    ) -> Found | RowFault:
        key = row[party.key]
        if not key:
            return RowFault(party.key, "", f"there is no key, so it is unknown which {kind} this is")
        found = self.met.get((kind, key))
        if found is None:
            names = self._names(party, row, key)
            also = row[party.also] if party.also else ""
            if not names and not (stand_in and also):
                return RowFault(party.key, key, self._unknown(party, kind))
            if not names:
                odd.append(
                    RowFault(
                        party.key, key, f"{also!r} is named here and described nowhere: a placeholder is made"
                    )
                )
            made = tuple(names) or ((also, party.names[0].lang, ""),)
            found = Found(imported_id(kind, self.plan.dataset, key), kind, key, made, not names)
            self.met[kind, key] = found
        self._compare(party, row, found, odd)
        return found

    def _names(self, party: Party, row: Row, key: str) -> list[tuple[str, str, str]]:
        names = []
        for spec in party.names:
            if spec.lookup:
                form, document = self.tables[spec.lookup].get(key, ""), self.documents[spec.lookup.file].id
            else:
                form, document = row[spec.column or ""], ""
            if form:
                names.append((form, spec.lang, document))
        return names

    @staticmethod
    def _unknown(party: Party, kind: str) -> str:
        where = [
            f"{n.lookup.file}, column {n.lookup.key}" if n.lookup else f"column {n.column}"
            for n in party.names
        ]
        return f"there is no name for this {kind} in {' or '.join(where)}. Add it there, or correct the key."

    def _compare(self, party: Party, row: Row, found: Found, odd: list[RowFault]) -> None:
        also = row[party.also] if party.also else ""
        if not also or any(folded(also) == folded(form) for form, _, _ in found.names):
            return
        if (found.id, also) not in self.forms:
            self.forms[found.id, also] = Name.of(found.id, also, party.names[0].lang)
        odd.append(
            RowFault(
                party.also or "",
                also,
                f"is called {found.name!r} elsewhere: kept as another form of the name",
            )
        )

    def records(self, used: set[str], table: str) -> list[Record]:
        """Entities and names of those whose ids are used, and the companion files that they rest on."""
        records: list[Record] = []
        documents: set[str] = set()
        for (kind, key), found in self.met.items():
            if found.id not in used:
                continue
            body_kind = self.plan.body.body_kind if kind == self.plan.body.kind else None
            records.append(
                Entity.of(
                    found.id,
                    kind,
                    sourceKey=Text(key),
                    bodyKind=body_kind,
                    placeholder=True if found.placeholder else None,
                )
            )
            for place, (form, lang, document) in enumerate(found.names):
                documents.add(document)
                records.append(
                    Name.of(found.id, form, lang, preferred=place == 0, documents=(document or table,))
                )
        records += [d for d in self.documents.values() if d.id in documents]
        for (entity, form), name in self.forms.items():
            if entity in used:
                records.append(Name.of(entity, form, name.lang, documents=(table,)))
        return list(dict.fromkeys(records))


def _companion(path: Path, lookup: Lookup, warnings: list[Fault]) -> dict[str, str]:
    """Value by key of a companion file; the first of two values stays, an empty one counts as none."""
    found: dict[str, str] = {}
    rows = read_rows(
        path, encoding=lookup.encoding, delimiter=lookup.delimiter, required=(lookup.key, lookup.value)
    )
    for row in rows:
        key, value = row[lookup.key], row[lookup.value]
        if row.faults:
            warnings += [Fault(path.name, row.number, f.column, f.value, f.message) for f in row.faults]
        elif not key or not value:
            column = lookup.value if key else lookup.key
            warnings.append(
                Fault(path.name, row.number, column, "", "the cell is empty: the row is not used")
            )
        elif found.setdefault(key, value) != value:
            warnings.append(
                Fault(
                    path.name,
                    row.number,
                    lookup.key,
                    key,
                    f"stands above as {found[key]!r}: that one is used",
                )
            )
    return found
