"""Phone numbers and every trap that D15 names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher, format_number

from backoffice.domain.phones import international, parse_phone, parse_phone_number_cell


@pytest.mark.parametrize(
    ("raw", "e164"),
    [
        ("0171 3920011", "+491713920011"),
        ("0171/3920012", "+491713920012"),
        ("030 23125-111", "+493023125111"),
        ("(030) 23125 111", "+493023125111"),
        ("0 30 / 2 31 25-111", "+493023125111"),
        ("+49 30 23125 112", "+493023125112"),
        ("'+49 30 23125 112", "+493023125112"),
        ("0049 (0)30 23125-113", "+493023125113"),
        ("+49 (0)30 23125113", "+493023125113"),
        ("+48 22 000 00 00", "+48220000000"),
        ("+380 44 123 4567", "+380441234567"),
        ("\xa00171 3920011 ", "+491713920011"),
    ],
)
def test_numbers_as_people_write_them(raw, e164):
    phone = parse_phone(raw)
    assert (phone.e164, phone.note, phone.warning) == (e164, None, None)
    assert phone.raw == raw.strip()


@pytest.mark.parametrize(
    ("raw", "e164", "note"),
    [
        ("0171 3920011 ab 16 Uhr", "+491713920011", "ab 16 Uhr"),
        ("030 - 23125111 ab 16 Uhr", "+493023125111", "ab 16 Uhr"),
        ("tel: 0171 3920011 (Mutter)", "+491713920011", "tel (Mutter)"),
        ("0171 3920011 / 030 23125-111", "+491713920011", "030 23125-111"),
        ("0171 3920011, 0171 3920012", "+491713920011", "0171 3920012"),
        ("030 23125-115 Durchwahl 12", "+493023125115", "Durchwahl 12"),
    ],
)
def test_what_else_stood_in_the_cell_is_a_note(raw, e164, note):
    phone = parse_phone(raw)
    assert (phone.e164, phone.note, phone.warning) == (e164, note, None)


@pytest.mark.parametrize(
    ("raw", "warning"),
    [
        ("4.942e11", "phone_rounded"),
        ("4,94217812E+11", "phone_rounded"),
        ("a@example.org", "phone_email"),
        ("0421 12", "phone_invalid"),
        ("214A123456", "phone_invalid"),
        ("0800 FLOWERS", "phone_invalid"),
        ("0171 39 2001 ab16Uhr bis 20", "phone_invalid"),
    ],
)
def test_nothing_rather_than_a_wrong_number(raw, warning):
    phone = parse_phone(raw)
    assert (phone.e164, phone.warning) == (None, warning)


def test_words_instead_of_a_number_are_kept():
    phone = parse_phone("keins, bitte Brief")
    assert (phone.e164, phone.note, phone.warning) == (None, "keins, bitte Brief", None)
    assert parse_phone(None).e164 is None
    assert parse_phone(" ").note is None


@pytest.mark.parametrize(
    ("value", "e164", "warning"),
    [
        (1713920011, "+491713920011", "phone_zero_restored"),
        (1713920011.0, "+491713920011", "phone_zero_restored"),
        (3023125111, "+493023125111", "phone_zero_restored"),
        (491713920011, "+491713920011", "phone_plus_restored"),
        (4.91713920011e11, "+491713920011", "phone_plus_restored"),
        (4.942e11, None, "phone_rounded"),
        (0.5, None, "phone_invalid"),
        (7, None, "phone_invalid"),
        (float("nan"), None, "phone_invalid"),
        (1e300, None, "phone_rounded"),
        (-30, None, "phone_invalid"),
    ],
)
def test_number_cells_say_that_a_sign_was_lost(value, e164, warning):
    phone = parse_phone_number_cell(value)
    assert (phone.e164, phone.warning) == (e164, warning)


def test_a_text_that_lost_its_zero_says_so_too():
    assert parse_phone("171 3920011").e164 == "+491713920011"
    assert parse_phone("171 3920011").warning == "phone_zero_restored"


PHONEISH = st.text("0123456789 +()/-", min_size=1, max_size=22)


@given(st.one_of(PHONEISH, PHONEISH.map("0171".__add__), PHONEISH.map("+49 30 ".__add__)))
def test_the_fast_way_finds_what_the_matcher_finds(text):
    match = next(iter(PhoneNumberMatcher(text, "DE")), None)
    if match is not None and match.raw_string == text.strip():
        assert parse_phone(text).e164 == format_number(match.number, PhoneNumberFormat.E164)


@given(st.text(max_size=40))
def test_any_text_gets_an_answer(text):
    phone = parse_phone(text)
    assert phone.e164 is None or phone.e164.startswith("+")


def test_numbers_are_shown_with_blanks():
    assert international("+493023125115") == "+49 30 23125115"
    assert international("unsinn") == "unsinn"
