import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.graph.names import keys
from respondeat.graph.names.given import lexicon, patronymic
from respondeat.graph.names.skeleton import MAX_KEYS, MAX_LETTERS, MAX_WORDS


@pytest.mark.parametrize(
    "forms",
    [
        "Шчаўлюк Щавлюк Ščaŭluk Shchauliuk Shchavlyuk Szczauluk",
        "Дзятлаў Дятлов Dziatłaŭ Dziatlau Dyatlov Dziatlow Diatloff",
        "Хмялеўскі Хмелевский Chmialeŭski Khmialeuski Khmelevsky Chmielewski",
        "Гарбузенка Гарбузенко Harbuzienka Harbuzenka Garbuzenko",
        "Цвірко Цвирко Cvirko Tsvirko",
        "Журба Žurba Zhurba Żurba",
        "Юркавец Юрковец Jurkaviec Yurkavets Iurkavets Yurkovets",
        "Наўменчык Навуменчык Науменчик Naŭmienčyk Naumenchyk",
        "Крушынская Крушинская Krušynskaja Krushynskaya Kruszynska Крушинский Krushinsky Крушынскі",
        "Яфрэменка Ефременко Jafremienka Yafremenka Yefremenko",
    ],
)
def test_spellings_of_one_surname_share_their_first_key(forms: str) -> None:
    assert len({keys(form)[0] for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Loukachuk", "Лукашук"),  # French: ou and ch
        ("Lukaschuk", "Лукашук"),  # German
        ("Cichanovič", "Тихонович"),
        ("Cichanovicz", "Тихонович"),  # Polish letters of a łacinka ch
        ("Воўчак", "Волчак"),  # оў from ол
        ("Kacuba", "Кацуба"),
    ],
)
def test_an_ambiguous_spelling_holds_the_other_reading(one: str, other: str) -> None:
    assert keys(other)[0][0] in {key for key, _ in keys(one)}


@pytest.mark.parametrize(("one", "other"), [("Козлов", "Козин"), ("Жук", "Шук"), ("Петренко", "Петров")])
def test_other_surnames_have_other_keys(one: str, other: str) -> None:
    assert not {key for key, cost in keys(one) if cost < 0.2} & {
        key for key, cost in keys(other) if cost < 0.2
    }


@given(st.text())
def test_keys_are_deterministic_few_and_ordered_by_cost(text: str) -> None:
    found = keys(text)
    assert found == keys(text)
    assert len(found) <= MAX_KEYS
    assert [cost for _, cost in found] == sorted(cost for _, cost in found)
    assert all(key and 0 <= cost <= 1 for key, cost in found)


@given(st.permutations(["Сяргей", "Пятровіч", "Дзятлаў"]))
def test_the_order_of_the_words_does_not_matter(order: list[str]) -> None:
    assert keys(" ".join(order)) == keys("Сяргей Пятровіч Дзятлаў")


@pytest.mark.parametrize("text", ["щ" * 10_000, "a b " * 5_000, "☭" * 10_000, "ﷺ" * 10_000])
def test_long_texts_have_short_keys(text: str) -> None:
    assert all(len(key) <= MAX_WORDS * (2 * MAX_LETTERS + 1) for key, _ in keys(text))


def test_every_class_of_given_names_is_sound() -> None:
    known = lexicon()
    classes = {one for found in known.forms.values() for one in found}
    assert 140 <= len(classes) <= 220
    assert len({one.name for one in classes}) == len(classes)
    assert all(one.gender in ("m", "f") for one in classes)
    for name, related in known.related.items():
        assert all(name in known.related[other] for other in related), name


def test_no_skeleton_means_more_than_a_few_names() -> None:
    crowded = {key: found for key, found in lexicon().sounds.items() if len(found) > 4}
    assert not crowded


@pytest.mark.parametrize(
    ("sounds", "father"),
    [
        ("RIHARAVIC", "ryhor"),
        ("HRIHARAVIC", "ryhor"),
        ("NIKALAVIC", "mikalaj"),
        ("ILIC", "illa"),
        ("AKAVLAVNA", "yakau"),
    ],
)
def test_a_patronymic_leads_to_the_father(sounds: str, father: str) -> None:
    found = patronymic(sounds)
    assert found is not None
    assert found.fathers == {father}


def test_a_word_of_another_shape_is_no_patronymic() -> None:
    assert patronymic("MIKALA") is None
