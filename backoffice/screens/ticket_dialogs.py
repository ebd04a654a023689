"""What is typed while a promised call is worked: answers and reasons, another team, how somebody is reached."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from textual.widget import Widget

from backoffice.desk.ticket_views import TeamView
from backoffice.desk.views import Line
from backoffice.domain.clock import BREMEN, hhmm, instant_of
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.text import search_key
from backoffice.screens.dialog import FormDialog, Paragraph
from backoffice.screens.note import note_hint
from backoffice.screens.ticket_fields import (
    typed,
)
from backoffice.widgets.choice_list import Choice
from backoffice.widgets.form_field import NOTE_LIMIT, FormField, day_field, time_field
from backoffice.widgets.picker import Pickable, Picker
from backoffice.widgets.text_input import TextInput
from backoffice.wording import dialogs
from backoffice.wording import ticket_forms as words
from backoffice.wording.labels import day_label


class SayForm(FormDialog[str]):
    """One text: an answer, a note, how it was done. Enter saves it."""

    def __init__(
        self, title: str, key: str, about: str, label: str, *, placeholder: str = "", required: bool = True
    ) -> None:
        """`required`: an empty text is refused under the field."""
        super().__init__(title, draft_key=f"{key}:{about}", about=about)
        self._label = label
        self._placeholder = placeholder
        self._required = required

    def body(self) -> Iterable[Widget]:
        yield FormField(
            self._label,
            parse=str.strip,
            required=self._required,
            limit=NOTE_LIMIT,
            counted=True,
            placeholder=self._placeholder,
            id="said",
        )
        yield note_hint()

    def result(self) -> str:
        return typed(self, "said")


@dataclass(frozen=True, slots=True)
class Handing:
    """To which team, and why."""

    team_id: str
    reason: str


class HandOverForm(FormDialog[Handing]):
    """Which team takes it over: those of the own branch first; digits choose, letters narrow."""

    ABOUT = words.ABOUT_HAND_OVER

    def __init__(
        self,
        title: str,
        key: str,
        about: str | None,
        teams: Sequence[TeamView],
        own_branch: str,
        *,
        reason: str = "",
        team_id: str | None = None,
    ) -> None:
        """`own_branch`: its id; the other branches' teams are named with their branch.

        `reason`, `team_id`: what is usual here; both can be changed.
        """
        super().__init__(title, draft_key=key, about=about)
        self._reason = reason
        self._usual = team_id
        self._teams = tuple(
            Pickable(
                # The branch belongs to the name: five have an M&I-Team, and the choice is shown without its hint.
                Choice(team.id, team.name, words.OWN_BRANCH)
                if team.branch_id == own_branch
                else Choice(team.id, f"{team.branch} · {team.name}"),
                search_key(team.name, team.branch),
            )
            for team in teams
        )

    def body(self) -> Iterable[Widget]:
        yield Picker(
            words.FIELD_TEAM,
            self._teams,
            at_once=True,
            nothing=words.NOTHING_TEAM,
            more=dialogs.MORE,
            placeholder=words.PLACEHOLDER_TEAM,
            id="team",
        )
        yield FormField(
            dialogs.FIELD_REASON, self._reason, parse=str.strip, required=True, limit=200, counted=True, id="reason"
        )
        yield Paragraph(words.HAND_OVER_HINT, ink="muted")

    def on_mount(self) -> None:
        picker = self.query_one(Picker)
        usual = next((one.choice for one in self._teams if one.choice.id == self._usual), None)
        if usual is not None and not picker.text:
            picker.restore(usual.label, usual.id)
        # At once: a digit may be on its way.
        self.set_focus(picker.entry if usual is None else self.query_one("#reason", FormField).query_one(TextInput))

    def result(self) -> Handing:
        team = self.query_one(Picker).chosen
        if team is None:
            raise Refused("unknown_team")
        return Handing(team, typed(self, "reason"))

    def blamed(self, error: BackofficeError) -> FormField[Any] | None:
        return self.query_one(Picker).field if error.code == "unknown_team" else None


@dataclass(frozen=True, slots=True)
class Settling:
    """The appointment that settles a ticket, and how the customer knows of it."""

    appointment_id: str
    how: str


class SettledByForm(FormDialog[Settling]):
    """Which coming appointment keeps the promise, and how the customer was told (D39)."""

    def __init__(self, title: str, ticket_id: str, coming: Sequence[Line], name: Callable[[Line], str]) -> None:
        super().__init__(title, draft_key=f"by_appointment:{ticket_id}", about=ticket_id)
        self._coming = tuple(_coming(line, name(line)) for line in coming)

    def body(self) -> Iterable[Widget]:
        yield Picker(
            words.FIELD_APPOINTMENT,
            self._coming,
            at_once=True,
            nothing=words.NOTHING_APPOINTMENT,
            more=dialogs.MORE,
            placeholder=words.PLACEHOLDER_APPOINTMENT,
            id="appointment",
        )
        yield FormField(
            words.FIELD_KNOWN,
            parse=str.strip,
            required=True,
            limit=200,
            placeholder=words.PLACEHOLDER_KNOWN,
            id="how",
        )

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Picker).entry)

    def result(self) -> Settling:
        chosen = self.query_one(Picker).chosen
        if chosen is None:
            raise Refused("bad_appointment")
        return Settling(chosen, typed(self, "how"))

    def blamed(self, error: BackofficeError) -> FormField[Any] | None:
        return self.query_one(Picker).field if error.code == "bad_appointment" else None


def _coming(line: Line, name: str) -> Pickable:
    label = f"{day_label(line.day)} {hhmm(line.start)} {name}"
    return Pickable(Choice(line.id, label, line.concern), f"{search_key(label)} {line.search}")


@dataclass(frozen=True, slots=True)
class Told:
    """A second promised time (aware, UTC) beside the first, and how it was told."""

    promised_at: datetime
    how: str


class InterimForm(FormDialog[Told]):
    """Zwischennachricht: until when, and how it was told; the first due instant stays (D39)."""

    def __init__(self, title: str, ticket_id: str, now: datetime) -> None:
        super().__init__(title, draft_key=f"interim:{ticket_id}", about=ticket_id)
        self._now = now

    def body(self) -> Iterable[Widget]:
        yield day_field(words.FIELD_PROMISED_DAY, self._now.astimezone(BREMEN).date(), id="day")
        yield time_field(words.FIELD_PROMISED_TIME, id="time")
        yield FormField(
            words.FIELD_INTERIM_HOW,
            parse=str.strip,
            required=True,
            limit=120,
            placeholder=words.PLACEHOLDER_INTERIM,
            id="how",
        )
        yield Paragraph(words.INTERIM_HINT, ink="muted")

    def result(self) -> Told:
        """Refused `promise_in_past`."""
        day: date = self.query_one("#day", FormField).value or self._now.astimezone(BREMEN).date()
        at = instant_of(day, int(self.query_one("#time", FormField).value or 0))
        if at <= self._now:
            raise Refused("promise_in_past")
        return Told(at, typed(self, "how"))

    def blamed(self, error: BackofficeError) -> FormField[Any] | None:
        return self.query_one("#time", FormField) if error.code == "promise_in_past" else None
