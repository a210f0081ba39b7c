"""The chain page: an outline that everybody can read; a script lays the same out as a diagram."""

from typing import Any, Final

from respondeat.api.dataset import ON_CHAINS, Dataset
from respondeat.api.language import phrase
from respondeat.api.pages.base import Asked
from respondeat.api.pages.frame import frame
from respondeat.api.pages.meaning import meaning
from respondeat.api.pages.rendering import render
from respondeat.api.phrases_time import span
from respondeat.api.report.words import Words
from respondeat.ontology import vocabulary as v

from .asking import Found, found
from .changes import changes
from .shown import View
from .view import view

EXPORTS: Final = ("json", "csv", "svg", "png", "graphml", "gexf")

KINDS: Final = " ".join(sorted(ON_CHAINS))
"""What a chain can start from, for the suggestions of the field."""

DAY: Final = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?(/[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?"
"""What can stand in the field for the day."""

_OWN: Final = (
    *("target", "on", "assumed", "mode", "up", "down", "min_confidence"),
    *("selected", "chosen", "format"),
)
_SAID: Final = (
    *("chain.panel", "chain.close", "chain.region", "chain.slider", "chain.follow"),
    *("chain.zoom_in", "chain.zoom_out", "chain.zoom_full", "chain.zoom_fit"),
)
"""What the script says, by the last part of its key."""


def html(data: Dataset, asked: Asked) -> bytes:
    """The page; without a target what it is for. Raises what the questions `structure` and `chain` raise."""
    language = data.language
    if "target" not in asked.given:
        told = frame(data, asked, phrase("chain.title", language), styles=("chain",), scripts=("chain",))
        return render("chain.html", **told, **_form(data, asked, None), view=None)
    answers = found(data, asked)
    shown = view(answers, language, asked.given.get("chosen"))
    title = phrase("chain.heading", language, name=shown.name)
    there = Asked(answers.place, asked.given, asked.reader, asked.format)
    own, bundle = ("chain",), _bundle(there)
    told = frame(data, there, title, styles=own, scripts=own, exports=EXPORTS, bundle=bundle)
    forms, told["exports"] = told["exports"], ()  # beside the picture, not at the foot of the page
    days = changes(answers.structure, Words(language), answers.place)
    return render(
        "chain.html",
        **told,
        **_form(data, there, answers),
        view=shown,
        forms=forms,
        changes=days,
        assumed=span([answers.structure["on"]], language) if answers.assumed else "",
        told=_told(answers, shown, days.days, language),
    )


def _bundle(asked: Asked) -> str:
    """The address about the bundle of what is in the picture."""
    given = {name: asked.given.get(name) for name in ("target", "mode", "up", "down", "limit")}
    assumed = asked.place.one("assumed") or None  # a bundle is of a day: its page says who named this one
    on = asked.place.one("on") or assumed
    return asked.place.link("/bundle/structure", **given, on=on, assumed=assumed)


def _form(data: Dataset, asked: Asked, answers: Found | None) -> dict[str, Any]:
    """What the form at the head of the page holds."""
    event = answers is not None and answers.structure["mode"] != "day"
    return {
        "form": {
            "target": "" if answers is None else meaning(data, answers.structure["target"]["id"], ON_CHAINS),
            "on": asked.place.one("on"),
            "mode": asked.place.one("mode", "some") if event or "mode" in asked.given else "",
            "modes": [(one, phrase("chain.mode." + one, data.language)) for one in ("some", "throughout")],
            "up": asked.given.get("up", ""),
            "down": asked.given.get("down", ""),
            "least": asked.place.one("min_confidence"),
            "hidden": list(asked.place.hidden(*_OWN)),
        },
        "kinds": KINDS,
        "pattern": DAY,
        "confidences": [c.removeprefix(v.R) for c in v.CONFIDENCES],
        "words": Words(asked.place.language),
    }


def _told(answers: Found, shown: View, days: tuple[str, ...], language: str) -> dict[str, Any]:
    """What the script needs beside the elements."""
    return {
        "on": answers.structure["on"],
        "days": days,
        "assumed": answers.assumed,
        "selected": answers.place.one("selected"),
        "chains": {line.number: line.keys for line in shown.lines},
        "words": {key.removeprefix("chain."): phrase(key, language) for key in _SAID},
    }
