"""The methods of the client, one a question, from the signatures of `respondeat.api.answers`."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from inspect import Parameter, getdoc, signature
from pathlib import PurePosixPath
from textwrap import indent
from types import UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from respondeat.api.answers import QUESTIONS
from respondeat.api.answers.asked import Question

FOLDER: Final = PurePosixPath("src/respondeat/api/client")
MARK: Final = "Written by scripts/client.py from the signatures of the questions; again with: make regenerate"
LONG: Final = "# ruff: noqa: E501  # the docstrings are those of the questions, one indent further in"
OUTSIDE: Final = frozenset({"data", "quotes"})

_COMMAND: Final = (
    *("chain", "commanders", "superiors", "subordinates", "structure", "events-under"),
    *("tenure", "gaps", "chokepoints", "graph"),
)
_CASES: Final = ("acts", "decisions", "detention", "elements", "figures", "measures", "patterns")
PARTS: Final[Mapping[str, tuple[str, str, Sequence[str]]]] = {
    "questions_command": ("Command", "who had command over whom", _COMMAND),
    "questions_cases": ("Cases", "what was done, decided and measured", _CASES),
    "questions_records": (
        "Records",
        "what is said, by whom, and how it holds",
        tuple(name for name in QUESTIONS if name not in (*_COMMAND, *_CASES)),
    ),
}
"""The modules, each with its class, what it is about and its questions; a new question is among the last."""


def pages() -> Mapping[PurePosixPath, bytes]:
    """The modules by path (a generator of scripts/regenerate.py)."""
    return {FOLDER / f"{name}.py": _module(*part).encode() for name, part in PARTS.items()}


def _module(title: str, about: str, names: Sequence[str]) -> str:
    methods = "\n".join(method(name, QUESTIONS[name]) for name in names)
    typing = "\nfrom typing import Literal\n" if "Literal[" in methods else ""
    collection = "from collections.abc import Collection" if "Collection[" in methods else ""
    imports = f"{collection}{typing}".strip()
    head = f'"""Questions on {about}.\n\n{MARK}\n"""\n\n{LONG}\n\n'
    return (
        f"{head}{imports}\n\n" * bool(imports)
        + head * (not imports)
        + f"from .base import Asking, Json\n\n\nclass {title}(Asking):\n"
        + f'    """Questions on {about}, a method each."""\n\n{methods}'
    )


def method(name: str, question: Question) -> str:
    """A question as a method."""
    form, hints = signature(question), get_type_hints(question)
    own = [p for p in form.parameters.values() if p.name not in OUTSIDE]
    called = name.replace("-", "_")
    lines = [f"def {called}(", "    self,"]
    lines += [f"    {line}" for line in _parameters(own, hints)]
    text = (getdoc(question) or name).replace("\\", "\\\\")
    closing = '"""' if "\n" not in text else '\n"""'
    lines += [") -> Json:", indent(f'"""{text}{closing}', "    ")]
    lines += ["    return self._asked(", f'        "{name}",']
    lines += [f"        {p.name}={p.name}," for p in own]
    return indent("\n".join([*lines, "    )"]), "    ").replace("\n    \n", "\n\n") + "\n"


def _parameters(own: Sequence[Parameter], hints: Mapping[str, Any]) -> Iterator[str]:
    starred = False
    for one in own:
        if one.kind is Parameter.KEYWORD_ONLY and not starred:
            starred = True
            yield "*,"
        default = "" if one.default is Parameter.empty else f" = {_value(one.default)}"
        yield f"{one.name}: {_type(hints[one.name])}{default},"


def _type(hint: Any) -> str:
    """A type as a caller writes it: an enumeration is its texts, several texts a collection."""
    if get_origin(hint) in (Union, UnionType):
        return " | ".join(_type(one) for one in get_args(hint))
    if get_origin(hint) is Literal:
        return f"Literal[{', '.join(map(_value, get_args(hint)))}]"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return f"Literal[{', '.join(_value(one.value) for one in hint)}]"
    if get_origin(hint) is not None:
        return f"Collection[{_type(get_args(hint)[0])}]"
    return "None" if hint is type(None) else str(hint.__name__)


def _value(value: object) -> str:
    plain = value.value if isinstance(value, Enum) else value
    return '"' + plain + '"' if isinstance(plain, str) else repr(plain)
