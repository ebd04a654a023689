"""The two forms behind z: what was agreed on the phone, and what is asked in the program (D44)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from textual.widget import Widget

from backoffice.desk.agreed_time import AgreedTime
from backoffice.desk.asking_prefill import AskingView
from backoffice.domain.clock import hhmm, instant_of, wall
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.states import Status
from backoffice.domain.takeovers import WAITING_HERE, likely_time
from backoffice.domain.terms import Channel
from backoffice.screens.candidates import Named
from backoffice.screens.dialog import Blamed, FormDialog, Paragraph
from backoffice.screens.ticket_fields import typed
from backoffice.screens.wished_time import WishedTime, parse_wished
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.form_field import FormField, day_field, time_field
from backoffice.widgets.in_line import OneInLine, SomeInLine
from backoffice.widgets.one_of import Labelled
from backoffice.wording import booking_form, dialogs
from backoffice.wording import takeover_asking as words

REASON_LIMIT, FUNCTION_LIMIT, WISH_LIMIT = 200, 80, 40
KNOWINGLY = "knowingly"

T = TypeVar("T")


def agreed_fields(known: AskingView, now: datetime, function: str) -> Iterable[Widget]:
    """Who said yes, when, how: the same wherever a promise of another branch is noted."""
    yield function_field(function)
    yield from time_fields(known, now)


def function_field(function: str) -> FormField[str]:
    """Who said yes, by function."""
    return FormField(
        words.FIELD_AGREED_WITH,
        function,
        parse=str.strip,
        required=True,
        limit=FUNCTION_LIMIT,
        placeholder=words.PLACEHOLDER_AGREED_WITH,
        id="agreed_with",
    )


def time_fields(known: AskingView, now: datetime, *, likely: bool = True) -> Iterable[Widget]:
    """When somebody there takes the customer, and how: as booked, unless that is past or nothing is `likely`."""
    day, start = likely_time(known.day, known.start, now)
    yield day_field(words.FIELD_DAY, wall(now)[0], day if likely else None, id="day")
    yield time_field(words.FIELD_TIME, hhmm(start) if likely else "", id="time")
    channels = tuple(
        Choice(id_, label, why_not="" if known.has_phone or id_ != "phone" else dialogs.HAS_NO_NUMBER)
        for id_, label in booking_form.CHANNELS
    )
    usual = known.channel or Channel.IN_PERSON
    if usual is Channel.PHONE and not known.has_phone:
        usual = Channel.IN_PERSON
    yield Labelled(words.FIELD_CHANNEL, OneInLine(channels, usual.value, id="channel"))


def agreed_time(form: FormDialog[Any]) -> AgreedTime:
    """What `time_fields` say."""
    day: date | None = form.query_one("#day", FormField).value
    start = form.query_one("#time", FormField).value
    channel = Channel(form.query_one("#channel", OneInLine).chosen or Channel.IN_PERSON.value)
    if day is None or start is None:
        raise Refused("wished_time_unknown")
    return AgreedTime(day=day, start=int(start), channel=channel)


def protected_field(known: AskingView) -> Iterable[Widget]:
    """A protected person goes to another branch only where somebody says so (D52)."""
    if known.protected:
        choices = (Choice(KNOWINGLY, words.KNOWINGLY),)
        yield Labelled(words.FIELD_PROTECTED, SomeInLine(choices, id=KNOWINGLY))


def knowingly(form: FormDialog[Any], known: AskingView) -> bool:
    """Whether it was said. Refused `protected_stays` until then; of anybody else it need not be."""
    if not known.protected:
        return False
    if not form.query_one(f"#{KNOWINGLY}", ChoiceList).ticked:
        raise Refused("protected_stays")
    return True


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed on the phone."""

    agreed_with: str
    time: AgreedTime
    knowingly: bool


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What is asked. `until` None: within 15 minutes."""

    reason: str
    wish: WishedTime | None
    until: datetime | None
    waits_here: bool
    knowingly: bool


class _OfBranch(FormDialog[T], Generic[T]):
    """What both forms are about: an appointment and the branch that is chosen."""

    def __init__(
        self, title: str, key: str, about: str, known: AskingView, named: Named, now: Callable[[], datetime]
    ) -> None:
        """`now` gives aware instants: a deadline counts from when it is saved."""
        super().__init__(title, draft_key=key, about=about)
        self.known = known
        self.named = named
        self.now = now
        self.opened = now()

    def head(self) -> Widget:
        """Whom one calls."""
        branch = self.named.branch
        return Paragraph(words.called(branch.name, branch.front_desk_phone), ink="strong", classes="called")


class AgreeForm(_OfBranch[Agreed]):
    """`z 1 F2`: the function, today, the booked time or the next one."""

    ABOUT = words.ABOUT_AGREE

    def body(self) -> Iterable[Widget]:
        yield self.head()
        yield from agreed_fields(self.known, self.opened, words.front_desk_of(self.named.branch.name))
        yield from protected_field(self.known)

    def result(self) -> Agreed:
        """Refused `protected_stays` until it is said that a protected person is meant to travel."""
        return Agreed(typed(self, "agreed_with"), agreed_time(self), knowingly(self, self.known))


class AskForm(_OfBranch[AskedFor]):
    """`z 2 F2`: why there, an answer within 15 minutes."""

    ABOUT = words.ABOUT_ASK

    def body(self) -> Iterable[Widget]:
        today = wall(self.opened)[0]
        yield self.head()
        yield FormField(
            words.FIELD_REASON,
            self.named.reason,
            parse=str.strip,
            required=True,
            limit=REASON_LIMIT,
            counted=True,
            placeholder=words.PLACEHOLDER_REASON,
            id="reason",
        )
        yield FormField(
            words.FIELD_WISH,
            parse=lambda text: parse_wished(text, today, today),
            beside=lambda wish: f"{wish.day:%d.%m.} {hhmm(wish.start)}",
            limit=WISH_LIMIT,
            placeholder=words.PLACEHOLDER_WISH,
            id="wish",
        )
        self._usual = hhmm(wall(self.opened + WAITING_HERE)[1])
        yield time_field(words.FIELD_UNTIL, self._usual, id="until")
        waits = tuple(Choice(id_, label) for id_, label in words.WAITS)
        here = self.known.channel is not Channel.PHONE or self.known.status is not Status.BOOKED
        usual = waits[0 if here and self.known.day == today else 1].id
        yield Labelled(words.FIELD_WAITS, OneInLine(waits, usual, id="waits"))
        yield from protected_field(self.known)

    def result(self) -> AskedFor:
        """Refused `answer_in_past`, and `protected_stays` until it is said that a protected person may travel."""
        return AskedFor(
            reason=typed(self, "reason"),
            wish=self.query_one("#wish", FormField).value,
            until=self._until(),
            waits_here=self.query_one("#waits", OneInLine).chosen == words.WAITS[0][0],
            knowingly=knowingly(self, self.known),
        )

    def _until(self) -> datetime | None:
        """What was left alone means 15 minutes from now, however long the form was open."""
        field = self.query_one("#until", FormField)
        if field.text == self._usual or field.value is None:
            return None
        until = instant_of(wall(self.now())[0], int(field.value))
        if until <= self.now():
            raise Refused("answer_in_past")
        return until

    def blamed(self, error: BackofficeError) -> Blamed | None:
        return self.query_one("#until", FormField) if error.code == "answer_in_past" else None
