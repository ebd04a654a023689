"""A promised call is made: everything is filled in, what it promises stands above the fields (D37)."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from textual import on, work
from textual.timer import Timer
from textual.widget import Widget

from backoffice.desk.ticket_prefill import Prefill
from backoffice.desk.ticket_views import TeamView
from backoffice.desk.tickets import Caller, NewTicket, Reach
from backoffice.desk.views import TicketRef
from backoffice.domain.clock import BREMEN
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.identifiers import parse_number
from backoffice.domain.ids import new_id
from backoffice.domain.phones import parse_phone
from backoffice.domain.terms import Urgency
from backoffice.screens.concern_field import AS_BOOKED, as_booked, concern_field, meant, pickable
from backoffice.screens.dialog import FormDialog, Paragraph
from backoffice.screens.note import note_row
from backoffice.screens.person_fields import family_field, given_field, number_field
from backoffice.screens.ticket_fields import (
    dialled,
    own_deadline_fields,
    reach_fields,
    reach_of,
    show_own_reason,
    typed,
    urgency_choices,
    urgency_reason_field,
)
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.form_field import FormField
from backoffice.widgets.one_of import Labelled, OneOf
from backoffice.widgets.picker import Pickable, Picker
from backoffice.wording import screens
from backoffice.wording import ticket_forms as words

PAUSE = 0.25
"""Seconds without a key after which is looked for tickets of the same number."""

LookUp = Callable[[str | None, str | None], Sequence[TicketRef]]
"""Open tickets of a phone (E.164) or a customer's number; asked in a thread."""


@dataclass(frozen=True, slots=True)
class TicketAnswer:
    """What the form says; the number is drawn where it is saved."""

    team_id: str
    reach: Reach
    concern_id: str | None
    concern_text: str
    urgency: Urgency
    urgency_reason: str
    note: str
    caller: Caller | None

    def ticket(self, number: str) -> NewTicket:
        """The promise under a number that was drawn for it."""
        return NewTicket(
            number=number,
            team_id=self.team_id,
            reach=self.reach,
            concern_id=self.concern_id,
            concern_text=self.concern_text,
            urgency=self.urgency,
            urgency_reason=self.urgency_reason,
            note=self.note,
        )


class TicketForm(FormDialog[TicketAnswer]):
    """`r F2` is the usual way. From a call (no appointment) it also asks who it is."""

    ABOUT = words.ABOUT_TICKET

    def __init__(
        self,
        prefill: Prefill,
        title: str,
        now: Callable[[], datetime],
        look_up: LookUp | None = None,
        *,
        draft_key: str = "",
    ) -> None:
        """`now` gives aware instants: what is promised moves on while the form is open."""
        key = draft_key or (f"ticket:{prefill.appointment_id}" if prefill.appointment_id else f"call:{new_id()}")
        super().__init__(title, draft_key=key, about=prefill.appointment_id)
        self._prefill = prefill
        self._now = now
        self._look_up = look_up
        self._similar = tuple(prefill.similar)
        self._pause: Timer | None = None
        self._at = now()

    @property
    def _from_call(self) -> bool:
        return self._prefill.appointment_id is None

    # --- its fields ----------------------------------------------------------------------------------------------

    def body(self) -> Iterable[Widget]:
        known = Reach(phone=dialled(self._prefill.phone))
        today = self._at.astimezone(BREMEN).date()
        yield Paragraph("", ink="strong", classes="due")
        yield Paragraph("", ink="warning", classes="similar")
        if self._from_call:
            yield family_field()
            yield given_field()
            yield number_field()
        teams = tuple(Choice(team.id, team.name, self._why_team(team)) for team in self._prefill.teams)
        yield Labelled(words.FIELD_TEAM, OneOf(teams, self._prefill.usual_team_id, id="team"))
        yield concern_field(self._concerns())
        yield from reach_fields(known, self._at, self._due_at)
        yield Labelled(
            words.FIELD_URGENCY,
            OneOf(
                urgency_choices(Urgency.NORMAL, Urgency.URGENT, Urgency.EMERGENCY),
                self._prefill.urgency.value,
                id="urgency",
            ),
        )
        yield urgency_reason_field()
        yield from own_deadline_fields(known, today)
        yield note_row()

    def _why_team(self, team: TeamView) -> str:
        """From a call nothing is usual yet: the team follows the concern that is chosen."""
        usual = team.id == self._prefill.usual_team_id and not self._from_call
        return words.USUAL_TEAM if usual else ""

    def _concerns(self) -> tuple[Pickable, ...]:
        found = tuple(pickable(concern) for concern in self._prefill.concerns)
        booked = self._booked_concern()
        return (as_booked(booked), *found) if booked else found

    def _booked_concern(self) -> str:
        """The appointment's concern as everybody may read it (D24)."""
        return screens.SENSITIVE if self._prefill.sensitive else self._prefill.concern

    def on_mount(self) -> None:
        booked = self._booked_concern()
        if booked:
            self._concern.restore(booked, AS_BOOKED)
        self.show_parts()
        if not self._from_call:
            self.set_focus(self.query_one("#team", OneOf))  # at once: a digit may be on its way
        self.set_interval(1.0, self._say_due)

    @property
    def _concern(self) -> Picker:
        return self.query_one("#concern", Picker)

    @property
    def _urgency(self) -> Urgency:
        return Urgency(self.query_one("#urgency", OneOf).chosen or Urgency.NORMAL.value)

    @property
    def _usual_urgency(self) -> Urgency:
        """As urgent as the concern is that stands in the form."""
        chosen = self._concern.chosen
        if chosen == AS_BOOKED:
            return self._prefill.urgency
        raised = any(concern.id == chosen and concern.emergency for concern in self._prefill.concerns)
        return Urgency.EMERGENCY if raised else Urgency.NORMAL

    # --- what it promises ----------------------------------------------------------------------------------------

    def _due_at(self) -> datetime:
        return self._prefill.due(self._now(), self._urgency).due_at

    def _say_due(self) -> None:
        now = self._now()
        text = words.due_line(self._due_at(), now, self._prefill.calendar)
        self.query_one(".due", Paragraph).write(text if self._prefill.teams else words.NO_TEAM)

    def _say_similar(self) -> None:
        today = self._now().astimezone(BREMEN).date()
        said = words.similar([(s.number, s.team, s.due_at) for s in self._similar], today)
        self.query_one(".similar", Paragraph).write(said)

    def show_parts(self) -> None:
        show_own_reason(self)
        needed = self._urgency is not Urgency.NORMAL and self._urgency is not self._usual_urgency
        self.query_one("#part-urgency-reason").display = needed
        self._say_due()
        self._say_similar()

    @on(ChoiceList.Ticked)
    def _ticked(self) -> None:
        self.show_parts()

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        self.show_parts()
        self.focus_next()

    @on(Picker.Picked)
    def _picked(self, event: Picker.Picked) -> None:
        """Another concern may be an emergency by itself."""
        if event.id is not None:
            self.query_one("#urgency", OneOf).tick_id(self._usual_urgency.value)
            team = self._team_of(event.id)
            if self._from_call and team is not None:
                self.query_one("#team", OneOf).tick_id(team)
        self.show_parts()

    def _team_of(self, concern_id: str) -> str | None:
        """The team a concern usually goes to: of its area, the person's own team first."""
        areas = {concern.id: concern.area for concern in self._prefill.concerns}
        teams = [team for team in self._prefill.teams if team.area == areas.get(concern_id)]
        teams.sort(key=lambda team: team.id != self._prefill.usual_team_id)
        return teams[0].id if teams else None

    @on(FormField.Changed)
    def _typed(self, event: FormField.Changed) -> None:
        show_own_reason(self)
        if self._look_up is not None and event.field.id in ("phone", "number"):
            if self._pause is not None:
                self._pause.stop()
            self._pause = self.set_timer(PAUSE, self.look_for_similar)

    @work(exclusive=True, group="similar", exit_on_error=False)
    async def look_for_similar(self) -> None:
        """Whether there is an open ticket of this phone or number: a hint, never a refusal."""
        if self._look_up is None:
            return
        phone = parse_phone(typed(self, "phone")).e164
        said = parse_number(typed(self, "number") if self._from_call else "")
        try:
            found = await asyncio.to_thread(self._look_up, phone, said.customer_number or said.bg_number)
        except BackofficeError:
            return  # a hint that does not come stops nobody
        self._similar = tuple(found)
        self._say_similar()

    # --- what it says --------------------------------------------------------------------------------------------

    def result(self) -> TicketAnswer:
        """Refused `unknown_team`, `concern_missing`, `urgency_reason_missing`, and what `Reach.columns` refuses."""
        team = self.query_one("#team", OneOf).chosen
        if team is None:
            raise Refused("unknown_team")
        concern_id, concern_text = self._said_concern()
        reach = reach_of(self)
        urgency, reason = self._urgency, typed(self, "urgency_reason")
        if urgency is not Urgency.NORMAL and urgency is not self._usual_urgency and not reason:
            raise Refused("urgency_reason_missing")
        return TicketAnswer(
            team_id=team,
            reach=reach,
            concern_id=concern_id,
            concern_text=concern_text,
            urgency=urgency,
            urgency_reason=reason,
            note=typed(self, "note"),
            caller=self._caller() if self._from_call else None,
        )

    def _said_concern(self) -> tuple[str | None, str]:
        """Of the catalogue, in words, or (neither) the appointment's own."""
        id_, text = meant(self._concern)
        if not (id_ or text):
            raise Refused("concern_missing")
        return None if id_ == AS_BOOKED else id_, text

    def _caller(self) -> Caller:
        return Caller(family=typed(self, "family"), given=typed(self, "given"), number=typed(self, "number"))

    def blamed(self, error: BackofficeError) -> FormField[Any] | None:
        match error.code:
            case "unreachable" | "phone_unreadable":
                return self.query_one("#phone", FormField)
            case "concern_missing":
                return self._concern.field
            case "urgency_reason_missing":
                return self.query_one("#urgency_reason", FormField)
        return None
