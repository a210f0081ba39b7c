"""Parameters over HTTP: derived from the signatures of questions, read from a query or a JSON body."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from inspect import Parameter as Argument
from inspect import signature
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints
from urllib.parse import parse_qsl

from respondeat.api.answers.asked import Question
from respondeat.errors import RequestError

Type = Literal["string", "integer", "number", "boolean"]

LONGEST: Final = 1000
"""Characters of a text, at most."""

MANY: Final = 100
"""Values of a parameter that may be given more than once, at most."""

_OUTSIDE: Final = frozenset({"data", "quotes"})
_TYPES: Final[Mapping[object, Type]] = MappingProxyType(
    {str: "string", int: "integer", float: "number", bool: "boolean"}
)
_INTEGER: Final = re.compile(r"-?[0-9]{1,12}", re.ASCII)
_NUMBER: Final = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,12})?", re.ASCII)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_LINES: Final = dict.fromkeys(map(ord, "\t\r\n"))
_ECHOED: Final = 60


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its name, type, whether it may be given more than once, and what it may be.

    Where it is `open`, whoever takes it judges what is none of the choices; with `lines` a text may have
    several, and `longest` says how many characters, at most.
    """

    name: str
    type: Type = "string"
    many: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    open: bool = False
    default: object = None
    least: int | None = None
    most: int | None = None
    description: str = field(default="", compare=False)
    lines: bool = False
    longest: int = LONGEST

    def read(self, values: Sequence[object]) -> object:
        """What is meant by values of a query (texts) or of a body. Raises RequestError."""
        if self.many:
            if len(values) > MANY:
                raise RequestError(f"{self.name} is given {len(values)} times; at most {MANY} are taken.")
            return [self._one(value) for value in values]
        if len(values) != 1:
            raise RequestError(f"{self.name} is given {len(values)} times: give it once.")
        return self._one(values[0])

    def _one(self, value: object) -> object:
        if self.type == "string":
            return self._text(value)
        if self.type == "boolean":
            return self._flag(value)
        number = self._number(value)
        if (self.least is not None and number < self.least) or (self.most is not None and number > self.most):
            raise RequestError(
                f"{self.name} goes from {self.least} to {self.most}; {_told(value)} is out of it."
            )
        return number

    def _text(self, value: object) -> str:
        if not isinstance(value, str):
            raise RequestError(f"{self.name} is a text, not {_told(value)}.")
        if not value.strip():
            raise RequestError(f"{self.name} is empty: say what is meant, or leave it out.")
        if len(value) > self.longest:
            raise RequestError(f"{self.name} has {len(value)} characters; at most {self.longest} are taken.")
        if _CONTROL.search(value.translate(_LINES) if self.lines else value):
            raise RequestError(f"{self.name} holds a control character or half a character: leave it out.")
        if self.choices and not self.open and value not in self.choices:
            raise RequestError(f"{self.name} is one of {', '.join(self.choices)}, not {_told(value)}.")
        return value

    def _flag(self, value: object) -> bool:
        if value in ("true", "false"):
            return value == "true"
        if not isinstance(value, bool):
            raise RequestError(f"{self.name} is true or false, not {_told(value)}.")
        return value

    def _number(self, value: object) -> int | float:
        if self.type == "integer":
            if type(value) is int:
                return value
            if isinstance(value, str) and _INTEGER.fullmatch(value):
                return int(value)
            raise RequestError(f"{self.name} is a whole number in the digits 0 to 9, not {_told(value)}.")
        if type(value) in (int, float):
            return float(value)  # type: ignore[arg-type]  # it is a number
        if isinstance(value, str) and _NUMBER.fullmatch(value):
            return float(value)
        raise RequestError(f"{self.name} is a number such as 0.5, not {_told(value)}.")

    def schema(self) -> dict[str, Any]:
        """The JSON schema of it, as it stands in a query or a body."""
        one: dict[str, Any] = {"type": self.type}
        if self.choices:
            one["enum"] = list(self.choices)
        elif self.type == "string":
            one |= {"minLength": 1, "maxLength": self.longest}
        if self.least is not None:
            one |= {"minimum": self.least, "maximum": self.most}
        if self.many:
            return {"type": "array", "items": one, "maxItems": MANY}
        return one if self.default is None else one | {"default": _plain(self.default)}


def _told(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return repr(text if len(text) <= _ECHOED else text[:_ECHOED] + "…")


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else value


BOUNDS: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {
        **{"limit": (1, 1_000_000), "events": (1, 1_000_000), "least": (1, 1_000_000)},
        **{"max_hops": (1, 64), "max_length": (1, 16), "up": (0, 64), "down": (0, 64)},
    }
)
"""From where to where whole numbers go, by name; the terminal has the same bounds."""


def of_question(question: Question, told: Mapping[str, str]) -> tuple[Parameter, ...]:
    """The parameters that a question itself takes, with the descriptions `told` by name."""
    hints = get_type_hints(question)
    return tuple(
        _parameter(name, hints[name], argument, told.get(name, ""))
        for name, argument in signature(question).parameters.items()
        if name not in _OUTSIDE
    )


def _parameter(name: str, hint: Any, argument: Argument, description: str) -> Parameter:
    kinds = [k for k in _alternatives(hint) if k is not NoneType]
    if len(kinds) != 1:
        raise TypeError(f"{name} is of more than one type: {hint}")
    kind, many = kinds[0], False
    if get_origin(kind) is not None and get_origin(kind) is not Literal:
        kind, many = get_args(kind)[0], True
    choices: tuple[str, ...] = ()
    if get_origin(kind) is Literal:
        choices, kind = get_args(kind), str
    elif isinstance(kind, type) and issubclass(kind, Enum):
        choices, kind = tuple(str(one.value) for one in kind), str
    required = argument.default is Argument.empty
    least, most = BOUNDS.get(name, (-1_000_000, 1_000_000)) if kind is int else (None, None)
    default = None if required or argument.default in ((), None) else argument.default
    return Parameter(
        name,
        _TYPES[kind],
        many,
        required,
        choices,
        default=default,
        least=least,
        most=most,
        description=description,
    )


def _alternatives(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


Given = dict[str, Any]


def read(parameters: Iterable[Parameter], given: Mapping[str, Sequence[object]]) -> Given:
    """What is given, each as what it is. Raises RequestError for what is foreign, missing or wrong."""
    known = {p.name: p for p in parameters}
    foreign = sorted(set(given) - set(known))
    if foreign:
        named = ", ".join(_told(name) for name in foreign[:5])
        raise RequestError(f"There is no parameter {named} here. There are: {', '.join(known)}.")
    missing = [p.name for p in known.values() if p.required and p.name not in given]
    if missing:
        raise RequestError(f"{', '.join(missing)} is missing: give it as a parameter.")
    return {name: known[name].read(values) for name, values in given.items()}


def of_query(query: bytes) -> dict[str, list[object]]:
    """The values of a query string by name. Raises RequestError for what is no UTF-8, or too much."""
    try:
        pairs = parse_qsl(
            query.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=10 * MANY
        )
    except UnicodeDecodeError:
        raise RequestError("The query of the address is not percent-encoded UTF-8.") from None
    except ValueError:
        raise RequestError(f"The query of the address has more than {10 * MANY} parameters.") from None
    found: dict[str, list[object]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def of_body(body: bytes) -> dict[str, list[object]]:
    """The values of a JSON object by name. Raises RequestError for what is no such object."""
    try:
        told = json.loads(body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise RequestError(f"The body is no JSON that can be read: {str(error)[:200]}") from None
    if not isinstance(told, dict):
        raise RequestError("The body is no JSON object: send the parameters as one, by name.")
    return {
        name: value if isinstance(value, list) else [value]
        for name, value in told.items()
        if value is not None
    }


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) != len(pairs):
        raise ValueError("a name stands in an object more than once")
    return told


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON")
