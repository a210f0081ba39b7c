"""Every question by its name, and what was asked in every answer, so that it can be asked again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from functools import wraps
from inspect import signature
from types import MappingProxyType, UnionType
from typing import Any, Concatenate, Final, Literal, ParamSpec, Union, get_args, get_origin, get_type_hints

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Quotes
from respondeat.errors import InputError

P = ParamSpec("P")
Question = Callable[..., Json]

_OUTSIDE: Final = frozenset({"data", "quotes"})  # they belong to who asks, not to the question
_CITING: Final = frozenset({"statements", "statement", "with"})  # what rows call the ids of statements

_PARTS: Final = (dict, list)

_LIMITS: Final = frozenset({"events", "least", "limit", "max_hops", "max_length"})
_MOST: Final = 1_000_000_000  # more than there can be


def question(
    name: str,
) -> Callable[[Callable[Concatenate[Dataset, P], Json]], Callable[Concatenate[Dataset, P], Json]]:
    """Marks the function that answers the question of this name; its answers then say what was asked.

    All statements that stand in a row, beside a gap or as premises are then among its `statements`.
    Parameters are JSON values or enumerations of texts; those left as they are by default are not told.
    """

    def marked(ask: Callable[Concatenate[Dataset, P], Json]) -> Callable[Concatenate[Dataset, P], Json]:
        form = signature(ask)

        @wraps(ask)
        def asked(data: Dataset, /, *args: P.args, **kwargs: P.kwargs) -> Json:
            given = form.bind(data, *args, **kwargs).arguments
            _check_limits(name, given)
            told = {
                key: _plain(value)
                for key, value in given.items()
                if key not in _OUTSIDE and value != form.parameters[key].default
            }
            answer = _citing(ask(data, *args, **kwargs))
            at = next((n for n, key in enumerate(answer) if key == "without"), len(answer))
            pairs = list(answer.items())
            return dict([*pairs[:at], ("question", {"name": name, "parameters": told}), *pairs[at:]])

        asked.__dict__["question"] = name
        return asked

    return marked


def _check_limits(name: str, given: Mapping[str, object]) -> None:
    for key in _LIMITS & set(given):
        value = given[key]
        if isinstance(value, int) and not 1 <= value <= _MOST:
            raise InputError(f"The question {name} takes {key} from 1 to {_MOST}, not {value}.")


def _citing(answer: Json) -> Json:
    """The answer, all statements that stand anywhere in it listed under `statements`."""
    listed = answer.get("statements")
    if not isinstance(listed, list) or any(not isinstance(id, str) for id in listed):
        return answer  # it gives the statements themselves, or none
    return {**answer, "statements": sorted({*listed, *_cited(answer)})}


def _cited(answer: Json) -> set[str]:
    """Every id that stands in it where rows have the ids of statements. Whole answers are large: no calls."""
    found: set[str] = set()
    bare: set[int] = set()  # objects that stand in several places, and cite nothing
    waiting: list[Any] = [answer]
    while waiting:
        value = waiting.pop()
        cites = _CITING & value.keys() if isinstance(value, dict) else ()
        for key in cites:
            said = value[key]
            found.update(x for x in (said if isinstance(said, list) else [said]) if isinstance(x, str))
        inside = value.values() if isinstance(value, dict) else value
        parts = [inner for inner in inside if isinstance(inner, _PARTS) and id(inner) not in bare]
        waiting += parts
        if not parts and not cites:
            bare.add(id(value))
    return found


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, set | frozenset):
        return sorted(map(_plain, value), key=str)  # a set has no order of its own
    return [_plain(x) for x in value] if isinstance(value, list | tuple) else value


def by_name(functions: Mapping[str, object]) -> Mapping[str, Question]:
    """The questions among functions, by name."""
    found = {name: f for f in functions.values() if callable(f) and (name := getattr(f, "question", None))}
    return MappingProxyType(dict(sorted(found.items())))


def ask(
    questions: Mapping[str, Question],
    data: Dataset,
    name: str,
    parameters: Mapping[str, Any],
    quotes: Quotes | None = None,
) -> Json:
    """The answer to a question by its name, with `quotes` where it can have any.

    Raises InputError for a name or parameters that do not fit.
    """
    if name not in questions:
        raise InputError(f"There is no question {name!r}. There are: {', '.join(questions)}.")
    form = signature(questions[name])
    foreign = sorted(set(parameters) - set(form.parameters) | set(parameters) & _OUTSIDE)
    if foreign:
        raise InputError(f"The question {name} has no parameter {', '.join(foreign)}.")
    try:
        form.bind(data, **parameters)
    except TypeError as error:
        raise InputError(f"The question {name} cannot be asked so: {error}") from None
    hints = get_type_hints(questions[name])
    beside = {"quotes": quotes} if "quotes" in form.parameters else {}
    fitting = {key: _fitting(name, key, x, hints[key]) for key, x in parameters.items()}
    return questions[name](data, **fitting, **beside)


def _fitting(name: str, key: str, value: object, hint: object) -> object:
    """A JSON value as the function of the question takes it. Raises InputError when it does not."""
    for kind in get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,):
        try:
            return _as(value, kind)
        except (TypeError, ValueError):
            continue
    raise InputError(f"The question {name} takes no {key} such as {value!r}.")


def _as(value: object, kind: Any) -> object:
    if get_origin(kind) in (list, tuple, frozenset, Sequence, Iterable) and isinstance(value, list):
        inner = get_args(kind)[0]
        made = [_as(x, inner) for x in value]
        return made if get_origin(kind) in (list, Sequence, Iterable) else get_origin(kind)(made)
    if get_origin(kind) is Literal and value in get_args(kind):
        return value
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:  # a bool is no int here
        raise TypeError
    return value
