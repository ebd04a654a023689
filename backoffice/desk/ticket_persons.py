"""Whether an appointment may be the same person's as a ticket: a promise is kept by their appointment only (D39)."""

from typing import Any

import sqlalchemy as sa

from backoffice.domain.names import name_key


def same_person_as(person: sa.Row[Any], dialled: str | None, other: sa.Row[Any]) -> bool:
    """Whether two customers share their record, a number, a phone (also the one that is dialled), or their name.

    Names compare as sets of words (D5). It is a hint for who may be meant, not a proof that they are one.
    """
    if other.id == person.id or (person.copied_from is not None and other.id == person.copied_from):
        return True
    numbers = {person.customer_number, person.bg_number} & {other.customer_number, other.bg_number}
    phones = {person.phone, dialled} & {other.phone}
    named = bool(person.name) and name_key(person.name) == name_key(other.name)
    return bool(numbers - {None}) or bool(phones - {None}) or named
