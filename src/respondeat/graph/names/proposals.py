"""What is asked of the inverted index for a text: first what sounds the same, then what is near."""

from collections.abc import Iterator, Sequence

from tantivy import Occur, Query, Schema

from .fields import bones, written
from .ranking import abbreviation
from .roles import Word, every_word
from .scripts import words

_WORDS = 8  # of the text that are looked for


def proposals(schema: Schema, text: str, kinds: Sequence[str] | None) -> Iterator[Query]:
    """Queries for the forms worth ranking, the strict one first; none for a text without letters."""
    found = every_word(text)[:_WORDS]
    if not found or (kinds is not None and not kinds):
        return
    strict = [_same(schema, word) for word in found]
    short = words(text)
    if len(short) == 1 and 1 < len(short[0]) < 9:
        strict.append(_boosted(Query.term_query(schema, "initials", abbreviation(short[0])), 2.0))
    yield _any(schema, strict, kinds)
    yield _any(schema, [*strict, *(_near(schema, word) for word in found)], kinds)


def _same(schema: Schema, word: Word) -> Query:
    ways = [_boosted(Query.term_query(schema, "word", part), 1.2) for part in written(word)]
    ways += [
        _boosted(Query.term_query(schema, "sounds", way.sounds), 1.0 - way.cost) for way in word.surnames
    ]
    ways += [_boosted(Query.term_query(schema, "given", one.name), 0.9) for one in word.classes]
    if alone := bones(word):
        ways.append(_boosted(Query.term_query(schema, "bones", alone), 0.7))
    return Query.disjunction_max_query(ways)


def _near(schema: Schema, word: Word) -> Query:
    ways = []
    for part in written(word):
        if len(part) > 2:
            ways.append(Query.fuzzy_term_query(schema, "word", part, distance=0, prefix=True))
        if len(part) > 3:
            ways.append(Query.fuzzy_term_query(schema, "word", part, distance=1 if len(part) < 8 else 2))
    if word.surnames and len(word.surnames[0].sounds) > 3:
        sounds = word.surnames[0].sounds
        ways.append(Query.fuzzy_term_query(schema, "sounds", sounds, distance=1 if len(sounds) < 7 else 2))
    return _boosted(Query.disjunction_max_query(ways), 3.0) if ways else Query.empty_query()


def _boosted(query: Query, by: float) -> Query:
    return Query.boost_query(query, by)


def _any(schema: Schema, ways: Sequence[Query], kinds: Sequence[str] | None) -> Query:
    query = Query.boolean_query([(Occur.Should, way) for way in ways])
    if kinds is None:
        return query
    return Query.boolean_query(
        [(Occur.Must, query), (Occur.Must, Query.term_set_query(schema, "kind", list(kinds)))]
    )
