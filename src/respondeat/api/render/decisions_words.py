"""The words of decision chains: stages, what no statement names, and rows."""

from typing import Final

from rich.markup import escape

from respondeat.api.phrases import Json, named, state, words
from respondeat.api.phrases_time import valid
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label, scheme_of

from .sources import Sources
from .words import emphasis, grade

STAGES: Final = {
    "arrest": "Arrest",
    "proceedings": "Proceedings",
    "investigator": "Investigator",
    "prosecutor": "Prosecutor",
    "defence": "Defence",
    "judge": "Judge",
    "court": "Court",
    "article": "Article",
    "sentence": "Sentence",
    "custody": "Custody, and who headed the place",
    "extension": "Extension of the sentence",
    "release": "Pardon, release, exchange, deportation",
    "death": "Death in custody",
}
DECIDED: Final = {
    "arrest": "Arrests",
    "proceedings": "Part in proceedings",
    "investigator": "Investigated the cases of",
    "prosecutor": "Prosecuted",
    "defence": "Defended",
    "judge": "Judged",
    "court": "Decided by this court",
    "article": "Decided under it",
    "custody": "Held there, or by it",
    "extension": "Sentences prolonged",
    "release": "Pardons, releases, exchanges, deportations",
    "death": "Deaths in custody",
}
_NOBODY: Final = {
    "arrest": "tells of an arrest",
    "investigator": "names an investigator",
    "prosecutor": "names a prosecutor",
    "defence": "names a defence lawyer",
    "judge": "names a judge",
    "court": "names a court",
    "article": "names an article",
    "sentence": "tells the sentence",
    "custody": "tells where the person was held",
}
_ACTED: Final = {
    "arrest": "names who made it",
    "release": "names who decided or negotiated it",
    "death": "names who held the person",
}
_LINKED: Final = {
    "posting": "by the post in which they are said to serve",
    "same person": "another event of the same person",
    "same stage": "no statement ties it to the article",
}
_PLAIN: Final = frozenset({"judge", "court", "provision", "place", "custodian", "sentence", "detained"})
_TOLD: Final = frozenset({"presidingJudge", "caseInvestigator", "trialProsecutor", "defenceLawyer"})
_OWN: Final = frozenset({"detained", "convicted"})  # roles of the person, not of who is asked for
_BOUNDS: Final = ("es", "ls", "ee", "le")


def gap(stage: str, told: Json, on: str | None, sources: Sources) -> str:
    """What no statement in the graph names, in a line; `on` are the days asked for."""
    cited = escape(sources.cite(told["sources"]))
    if told["kind"] == "no-head":
        return f"nobody is certain as head of {escape(named(told['place']))} at that time {cited}".rstrip()
    if told["kind"] == "nobody-named":
        return f"{escape(named(told['event']))}: no statement in the graph {_ACTED[stage]} {cited}".rstrip()
    days = " that can be of the days asked for" if on else ""
    return f"no statement in the graph{days} {_NOBODY[stage]}"


def in_case(row: Json, sources: Sources) -> str:
    """A row of one case: who decided, or the event itself."""
    return _line(row, row["value"], "" if _plain(row) else role(row["role"]), sources)


def of_target(row: Json, sources: Sources) -> str:
    """A row of what the target did: whose case it was, and the part of the target where it needs saying."""
    part = "" if row["role"] in _PLAIN | _TOLD else f"part: {role(row['role'])}"
    return _line(row, row["person"], "", sources, part)


def apart(row: Json, sources: Sources) -> str:
    """A row that belongs to no case: who stood in it as what."""
    if row["person"] and row["value"] and row["role"] not in _OWN:
        return of_target(row, sources)
    return _line(row, row["person"] or row["value"], role(row["role"]), sources)


def effect(row: Json, sources: Sources) -> str:
    """A row of what a provision is said to do."""
    return _line(row, None, role(row["role"]), sources)


def _plain(row: Json) -> bool:
    return row["role"] in _PLAIN and row["stage"] != "death"


def _line(row: Json, who: Json | None, role: str, sources: Sources, part: str = "") -> str:
    event = row["event"]
    where = f"{escape(named(event))}{' (pattern)' if event.get('type') == 'Pattern' else ''}" if event else ""
    head = f"[bold]{escape(named(who))}[/]" if who else where
    if role:
        head = f"{head} (as {escape(role)})" if head else escape(role)
    said = [
        head,
        escape(part),
        escape("; ".join(map(_beside, row["beside"]))),
        where if who else "",
        _when(row),
    ]
    said += [_LINKED.get(row["linked"], ""), emphasis(state(row["state"]))]
    return f"{', '.join(filter(None, said))} {escape(sources.cite(row['sources']))}".strip()


def _when(row: Json) -> str:
    when = escape(valid(row["valid"]))
    if not any(row["valid"][bound] for bound in _BOUNDS):
        return when
    return f"{grade(row['grade'])}, {when}"


def role(name: str) -> str:
    """A role or relation in words."""
    return words(name) if scheme_of(v.R + name) else label(v.R + name)


def _beside(pair: Json) -> str:
    said, name = pair["value"], label(v.R + pair["property"])
    if isinstance(said, dict):
        return f"{name} {named(said)}"
    if isinstance(said, bool):
        return name if said else f"not {name}"
    if not scheme_of(v.R + str(said)):
        return f"“{said}”"
    return words(str(said)) if pair["property"] == "regime" else f"{name} {words(str(said))}"
