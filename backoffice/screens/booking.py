"""The booking dialog: times that are really free, numbered; a digit takes one and holds it, F2 books (D25–D34)."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from backoffice import keys
from backoffice.desk.booking import NewBooking
from backoffice.desk.desk import Desk
from backoffice.desk.interpreting_search import InterpretingWish
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.free_times import DayPart
from backoffice.domain.rights import Right
from backoffice.domain.terms import Channel
from backoffice.screens.booking_fields import (
    ANY,
    WITH,
    interpreting_field,
    many_lines,
    more_fields,
    named,
    open_fields,
    reason_field,
    shown_concern,
)
from backoffice.screens.booking_hold import Holding
from backoffice.screens.booking_interpreting import called_off, new_order
from backoffice.screens.booking_keys import BookingKeys
from backoffice.screens.booking_search import Found, Wanted, usual
from backoffice.screens.concern_field import AS_BOOKED, meant
from backoffice.screens.dialog import Paragraph, is_shown
from backoffice.widgets.choice_list import ChoiceList
from backoffice.widgets.form_field import FormField
from backoffice.widgets.in_line import OneInLine
from backoffice.widgets.picker import Picker
from backoffice.widgets.time_choices import TimeChoices
from backoffice.widgets.week_glance import WeekGlance
from backoffice.wording import booking_form as words

ROOMY = 34
"""From so many lines on all fields stand open."""


class BookingDialog(BookingKeys):
    """`t 1 F2` is the usual way. Gives what to book, without its hold; performs nothing."""

    ABOUT = words.ABOUT_BOOKING
    PLACES: ClassVar[tuple[keys.Place, ...]] = (*keys.BOOKING_DIALOG, keys.Place.IN_LINE)
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.BOOKING)]

    def __init__(
        self,
        desk: Desk,
        found: Found,
        holding: Holding,
        title: str,
        *,
        draft_key: str,
        about: str | None = None,
        moves: bool = False,
        continues: bool = False,
        let_go: Callable[[], object] = lambda: None,
    ) -> None:
        """`let_go` gives the hold back; it runs on when the dialog is gone."""
        super().__init__(desk, found, holding, title, draft_key=draft_key, about=about)
        self.moves = moves
        self._unheld = let_go
        self._opened_group = found.wanted.group_id
        self.continues = continues

    # --- its fields ----------------------------------------------------------------------------------------------

    def body(self) -> Iterable[Widget]:
        yield Paragraph("", ink="strong", classes="head")
        yield Paragraph("", ink="muted", classes="known")
        with Horizontal(classes="times"):
            yield TimeChoices(id="times", empty=words.NO_CHOICES)
            yield WeekGlance()
        yield Paragraph("", ink="muted", classes="chosen")
        yield reason_field()
        yield from open_fields(self._prefill, self.today)
        if self._wish is not None:
            yield interpreting_field(self._wish.language)
        with Vertical(classes="part", id="part-more"):
            yield from more_fields(self._prefill, moves=self.moves, branches=self._branches())

    def _branches(self) -> tuple[Any, ...]:
        """Where else a time may be booked: where the actor works, too. A move stays in its branch (D45)."""
        actor = self._desk.actor
        return () if self.moves else tuple(b for b in self._prefill.branches if actor.may(Right.BOOK, b.id))

    def hints(self) -> Iterable[keys.Action]:
        here = (action for action in keys.at(keys.Place.BOOKING) if action.footer is not None)
        save = words.HINT_MOVE if self.moves else words.HINT_BOOK
        return replace(keys.action("save"), hint=save), *here, replace(keys.action("park"), footer=9)

    def on_mount(self) -> None:
        if not self.moves:
            self._choose_from("concern").restore(shown_concern(self._prefill), AS_BOOKED)
        group = next((name for id_, name in self._prefill.groups if id_ == self._opened_group), "")
        self._choose_from("group").restore(group, self._opened_group)
        self.set_focus(self.times)  # at once: a digit may be on its way
        self.call_next(self.begin)  # once what was parked stands in the fields
        self.set_interval(1.0, self.look_at_hold)

    def on_resize(self, event: events.Resize) -> None:
        self._more_shown(event.size.height)

    def _more_shown(self, height: int) -> None:
        self.query_one("#part-more").display = self._more or height >= ROOMY

    def show_parts(self) -> None:
        self._more_shown(self.app.size.height)
        reason = self.query_one("#part-reason")
        reason.display = self._reason_needed or bool(self._typed("override_reason"))

    @property
    def _reason_needed(self) -> bool:
        """Shorter than offered, or in a Buchungsstopp: moving needs none, the time was promised once (D31, D34)."""
        if self.moves:
            return False
        return self._short or self._over_stop or bool(self.chosen and self.chosen.stopped)

    @property
    def _short(self) -> bool:
        try:
            minutes = self._field("minutes").value
        except BackofficeError:
            return False
        offered = self._view.offered_minutes if self._view is not None else None
        return minutes is not None and offered is not None and minutes < offered

    @property
    def _over_stop(self) -> bool:
        return "over_stop" in self.query_one("#also", ChoiceList).ticked

    def show_groups(self, groups: tuple[tuple[str, str], ...]) -> None:
        picker = self._choose_from("group")
        picker.items = named(groups)
        picker.restore("", None)

    def shown_concern(self) -> str:
        chosen = None if self.moves else self._choose_from("concern").chosen
        found = next((c for c in self._prefill.concerns if c.id == chosen), None)
        if found is None and not self.moves and chosen is None:
            return self._choose_from("concern").text.strip()
        return shown_concern(self._prefill) if found is None else found.title

    def cannot_search(self, error: BackofficeError) -> None:
        """Where it is known which field is missing, the keys go there."""
        super().cannot_search(error)
        missing = {"minutes_missing": "minutes", "concern_missing": "concern", "concern_not_offered": "concern"}
        id_ = missing.get(error.code)
        if id_ is not None and self.query(f"#{id_}") and self.times.has_focus:
            self._more = True
            self.show_parts()
            self._go_into(f"#{id_} TextInput")

    # --- what is looked for --------------------------------------------------------------------------------------

    def wanted(self) -> Wanted:
        concern_id, text = self._concern()
        part = self.query_one("#part", OneInLine).chosen
        also = self.query_one("#also", ChoiceList).ticked
        minutes = self._field("minutes").value
        return replace(  # what no field says stays as it was when the form opened
            usual(self._prefill, moves=self.moves),
            branch_id=self._picked("branch") or self._prefill.branch.id,
            concern_id=concern_id,
            concern_text=text,
            group_id=self._picked("group"),
            minutes=minutes,
            first=self._field("from_day").value,
            part=None if part in (None, ANY) else DayPart(part),
            weekdays=frozenset(int(day) for day in self.query_one("#weekdays", ChoiceList).ticked),
            reserved="reserved" in also,
            over_stop="over_stop" in also,
            interpreting=self._interpreting,
            channel=None if self._interpreting is None else self._channel,
        )

    @property
    def _interpreting(self) -> InterpretingWish | None:
        """Who is looked for beside the time; None also where it is looked for without."""
        with_one = self._wish is not None and self.query_one("#interpreting", OneInLine).chosen == WITH
        return self._wish if with_one else None

    @property
    def _channel(self) -> Channel:
        return Channel(self.query_one("#channel", OneInLine).chosen or Channel.IN_PERSON.value)

    def _concern(self) -> tuple[str | None, str]:
        """Of the catalogue, in words, or (of what is moved) as it is."""
        if self.moves:
            return None, ""
        id_, text = meant(self._choose_from("concern"))
        if id_ == AS_BOOKED:
            return self._prefill.concern_id, "" if self._prefill.concern_id else self._prefill.concern
        return id_, text

    @on(FormField.Changed)
    def _typed_into(self, event: FormField.Changed) -> None:
        if event.field.id in ("from_day", "minutes"):
            self.search_soon()
        self.show_parts()

    @on(ChoiceList.Ticked)
    def _ticked(self) -> None:
        self.search()
        self.show_parts()

    @on(Picker.Picked)
    def _picked_one(self) -> None:
        self.search()

    def _let_go(self) -> None:
        self._unheld()

    def action_park(self) -> None:
        """Esc: what was chosen is kept, its hold is not: nobody else waits for a form that lies aside."""
        self._unheld()
        super().action_park()

    # --- what it says --------------------------------------------------------------------------------------------

    def result(self) -> NewBooking:
        """Refused `time_missing`, `stop_without_reason`, `short_without_reason`, and what the fields refuse."""
        wanted, slot, reason = self.wanted(), self.chosen, self._typed("override_reason")
        if slot is None:
            raise Refused("time_missing")
        if not reason and not self.moves:
            if slot.stopped and not (self._view is not None and self._view.emergency):
                raise Refused("stop_without_reason", name=slot.stopped)
            if self._short and self._view is not None:
                raise Refused("short_without_reason", minutes=self._view.offered_minutes)
        # Of what it follows or moves, the concern is not said anew: it may be of no catalogue.
        as_booked = self._prefill.appointment_id is not None and (
            self.moves or self._choose_from("concern").chosen == AS_BOOKED
        )
        return wanted.booking(
            slot,
            concern_id=None if as_booked else wanted.concern_id,
            concern_text="" if as_booked else wanted.concern_text,
            channel=self._channel,
            order=new_order(self._interpreting, self._order, slot),
            let_interpreter_go=self._interpreting is None and bool(called_off(self._order, moves=self.moves)),
            override_reason=reason,
            documents=many_lines(self._typed("documents")),
        )

    def blamed(self, error: BackofficeError) -> FormField[Any] | None:
        match error.code:
            case "stop_without_reason" | "short_without_reason":
                field = self._field("override_reason")
                self.query_one("#part-reason").display = True
                return field if is_shown(field) else None
            case "bad_duration":
                return self._field("minutes")
        return None
