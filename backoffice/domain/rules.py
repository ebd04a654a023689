"""One rule of the table, what is asked of it, and how each thing that it names is tested (D43)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from backoffice.domain.terms import Parity
from backoffice.domain.text import fold


class Rule(NamedTuple):
    """One line of the rule table: what is named all has to hold; what is None says nothing."""

    id: str
    rank: int
    """Lower ranks come first; rules of one rank are equal."""
    position: int
    branch_id: str
    team_id: str | None = None
    postcode: str | None = None
    street: str | None = None
    first_number: str | None = None
    last_number: str | None = None
    """Both included, see `streets.span`."""
    parity: str = Parity.ALL.value
    under_age: int | None = None
    area: str | None = None
    """A value of `terms.Area`."""
    first_letter: str | None = None
    last_letter: str | None = None
    """Of the family name, both included, one or two letters; folded: "Ä" counts as "A"."""
    digits: str | None = None
    """Final digits of the customer's number that it means: `01234`. The first three say nothing (D14)."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a customer; None: not answered. It is used for one look-up and kept nowhere."""

    postcode: str | None = None
    street: str | None = None
    house_number: str | None = None
    age: int | None = None
    """In years."""
    area: str | None = None
    """A value of `terms.Area`."""
    family_letter: str | None = None
    """How the family name begins: one letter or more."""
    number: str | None = None
    """Customer or BG number, or its end."""


class Condition(StrEnum):
    """What a rule can name."""

    POSTCODE = "postcode"
    STREET = "street"
    HOUSE_NUMBER = "house_number"
    AGE = "age"
    AREA = "area"
    LETTER = "letter"
    DIGITS = "digits"


Test = Callable[[Asked], bool | None]
"""Whether a condition holds; None: that was not answered."""


def tests(rule: Rule) -> Iterator[tuple[Condition, Test]]:
    """What a rule names beside a place: the finder's index looks for that."""
    if rule.under_age is not None:
        yield Condition.AGE, _age_test(rule.under_age)
    if rule.area is not None:
        yield Condition.AREA, _area_test(rule.area)
    if rule.first_letter or rule.last_letter:
        yield Condition.LETTER, _letter_test(*letters(rule))
    if rule.digits:
        yield Condition.DIGITS, _digit_test(rule.digits)


def _age_test(under: int) -> Test:
    return lambda asked: None if asked.age is None else asked.age < under


def _area_test(area: str) -> Test:
    return lambda asked: None if asked.area is None else asked.area == area


def letters(rule: Rule) -> tuple[str, str]:
    """The first and the last beginning of family names that a rule means, folded."""
    first, last = fold(rule.first_letter or "a"), fold(rule.last_letter or rule.first_letter or "z")
    return first, last


def _letter_test(first: str, last: str) -> Test:
    def test(asked: Asked) -> bool | None:
        name = fold(asked.family_letter or "").strip()
        if not name:
            return None
        if len(name) < max(len(first), len(last)):
            # "S" may be before, in or after Sa–Sm; it is surely in R–T.
            if name < first[: len(name)] or name > last[: len(name)]:
                return False
            if (len(first) > len(name) and name == first[: len(name)]) or (
                len(last) > len(name) and name == last[: len(name)]
            ):
                return None
            return True
        return first <= name[: len(first)] and name[: len(last)] <= last

    return test


def _digit_test(digits: str) -> Test:
    def test(asked: Asked) -> bool | None:
        number = (asked.number or "").strip()
        return number[-1] in digits if number[-1:].isdecimal() else None

    return test
