"""The fields that say who somebody is and how they are reached: the same in every form that asks for them."""

from collections.abc import Callable
from typing import TypeVar

from backoffice.desk.contact import looks_like_email, phone_columns
from backoffice.domain.identifiers import CustomerNumber, parse_number
from backoffice.domain.phones import Phone, international, parse_phone
from backoffice.widgets.form_field import FormField
from backoffice.wording import dialogs as words

V = TypeVar("V")

NAME_LIMIT, EMAIL_LIMIT, NUMBER_LIMIT = 78, 120, 60


def a_field(
    label: str,
    parse: Callable[[str], V],
    id_: str,
    limit: int,
    beside: Callable[[V], str] | None = None,
    value: str = "",
) -> FormField[V]:
    """A field with an id, so that a parked form keeps it."""
    return FormField(label, value, parse=parse, beside=beside, limit=limit, id=id_)


def family_field(value: str = "") -> FormField[str]:
    """The family name, or the whole one where nobody says which word is which."""
    return a_field(words.FIELD_FAMILY, str.strip, "family", NAME_LIMIT, value=value)


def given_field(value: str = "") -> FormField[str]:
    """The given name."""
    return a_field(words.FIELD_GIVEN, str.strip, "given", NAME_LIMIT, value=value)


def phone_field(value: str = "") -> FormField[Phone]:
    """A phone; beside it the number that will be dialled, or that it cannot be (D15)."""
    return a_field(words.FIELD_PHONE, _phone, "phone", NUMBER_LIMIT, _beside_phone, value)


def email_field(value: str = "") -> FormField[str]:
    """A mail address; an odd one gets a warning, never a refusal."""
    return a_field(words.FIELD_EMAIL, str.strip, "email", EMAIL_LIMIT, _beside_email, value)


def number_field(value: str = "") -> FormField[CustomerNumber]:
    """A customer or BG number; beside it its canonical form, for a wrong shape a warning (D14)."""
    return a_field(words.FIELD_NUMBER, parse_number, "number", NUMBER_LIMIT, _beside_number, value)


def _phone(text: str) -> Phone:
    """As the desk reads it. Refused `phone_unreadable` where it is no number at all."""
    phone_columns(text.strip())
    return parse_phone(text)


def _beside_phone(phone: Phone) -> str:
    if phone.e164 is None:
        return words.CHECK_SHAPE
    number = international(phone.e164)
    return words.CHECK_PHONE.format(number=number) if phone.warning else number


def _beside_email(text: str) -> str:
    return "" if looks_like_email(text) else words.CHECK_SHAPE


def _beside_number(number: CustomerNumber) -> str:
    if number.warning is None:
        return number.customer_number or number.bg_number or ""
    return f"▲ {number.suggestion}?" if number.suggestion else words.CHECK_SHAPE
