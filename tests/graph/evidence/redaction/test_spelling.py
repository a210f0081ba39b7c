"""Names in running text: hand-written spellings are met, other people are not."""

from pathlib import Path
from typing import Final

import pytest

from respondeat.graph.evidence.redaction.spelling import Spellings
from respondeat.graph.evidence.redaction.texts import visible

_TABLE: Final = Path(__file__).with_name("spellings.tsv")
_NOT_READ: Final = {"Vladimir Jouk"}  # a French spelling that the skeletons do not reach


def rows() -> list[tuple[str, list[str], list[str]]]:
    lines = [line for line in _TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    split = [line.split("\t") for line in lines]
    return [(form, spellings.split("|"), others.split("|")) for form, spellings, others in split]


def met(form: str, text: str) -> bool:
    return any(True for _ in Spellings([form]).met(visible(text)))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_every_spelling_is_met(row: tuple[str, list[str], list[str]]) -> None:
    form, spellings, _ = row
    missed = {x for x in [form, *spellings] if not met(form, f"Потым {x} быў дома.")}
    assert missed <= _NOT_READ


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_other_people_are_not_met(row: tuple[str, list[str], list[str]]) -> None:
    form, _, others = row
    assert [x for x in others if met(form, f"Потым {x} быў дома.")] == []


@pytest.mark.parametrize(
    "text",
    [
        "https://example.invalid/p/zmicier-rahaziankievic",
        "mailto:dzmitry.rahazyankevich@example.invalid",
        "dmitryrogozyankevich@example.invalid",
        "ZmicierRahaziankievič",
        "rahaziankievic_zmicier.pdf",
        "Рага\u00adзянкевіч Дзмі\u200bтрый",
        "Дзмітpый Рагaзянкевіч",  # with Latin p and a
        "Рагазянкевіч, Дзмітрый",
        "surname: Рагазянкевіч given: Дзмітрый",
        "Рогозянкевича Дмитрия Петровича, 1990",
    ],
)
def test_however_it_is_set(text: str) -> None:
    assert met("Дзмітрый Рагазянкевіч", text)


@pytest.mark.parametrize(
    "text",
    [
        "Дзмітрый быў дома. Рагазянкевіч не быў.",
        "Алесь Рагазянкевіч",
        "Дзмітрый, 1990; Рагазянкевіч",
        "Рагазянкевіч. А потым нічога",
        "Дмитрий Алексеевич Рогозянкевич",
    ],
)
def test_what_is_no_one_name(text: str) -> None:
    assert not met("Дзмітрый Пятровіч Рагазянкевіч", text)


def test_a_name_of_which_only_the_initial_is_known() -> None:
    assert met("Д. Рагазянкевіч", "Дмитрий Рогозянкевич")
    assert not met("Д. Рагазянкевіч", "Алексей Рогозянкевич")
