"""The two borders of text (D55) and filter-as-you-type."""

import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backoffice.domain.text import (
    DROPPED,
    Cleaned,
    clean,
    escape_formula,
    matches,
    matching,
    needles,
    safe,
    same_key,
    search_key,
    unescape_formula,
)

WILD = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\x1b\x9b\x00\u202e\u200b\u2066\u0301\u0323\u0308\u20dd\u00a0\u2028\t\r\n\ud800\ue000\uffff[/b] "
        ),
    )
)


@pytest.mark.parametrize(
    ("raw", "text", "changed"),
    [
        ("Kowalska", "Kowalska", False),
        ("  zwei   Worte ", "zwei Worte", False),
        ("eins\nzwei\tdrei\r\nvier\u2028fünf", "eins zwei drei vier fünf", False),
        ("\xa00171\xa03920011", "0171 3920011", False),
        ("Mu\u0308ller", "Müller", False),
        ("Zeile_x000D_Umbruch", "Zeile Umbruch", False),
        ("a_x001B_[2Jb", "a[2Jb", True),
        ("a\x1b[2Jb\x9bc", "a[2Jbc", True),
        ("_x005F_x0041_", "_x0041_", False),
        ("gut\u202eessob", "gutessob", True),
        ("a\u200bb\u2066c", "abc", True),
        ("u\u200b\u0308", "ü", True),
        ("Nguyễn Thị Hương", "Nguyễn Thị Hương", False),
        ("o\u0332\u0333\u0347\u0348", "o\u0332\u0333", True),
        ("[/b]", "[/b]", False),
        ("Груздева", "Груздева", False),
    ],
)
def test_the_import_border(raw, text, changed):
    assert clean(raw, 100) == Cleaned(text, changed)


def test_a_long_text_is_cut_and_says_so():
    assert clean("x" * 2000, 120) == Cleaned("x" * 120, changed=True, cut=True)
    assert clean("ab cd", 3) == Cleaned("ab", changed=True, cut=True)


def _allowed(text: str) -> bool:
    run = 0
    for char in text:
        if unicodedata.category(char) in DROPPED | {"Zl", "Zp"} or (char.isspace() and char != " "):
            return False
        run = run + 1 if unicodedata.category(char) in {"Mn", "Me"} else 0
        if run > 2:
            return False
    return True


@given(WILD)
@example("a" + "\u0301" * 5)
@example("\x85\x1c\u2029")
def test_nothing_dangerous_passes_either_border(text):
    assert _allowed(clean(text, 1000).text)
    assert _allowed(safe(text))


@given(WILD)
def test_the_display_border_is_idempotent_and_leaves_cleaned_text_alone(text):
    once = safe(text)
    assert safe(once) == once
    assert unicodedata.is_normalized("NFC", once)
    cleaned = clean(text, 1000).text
    assert safe(cleaned) == cleaned


@given(st.text(st.characters(categories=["L", "Nd", "Po"]), max_size=40))
def test_honest_text_is_not_called_changed(text):
    assert not clean(text, 1000).changed


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("mueller", "Müller, Jörg"),
        ("muller", "Müller, Jörg"),
        ("müller", "Müller, Jörg"),
        ("MÜLL", "Müller, Jörg"),
        ("mue", "Müller, Jörg"),
        ("müller", "Mueller, Joerg"),
        ("joerg", "Müller, Jörg"),
        ("celik", "Çelik, Ayşe"),
        ("ayse celik", "Çelik, Ayşe"),
        ("malgorzata", "Kowalska, Małgorzata"),
        ("gross", "Groß, Max"),
        ("groß", "Gross, Max"),
        ("oneill", "O'Neill, Siobhán"),
        ("o’neill", "O'Neill, Siobhán"),
        ("yilmaz ipek", "Yılmaz, İpek"),
        ("nguyen", "Nguyễn, Thị Hương"),
        ("eva", "Bauer, Eva"),
        ("er", "Bauer, Eva"),
        ("bauer", "Bauer, Eva"),
        ("груз", "Груздева, Ольга"),
        ("", "Wer auch immer"),
    ],
)
def test_the_filter_finds(query, name):
    assert matches(needles(query), search_key(name))


@pytest.mark.parametrize(("query", "name"), [("petra schmidt", "Schmidt, Peter"), ("maller", "Müller")])
def test_the_filter_does_not_find(query, name):
    assert not matches(needles(query), search_key(name))


@given(st.lists(st.text("aeoumülßÇ er", max_size=12), max_size=20), st.text("aeoumüß r", max_size=8))
def test_the_list_filter_is_the_row_filter(names, query):
    keys = [search_key(n) for n in names]
    assert matching(needles(query), keys) == [i for i, k in enumerate(keys) if matches(needles(query), k)]


@given(st.text(st.characters(categories=["L"]), min_size=1, max_size=30))
def test_every_name_is_found_by_itself(name):
    assert matches(needles(name), search_key(name))


def test_ten_thousand_rows_are_filtered_between_two_keys():
    keys = [search_key(f"Müller-Lüdenscheidt {i}", "Fragen zum Bescheid", "21402//0001234") for i in range(10_000)]
    started = time.perf_counter()
    assert matching(needles("mueller 9999"), keys) == [9999]
    assert time.perf_counter() - started < 0.5  # measured: 2 ms; a quadratic one takes seconds


def test_spellings_of_one_office():
    assert same_key("Geschaeftsstelle  MITTE") == same_key("Geschäftsstelle Mitte")
    assert same_key("Geschäftsstelle Mitte") != same_key("Geschäftsstelle Nord")


@pytest.mark.parametrize("text", ["=1+1", "+49", "-1", "@x", "\tx", "\rx"])
def test_formulas_are_escaped_on_the_way_out(text):
    assert escape_formula(text) == "'" + text


def test_escaping_is_undone_on_the_way_in_and_only_that():
    assert unescape_formula("'+49 30") == "+49 30"
    assert unescape_formula("'s Gravenhage") == "'s Gravenhage"
    assert escape_formula("Meyer") == "Meyer"
    assert escape_formula("") == ""
