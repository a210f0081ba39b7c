import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.graph.names import fold
from respondeat.graph.names.scripts import words

# Latin letters that stand inside Cyrillic names in published lists.
LATIN_INSIDE = {
    "і": "i",
    "І": "I",
    "к": "ĸ",
    "о": "o",
    "О": "O",
    "а": "a",
    "с": "c",
    "р": "p",
    "е": "e",
    "х": "x",
}
APOSTROPHES = "'’‘ʼʹ′`´"


@pytest.mark.parametrize(
    ("as_published", "as_typed"),
    [
        ("Вiĸтар КУРЫЛОВIЧ", "Віктар Курыловіч"),  # Latin i and I, U+0138
        ("Аляĸсандр ВОЎК", "Аляксандр Воўк"),
        ("Iван ПЯТРОВIЧ", "іван пятровіч"),
        ("ПETPOB", "Петров"),  # Latin E, T, P, O, B
        ("Міністэрства i суд", "Міністэрства і суд"),  # a word of one Latin letter
        ("OOO Ромашка", "ООО Ромашка"),
        ("Ivаnov", "Ivanov"),  # the other way: Cyrillic а in a Latin word
    ],
)
def test_trap_16_homoglyphs(as_published: str, as_typed: str) -> None:
    assert fold(as_published) == fold(as_typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Дар’я", "Дар'я"),
        ("Дарʼя", "ДАР´Я"),
        ("Семёнов", "СЕМЕНОВ"),
        ("Ива́нов", "Иванов"),  # stress mark
        ("Józef Łoś", "Jozef Los"),
        ("Ọlá Adébáyọ̀", "Ola Adebayo"),
        ("Рымскі – Корсакаў", "Рымскі-Корсакаў"),
        ("  Іван\u00a0\tПятровіч ", "Іван Пятровіч"),
        ("Ива\u00adнов", "Иванов"),  # soft hyphen
        ("исправительная колония № 3", "Исправительная колония №3"),
        ("«Альфа» (ЗАТ)", "Альфа, ЗАТ"),
        ("Straße", "STRASSE"),
    ],
)
def test_spellings_of_one_written_form_share_a_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Лукашук", "Lukashuk"),
        ("Іван", "Иван"),
        ("Куча", "Kuča"),
        ("Kuča", "Kuca"),
        ("Ўладзя", "Уладзя"),
        ("Май", "Маи"),
        ("Полк 1", "Полк 2"),
        ("", "☭"),
        ("किताब", "कतब"),  # vowel signs are letters, not accents
    ],
)
def test_other_written_forms_have_other_keys(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="абвгдеіклмноўъaeiopcxyĸñéčш'’-. ", max_size=12))
def test_fold_is_idempotent_on_mixed_scripts(text: str) -> None:
    assert fold(fold(text)) == fold(text)


NAMES = ["Дзмітрый Жытняк", "Мікалай Цвірко", "Глеб Узгорскі", "Лідзія Ёршык-Доўжык"]


@given(st.sampled_from(NAMES), st.data())
def test_look_alikes_in_a_name_change_nothing(name: str, data: st.DataObject) -> None:
    def mixed(word: str) -> str:
        swapped = [LATIN_INSIDE.get(c, c) if data.draw(st.booleans()) else c for c in word]
        return "".join(swapped)

    assert fold(" ".join(map(mixed, name.split()))) == fold(name)


@given(
    st.sampled_from(["Дар'я Юр'еўна", "В'ячаслаў Дамар'яцкі"]), st.sampled_from(APOSTROPHES), st.booleans()
)
def test_apostrophes_case_and_composition_change_nothing(name: str, apostrophe: str, upper: bool) -> None:
    written = unicodedata.normalize("NFD", name.replace("'", apostrophe))
    assert fold(written.upper() if upper else written) == fold(name)


@given(st.text())
def test_words_hold_no_space_and_no_capital(text: str) -> None:
    assert all(word and not word.isspace() and word == word.strip("-") for word in words(text))
