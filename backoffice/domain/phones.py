"""Phone numbers: from what was typed or what a spreadsheet mangled to E.164; rather none than a wrong one."""

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber, PhoneNumberMatch

REGION = "DE"

_PLAIN = re.compile(r"\+?[\d ()/-]{6,24}")
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?E[+-]?\d+", re.IGNORECASE)
_BARE = re.compile(r"[1-9][\d ()/.-]+")
_EDGES = " ,;/|:-–"
_MOST_DIGITS = 15
_ROUNDED = 5
"""So many zeros at the end of a number cell: its digits were lost on the way."""
_LONGEST_NATIONAL = 11


@dataclass(frozen=True, slots=True)
class Phone:
    """What a phone cell holds: the number (E.164) if there is one, the text as it stood, the rest as a note.

    `warning` is one of `phone_email` (a mail address, no number), `phone_rounded` (a spreadsheet has lost
    digits), `phone_invalid` (no number that can be dialled), `phone_zero_restored` and `phone_plus_restored`
    (a number cell swallowed the first sign; the number is a guess to be checked), or None.
    """

    raw: str
    e164: str | None = None
    note: str | None = None
    warning: str | None = None


def parse_phone(raw: str | None) -> Phone:
    """The number in a text (D15). The library's matcher goes first, so that letters never become digits.

    Several numbers: the first one counts, the others stay in the note.
    """
    raw = (raw or "").strip()
    text = raw.lstrip("'’ ")
    if not text:
        return Phone(raw)
    if _PLAIN.fullmatch(text):
        plain = _plain(text)
        if plain:
            return Phone(raw, plain)
    if "@" in text:
        return Phone(raw, warning="phone_email")
    if _SCIENTIFIC.fullmatch(text.replace(" ", "")):
        return Phone(raw, warning="phone_rounded")
    found = _first_match(text)
    if found:
        rest = f"{text[: found.start].strip(_EDGES)} {text[found.end :].strip(_EDGES)}".strip(_EDGES)
        return Phone(raw, _e164(found.number), rest or None)
    if _BARE.fullmatch(text):
        return _restored(raw, re.sub(r"\D", "", text))
    return Phone(raw, warning="phone_invalid" if any(c.isdigit() for c in text) else None, note=text)


def parse_phone_number_cell(value: float) -> Phone:
    """The same for a cell that a spreadsheet holds as a number: it has swallowed a leading zero or plus."""
    if isinstance(value, float) and not math.isfinite(value):
        return Phone(str(value), warning="phone_invalid")
    if value != int(value) or value < 0:
        return Phone(str(value), warning="phone_invalid")
    digits = str(int(value))
    if len(digits) > _MOST_DIGITS or (len(digits) > _ROUNDED and digits.endswith("0" * _ROUNDED)):
        return Phone(digits, warning="phone_rounded")
    return _restored(digits, digits)


def _plain(text: str) -> str | None:
    """The fast way for a cell of digits and signs only, where no letter could turn into a digit."""
    digits = sum(map(str.isdigit, text))
    if digits > _MOST_DIGITS + 2 or text[0] not in "+(0":
        return None
    number = _parsed(text)
    return _e164(number) if number else None


def _restored(raw: str, digits: str) -> Phone:
    """Digits without a leading sign: "+" where they name Germany and are too long for a number at home."""
    if digits.startswith("49") and len(digits) > _LONGEST_NATIONAL:
        number = _parsed(f"+{digits}")
        if number:
            return Phone(raw, _e164(number), warning="phone_plus_restored")
    number = _parsed(f"0{digits}")
    if number:
        return Phone(raw, _e164(number), warning="phone_zero_restored")
    number = _parsed(f"+{digits}")
    if number:
        return Phone(raw, _e164(number), warning="phone_plus_restored")
    return Phone(raw, warning="phone_invalid")


def _parsed(text: str) -> "PhoneNumber | None":
    import phonenumbers

    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) and not number.extension else None


def _first_match(text: str) -> "PhoneNumberMatch | None":
    from phonenumbers import PhoneNumberMatcher

    return next(iter(PhoneNumberMatcher(text, REGION)), None)


def _e164(number: "PhoneNumber") -> str:
    from phonenumbers import PhoneNumberFormat, format_number

    return format_number(number, PhoneNumberFormat.E164)


def national(e164: str | None) -> str:
    """A German number as it is typed here, without blanks: `01713920088`; empty for any other."""
    return f"0{e164[3:]}" if e164 and e164.startswith("+49") else ""


def international(e164: str) -> str:
    """As it is shown and dictated: "+49 30 23125115"; what is no number comes back as it was."""
    from phonenumbers import PhoneNumberFormat, format_number

    number = _parsed(e164)
    return format_number(number, PhoneNumberFormat.INTERNATIONAL) if number else e164
