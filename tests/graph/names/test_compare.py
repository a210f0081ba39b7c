import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.graph.names import compare
from tests.graph.names.people import people, relatives, same_person

THRESHOLD = 0.95


def test_precision_and_recall_on_invented_names() -> None:
    """Relatives and namesakes are never taken for one another; one person's spellings nearly always are."""
    hits = [compare(*pair) >= THRESHOLD for pair in same_person()]
    false = [pair for pair in relatives() if compare(*pair) >= THRESHOLD]
    assert len(people()) >= 60
    assert sum(hits) / len(hits) >= 0.93
    assert sum(hits) / (sum(hits) + len(false)) >= 0.995, false


@pytest.mark.parametrize(
    ("one", "other", "at_most"),
    [
        ("Сяргей Пятровіч Дзятлаў", "Пётр Сяргеевіч Дзятлаў", 0.5),  # father and son
        ("Аляксандр Дзятлаў", "Аляксандра Дзятлава", 0.5),  # gender
        ("Сергей Петрович Дятлов", "Сергей Павлович Дятлов", 0.55),  # patronymic
        ("С. Дзятлаў", "Сяргей Дзятлаў", 0.85),  # an initial
        ("Сяргей Дзятлаў", "Сяргей Дзятлаў Жытняк", 0.7),  # a word more
        ("Дзятлаў", "Сяргей Дзятлаў", 0.7),
        ("Дзятлаў", "Дзятлава", 0.5),
        ("Сяргей Дзятлаў", "Сяргей Жытняк", 0.5),
        ("П. Дзятлаў", "Сяргей Дзятлаў", 0.5),
        ("Chukwuma Adeyinka", "Babatunde Adeyinka", 0.5),
        ("", "Сяргей Дзятлаў", 0.0),
        ("☭", "☭", 0.0),
    ],
)
def test_a_conflict_or_doubt_caps_the_score(one: str, other: str, at_most: float) -> None:
    assert compare(one, other) <= at_most


@pytest.mark.parametrize(
    ("one", "other", "at_least"),
    [
        ("Сяргей Дзятлаў", "Дятлов Сергей Петрович", 0.95),  # a patronymic missing is neutral
        ("Якаў Рыгоравіч Цвірко", "Яков Григорьевич Цвирко", 0.95),
        ("Язэп Мікалаевіч Жытняк", "Иосиф Николаевич Житняк", 0.95),
        ("Зміцер Хмялеўскі", "Dmitry Khmelevsky", 0.95),
        ("Кавалевіч Пётр Іванавіч", "Piotr Ivanavich Kavalevich", 0.95),  # a surname in -evich
        ("Пётр Кавалевіч", "Petr Kovalevich", 0.95),
        ("Ales Dziatlau", "Aliaksandr Dziatlau", 0.89),  # related
        ("А. Р. Дзятлаў", "Александр Григорьевич Дятлов", 0.85),
        ("Musa Adeyinka Okonjo", "MUSA ADEYINKA OKONJO", 0.95),
        ("Okonjo Musa", "Musa Okonjo", 0.9),
    ],
)
def test_other_spellings_are_alike(one: str, other: str, at_least: float) -> None:
    assert compare(one, other) >= at_least


NAME_LIKE = st.lists(
    st.one_of(
        st.sampled_from([form for person in people() for form in person.forms.values()]),
        st.text(alphabet="абвіўцшюя abcijszhč.'-", max_size=10),
    ),
    min_size=1,
    max_size=2,
).map(" ".join)


@given(NAME_LIKE, NAME_LIKE)
def test_compare_is_symmetric_and_bounded(one: str, other: str) -> None:
    score = compare(one, other)
    assert 0.0 <= score <= 1.0
    assert score == compare(other, one)


@given(st.text(), st.text())
def test_any_texts_can_be_compared(one: str, other: str) -> None:
    assert 0.0 <= compare(one, other) <= 1.0
    assert compare(one, other) == compare(other, one)
