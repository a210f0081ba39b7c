"""What the engine says of a query: where the text stops making sense, never where the files are."""

from pathlib import Path

import pytest

from respondeat.errors import ForbiddenQuery, QueryError, StoreError
from respondeat.graph.stores import MemoryStore, engine_faults

UNREADABLE = {
    "SELECT * {": "line 1, column 11",
    "SELECT * {\n\n  ?s ?p ?o ;; }\nORDER BY": "line 4, column 9",
    "": "line 1, column 1: this cannot stand here",
    "SELECT * {\n ?s ex:a ?o }": r"line 2, column 10: the prefix ex: is not declared, and none of r:, ",
    "SELECT ?x ?x {}": "Duplicated variable name in SELECT",
    "SELECT (COUNT(?s) AS ?n) ?p { ?s ?p ?o }": "The SELECT contains a variable that is unbound",
    "SELECT (<urn:f>(1) AS ?x) {}": "The custom function <urn:f> is not supported",
    "PREFIX ex: <urn:> SELECT * { ?s ex:a ex:b ex:c }": "column 49: ",
}


@pytest.mark.parametrize(("text", "told"), UNREADABLE.items())
def test_a_text_that_cannot_be_read_is_told_by_line_and_column(text: str, told: str) -> None:
    with MemoryStore() as store, store.reader("public") as reader, pytest.raises(QueryError, match=told):
        reader.query(text)


def test_a_base_that_is_no_iri_is_the_askers_fault() -> None:
    with MemoryStore() as store, store.reader("public") as reader:
        with pytest.raises(QueryError, match="Invalid base IRI"):
            reader.query("ASK {}", base="no iri")
        with pytest.raises(ForbiddenQuery):
            reader.query("ASK { SERVICE <http://127.0.0.1:9/> {} }")


def test_faults_of_files_are_no_faults_of_the_query(tmp_path: Path) -> None:
    with pytest.raises(StoreError), engine_faults("ASK {}", tmp_path):
        raise OSError("a fault of the disk")
    with pytest.raises(StoreError, match="damaged"), engine_faults("ASK {}", tmp_path):
        raise RuntimeError("Corruption: block checksum mismatch")


def test_a_graph_is_there_or_not() -> None:
    with MemoryStore() as store, store.reader("public") as reader:
        assert not reader.has_graph("urn:nowhere")
        assert not reader.has_graph("no iri")
