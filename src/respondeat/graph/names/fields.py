"""The fields of the name index, and what of a written form goes into each."""

import json

import tantivy

from .ranking import PERSON, initials
from .roles import Word, every_word
from .scripts import plain
from .skeleton import consonants

_LIST = "whitespace"  # keys parted by spaces


def schema() -> tantivy.Schema:
    """The keys that a form is found by, and the form as it was given."""
    builder = tantivy.SchemaBuilder()
    builder.add_bytes_field("stored", stored=True)
    for name in ("exact", "pair", "kind", "initials"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("word", "sounds", "bones", "given"):
        builder.add_text_field(name, tokenizer_name=_LIST, index_option="basic")
    return builder.build()


def document(pair: str, exact: str, entity: str, form: str, kind: str) -> tantivy.Document:
    """The entry of one written form: its keys, and entity, form and kind as they were given."""
    found = every_word(form)
    entry = tantivy.Document()
    entry.add_bytes("stored", json.dumps((entity, form, kind)).encode())
    entry.add_text("pair", pair)
    entry.add_text("kind", kind.encode(errors="replace").decode())
    if exact:
        entry.add_text("exact", exact)
    entry.add_text("word", " ".join(part for word in found for part in written(word)))
    entry.add_text("sounds", " ".join(dict.fromkeys(way.sounds for word in found for way in word.surnames)))
    entry.add_text("bones", " ".join(filter(None, map(bones, found))))
    if classes := {one.name for word in found for one in word.classes}:
        entry.add_text("given", " ".join(sorted(classes)))
    if kind != PERSON and (short := initials(form)):
        entry.add_text("initials", short)
    return entry


def written(word: Word) -> tuple[str, ...]:
    """A word as written, and its parts when it is hyphenated."""
    text = plain(word.text)
    return (text, *text.split("-")) if "-" in text else (text,)


def bones(word: Word) -> str:
    """The consonants of a word, or nothing where they are too few to tell."""
    alone = consonants(word.surnames[0].sounds) if word.surnames else ""
    return alone if len(alone) > 2 else ""
