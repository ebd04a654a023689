"""Customer and BG numbers (D14)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.domain.identifiers import parse_number


@pytest.mark.parametrize(
    "raw",
    [
        "21402//0001234",
        "21402/0001234",
        "21402BG0001234",
        "21402bg0001234",
        "21402 BG 0001234",
        "BG-Nr. 21402/0001234",
        "BG-Nummer: 21402//0001234",
        "BG 21402//0001234",
        "21402 // 0001234",
        "21402-0001234",
        "21402–0001234",
        "21402 0001234",
        "  21402//0001234 ",
        "Bedarfsgemeinschaft 21402//0001234",
    ],
)
def test_bg_numbers(raw):
    number = parse_number(raw)
    assert (number.bg_number, number.customer_number, number.warning) == ("21402//0001234", None, None)


@pytest.mark.parametrize(
    "raw", ["214A123456", "214a123456", "214 A 123 456", "Kd.-Nr. 214A123456", "Kundennummer: 214A123456"]
)
def test_customer_numbers(raw):
    number = parse_number(raw)
    assert (number.customer_number, number.bg_number, number.warning) == ("214A123456", None, None)


@pytest.mark.parametrize(
    ("raw", "warning", "suggestion"),
    [
        ("214020001234", "number_without_sign", "21402//0001234"),
        ("21402//001234", "number_shape", None),
        ("214A12345", "number_shape", None),
        ("keine", "number_shape", None),
        ("2l4A123456", "number_letters", "214A123456"),
        ("214A12345O", "number_letters", "214A123450"),
        ("214O2//0001234", "number_letters", "21402//0001234"),
        ("+49 171 3920011", "number_shape", None),
        ("23.11.2026", "number_shape", None),
    ],
)
def test_odd_ones_are_warned_about_and_never_repaired(raw, warning, suggestion):
    number = parse_number(raw)
    assert (number.warning, number.suggestion) == (warning, suggestion)
    assert number.customer_number is None
    assert number.bg_number is None
    assert number.raw == raw


def test_a_new_claim_has_no_number_and_no_warning():
    assert parse_number(None).warning is None
    assert parse_number("  ").warning is None


@pytest.mark.parametrize("raw", ["214A123456 / 21402//0001234", "21402//0001234, 214A123456"])
def test_a_cell_with_both(raw):
    number = parse_number(raw)
    assert (number.customer_number, number.bg_number) == ("214A123456", "21402//0001234")


@given(st.text(max_size=40))
def test_any_text_gets_an_answer_and_keeps_its_raw_form(text):
    number = parse_number(text)
    assert number.raw == text.strip()
    assert not (number.warning and (number.customer_number or number.bg_number))


@given(st.from_regex(r"[0-9]{5}", fullmatch=True), st.from_regex(r"[0-9]{7}", fullmatch=True),
       st.sampled_from(["//", "/", "BG", " BG ", " // ", "-", "//BG"]))  # fmt: skip
def test_the_canonical_form_is_stable(front, back, sign):
    canonical = parse_number(front + sign + back).bg_number
    assert canonical == f"{front}//{back}"
    assert parse_number(canonical).bg_number == canonical
