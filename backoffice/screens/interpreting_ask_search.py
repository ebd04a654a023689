"""What the dialog that orders an interpreter looks for: a language, then who can when, beside the keys (D46–D49)."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from textual import on, work
from textual.timer import Timer

from backoffice.desk.interpreting_prefill import InterpretingOffers
from backoffice.domain.errors import BackofficeError
from backoffice.domain.languages import is_signed
from backoffice.domain.terms import InterpretingKind
from backoffice.screens.dialog import FormDialog, Paragraph
from backoffice.screens.interpreting_ask_offers import EXTRA, SHORT, WAYS, AskedFor, Option, Sort, options, with_ways
from backoffice.screens.interpreting_ask_said import ROOMY, said_of
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.form_field import FormField
from backoffice.widgets.in_line import OneInLine
from backoffice.widgets.language_picker import LanguagePicker
from backoffice.widgets.paged_choices import PAGE, PagedChoices
from backoffice.widgets.picker import Picker
from backoffice.wording import interpreting_ask as words
from backoffice.wording.languages import name
from backoffice.wording.refusals import refusal

PAUSE = 0.25
"""Seconds without a key after which is looked for what was typed."""
CHOSEN = "time:chosen"
"""Under this key a parked form keeps what was chosen."""
ANY = "any"
ABOVE, FEWEST, BESIDE = 2, 4, 6
"""On a small screen: lines above nine offers, offers that are always there, cells that frame and edge take."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. `kinds` None: in any way; `first`: new times from this day on, None: from today."""

    language: str
    kinds: frozenset[InterpretingKind] | None = None
    first: date | None = None
    short_notice: bool = False


LookUp = Callable[[Wanted], InterpretingOffers]
"""Who can interpret; asked in a thread."""


class AskingWho(FormDialog[AskedFor]):
    """Knows the language, looks who can interpret, and says it; what can be done with it the form itself says."""

    def __init__(
        self,
        found: InterpretingOffers,
        look_up: LookUp,
        now: tuple[date, int],
        title: str,
        *,
        draft_key: str,
        remark: str = "",
        trouble: str = "",
    ) -> None:
        """`now`: the wall clock. `remark`: of the booking file, where it speaks of a language. `trouble`: why it is
        open again.
        """
        super().__init__(title, draft_key=draft_key, about=found.appointment_id)
        self._found = found
        self._in_any_way: InterpretingOffers | None = found
        self._look_up = look_up
        self._now, self._today = now, now[0]
        self._remark = remark
        self._trouble = trouble
        self.language = found.language if found.known else None
        self.chosen: Option | None = None
        self._options: dict[str, Option] = {}
        self._looked: Wanted | None = None if found.language is None else Wanted(found.language)
        self._again = ""
        """What was chosen before the form was parked, by its id."""
        self._pause: Timer | None = None

    @property
    def offers(self) -> PagedChoices:
        """The list of who can when."""
        return self.query_one("#offers", PagedChoices)

    @property
    def picker(self) -> LanguagePicker:
        """Where the language is said."""
        return self.query_one("#language", LanguagePicker)

    def field(self, id_: str) -> FormField[Any]:
        """A field by its id."""
        return self.query_one(f"#{id_}", FormField)

    def go_on(self) -> None:
        """The offers stand: what was pressed meanwhile follows."""

    def begin(self) -> None:
        """The form stands, with everything that was parked: show what was found, take up what was chosen."""
        self._again = str(self._restored.get(CHOSEN) or "")
        if self.picker.chosen is not None:
            self.language = self.picker.chosen
            self.ask_language(asked=False)
            self.set_focus(self.offers)
        self._show()
        if self._is_found():
            self._take_up()
        else:
            self.look()
        if self._trouble:
            self.say(self._trouble)

    def _take_up(self) -> None:
        """What was chosen before, where it can still be had."""
        again, self._again = self._again, ""
        if self.chosen is not None and self.chosen.id not in (*self._options, *EXTRA):
            self.chosen = None
        self.chosen = self.chosen or EXTRA.get(again) or self._options.get(again)
        self.say_chosen()

    def values(self) -> dict[str, Any]:
        return super().values() | ({CHOSEN: self.chosen.id} if self.chosen is not None else {})

    # --- what it shows -------------------------------------------------------------------------------------------

    def ask_language(self, *, asked: bool) -> None:
        """Which of the two steps is shown."""
        self.picker.display = asked
        self.query_one("#narrowing").display = not asked

    def _show(self) -> None:
        """Write everything anew that depends on the language and on what was found for it."""
        said = said_of(self._found, self.language, self._remark, self._now)
        for part, text in (("head", said.head), ("order", said.order), ("remark", said.remark)):
            self.query_one(f".{part}", Paragraph).write(text)
        self.query_one(".ways", Paragraph).write(said.ways)
        self.query_one(".legal", Paragraph).write(said.legal)
        self.offers.page = self._page()
        self.query_one(".also", Paragraph).write(words.ALSO if self.language is not None else "")
        offered = options(self._found, self._today) if self.language is not None else ()
        self._options = {option.id: option for option in offered}
        if self.language is None:
            self.offers.wait("")
            return
        narrowed = self._way is not None
        self.offers.empty_text = words.nobody(said.ways_of_all, narrowed=narrowed)
        self.offers.offer([option.as_choice() for option in offered])

    def _page(self) -> int:
        """How many offers there is room for, with what stands above them and everything under them."""
        if self.app.size.height >= ROOMY:
            return PAGE
        above = sum(len(line.lines(self.app.size.width - BESIDE)) for line in self.query(".above").results(Paragraph))
        return max(FEWEST, PAGE - max(0, above - ABOVE))

    def say_chosen(self) -> None:
        """The lines under the list: what is chosen, and how to reach whoever it is."""
        option = self.chosen
        self.offers.held = option is not None and option.id in EXTRA
        line, reach = self.query_one(".chosen", Paragraph), self.query_one(".reach", Paragraph)
        if option is None:
            line.write(words.NOTHING_CHOSEN if self.language is not None else "", ink="muted")
            reach.write("")
            return
        label_says_it = option.sort is Sort.NEW
        day = None if label_says_it else option.day
        line.write(words.chosen(option.label, day, option.start, option.end, self._today), ink="good")
        reach.write(option.reach())

    # --- the language --------------------------------------------------------------------------------------------

    @on(Picker.Picked)
    def _language_taken(self, event: Picker.Picked) -> None:
        event.stop()
        if event.id is None:
            return
        if event.id != self.language:
            self.chosen = None
            if self._found.order is None or event.id != self._found.order.language:
                self.field("dialect").text = ""
        self.language = event.id
        self.ask_language(asked=False)
        self.query_one("#way", OneInLine).set_choices(self.ways())
        self.set_focus(self.offers)
        if self._is_found():  # the hint: that was looked for already
            self._show()
            self.say_chosen()
            self.go_on()
        else:
            self.look()

    def action_interpreting(self) -> None:
        """d: another language."""
        if self.language is not None:
            self.picker.lead(Choice(self.language, name(self.language)))
        self.offers.wait("")
        self.ask_language(asked=True)
        self.picker.clear()

    def ways(self) -> tuple[Choice, ...]:
        """The ways that can be wanted: signs are seen, never heard (D47)."""
        signed = self.language is not None and is_signed(self.language)
        return tuple(
            Choice(id_, label, why_not=words.NOT_SIGNED_BY_PHONE if signed and id_ == "phone" else "")
            for id_, label in words.WAYS
        )

    # --- looking -------------------------------------------------------------------------------------------------

    @property
    def short_notice(self) -> bool:
        """Whether they said on the phone that they come though they want to be asked earlier."""
        return self.query_one("#way", OneInLine).chosen == SHORT

    @property
    def _way(self) -> frozenset[InterpretingKind] | None:
        return WAYS.get(self.query_one("#way", OneInLine).chosen or ANY)

    def _wanted(self) -> Wanted | None:
        """What the fields say; None: the language is not known yet. A day that is none says so itself, and is not
        looked for: everything else is, or the offers would be those of another language.
        """
        if self.language is None:
            return None
        try:
            first = self.field("from_day").value
        except BackofficeError:
            first = None
        return Wanted(self.language, self._way, first, self.short_notice)

    def _is_found(self) -> bool:
        """Whether what the fields say was looked for already."""
        wanted = self._wanted()
        return wanted is None or wanted == self._looked

    @on(FormField.Changed)
    def _typed(self, event: FormField.Changed) -> None:
        if event.field.id != "from_day":
            return
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.look)

    def back_to_offers(self) -> None:
        """Enter in "ab Tag": look at once, and let the next digit choose."""
        if self._pause is not None:
            self._pause.stop()
        self.set_focus(self.offers)
        self.look()

    @on(ChoiceList.Ticked)
    def _way_taken(self) -> None:
        self.look()

    @work(exclusive=True, group="look", exit_on_error=False)
    async def look(self) -> None:
        """Look for whom the fields name; what is overtaken by another key is dropped."""
        wanted = None if self._is_found() else self._wanted()
        if wanted is None:
            return
        self.offers.wait(words.LOOKING)
        try:
            found = await asyncio.to_thread(self._look_up, wanted)
        except BackofficeError as error:
            self._looked = None
            self.offers.early.clear()
            self.offers.empty_text = ""
            self.offers.offer(())
            self.say(str(refusal(error)))
            return
        if wanted.kinds is None:
            self._in_any_way = found
        self._looked, self._found = wanted, with_ways(found, self._in_any_way)
        self._show()
        self._take_up()
        self.go_on()
