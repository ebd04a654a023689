"""Languages by ISO 639-3 code: which there are, what they are called, how they are found (D46, D47)."""

import sys

import pytest

from backoffice.domain.errors import Refused
from backoffice.domain.languages import SIGNED, USUAL, canonical, checked, is_language, is_signed
from backoffice.store.tables.appointments import Customer
from backoffice.store.tables.base import table
from backoffice.wording import slip
from backoffice.wording.languages import LEGAL_GROUND, OFFICE, legal_ground, name, plain, search
from backoffice.wording.refusals import refusal

OLD_TWO_LETTERS = "ar bg de en es fa fr hr it ku pl ps pt ro ru so sq sr ti tr uk vi zh"


@pytest.fixture
def no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever needs the library now, fails."""
    monkeypatch.setitem(sys.modules, "pycountry", None)


# --- codes -------------------------------------------------------------------------------------------------------


def test_the_usual_ones_are_languages_of_the_standard() -> None:
    import pycountry

    assert len(USUAL) == len(set(USUAL)) == 22
    assert USUAL[0] == "ukr"
    assert USUAL[-1] == SIGNED == "gsg"
    for code in (*USUAL, *OFFICE):
        assert pycountry.languages.get(alpha_3=code) is not None, code
        assert is_language(code)
        assert canonical(code) == code
        assert len(code) <= table(Customer).c.language.type.length


@pytest.mark.parametrize(
    ("code", "there"),
    [
        ("tir", True), ("amh", True), ("hrv", True), ("ase", True), ("lat", True),
        ("TIR", False), ("ar", False), ("dgs", False), ("qqq", False), ("mul", False), ("und", False), ("zxx", False),
        ("", False), ("tigrinya", False), ("t1r", False), ("tir\n", False), ("ａｒａ", False),
    ],
)  # fmt: skip
def test_what_is_a_code(code: str, there: bool) -> None:
    assert is_language(code) is there


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tir", "tir"), (" TIR ", "tir"), ("ar", "ara"), ("AR", "ara"), ("dgs", "gsg"), ("DGS", "gsg"), ("am", "amh"),
        ("fa", "pes"), ("fas", "pes"), ("hr", "hbs"), ("hrv", "hbs"), ("srp", "hbs"), ("cnr", "hbs"), ("arb", "ara"),
        ("ku", "kur"), ("apc", "apc"),
        ("", None), ("Arabisch", None), ("xx", None), ("qqq", None), ("mul", None), ("a\x00r", None),
        ("ara; DROP", None), ("x" * 400, None), ("ａｒａ", None),
    ],
)  # fmt: skip
def test_whatever_code_was_written_is_read(text: str, code: str | None) -> None:
    assert canonical(text) == code
    if code is not None:
        assert checked(text) == code
        assert is_language(code)
        return
    with pytest.raises(Refused, match="unknown_language") as refused:
        checked(text)
    assert refused.value.values == {"text": text}
    assert "gsg" in refusal(refused.value).remedy


@pytest.mark.parametrize(
    ("code", "signed"),
    [("gsg", True), ("dgs", True), ("ase", True), ("sfb", True), ("ara", False), ("amh", False), ("uli", False),
     ("ar", False), ("qqq", False), ("", False), ("Sign", False)],
)  # fmt: skip
def test_signs_are_a_right_of_their_own(code: str, signed: bool) -> None:
    assert is_signed(code) is signed
    assert legal_ground(code) == (LEGAL_GROUND if signed else "")


def test_the_right_names_its_paragraphs() -> None:
    assert "§ 17 Abs. 2 SGB I" in LEGAL_GROUND
    assert "§ 19 Abs. 1 SGB X" in LEGAL_GROUND


# --- names -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "german", "in_a_letter"),
    [
        ("ara", "Arabisch", None), ("tir", "Tigrinya", None), ("rom", "Romanes", None),
        ("pes", "Farsi/Persisch", "Persisch"), ("fa", "Farsi/Persisch", "Persisch"),
        ("kmr", "Kurdisch (Kurmandschi)", "Kurmandschi"), ("ckb", "Kurdisch (Sorani)", "Sorani"),
        ("hbs", "Bosnisch/Kroatisch/Serbisch", "Bosnisch, Kroatisch oder Serbisch"),
        ("hr", "Bosnisch/Kroatisch/Serbisch", "Bosnisch, Kroatisch oder Serbisch"),
        ("gsg", "Deutsche Gebärdensprache (DGS)", "Deutsche Gebärdensprache"),
        ("dgs", "Deutsche Gebärdensprache (DGS)", "Deutsche Gebärdensprache"),
        ("spa", "Spanisch", None), ("pus", "Paschtu", None), ("ell", "Griechisch", None),
        ("PL", "Polnisch", None), ("it", "Italienisch", None),
        (None, "", None), ("", "", None),
    ],
)  # fmt: skip
def test_languages_are_called_as_the_office_calls_them(
    code: str | None, german: str, in_a_letter: str | None, no_library: None
) -> None:
    assert name(code) == german
    assert plain(code) == (german if in_a_letter is None else in_a_letter)


@pytest.mark.parametrize(
    ("code", "german"),
    [("gle", "Irisch"), ("am", "Amharisch"), ("dgo", "Dogri"), ("sim", "Mende (Papua-Neuguinea)"),
     ("kaw", "Kawi"), ("ang", "Altenglisch"), ("lsv", "Sivia Sign Language"),
     ("ase", "Amerikanische Gebärdensprache"),
     ("qqq", "qqq"), ("Klingonisch?", "Klingonisch?"), ("\x1b[31m", "\x1b[31m")],
)  # fmt: skip
def test_all_others_come_from_the_library_and_what_nobody_knows_stands_as_it_is(code: str, german: str) -> None:
    assert name(code) == german


def test_every_language_has_one_clean_name() -> None:
    import pycountry

    names = {one.alpha_3: name(one.alpha_3) for one in pycountry.languages}
    assert [code for code, german in names.items() if not german or ";" in german or german != german.strip()] == []
    assert [german for german in names.values() if "zigeuner" in german.casefold()] == []
    assert [german for german in names.values() if "sprache)" in german or "1453" in german] == []


def test_the_usual_ones_read_well_without_the_library(no_library: None) -> None:
    names = [name(code) for code in USUAL]
    assert len(set(names)) == len(USUAL)
    assert not set(names) & set(USUAL)
    assert all(plain(code) for code in USUAL)
    assert not any(sign in plain(code) for code in USUAL for sign in "/(")
    assert search("") == USUAL
    assert all(len(name(old)) > 3 for old in OLD_TWO_LETTERS.split()), "what was stored before still reads well"


def test_slips_say_it_the_plain_way() -> None:
    assert slip.plain("gsg") == "Deutsche Gebärdensprache"


# --- finding one -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("arab", ["ara"]), ("ARABISCH", ["ara"]), ("tuerk", ["tur"]), ("türk", ["tur"]), ("turk", ["tur"]),
        ("kurd", ["kmr", "ckb", "kur"]), ("sorani", ["ckb"]), ("kurdisch (sor", ["ckb"]), ("kurmanci", ["kmr"]),
        ("farsi", ["pes", "prs"]), ("persisch", ["pes", "prs"]), ("persian", ["pes"]), ("dari", ["prs"]),
        ("bks", ["hbs"]), ("kroat", ["hbs"]), ("serb", ["hbs"]), ("hrv", ["hbs"]), ("ser", ["hbs"]),
        ("dgs", ["gsg"]), ("gebärden", ["gsg"]), ("Gebaerdensprache", ["gsg"]), ("sign language", ["gsg"]),
        ("rom", ["rom", "ron"]), ("romani", ["rom", "ron"]), ("roma", ["rom"]), ("ti", ["tir"]),
        ("tigrigna", ["tir"]),
        ("amhar", ["amh"]), ("swahili", ["swa"]), ("suaheli", ["swa"]), ("pashto", ["pus"]), ("griech", ["ell"]),
        ("irisch", ["gle"]), ("gle", ["gle"]), ("it", ["ita"]), ("un", ["hun"]), ("american sign", ["ase"]),
        ("armenisch", ["hye"]), ("levant", ["apc"]),
    ],
)  # fmt: skip
def test_a_language_is_found_by_what_people_type(typed: str, first: list[str]) -> None:
    assert list(search(typed)[: len(first)]) == first


def test_nothing_is_found_twice_and_nothing_by_an_insult() -> None:
    found = search("sch", limit=10_000)
    assert len(found) == len(set(found)) > 500
    assert len(search("sch", limit=9)) == 9
    assert search("sch", limit=9) == found[:9]
    usual = [code for code in found if code in USUAL]
    assert list(found[: len(usual)]) == usual, "the usual ones first"
    assert search("zigeuner") == search("afghanisch xx") == ()


@pytest.mark.parametrize("typed", ["", "   ", "!?", "\x00\x1b", "\u202e"])
def test_without_a_word_the_usual_ones_are_offered(typed: str) -> None:
    assert search(typed) == USUAL
    assert search(typed, limit=9) == USUAL[:9]


@pytest.mark.parametrize(
    ("typed", "like"),
    [
        ("x" * 400, "xxxxxxxx"),
        ("'; DROP TABLE", "drop table"),
        ("[/b]", "b"),
        ("🙂 a\x00rab", "arab"),
        ("(.*)+$" * 50, ""),
    ],
)
def test_whatever_is_typed_is_only_looked_for(typed: str, like: str) -> None:
    assert search(typed) == search(like)
