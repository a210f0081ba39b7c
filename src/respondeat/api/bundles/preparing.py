"""From a question to the contents of its bundle, and what each level may not be told of them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from respondeat.api.access.audit import TERMINAL
from respondeat.api.dataset import Dataset
from respondeat.api.quotes import kept_documents, quotes_of
from respondeat.errors import InputError
from respondeat.graph.evidence.bundle import Salts
from respondeat.graph.evidence.redaction.documents import Judge
from respondeat.graph.evidence.redaction.preview import Held, Preview, preview
from respondeat.graph.evidence.redaction.profiles import PROFILES, profile
from respondeat.graph.evidence.redaction.protected import Protected, protected
from respondeat.graph.stores import sees

from .asking import Ask, Asked, views
from .contents import Contents, contents
from .handing_over import Door
from .making import Bundle, Options
from .plan import plan
from .sealing import Seal


@dataclass(frozen=True, slots=True)
class Prepared:
    """The contents of a bundle at every level, open until it is written."""

    store: Path
    contents: Contents
    protected: Mapping[str, Protected]
    judge: Judge

    def level(self, profile_name: str) -> str:
        """The level with data of its own that a profile sees. Raises InputError for no such profile."""
        highest = profile(profile_name).level
        return [x.level for x in self.contents.plan.views if sees(highest, x.level)][-1]

    def bundle(self, options: Options) -> Bundle:
        """What is written for a profile. Raises as `Bundle.of`."""
        return Bundle.of(self.contents, options, self.level(options.profile), self.store)

    def previews(self) -> tuple[Preview, ...]:
        """What each profile would show and withhold, from the one that shows least."""
        sources = self.contents.sources
        held = [Held(source.record, source.level, source.size is not None) for source in sources]
        views = {view.level: view for view in self.contents.plan.views}
        found = []
        for one in PROFILES.values():
            view = views[self.level(one.name)]
            why = view.error.detail if view.error else ""
            found.append(preview(one, view.level, self.contents.tree.leaves, held, self.judge, why))
        return tuple(found)

    def door(self, bundle: Bundle, seal: Seal, purpose: str, actor: str = TERMINAL) -> Door:
        """What the bundle has to go through."""
        level = bundle.view.level
        return Door(self.store, self.protected[level], self.judge.passed(level), seal, purpose, actor)


@contextmanager
def prepared(
    store: Path,
    data: Dataset,
    put: Ask,
    salts: Salts,
    *,
    language: str = "en",
    recorded_at: str | None = None,
    allow_unread: bool = False,
) -> Iterator[Prepared]:
    """Ask a question at all levels, and choose what a bundle needs for it; open until the block ends.

    `data` is what `put` asks of first, at the highest level and less what is set aside. Documents of which
    not all could be searched for leaks are withheld unless `allow_unread`. Raises what asking raises, and as
    `plan`; InputError for data with nothing in them.
    """
    if not data.recorded:
        raise InputError("There is nothing in the store, or was not at that moment: no bundle can be made.")
    asked = Asked.of(data, put, language)
    with views(store, asked, quotes_of(store), recorded_at) as found:
        kept, whole = kept_documents(store), found[-1].data.reader
        secrets = {view.level: protected(view.data.reader, whole, kept) for view in found}
        judge = Judge(kept, secrets, allow_unread=allow_unread)
        yield Prepared(store, contents(plan(asked, found), kept, salts, judge), secrets, judge)
