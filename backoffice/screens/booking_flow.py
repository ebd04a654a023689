"""A time is asked for (t, v, n 2, and forms that book along): the dialog opens with its times already searched.

    self.ask_booking(AskBooking(FollowUpPrefill(id, now), title, f"follow_up:{id}", about=id), then)

`then` gets what to book, with the hold that keeps it: whoever asked puts it into a command of their own.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from textual import work

from backoffice.desk.command import Done
from backoffice.domain.errors import BackofficeError
from backoffice.domain.names import full_name, short_name
from backoffice.screens.changing import R
from backoffice.screens.drafts import Drafts
from backoffice.screens.otv_tasks import OtvTasks
from backoffice.screens.shared import Shared
from backoffice.wording import booking_form as words
from backoffice.wording.refusals import refusal

if TYPE_CHECKING:
    from backoffice.desk.booking import NewBooking, Person
    from backoffice.desk.booking_prefill import BookingPrefill
    from backoffice.desk.desk import Query
    from backoffice.screens.booking import BookingDialog
    from backoffice.screens.booking_hold import Holding
    from backoffice.screens.booking_search import Found

FIRST = "first_appointment"
"""The key of the form that says who a first appointment is for."""
OF_A_TIME = frozenset({"follow_up", "move", "give_place", "why", "slip", "interpreting"})
"""What an open record asks for that the day's screen does."""
NO_INTERPRETER = frozenset({"interpreter_not_free", "no_interpreter"})
"""The time could be had, but not with whoever was to interpret."""
GONE = NO_INTERPRETER | {"time_not_free", "customer_busy"}
"""The codes of the refusals after which the form comes back with the list as it is now."""
NOTICE_LINES = 5
"""So many the notice of a list takes at most (app.tcss): what is to be said comes before what could be done next."""


@dataclass(frozen=True, slots=True)
class AskBooking:
    """What a time is asked for."""

    query: "Query[BookingPrefill]"
    """Read anew each time the form opens."""
    title: str
    draft_key: str
    about: str | None = None
    """The row that says "Entwurf" while the form is parked."""
    moves: bool = False
    """The appointment of the prefill is moved: it keeps its length and branch (D45)."""
    continues: bool = False
    """It goes on from a form that was saved: parked, it is kept where nothing was chosen, too."""
    kept: int | None = None
    """The draft (`Drafts.ticket`) of that form: done with once this one is open, which waits with all of it."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A time that was chosen. Pass `form` and `otherwise` on to `change` or `carry_out`."""

    booking: "NewBooking"
    prefill: "BookingPrefill"
    form: str
    """The key of the saved form: it is parked where its command is refused."""
    otherwise: Callable[[BackofficeError], object]
    """What follows a refusal: gone meanwhile, the form comes back with the list as it is now; else the hold goes."""


class BookingFlow(OtvTasks[R], Generic[R]):
    """What the screens share on which times are booked."""

    _booked: tuple[str, str, str | None] | None = None
    """What was booked last: its entry, the appointment, and the row that the cursor stood on."""

    def ask_booking(self, asked: AskBooking, then: Callable[[Chosen], object]) -> None:
        """Open the booking dialog; once a time is chosen and F2 pressed, give it to `then`. Performs no booking."""
        self._open_booking(asked, then)

    @work(exclusive=True, group="booking", exit_on_error=False)
    async def _open_booking(self, asked: AskBooking, then: Callable[[Chosen], object]) -> None:
        # Exclusive, as two forms would lie over each other: one that is overtaken keeps what was said.
        from backoffice.screens.booking_hold import Holding
        from backoffice.screens.privacy import uncovered

        drafts = Drafts.of(self.app)
        holding = Holding(self.desk)
        with self._said_where_refused(asked.kept):
            with self.waiting():
                found = [await asyncio.to_thread(self._find_times, asked, holding)]
            key = drafts.free(asked.draft_key) if asked.continues else asked.draft_key

            trouble: list[str] = []

            def make() -> "BookingDialog":
                form = self._booking_dialog(asked, found[0], holding, key)
                form.trouble = trouble.pop() if trouble else ""
                return form

            def take(booking: "NewBooking") -> None:
                self._hand_over(booking, found[0].prefill, holding, key, then, trouble)

            def again(show: Callable[[], object]) -> None:
                self._find_again(asked, found, holding, show)

            def show() -> None:
                if asked.kept is not None:
                    drafts.done(asked.kept)  # this form has it now
                drafts.open(make, take, again)

            uncovered(self.app, show)

    @contextmanager
    def _said_where_refused(self, kept: int | None) -> Iterator[None]:
        """A refusal is said; where a form was saved before this one, that one is parked again."""
        if kept is not None:
            with self.kept_unless_done(kept):
                yield
            return
        try:
            yield
        except BackofficeError as error:
            self.refused(error)

    @work(exclusive=True, group="booking", exit_on_error=False)
    async def _find_again(
        self, asked: AskBooking, found: "list[Found]", holding: "Holding", show: Callable[[], object]
    ) -> None:
        """A parked form comes back: with the appointment and the times as they are now."""
        from backoffice.screens.privacy import uncovered

        try:
            with self.waiting():
                found[:] = [await asyncio.to_thread(self._find_times, asked, holding)]
        except BackofficeError as error:
            self.refused(error)  # the form stays parked
            return
        uncovered(self.app, show)

    def _find_times(self, asked: AskBooking, holding: "Holding") -> "Found":
        """In a thread: what is known, and the first times."""
        from backoffice.screens.booking_search import find

        return find(self.desk, self.desk.read(asked.query), moves=asked.moves, hold_id=holding.id)

    def _booking_dialog(self, asked: AskBooking, found: "Found", holding: "Holding", key: str) -> "BookingDialog":
        from backoffice.screens.booking import BookingDialog

        return BookingDialog(
            self.desk,
            found,
            holding,
            asked.title,
            draft_key=key,
            about=asked.about,
            moves=asked.moves,
            continues=asked.continues,
            let_go=lambda: self._let_go(holding, holding.next()),
        )

    @work(group="hold", exit_on_error=False)
    async def _let_go(self, holding: "Holding", number: int) -> None:
        await asyncio.to_thread(holding.release, number)

    def _hand_over(
        self,
        booking: "NewBooking",
        prefill: "BookingPrefill",
        holding: "Holding",
        form: str,
        then: Callable[[Chosen], object],
        trouble: list[str],
    ) -> None:
        """Give on what was chosen, once it is known whether it is held: a key does not wait for that, this does."""
        holding.next()  # what was not begun yet is not begun any more

        def otherwise(error: BackofficeError) -> None:
            drafts = Drafts.of(self.app)
            gone = error.code in GONE
            if gone and drafts.is_parked(form) and len(self.app.screen_stack) == 1:
                self.notice.clear()  # the form itself says what became of its time
                if error.code in NO_INTERPRETER:
                    trouble[:] = [str(refusal(error))]
                drafts.reopen(form)
            else:
                self._let_go(holding, holding.next())

        def ready(hold_id: str | None) -> None:
            then(Chosen(booking.model_copy(update={"hold_id": hold_id}), prefill, form, otherwise))

        self.prepared(form, holding.settled, ready)

    # --- what was just booked ------------------------------------------------------------------------------------

    def booked(self, done: Done) -> None:
        """A time was booked: its slip and its customer view are a key away as long as the notice tells of it."""
        self.keep_booked(done)
        self.load(flash=True)
        self.recount()

    def keep_booked(self, done: Done) -> None:
        """Remember what was booked, and name the keys that show it where the notice has room for them."""
        self._booked = done.entry_id, done.ids[0], self._cursor_id
        if self.told is None:
            return
        text = self.told[0]
        longer = f"{text} {words.NEXT_KEYS}"
        self.say(longer, undo=done.undoable)
        if len(self.notice.lines(self.size.width)) > NOTICE_LINES:
            self.say(text, undo=done.undoable)
        self.told = self.notice.text, self.told[1]

    @property
    def just_booked(self) -> str | None:
        """The appointment that the notice still tells of, while the cursor stands where it stood then."""
        if self._booked is None or self.told is None:
            return None
        entry_id, appointment_id, cursor = self._booked
        told = self.told == (self.notice.text, entry_id)
        return appointment_id if told and cursor == self._cursor_id else None

    @property
    def _cursor_id(self) -> str | None:
        row = self.records.cursor_row
        return None if row is None else row.id

    def record_closed(self, answer: tuple[str, str] | None) -> None:
        """What is done with an appointment's time is done on the day's screen."""
        if answer is not None and answer[0] in OF_A_TIME:
            self.on_screen("today", lambda screen: screen.record_closed(answer))
        else:
            super().record_closed(answer)

    # --- n 2 -----------------------------------------------------------------------------------------------------

    @work(exclusive=True, group="first", exit_on_error=False)
    async def new_appointment(self) -> None:
        """n 2: a first appointment; who and what about, then the time."""
        from backoffice.desk.organisation_views import ConcernsOf
        from backoffice.screens.first_appointment import FirstAppointmentForm
        from backoffice.screens.privacy import uncovered

        branch = Shared.of(self.app).branch
        if branch is None:
            return
        branch_id = branch.id
        try:
            with self.waiting():
                concerns = await asyncio.to_thread(self.desk.read, ConcernsOf(branch_id))
        except BackofficeError as error:
            self.refused(error)
            return

        def make() -> FirstAppointmentForm:
            return FirstAppointmentForm(concerns, FIRST)

        def take(said: "tuple[Person, str | None, str]") -> None:
            self._time_for(branch_id, *said)

        uncovered(self.app, lambda: Drafts.of(self.app).open(make, take))

    def _time_for(self, branch_id: str, person: "Person", concern_id: str | None, concern_text: str) -> None:
        from backoffice.desk.first_prefill import FirstPrefill

        name = full_name("", person.family, person.given) or ""
        shown = short_name("", person.family, person.given) if self.short_names else name
        query = FirstPrefill(
            branch_id=branch_id,
            now=self.desk.clock.now(),
            concern_id=concern_id,
            concern_text=concern_text,
            name=name,
            has_phone=bool(person.phone),
            email=person.email,
            language=person.language,
        )
        asked = AskBooking(
            query,
            words.first_title(shown),
            f"{FIRST}_time",
            continues=True,
            kept=Drafts.of(self.app).ticket(FIRST),
        )
        self.ask_booking(asked, lambda chosen: self._book_first(person, shown, chosen))

    def _book_first(self, person: "Person", name: str, chosen: Chosen) -> None:
        from backoffice.desk.booking import BookAppointment

        command = self.desk.new(BookAppointment, booking=chosen.booking, person=person)
        self.carry_out(
            [command], {chosen.booking.id: name}, chosen.form, then=self.booked, otherwise=chosen.otherwise
        )
