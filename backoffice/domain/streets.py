"""Streets, house numbers, postcodes as people and spreadsheets write them, made comparable (D43)."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from backoffice.domain.text import same_key

_NUMBER = re.compile(r"\s*(?:nr\.?\s*)?(\d{1,4})\s*([a-z])?(?![a-z0-9])", re.IGNORECASE)
_POSTCODE = re.compile(r"(?<!\d)\d{5}(?!\d)")
_IN_STREET = re.compile(
    r"^(?P<street>\D*?[^\W\d_].*?)\s*(?P<number>\d{1,4}\s?(?:[a-z](?![a-z]))?)(?![\w.])", re.IGNORECASE
)
_PARTS = re.compile(r"[,;|\n]")
_AFTER_ALL = "\uffff"


class HouseNumber(NamedTuple):
    """A house number to be compared: 12 before 12a before 12b before 13."""

    number: int
    suffix: str = ""


class Span(NamedTuple):
    """House numbers from `first` to `last`, both included."""

    first: HouseNumber
    last: HouseNumber

    def has(self, house: HouseNumber) -> bool:
        """Whether a house lies inside."""
        return self.first <= house <= self.last


def place(house: HouseNumber) -> int:
    """Where a house stands along its street, as one number to compare: 12, 12a, 12b, everything of 12, 13."""
    return house.number * 100 + (0 if not house.suffix else min(ord(house.suffix) - ord("a") + 1, 99))


def place_of(text: str) -> int | None:
    """`place` of the house number at the beginning of a text; None where there is none."""
    if len(text) < 5 and text.isdecimal():  # nearly all of them, and asked for every look-up
        return int(text) * 100
    found = house_number(text)
    return None if found is None else place(found)


FIRST_HOUSE, LAST_HOUSE = HouseNumber(0), HouseNumber(9999, _AFTER_ALL)


@dataclass(frozen=True, slots=True)
class Address:
    """What a cell or a person says of where somebody lives; each part None where it is not said. Never stored."""

    postcode: str | None = None
    street: str | None = None
    house_number: str | None = None


def street_key(street: str) -> str:
    """For comparing two spellings of a street: without case, blanks, hyphens; umlauts and "Str." in one form.

    "Große Beispiel-Straße", "Grosse Beispielstr." and "GROSSE BEISPIEL STRASSE" have the same key.
    """
    low = street.casefold()
    if not low.isascii():
        return same_key(street).replace("strasse", "str")
    # The same, for streets without a letter of ours but "ß": a table has thousands, and each is made comparable.
    low = low.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    return (low if low.isalnum() else same_key(low)).replace("strasse", "str")


def house_number(text: str) -> HouseNumber | None:
    """The house number at the beginning of a text: `12`, `12a`, `12 A`, `Nr. 12`; of `12-14` the first one counts."""
    found = _NUMBER.match(text)
    return HouseNumber(int(found[1]), (found[2] or "").casefold()) if found else None


def span(first: str | None, last: str | None) -> Span | None:
    """From the first to the last house number of a rule; a missing one is open. None where one cannot be read.

    A last number without a letter means the whole plot: `12a` lies inside 12–12, and inside 10–12.
    """
    begin = house_number(first) if first else FIRST_HOUSE
    end = house_number(last) if last else LAST_HOUSE
    if begin is None or end is None:
        return None
    return Span(begin, end if end.suffix else HouseNumber(end.number, _AFTER_ALL))


def postcode(text: str) -> str | None:
    """Five digits. Where a spreadsheet took a postcode for a number, its leading zeros are put back (`1067`)."""
    text = text.strip().removesuffix(".0")
    return text.zfill(5) if text.isascii() and text.isdecimal() and 3 <= len(text) <= 5 else None


def address(street: str | None, house: str | None = None, code: str | None = None) -> Address:
    """An address from up to three cells, of which the first may hold all of it: "Beispielweg 12a, 00112 Musterstadt".

    A number that belongs to the street's name ("Straße des 17. Juni") is left there.
    """
    named = _POSTCODE.search(code or "")
    found = named[0] if named else postcode(code or "")
    rest = street or ""
    inside = _POSTCODE.search(rest)
    if inside:
        found = found or inside[0]
        # The town stands in the same part as the postcode, behind it.
        parts = _PARTS.split(rest)
        others = [part for part in parts if not _POSTCODE.search(part)]
        rest = others[0] if any(map(str.strip, others)) else rest[: inside.start()]
    rest = next((part.strip() for part in _PARTS.split(rest) if part.strip()), "")
    house = (house or "").strip()
    within = None if house else _IN_STREET.match(rest)
    if within:
        rest, house = within["street"].strip(), within["number"].strip()
    return Address(found, rest or None, house or None)
