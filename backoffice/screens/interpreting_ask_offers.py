"""What can be chosen where an interpreter is ordered: who can, now, at the appointment's time, or at a new one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from backoffice.desk.booking import NewBooking
from backoffice.desk.interpreter_offers import OfferedInterpreter
from backoffice.desk.interpreting import NewOrder
from backoffice.desk.interpreting_prefill import InterpretingOffers
from backoffice.desk.slots import OfferedSlot
from backoffice.domain.orders import ARRANGED
from backoffice.domain.terms import Channel, InterpretingKind
from backoffice.screens.booking_search import marks
from backoffice.widgets.choice_list import Choice
from backoffice.widgets.paged_choices import PAGE
from backoffice.wording import interpreting_ask as words
from backoffice.wording.plan_words import mark

AT_LEAST = 3
"""So many of each sort stand on the first page, as far as there are that many."""
WAYS = {
    "phone": frozenset({InterpretingKind.PHONE}),
    "video": frozenset({InterpretingKind.VIDEO}),
    **dict.fromkeys(
        ("on_site", "short"),
        frozenset({InterpretingKind.ON_SITE, InterpretingKind.COLLEAGUE, InterpretingKind.SIGN}),
    ),
}
SHORT = "short"
"""Under this way also those who want to be asked earlier: on the phone they said that they come all the same."""


class Sort(StrEnum):
    """What becomes of the appointment with what is chosen."""

    NOW = "now"
    """Somebody interprets from now on, whenever the appointment was."""
    THEN = "then"
    NEW = "new"
    """It moves to a time at which place and interpreter are both free."""
    NOTED = "noted"
    COMPANION = "companion"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen. `[start, end)` minutes of `day`; None: no time is meant."""

    sort: Sort
    label: str
    who: OfferedInterpreter | None = None
    slot: OfferedSlot | None = None
    day: date | None = None
    start: int = 0
    end: int = 0

    @property
    def id(self) -> str:
        """By what it is: found again in a list that was read anew."""
        who = "" if self.who is None else f"{self.who.id}/{self.who.kind.value}"
        when = "" if self.slot is None else f"{self.slot.day.isoformat()}/{self.slot.start}/{self.slot.group_id}"
        return f"{self.sort.value}/{who}/{when}"

    @property
    def dialled(self) -> str:
        """The number to dial right after it was ordered; empty: somebody is asked first, or later."""
        one = self.who
        phone = one is not None and one.at_once and one.kind is InterpretingKind.PHONE
        return one.dial if one is not None and phone and self.sort is Sort.NOW else ""

    @property
    def at_once(self) -> bool:
        """Nobody has to be asked first: a line is there, now or at the appointment's own time."""
        return self.who is not None and self.who.at_once and self.sort in (Sort.NOW, Sort.THEN)

    def as_choice(self) -> Choice:
        """As the list shows it."""
        if self.who is None:
            return Choice(self.id, self.label)
        if self.slot is not None:
            return Choice(self.id, self.label, " · ".join(mark(code) for code in marks(self.slot)))
        return Choice(self.id, self.label, words.briefly(self.who.dial, at_once=self.who.at_once))

    def reach(self) -> str:
        """How to reach whoever it is, and what it costs."""
        one = self.who
        if one is None:
            return ""
        return words.reach(one.kind.value, one.dial, one.contact, one.cost_note, at_once=one.at_once)


NOTED = Option(Sort.NOTED, words.NOTED)
COMPANION = Option(Sort.COMPANION, words.COMPANION)
NOT_NEEDED = Option(Sort.NOT_NEEDED, words.NOT_NEEDED)
EXTRA = {option.id: option for option in (NOTED, COMPANION, NOT_NEEDED)}
"""What can be chosen whoever is free."""


def options(found: InterpretingOffers, today: date) -> tuple[Option, ...]:
    """Everything that is offered, on the first page some of each sort: from now on, at its time, new times."""
    sorts = [list(_now(found, today)), list(_then(found, today)), list(_new(found, today))]
    first = [min(len(of), AT_LEAST) for of in sorts]
    for n in (2, 0, 1):  # what is left of the page
        first[n] += min(len(sorts[n]) - first[n], PAGE - sum(first))
    shown = (option for of, many in zip(sorts, first, strict=True) for option in of[:many])
    further = (option for of, many in zip(sorts, first, strict=True) for option in of[many:])
    return (*shown, *further)


def _now(found: InterpretingOffers, today: date) -> Iterator[Option]:
    if found.now is None:
        return
    start, end = found.now
    for one in found.at_once:
        if not _stands(found, one, today, start):
            yield Option(Sort.NOW, words.now(one.kind.value, one.name), one, None, today, start, end)


def _then(found: InterpretingOffers, today: date) -> Iterator[Option]:
    for one in found.then:
        if not _stands(found, one, found.day, found.start):
            label = words.then(found.day, found.start, one.kind.value, one.name, today)
            yield Option(Sort.THEN, label, one, None, found.day, found.start, found.end)


def _stands(found: InterpretingOffers, one: OfferedInterpreter, day: date, start: int) -> bool:
    """Whether just that is ordered already: to choose it would call them off and ask them again."""
    order = found.order
    return (
        order is not None
        and order.status in ARRANGED
        and (order.interpreter_id, order.kind, order.language) == (one.id, one.kind, found.language)
        and order.day == day
        and order.start <= start < order.end
    )


def _new(found: InterpretingOffers, today: date) -> Iterator[Option]:
    for slot in found.times:
        one = slot.interpreter
        if one is not None:
            label = words.new(slot.day, slot.start, slot.end, slot.group, one.kind.value, one.name, today)
            yield Option(Sort.NEW, label, one, slot, slot.day, slot.start, slot.end)


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What was chosen: about which appointment, in which language."""

    found: InterpretingOffers
    option: Option
    language: str
    dialect: str = ""
    short_notice: bool = False

    @property
    def order(self) -> NewOrder:
        """The order it means."""
        one, companion = self.option.who, self.option.sort is Sort.COMPANION
        kind = InterpretingKind.COMPANION if companion else None if one is None else one.kind
        return NewOrder(
            language=self.language,
            dialect=self.dialect,
            kind=kind,
            interpreter_id=None if one is None else one.id,
            adult=companion,
            short_notice=self.short_notice and one is not None,
        )

    @property
    def booking(self) -> NewBooking | None:
        """The time to which the appointment moves; None: it stays where it is."""
        slot = self.option.slot
        if slot is None:
            return None
        return NewBooking(
            group_id=slot.group_id,
            day=slot.day,
            start=slot.start,
            minutes=slot.end - slot.start,
            channel=self.found.channel or Channel.IN_PERSON,
            order=self.order,
        )


def with_ways(found: InterpretingOffers, all_ways: InterpretingOffers | None) -> InterpretingOffers:
    """What was found for one way, with what is known of all of them."""
    if all_ways is None or all_ways.language != found.language:
        return found
    return replace(found, ways=all_ways.ways)
