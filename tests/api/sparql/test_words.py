"""The words of SPARQL."""

from respondeat.api.sparql.words import LONGEST, OPERATIONS, SERVICE, WORDS, words


def test_words_are_in_capitals_and_none_is_of_both_query_and_update() -> None:
    assert all(word == word.upper() for word in WORDS)
    assert {*OPERATIONS, SERVICE} <= WORDS
    assert len("ENCODE_FOR_URI") == LONGEST
    assert words("a  b\n") == ("a", "b")
