"""From the fields of the form to the changeset that is posted, or to what is missing in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from respondeat.api.changeset_json_given import Faults, Given
from respondeat.api.changeset_json_times import time_of
from respondeat.api.dataset import Dataset
from respondeat.graph.dates import ValidTime
from respondeat.ontology import vocabulary as v
from respondeat.ontology.kinds import kinds_of

from .fields import FIRST_MEANS, LAST_MEANS, WHEN_MEANS, listed, range_of, roles_of
from .levels import least, open_levels
from .naming import Meant, meant
from .sources import Source, source

Json = dict[str, Any]
Wrong = dict[str, list[tuple[str, str]]]
"""By field the keys of phrases that say what is wrong, each with what the checks say in their own words."""

STATEMENT: Final = "#statement"
_WORDS: Final = {"true": True, "false": False}


@dataclass(slots=True)
class Draft:
    """What the fields say, as far as it can be understood."""

    relation: str
    given: Mapping[str, str]
    wrong: Wrong = field(default_factory=dict)
    roles: dict[str, object] = field(default_factory=dict)
    meant: dict[str, Meant] = field(default_factory=dict)
    time: ValidTime | None = None
    dates: Json = field(default_factory=dict)
    source: Source = field(default_factory=Source)
    least: str = v.LEVELS[0]
    level: str = v.LEVELS[0]
    body: Json = field(default_factory=dict)

    def fault(self, name: str, key: str, said: str = "") -> None:
        """Keep what is wrong with a field."""
        self.wrong.setdefault(name, []).append((key, said))

    def one(self, name: str) -> str:
        """A field without blanks around it."""
        return self.given.get(name, "").strip()


def drafted(data: Dataset, relation: str, given: Mapping[str, str]) -> Draft:
    """The draft of a form. Its `body` is what is posted, empty while something is wrong."""
    draft = Draft(relation, given)
    for role, needed in roles_of(relation):
        _role(data, draft, role, needed=needed)
    _one_of(draft)
    _time(draft)
    _source(data, draft)
    _level(data, draft)
    if not draft.wrong:
        draft.body = _body(draft)
    return draft


def _role(data: Dataset, draft: Draft, role: str, *, needed: bool) -> None:
    name, kind, text = f"r-{role}", range_of(draft.relation, role), draft.one(f"r-{role}")
    if kind == "entity":
        _entity(data, draft, name, kinds_of(v.R + role), needed=needed)
        found = draft.meant.get(name)
        if found is not None and (found.id or found.kind):
            draft.roles[role] = found.id or f"#{name}"
        return
    if not text:
        if needed:
            draft.fault(name, "roles.enter.missing")
        return
    if kind.startswith("concept:"):
        if text not in dict(listed(kind.removeprefix("concept:"), "en")):
            draft.fault(name, "roles.enter.choice")
        draft.roles[role] = text
    elif kind == "integer":
        if not text.removeprefix("-").isdecimal() or not text.isascii() or len(text) > 15:
            draft.fault(name, "roles.enter.number")
        else:
            draft.roles[role] = int(text)
    elif kind == "boolean":
        draft.roles[role] = _WORDS.get(text, False)
    else:
        if kind == "edtf":
            _edtf(draft, name, {"edtf": text})
        draft.roles[role] = text


def _entity(data: Dataset, draft: Draft, name: str, kinds: tuple[str, ...], *, needed: bool) -> None:
    text = draft.one(f"{name}-pick") or draft.one(name)
    new = "" if draft.one(f"{name}-pick") else draft.one(f"{name}-new")
    found = meant(data, text, new, draft.one(f"{name}-lang"), kinds)
    draft.meant[name] = found
    if found.wrong:
        draft.fault(name, found.wrong)
    elif needed and not text:
        draft.fault(name, "roles.enter.missing")


def _one_of(draft: Draft) -> None:
    choices = v.RELATIONS[v.R + draft.relation].one_of
    if choices and not any(draft.one(f"r-{role}") or draft.one(f"r-{role}-pick") for role in choices):
        draft.fault(f"r-{choices[0]}", "roles.enter.one_of")


def _edtf(draft: Draft, name: str, said: Json) -> ValidTime | None:
    faults: Faults = []
    found = time_of(Given({"time": said}, "", faults))
    for one in faults:
        draft.fault(name, "roles.enter.date", one.message.removeprefix("time cannot be read: "))
    return found


def _time(draft: Draft) -> None:
    said: Json = {}
    for name, means in (("t-first", FIRST_MEANS), ("t-last", LAST_MEANS), ("t-when", WHEN_MEANS)):
        if text := draft.one(name):
            key = draft.one(f"{name}-is") or means[0]
            said[key if key in means else means[0]] = text
    if draft.one("t-when") and len(said) > 1:
        draft.fault("t-when", "roles.enter.two_times")
        return
    if said:
        for key, text in said.items():  # each by itself first, so that the fault stands at its field
            if key not in WHEN_MEANS:
                _edtf(draft, "t-first" if key in FIRST_MEANS else "t-last", {key: text})
        if not {"t-first", "t-last"} & set(draft.wrong):
            draft.time = _edtf(draft, "t-when" if draft.one("t-when") else "t-first", said)
            draft.dates = said


def _source(data: Dataset, draft: Draft) -> None:
    draft.source = source(data, dict(draft.given))
    for name, key, said in draft.source.wrong:
        draft.fault(name, key, said)
    if not draft.one("p-locator"):
        draft.fault("p-locator", "roles.enter.missing")
    for name in ("a-origin", "a-reported"):
        _entity(data, draft, name, kinds_of(v.ORIGIN), needed=False)
    if not any(draft.one(name) or draft.one(f"{name}-pick") for name in ("a-origin", "a-reported")):
        draft.fault("a-origin", "roles.enter.origin")


def _level(data: Dataset, draft: Draft) -> None:
    ids = [one.id for one in draft.meant.values() if one.id]
    ids += [draft.source.id] if draft.source.id else []
    protected = any(one.protected for one in draft.meant.values())
    draft.least = least(data, ids, protected=protected)
    levels = open_levels(data, draft.least)
    draft.level = draft.one("written_at") or (levels[-1] if levels else draft.least)
    if draft.level not in levels:
        draft.fault("written_at", "roles.enter.level")


def _body(draft: Draft) -> Json:
    """The posting (schema `changeset.json`)."""
    statement: Json = {"id": STATEMENT, "relation": draft.relation, "roles": draft.roles}
    statement |= {"time": draft.dates} if draft.dates else {}
    statement |= {"note": draft.one("note")} if draft.one("note") else {}
    new = {name: one for name, one in draft.meant.items() if one.kind and not one.id}
    body: Json = {"level": draft.level}
    if draft.source.made:
        body["documents"] = [{"id": "#document", **draft.source.made}]
    if new:
        body["entities"] = [_made(name, one) for name, one in new.items()]
        body["names"] = [_named(name, one) for name, one in new.items()]
    body["passages"] = [
        {"id": "#passage", "document": draft.source.id or "#document", "locator": draft.one("p-locator")}
    ]
    return body | {"statements": [statement], "attestations": [_attestation(draft)]}


def _made(name: str, one: Meant) -> Json:
    return {"id": f"#{name}", "class": one.kind, **({"protected": True} if one.protected else {})}


def _named(name: str, one: Meant) -> Json:
    return {
        "entity": f"#{name}",
        "form": one.name,
        "preferred": True,
        **({"lang": one.lang} if one.lang else {}),
    }


def _attestation(draft: Draft) -> Json:
    made: Json = {"denies" if draft.one("a-verdict") == "denies" else "supports": STATEMENT}
    made["passages"] = "#passage"
    for key, name in (("origin", "a-origin"), ("reported_by", "a-reported")):
        found = draft.meant[name]
        if found.id or found.kind:
            made[key] = found.id or f"#{name}"
    made["modality"] = draft.one("a-modality") or "asserted"
    if draft.one("a-standard"):
        made["standard"] = draft.one("a-standard")
    if quote := " ".join(draft.one("p-quote").split()):
        made["note"] = f"“{quote}”"
    return made
