"""What is typed to find and to book a time: when, for what concern, in which group (never who: D54)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.asking import Answers
from backoffice.cli.session import DAY, TIME
from backoffice.domain.errors import Refused
from backoffice.domain.interpreting import interpreted_minutes
from backoffice.domain.terms import ApplicationKept, Channel

if TYPE_CHECKING:
    from backoffice.desk.booking import NewBooking
    from backoffice.desk.booking_prefill import BookingPrefill
    from backoffice.desk.desk import Desk
    from backoffice.desk.interpreting import NewOrder
    from backoffice.desk.slots import OfferedSlot

When = tuple[date, int]
"""A day and a minute of it."""


class WhenType(click.ParamType[When]):
    """A day and a time as people type them together."""

    name = "ZEITPUNKT"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> When:
        """`24.11. 10:00`, `morgen 9`, `mo 14.30 Uhr`."""
        if isinstance(value, tuple):
            return value
        day, _, time = str(value).strip().removesuffix("Uhr").strip().rpartition(" ")
        if not day:
            self.fail(f"{value!r}: Hier fehlt der Tag oder die Uhrzeit, zum Beispiel „24.11. 10:00“.", param, ctx)
        return DAY.convert(day, param, ctx), TIME.convert(time, param, ctx)


WHEN = WhenType()
CHANNELS = {"in-person": Channel.IN_PERSON, "phone": Channel.PHONE}
KEPT = {
    "yes": ApplicationKept.YES,
    "no": ApplicationKept.NO,
    "unwanted": ApplicationKept.NOT_WANTED,
    "not-wanted": ApplicationKept.NOT_WANTED,
}

group_option = click.option(
    "--group", metavar="NAME", help="Nur in dieser Gruppe (oder wie ihre Plätze anfangen: L1)."
)
minutes_option = click.option(
    "--minutes", type=int, metavar="MINUTEN", help="Dauer; sonst so lang, wie das Anliegen angeboten ist."
)
reserved_option = click.option(
    "--reserved", is_flag=True, help="Auch Zeiten, die für Berufstätige und Maßnahmen reserviert sind."
)
channel_option = click.option(
    "--channel",
    type=click.Choice(list(CHANNELS)),
    help="in-person (persönlich) oder phone (wir rufen an); sonst wie bisher, beim ersten Termin persönlich.",
)
reason_option = click.option(
    "--reason", is_flag=True, help="Kürzer als angeboten, oder in einem Buchungsstopp: fragt nach der Begründung."
)
application_option = click.option(
    "--application",
    type=click.Choice(list(KEPT)),
    metavar="ANTWORT",
    help="Geht es um einen Antrag: heute festgehalten? yes (ja), no (nein), unwanted (nicht gewünscht).",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A time that is to be booked, as it was typed."""

    when: When
    group: str | None = None
    minutes: int | None = None
    channel: str | None = None
    reserved: bool = False
    reason: str = ""
    longer: bool = False
    """Where no length was said: as long as an interpreted talk is proposed to take (D49)."""


def concern_of(desk: "Desk", branch_id: str, title: str) -> str:
    """The concern with this title, however it is spelled: of the branch, else of the catalogue (then the search says
    that it is not offered there). Refused `concern_unclear`.
    """
    from backoffice.desk.organisation_views import Catalogue, ConcernsOf
    from backoffice.domain.catalogue import concern_key

    wanted = concern_key(title)
    offered = [one.id for one in desk.read(ConcernsOf(branch_id)) if concern_key(one.title) == wanted]
    found = offered or [one.id for one in desk.read(Catalogue()) if concern_key(one.title) == wanted]
    if len(found) != 1:
        raise Refused("concern_unclear", title=title)
    return found[0]


def group_id_of(desk: "Desk", branch_id: str, typed: str) -> str:
    """The id of a group. Refused `unknown_group`."""
    from backoffice.cli.plan_typed import group_of

    return group_of(desk, branch_id, typed)[0]


def place_for(desk: "Desk", branch_id: str, wanted: Wanted, own: str | None = None, **about: Any) -> "OfferedSlot":
    """Where exactly this time can be had. `about`: the concern, or the appointment that is moved (`LookingFor`).

    Without a group named it is the group it has (`own`), as long as that offers it. As long as it is offered, or
    (`wanted.longer`) as an interpreted talk takes.

    Refused: `unknown_group`, `time_not_free` with the reasons of each service point, what `WhyNot` refuses.
    """
    from backoffice.desk.slots import WhyNot

    if wanted.group is not None:
        about["group_ids"] = (group_id_of(desk, branch_id, wanted.group),)
    elif own is not None:
        try:
            return place_for(desk, branch_id, wanted, **about, group_ids=(own,))
        except Refused as refused:
            if refused.code not in ("concern_not_offered", "bad_group"):
                raise  # another group is not chosen for anybody: --group names it
    view = desk.read(
        WhyNot(
            branch_id=branch_id,
            now=desk.clock.now(),
            minutes=wanted.minutes,
            reserved=wanted.reserved,
            over_stop=bool(wanted.reason),
            day=wanted.when[0],
            start=wanted.when[1],
            **about,
        )
    )
    if view.offer is None:
        raise Refused("time_not_free", explanation=view.explanation)
    if wanted.longer and wanted.minutes is None:
        minutes = interpreted_minutes(view.offer.end - view.offer.start)
        return place_for(desk, branch_id, replace(wanted, minutes=minutes), **about)
    return view.offer


def booking_at(place: "OfferedSlot", wanted: Wanted, channel: Channel | None, **values: Any) -> "NewBooking":
    """What is booked there; the length is said only where it is another than what is offered, which counts else."""
    from backoffice.desk.booking import NewBooking

    said = CHANNELS[wanted.channel] if wanted.channel else channel
    return NewBooking(
        group_id=place.group_id,
        day=place.day,
        start=place.start,
        minutes=place.end - place.start if wanted.longer else wanted.minutes,
        channel=said or Channel.IN_PERSON,
        reserved=wanted.reserved,
        override_reason=wanted.reason,
        **values,
    )


def follow_up_of(
    desk: "Desk", appointment_id: str, wanted: Wanted, ordered: "Callable[[str | None], NewOrder | None]"
) -> "NewBooking":
    """A follow-up of an appointment at its own branch, for the same concern; `ordered` says by the language that is
    known who is to interpret it. Refused: as `place_for`.
    """
    from backoffice.desk.booking_prefill import FollowUpPrefill

    known = desk.read(FollowUpPrefill(appointment_id, desk.clock.now()))
    return from_known(desk, known, wanted, order=ordered(known.language))


def of_ticket(desk: "Desk", ticket_id: str, wanted: Wanted) -> "NewBooking":
    """The appointment that keeps a promised call: for its concern, at its branch. Refused: as `place_for`."""
    from backoffice.desk.booking_prefill import TicketBookingPrefill

    known = desk.read(TicketBookingPrefill(ticket_id, desk.clock.now()))
    text = "" if known.concern_id else known.concern
    return from_known(desk, known, wanted, concern_id=known.concern_id, concern_text=text)


def from_known(
    desk: "Desk",
    known: "BookingPrefill",
    wanted: Wanted,
    branch_id: str | None = None,
    concern_id: str | None = None,
    **values: Any,
) -> "NewBooking":
    """What is booked for whom a prefill tells of, at its branch or another; `concern_id` where it is another one.

    Refused: as `place_for`.
    """
    concern = concern_id or known.concern_id
    if wanted.minutes is None and concern is None:
        wanted = replace(wanted, minutes=known.minutes)
    place = place_for(
        desk,
        branch_id or known.branch.id,
        wanted,
        None if concern_id is not None else known.group_id,
        concern_id=concern,
        concern_text="" if concern else known.concern,
        customer_id=known.customer_id,
        emergency=True if known.raised else None,
    )
    return booking_at(place, wanted, known.channel, concern_id=concern_id, **values)


def asked_reason(answers: Answers, *, wanted: bool) -> str:
    """The reason for a shorter time or one in a Buchungsstopp, where it is to be given. Refused `input_missing`."""
    return answers.text("override_reason", required=True) if wanted else ""
