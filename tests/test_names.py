"""Names compare as sets of words (D5) and are shortened for the front desk (D57)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.domain.names import full_name, name_key, short_name, split_name

WORDS = st.lists(st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=12), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Çelik, Ayşe", None, None), ("Ayşe Çelik", None, None)),
        (("Çelik, Ayşe", "Çelik", "Ayşe"), ("AYŞE ÇELIK".replace("I", "i"), None, None)),
        (("Müller-Lüdenscheidt, Jörg", None, None), ("Jörg Müller Lüdenscheidt", None, None)),
        (("O'Neill, Siobhán", None, None), ("Siobhán O’Neill", None, None)),
        (("d’Angelo, Chiara", None, None), ("chiara d'angelo", None, None)),
        (("Yılmaz, İpek", None, None), ("ipek yılmaz", None, None)),
        (("Weiß, Thea", None, None), ("Thea WEISS", None, None)),
        (('=HYPERLINK("http://e.invalid","klick"), Eva', None, None),
         ('Eva =HYPERLINK("http://e.invalid","klick")', None, None)),
        (("Nguye\u0302\u0303n", None, None), ("Nguyễn", None, None)),
    ],
)  # fmt: skip
def test_the_same_person(one, other):
    assert name_key(*one) == name_key(*other) != frozenset()


@pytest.mark.parametrize(("one", "other"), [("Schmidt, Peter", "Schmidt, Petra"), ("Müller", "Muller"), ("A B", "A")])
def test_another_person(one, other):
    assert name_key(one) != name_key(other)


def test_no_name_has_no_words():
    assert name_key(None) == name_key("", "", "") == name_key("—") == frozenset()


@given(WORDS)
def test_neither_order_nor_case_nor_commas_matter(words):
    key = name_key(" ".join(words))
    assert name_key(", ".join(reversed(words))) == key
    assert name_key(None, words[0], " ".join(words[1:])) == key


@pytest.mark.parametrize(
    ("name", "family", "given_name", "short"),
    [
        ("Kowalska, Małgorzata", "Kowalska", "Małgorzata", "Kowa…, M."),
        ("Kowalska, Małgorzata", None, None, "Kowa…, M."),
        ("Małgorzata Kowalska", None, None, "Małg… K."),
        (None, "Groß", "Max", "Groß, M."),
        (None, "von der Heide", "Ann-Kathrin", "von…, A."),
        ("Madonna", None, None, "Mado…"),
        (None, None, "Ali", "Ali"),
        ('=HYPERLINK("x","y"), Eva', None, None, "=HYP…, E."),
        (None, None, None, ""),
        ("", "", "", ""),
        ("Meyer, (Jan)", None, None, "Meye…, J."),
    ],
)
def test_short_names(name, family, given_name, short):
    assert short_name(name, family, given_name) == short


@given(st.text(min_size=0, max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_a_short_name_never_fails_nor_tells_a_long_word(name, family, given_name):
    assert max(map(len, short_name(name, family, given_name).split() or [""])) <= 40


@given(st.from_regex(r"[A-Z][a-z]{5,20}", fullmatch=True), st.from_regex(r"[A-Z][a-z]{1,20}", fullmatch=True))
def test_a_short_name_tells_four_letters_and_an_initial(family, given_name):
    assert short_name(f"{family}, {given_name}") == f"{family[:4]}…, {given_name[0]}."


def test_parts_and_the_whole():
    assert split_name("Ben Salah, Youssef") == ("Ben Salah", "Youssef")
    assert split_name('=H("a","b"), Eva') == ('=H("a","b")', "Eva")
    assert split_name("Youssef Ben Salah") is None
    assert split_name("Schmidt,") is None
    assert full_name("x", "Schmidt", "Eva") == "Schmidt, Eva"
    assert full_name("Eva Schmidt", None, None) == "Eva Schmidt"
    assert full_name(None, None, None) is None
