"""The fields of the booking dialog: what is usual stands open, the rest is a key away."""

from collections.abc import Iterable
from datetime import date

from textual.containers import Vertical
from textual.widget import Widget

from backoffice.desk.booking_prefill import BookingPrefill
from backoffice.desk.views import BranchView
from backoffice.domain.errors import Refused
from backoffice.domain.text import search_key
from backoffice.domain.wanted import LONGEST, SHORTEST
from backoffice.screens.concern_field import TEXT_LIMIT, as_booked, concern_field, pickable
from backoffice.widgets.choice_list import Choice
from backoffice.widgets.form_field import FormField, day_field
from backoffice.widgets.in_line import OneInLine, SomeInLine
from backoffice.widgets.one_of import Labelled
from backoffice.widgets.picker import Pickable, Picker
from backoffice.wording import booking_form as words
from backoffice.wording import dialogs
from backoffice.wording.languages import name
from backoffice.wording.screens import SENSITIVE

ANY = "any"
WITH, WITHOUT = "with", "without"
DOCUMENTS_LIMIT, REASON_LIMIT = 400, 200


def open_fields(prefill: BookingPrefill, today: date) -> Iterable[Widget]:
    """From which day, which part of it, how, and what to bring."""
    yield day_field(words.FIELD_FROM, today, required=False, id="from_day")
    yield Labelled(words.FIELD_PART, OneInLine(_choices(words.PARTS), ANY, id="part"))
    channels = tuple(
        Choice(id_, label, why_not="" if prefill.has_phone or id_ != "phone" else dialogs.HAS_NO_NUMBER)
        for id_, label in words.CHANNELS
    )
    usual = prefill.channel.value if prefill.channel else words.CHANNELS[0][0]
    yield Labelled(words.FIELD_CHANNEL, OneInLine(channels, usual, id="channel"))
    yield FormField(
        words.FIELD_DOCUMENTS,
        one_line(prefill.documents),
        parse=str.strip,
        limit=DOCUMENTS_LIMIT,
        placeholder=words.usual_documents(prefill.usual_documents),
        id="documents",
    )


def interpreting_field(language: str) -> Widget:
    """Whether somebody who interprets is to be free, too."""
    choices = _choices(((WITH, words.with_interpreter(name(language))), (WITHOUT, words.WITHOUT_INTERPRETER)))
    return Labelled(words.FIELD_INTERPRETING, OneInLine(choices, WITH, id="interpreting"))


def more_fields(prefill: BookingPrefill, *, moves: bool, branches: tuple[BranchView, ...]) -> Iterable[Widget]:
    """What is rarely asked: weekdays, length, concern, group, branch, times that are kept for others."""
    yield Labelled(words.FIELD_WEEKDAYS, SomeInLine(_choices(words.WEEKDAYS), id="weekdays"))
    yield FormField(
        words.FIELD_MINUTES,
        str(prefill.minutes) if not moves and prefill.concern_id is None and prefill.minutes else "",
        parse=_minutes,
        limit=3,
        placeholder=words.PLACEHOLDER_AS_WAS if moves else words.PLACEHOLDER_MINUTES,
        id="minutes",
    )
    if not moves:
        yield concern_field((as_booked(shown_concern(prefill)), *(pickable(concern) for concern in prefill.concerns)))
    yield _picker(words.FIELD_GROUP, named(prefill.groups), "group", words.NOTHING_GROUP, words.PLACEHOLDER_GROUP)
    if branches:
        items = named((branch.id, branch.name) for branch in branches)
        yield _picker(words.FIELD_BRANCH, items, "branch", words.NOTHING_BRANCH, prefill.branch.name)
    also = (Choice("reserved", words.RESERVED), *(() if moves else (Choice("over_stop", words.OVER_STOP),)))
    yield Labelled(words.FIELD_ALSO, SomeInLine(also, id="also"))


def reason_field() -> Widget:
    """Why it may be shorter than offered, or lie in a Buchungsstopp; shown where it is to be said."""
    return Vertical(
        FormField(
            words.FIELD_REASON,
            parse=str.strip,
            limit=REASON_LIMIT,
            placeholder=words.PLACEHOLDER_REASON,
            id="override_reason",
        ),
        classes="part",
        id="part-reason",
    )


def shown_concern(prefill: BookingPrefill) -> str:
    """The concern as everybody may read it (D24)."""
    return SENSITIVE if prefill.sensitive else prefill.concern


def one_line(documents: str) -> str:
    """What to bring, as it is typed: `Mietvertrag; Kontoauszüge`."""
    return "; ".join(part for line in documents.splitlines() if (part := line.strip()))


def many_lines(typed: str) -> str:
    """The same as it is stored: an item a line."""
    return "\n".join(part for text in typed.split(";") if (part := text.strip()))


def named(items: Iterable[tuple[str, str]]) -> tuple[Pickable, ...]:
    """Things with a name, to be picked by it."""
    return tuple(Pickable(Choice(id_, name), search_key(name)) for id_, name in items)


def _picker(label: str, items: tuple[Pickable, ...], id_: str, nothing: str, placeholder: str) -> Picker:
    return Picker(
        label,
        items,
        at_once=False,
        nothing=nothing,
        more=dialogs.MORE,
        limit=TEXT_LIMIT,
        placeholder=placeholder,
        id=id_,
    )


def _choices(of: Iterable[tuple[str, str]]) -> tuple[Choice, ...]:
    return tuple(Choice(id_, label) for id_, label in of)


def _minutes(text: str) -> int:
    """Refused `bad_duration`: no number, none of five minutes, too short or too long."""
    typed = text.strip().removesuffix("min").strip()
    minutes = int(typed) if typed.isdecimal() else 0
    if not SHORTEST <= minutes <= LONGEST or minutes % SHORTEST:
        raise Refused("bad_duration", minutes=minutes, shortest=SHORTEST, longest=LONGEST)
    return minutes
