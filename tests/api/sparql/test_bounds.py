"""How large a text may be; no text within the bounds ends the process of the engine by its stack."""

import resource
import subprocess
import sys
from collections.abc import Callable

import pytest

from respondeat.api.sparql.bounds import ALLOWED, AT_HOME, Bounds
from respondeat.api.sparql.checked import check
from respondeat.errors import TooLarge


def refused(text: str, bounds: Bounds = ALLOWED) -> tuple[str, float | None]:
    with pytest.raises(TooLarge) as caught:
        check(text, bounds)
    return caught.value.limit, caught.value.allowed


def test_bytes_are_counted_in_utf_8() -> None:
    text = "ASK { } # "
    check(text + "x" * (8192 - len(text)))
    check(text + "é" * ((8192 - len(text)) // 2))
    for more in ("x" * 8192, "é" * 4096, "\U0001f600" * 2048, "\ud800" * 8192):
        assert refused(text + more) == ("query_bytes", 8192)
    check(text + "x" * 100_000, AT_HOME)


NESTED: dict[str, Callable[[int], str]] = {
    "parentheses": lambda n: "ASK{FILTER" + "(" * (n - 1) + "1" + ")" * (n - 1) + "}",
    "braces": lambda n: "ASK" + "{" * n + "}" * n,
    "brackets": lambda n: "ASK{" + "[a " * (n - 1) + "1" + "]" * (n - 1) + "}",
    "collections": lambda n: "ASK{" + "(" * (n - 1) + "1" + ")" * (n - 1) + "a 1}",
    "paths": lambda n: "ASK{?s " + "(" * (n - 1) + "a" + ")" * (n - 1) + " ?o}",
    "inverse paths": lambda n: "ASK{?s " + "^(" * (n - 1) + "a" + ")" * (n - 1) + " ?o}",
    "exists": lambda n: "ASK{" + "FILTER EXISTS{" * (n - 1) + "}" * n,
    "not exists": lambda n: "ASK{" + "?s ?p ?o FILTER NOT EXISTS{" * (n - 1) + "}" * n,
    "optional": lambda n: "ASK{" + "OPTIONAL{" * (n - 1) + "}" * n,
    "minus": lambda n: "ASK{" + "?s ?p ?o MINUS{" * (n - 1) + "}" * n,
    "graph": lambda n: "ASK{" + "GRAPH ?g{" * (n - 1) + "}" * n,
    "queries": lambda n: "ASK{" + "{SELECT*{" * ((n - 1) // 2) + "}}" * ((n - 1) // 2) + "}",
    "calls": lambda n: "ASK{FILTER(" + "STR(" * (n - 2) + "1" + ")" * (n - 2) + ")}",
    "conditions": lambda n: "ASK{FILTER(" + "IF(?a,?b," * (n - 2) + "1" + ")" * (n - 2) + ")}",
    "negations": lambda n: "ASK{FILTER(" + "!(" * (n - 2) + "1" + ")" * (n - 2) + ")}",
    "signs": lambda n: "ASK{FILTER(" + "-(" * (n - 2) + "1" + ")" * (n - 2) + ")}",
    "unions": lambda n: "ASK{" + "{" * (n - 1) + "}" + "UNION{}}" * (n - 1),
    "calls of functions": lambda n: "ASK{FILTER(" + "<a:b>(" * (n - 2) + "1" + ")" * (n - 2) + ")}",
}
"""By how many brackets they stand within one another."""

SEQUENCES: dict[str, Callable[[int], str]] = {
    "or": lambda n: "ASK{FILTER(" + "||".join(["?a"] * n) + ")}",
    "and": lambda n: "ASK{FILTER(" + "&&".join(["?a"] * n) + ")}",
    "plus": lambda n: "ASK{FILTER(" + "+".join(["?a"] * n) + ")}",
    "signed": lambda n: "ASK{FILTER(1" + "-1" * (n - 1) + ")}",
    "times": lambda n: "ASK{FILTER(" + "*".join(["?a"] * n) + ")}",
    "unions": lambda n: "ASK{" + "UNION".join(["{}"] * n) + "}",
    "optional": lambda n: "ASK{" + "OPTIONAL{}" * n + "}",
    "minus": lambda n: "ASK{" + "MINUS{}" * n + "}",
    "groups": lambda n: "ASK{" + "{}" * n + "}",
    "filters": lambda n: "ASK{" + "FILTER(1)" * n + "}",
    "bindings": lambda n: "ASK{" + "".join(f"BIND(1AS?{i})" for i in range(n)) + "}",
    "values": lambda n: "ASK{" + "VALUES?a{}" * n + "}",
    "alternatives": lambda n: "ASK{?s " + "|".join(["<a:b>"] * n) + " ?o}",
    "columns": lambda n: "SELECT" + "".join(f"(1AS?{i})" for i in range(n)) + "{}",
    "order": lambda n: "SELECT*{}ORDER BY" + "(1)" * n,
    "group": lambda n: "SELECT(1AS?x){}GROUP BY" + "".join(f"(1AS?{i})" for i in range(n)),
    "having": lambda n: "SELECT(1AS?x){}GROUP BY?z HAVING" + "(1)" * n,
    "counts": lambda n: "SELECT" + "".join(f"(COUNT(*)AS?{i})" for i in range(n // 2)) + "{}",
    "described": lambda n: "DESCRIBE" + "<a:b>" * n,
}
"""By how many parts they have, give or take one or two."""

PATTERNS: dict[str, Callable[[int], str]] = {
    "triples": lambda n: "ASK{" + "".join(f"?{i} a ?{i + 1}." for i in range(n)) + "}",
    "properties": lambda n: "ASK{?s a " + ";a ".join(f"?{i}" for i in range(n)) + "}",
    "objects": lambda n: "ASK{?s a " + ",".join(f"?{i}" for i in range(n)) + "}",
    "collection": lambda n: "ASK{(" + "1 " * n + ")}",
    "collections": lambda n: "ASK{" + "(" * n + "1" + ")" * n + "}",
    "blank nodes": lambda n: "ASK{" + "[a " * n + "1" + "]" * n + "}",
    "path": lambda n: "ASK{?s " + "/".join(["<a:b>"] * n) + " ?o}",
    "template": lambda n: "CONSTRUCT{" + "?a a 1." * n + "}{}",
    "shorthand": lambda n: "CONSTRUCT WHERE{" + "?a a 1." * n + "}",
}


@pytest.mark.parametrize("name", NESTED)
def test_brackets_within_brackets(name: str) -> None:
    bounds = Bounds(None, 51, None)
    check(NESTED[name](51), bounds)
    assert refused(NESTED[name](53), bounds) == ("query_nesting", 51)


@pytest.mark.parametrize("name", PATTERNS)
def test_patterns(name: str) -> None:
    check(PATTERNS[name](64))
    assert refused(PATTERNS[name](65)) == ("query_patterns", 64)


@pytest.mark.parametrize("name", SEQUENCES)
def test_parts(name: str) -> None:
    bounds = Bounds(None, None, None)
    check(SEQUENCES[name](990), bounds)
    assert refused(SEQUENCES[name](2010), bounds) == ("query_parts", 1000)


def test_the_place_is_told() -> None:
    with pytest.raises(TooLarge, match=r"more than 2 brackets within brackets \(line 2, column 2\)"):
        check("ASK{{\n {}}}", Bounds(nesting=2))


ENGINE = """
import sys, pyoxigraph as ox
for text in sys.stdin.read().split("\\0"):
    try:
        found = ox.Store().query(text)
        found if isinstance(found, ox.QueryBoolean) else list(found)
    except (SyntaxError, RuntimeError):
        pass
print("done")
"""
MB = 2**20


def run(texts: list[str], stack: int) -> subprocess.CompletedProcess[str]:
    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_STACK, (stack, stack))
        resource.setrlimit(resource.RLIMIT_AS, (2048 * MB, 2048 * MB))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    return subprocess.run(
        [sys.executable, "-c", ENGINE],
        input="\0".join(texts),
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=bounded,
    )


def nested_and_long(bounds: Bounds, name: str, long: str) -> str:
    """A sequence within the nesting."""
    assert bounds.nesting
    assert bounds.parts
    inner = SEQUENCES[long](bounds.parts - bounds.nesting - 10).removeprefix("ASK")
    opening, closing = {
        "braces": ("{", "}"),
        "exists": ("{FILTER EXISTS", "}"),
        "queries": ("{{SELECT*", "}}"),
        "minus": ("{?s ?p ?o MINUS", "}"),
    }[name]
    depth = (bounds.nesting - 4) // opening.count("{")
    return "ASK" + opening * depth + inner + closing * depth


@pytest.mark.slow
@pytest.mark.parametrize("bounds", [Bounds(None), AT_HOME], ids=["served", "at home"])
def test_what_is_within_the_bounds_leaves_the_engine_alive(bounds: Bounds) -> None:
    """In the 8 MB of stack that a process usually has."""
    assert bounds.nesting
    assert bounds.parts
    slow = {"brackets", "collections", "graph"}  # they take time, which a reader's process ends
    texts = [make(bounds.nesting) for name, make in NESTED.items() if name not in slow]
    texts += [make(bounds.parts - 10) for make in SEQUENCES.values()]
    texts += [make(64) for make in PATTERNS.values()]
    texts += [
        nested_and_long(bounds, name, long)
        for name in ("braces", "exists", "queries", "minus")
        for long in ("or", "plus", "unions", "optional", "minus", "bindings", "filters", "alternatives")
    ]
    fitting = []
    for text in texts:
        try:
            check(text, bounds)
        except TooLarge as error:
            assert error.limit == "query_patterns"  # of NOT EXISTS and MINUS with triples
        else:
            fitting.append(text)
    assert len(fitting) > 60
    done = run(fitting, 8 * MB)
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr[-500:]


@pytest.mark.slow
def test_what_the_bounds_keep_out_does_end_the_engine() -> None:
    """Otherwise the test above would tell nothing."""
    for text in (NESTED["exists"](3000), SEQUENCES["order"](9000)):
        assert run([text], 8 * MB).returncode < 0
