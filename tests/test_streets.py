"""Streets, house numbers, postcodes as people and spreadsheets write them (D43)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.domain.streets import Address, HouseNumber, address, house_number, postcode, span, street_key
from backoffice.domain.text import same_key


@pytest.mark.parametrize(
    "spelled",
    [
        "Große Beispielstraße",
        "große beispielstr.",
        "Grosse Beispiel-Strasse",
        "GROSSE BEISPIELSTRASSE",
        "Große Beispiel Str",
    ],
)
def test_one_street_has_one_key(spelled: str) -> None:
    assert street_key(spelled) == street_key("Große Beispielstraße")


@given(st.text(st.sampled_from("aeouäÄßsStTrRr-. '´é1"), max_size=14))
def test_the_quick_key_is_the_folded_one(street: str) -> None:
    assert street_key(street) == same_key(street).replace("strasse", "str")


def test_different_streets_differ_and_umlauts_read_as_two_letters() -> None:
    assert street_key("Mühlenweg") == street_key("Muehlenweg") == street_key("MÜHLEN-WEG")
    assert street_key("Straße der Einheit") == street_key("Str. der Einheit")
    assert len({street_key(one) for one in ("Beispielstraße", "Beispielweg", "Beispielplatz", "Am Beispiel")}) == 4


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", (12, "")), ("12a", (12, "a")), ("12 A", (12, "a")), (" 12", (12, "")), ("12-14", (12, "")),
        ("12 – 14", (12, "")), ("12/14", (12, "")), ("12 bis 14", (12, "")), ("12a-c", (12, "a")), ("Nr. 7", (7, "")),
        ("012", (12, "")), ("12 1/2", (12, "")),
        ("", None), ("a", None), ("12345", None), ("Hof", None), ("12abc", None),
    ],
)  # fmt: skip
def test_house_numbers(text: str, number: tuple[int, str] | None) -> None:
    assert house_number(text) == number


def test_a_span_takes_both_ends_and_the_whole_last_plot() -> None:
    twelve = span("12", "12")
    assert twelve is not None
    assert [twelve.has(HouseNumber(*n)) for n in ((11, ""), (12, ""), (12, "a"), (13, ""))] == [
        False,
        True,
        True,
        False,
    ]
    lettered = span("12a", "12c")
    assert lettered is not None
    assert [lettered.has(HouseNumber(12, s)) for s in ("", "a", "c", "d")] == [False, True, True, False]
    ten = span("10", "14")
    assert ten is not None
    assert ten.has(HouseNumber(12, "a"))
    from_ten, to_ten = span("10", None), span(None, "10")
    assert from_ten is not None
    assert to_ten is not None
    assert (from_ten.has(HouseNumber(900)), to_ten.has(HouseNumber(1)), to_ten.has(HouseNumber(11))) == (
        True,
        True,
        False,
    )
    assert span("Hof", None) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("00112", "00112"), ("112", "00112"), ("1067", "01067"), ("112.0", "00112"), (" 28195 ", "28195"),
     ("12", None), ("281956", None), ("2819O", None), ("", None)],
)  # fmt: skip
def test_postcodes_get_their_zeros_back(text: str, code: str | None) -> None:
    assert postcode(text) == code


@pytest.mark.parametrize(
    ("cells", "meant"),
    [
        (("Beispielstraße 12a", None, "00112"), Address("00112", "Beispielstraße", "12a")),
        (("Beispielstr.12", None, None), Address(None, "Beispielstr.", "12")),
        (("Beispielstraße", "12 a", "112"), Address("00112", "Beispielstraße", "12 a")),
        (("Beispielweg 12a, 00112 Musterstadt", None, None), Address("00112", "Beispielweg", "12a")),
        (("Beispielweg 12 00112 Musterstadt", None, None), Address("00112", "Beispielweg", "12")),
        (("00112 Musterstadt, Beispielweg 3", None, None), Address("00112", "Beispielweg", "3")),
        (("Beispielweg 3, 2. OG", None, "00112 Musterstadt"), Address("00112", "Beispielweg", "3")),
        (("Beispielweg 3 Hinterhaus", None, None), Address(None, "Beispielweg", "3")),
        (("Straße des 17. Juni 135", None, None), Address(None, "Straße des 17. Juni", "135")),
        (("Straße des 17. Juni", None, None), Address(None, "Straße des 17. Juni", None)),
        ((None, None, "00112"), Address("00112")),
        ((None, None, None), Address()),
        (("", "", ""), Address()),
    ],
)  # fmt: skip
def test_addresses_from_cells(cells: tuple[str | None, ...], meant: Address) -> None:
    assert address(*cells) == meant
