"""What is protected, searched for in text: exact strings however they are set, names in all spellings."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from .spelling import Spellings
from .texts import letters, views, visible, words, words_of_visible

PIECE: Final = 40  # letters of a long text that are looked for by themselves: what is cut short is met too
_FEW: Final = 4  # words of a string that is looked for as words
# Letters by which a string is looked up; it has to have nearly twice as many.
_LONG: Final = 8
_MIDDLING: Final = 5
_HEX: Final = re.compile(r"[0-9A-Fa-f]{32,}")
_NAMED: Final = re.compile(r"[^\W_]+(?:[-_.~][^\W_]+)*")
_NUMBERS: Final = re.compile(r"(?<![\w.-])\d{2,9}(?![\w-])")
_FAR: Final = 200  # characters between the two offsets of a passage


class Secret(NamedTuple):
    """A protected string, and of which kind it is."""

    kind: str
    text: str


class Found(NamedTuple):
    """Which secret was met (by its number), and where in the text that was searched."""

    secret: int
    offset: int


class Scanner:
    """Searches texts for secrets: by their letters alone, as words, as identifiers, as names, as offsets."""

    def __init__(self, secrets: Sequence[Secret]) -> None:
        self.secrets = tuple(secrets)
        self._grams: dict[int, dict[str, list[tuple[str, int, int]]]] = {_LONG: {}, _MIDDLING: {}}
        self._words: defaultdict[int, dict[tuple[str, ...], int]] = defaultdict(dict)
        self._ids: dict[str, int] = {}
        self._named = False  # whether there are ids without a hash
        self._offsets: dict[tuple[str, str], int] = {}
        self._numbers = set[str]()
        names = [(number, s.text) for number, s in enumerate(self.secrets) if s.kind == "name"]
        self._name_numbers = [number for number, _ in names]
        self._spellings = Spellings(form for _, form in names)
        for number, secret in enumerate(self.secrets):
            self._learn(number, secret)

    def _learn(self, number: int, secret: Secret) -> None:
        if secret.kind in ("id", "hash"):
            forms = _HEX.findall(secret.text)  # of an id with a hash the hash tells as much
            self._named |= not forms
            for form in forms or [secret.text]:
                self._ids.setdefault(form.casefold(), number)
        elif secret.kind == "offsets":
            start, _, end = secret.text.partition("-")
            self._offsets[start, end] = number
            self._numbers |= {start, end}
        else:
            for form in _forms(secret):
                self._learn_text(number, form)

    def _learn_text(self, number: int, form: str) -> None:
        squeezed, split = letters(form), tuple(words(form))
        if len(split) == 1 or len(squeezed) < 2 * _MIDDLING - 1:
            if split:
                self._words[len(split)].setdefault(split, number)
            return
        for start in range(0, max(1, len(squeezed) - PIECE + 1), PIECE):
            piece = squeezed[start : start + PIECE] if len(squeezed) >= 2 * PIECE else squeezed
            size = _LONG if len(piece) >= 2 * _LONG - 1 else _MIDDLING
            for shift in range(size):
                found = self._grams[size].setdefault(piece[shift : shift + size], [])
                found.append((piece, shift, number))
            if piece is squeezed:
                break

    def scan(self, text: str, *, structured: bool = False) -> Iterator[Found]:
        """Each secret that stands in a text, as it is or behind codes; offsets in `structured` texts."""
        for view in views(text):
            yield from self._plain(view)
        if structured and self._offsets:
            yield from self._pairs(text)

    def _plain(self, text: str) -> Iterator[Found]:
        if self._ids:
            yield from self._identifiers(text)
        text = visible(text)
        split = words_of_visible(text)
        squeezed = "".join(split)
        for size, grams in self._grams.items():
            if grams:
                yield from _by_grams(squeezed, size, grams)
        if self._words:
            yield from self._sequences(split)
        if self._spellings:
            for met in self._spellings.met(text):
                yield Found(self._name_numbers[met.form], met.start)

    def _identifiers(self, text: str) -> Iterator[Found]:
        for pattern in (_HEX, _NAMED) if self._named else (_HEX,):
            for token in set(pattern.findall(text)):
                number = self._ids.get(token.casefold())
                if number is not None:
                    yield Found(number, text.find(token))

    def _sequences(self, split: Sequence[str]) -> Iterator[Found]:
        for length, sought in self._words.items():
            for met in sought.keys() & set(zip(*(split[at:] for at in range(length)), strict=False)):
                yield Found(sought[met], -1)

    def _pairs(self, text: str) -> Iterator[Found]:
        near: list[re.Match[str]] = []
        for found in _NUMBERS.finditer(text):
            if found[0] not in self._numbers:
                continue
            near = [other for other in near if found.start() - other.end() <= _FAR]
            for other in near:
                for pair in ((other[0], found[0]), (found[0], other[0])):
                    if pair in self._offsets:
                        yield Found(self._offsets[pair], other.start())
            near.append(found)


def _by_grams(
    squeezed: str, size: int, grams: Mapping[str, Iterable[tuple[str, int, int]]]
) -> Iterator[Found]:
    for at in range(0, len(squeezed) - size + 1, size):
        if candidates := grams.get(squeezed[at : at + size]):
            for piece, shift, number in candidates:
                if squeezed.startswith(piece, at - shift) and at >= shift:
                    yield Found(number, -1)


def _forms(secret: Secret) -> Iterator[str]:
    """A text as it is; a name also with the words turned round."""
    yield secret.text
    if secret.kind == "name" and len(split := secret.text.split()) > 1:
        yield " ".join((split[-1], *split[:-1]))
        yield " ".join((*split[1:], split[0]))
        yield " ".join((split[0], split[-1]))
        yield " ".join((split[-1], split[0]))
