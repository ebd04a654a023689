"""Ordering an interpreter (d): the language, then who can when; a digit chooses, F2 orders (D46–D49)."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from backoffice import keys
from backoffice.desk.interpreting_prefill import InterpretingOffers
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.languages import is_signed
from backoffice.domain.orders import ARRANGED
from backoffice.domain.terms import InterpretingKind
from backoffice.screens.choice import ChoiceDialog
from backoffice.screens.dialog import FormDialog, Paragraph
from backoffice.screens.interpreting_ask_offers import (
    COMPANION,
    NOT_NEEDED,
    NOTED,
    WAYS,
    AskedFor,
    Option,
    Sort,
    options,
    with_ways,
)
from backoffice.screens.interpreting_ask_said import said_of
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.form_field import FormField, day_field
from backoffice.widgets.in_line import OneInLine
from backoffice.widgets.language_picker import LanguagePicker
from backoffice.widgets.one_of import Labelled
from backoffice.widgets.paged_choices import PagedChoices
from backoffice.widgets.picker import Picker
from backoffice.wording import interpreting_ask as words
from backoffice.wording.languages import name
from backoffice.wording.refusals import refusal

WEEK = timedelta(weeks=1)
PAUSE = 0.25
"""Seconds without a key after which is looked for what was typed."""
CHOSEN = "time:chosen"
"""Under this key a parked form keeps what was chosen."""
DIALECT_LIMIT = 60
ANY = "any"
EXTRA = {option.id: option for option in (NOTED, COMPANION, NOT_NEEDED)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. `kinds` None: in any way; `first`: new times from this day on, None: from today."""

    language: str
    kinds: frozenset[InterpretingKind] | None = None
    first: date | None = None


LookUp = Callable[[Wanted], InterpretingOffers]
"""Who can interpret; asked in a thread."""


class InterpretingDialog(FormDialog[AskedFor]):
    """`d 1 F2` where the language is known, else `d`, the language, `1 F2`. Gives what is wanted; orders nothing."""

    ABOUT = words.ABOUT_ASK
    PLACES: ClassVar[tuple[keys.Place, ...]] = (*keys.ASK_INTERPRETER_DIALOG, keys.Place.IN_LINE)
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.ASK_INTERPRETER)]
    DEFAULT_CSS = "InterpretingDialog LanguagePicker { margin: 1 0; }"

    class Save(Message):
        """Walks the way a chosen offer walks, so that it arrives behind the digit that was pressed before."""

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
        """`now`: the wall clock. `remark`: of the booking file, where it speaks of a language. `trouble`: why it is open
        again.
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
        self._save_early = False
        self._pause: Timer | None = None

    # --- its fields ----------------------------------------------------------------------------------------------

    def body(self) -> Iterable[Widget]:
        hint = self._found.hint
        yield Paragraph("", ink="strong", classes="head")
        yield Paragraph("", ink="info", classes="order")
        yield Paragraph("", ink="info", classes="remark")
        first = None if hint is None or hint.code is None else Choice(hint.code, words.hinted(hint.code))
        yield LanguagePicker(at_once=True, first=first, id="language")
        yield Paragraph("", classes="ways")
        yield Paragraph("", ink="muted", classes="legal")
        yield PagedChoices(id="offers")
        yield Paragraph("", ink="muted", classes="also")
        yield Paragraph("", ink="muted", classes="chosen")
        yield Paragraph("", ink="strong", classes="reach")
        with Vertical(id="narrowing"):
            yield Labelled(words.FIELD_WAY, OneInLine(self._ways(), ANY, id="way"))
            yield day_field(
                words.FIELD_FROM, self._today, required=False, placeholder=words.PLACEHOLDER_FROM, id="from_day"
            )
            yield FormField(
                words.FIELD_DIALECT,
                "" if self._found.order is None else self._found.order.dialect,
                parse=str.strip,
                limit=DIALECT_LIMIT,
                placeholder=words.PLACEHOLDER_DIALECT,
                id="dialect",
            )

    def _ways(self) -> tuple[Choice, ...]:
        signed = self.language is not None and is_signed(self.language)
        return tuple(
            Choice(id_, label, why_not=words.NOT_SIGNED_BY_PHONE if signed and id_ == "phone" else "")
            for id_, label in words.WAYS
        )

    def hints(self) -> Iterable[keys.Action]:
        here = (action for action in keys.at(keys.Place.ASK_INTERPRETER) if action.footer is not None)
        return replace(keys.action("save"), hint=words.HINT_ORDER), *here, replace(keys.action("park"), footer=9)

    @property
    def offers(self) -> PagedChoices:
        """The list of who can when."""
        return self.query_one("#offers", PagedChoices)

    @property
    def picker(self) -> LanguagePicker:
        """Where the language is said."""
        return self.query_one("#language", LanguagePicker)

    def on_mount(self) -> None:
        self._ask_language(asked=self.language is None)
        self.set_focus(self.picker.choices if self.language is None else self.offers)  # a digit may be on its way
        self.call_next(self._begin)  # once what was parked stands in the fields

    def _begin(self) -> None:
        chosen = str(self._restored.get(CHOSEN) or "")
        picked = self.picker.chosen
        if picked is not None:
            self.language = picked
            self._ask_language(asked=False)
            self.set_focus(self.offers)
        self._show()
        wanted = self._wanted()
        if wanted is not None and wanted != self._looked:
            self._looked = None
            self.look()
        else:
            self.chosen = EXTRA.get(chosen) or self._options.get(chosen)
        self._say_chosen()
        if self._trouble:
            self.say(self._trouble)

    def values(self) -> dict[str, Any]:
        return super().values() | ({CHOSEN: self.chosen.id} if self.chosen is not None else {})

    # --- what it shows -------------------------------------------------------------------------------------------

    def _ask_language(self, *, asked: bool) -> None:
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
        self.query_one(".also", Paragraph).write(words.ALSO if self.language is not None else "")
        offered = options(self._found, self._today) if self.language is not None else ()
        self._options = {option.id: option for option in offered}
        if self.language is None:
            self.offers.wait("")
            return
        narrowed = self._way is not None
        self.offers.empty_text = words.nobody(said.ways_of_all, narrowed=narrowed)
        self.offers.offer([option.as_choice() for option in offered])

    def _say_chosen(self) -> None:
        option = self.chosen
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
                self._field("dialect").text = ""
        self.language = event.id
        self._ask_language(asked=False)
        self.query_one("#way", OneInLine).set_choices(self._ways())
        self.set_focus(self.offers)
        if self._wanted() == self._looked:  # the hint: that was looked for already
            self._show()
            self._say_chosen()
            self._go_on()
        else:
            self.look()

    def action_interpreting(self) -> None:
        """d: another language."""
        if self.language is not None:
            self.picker.lead(Choice(self.language, name(self.language)))
        self.offers.wait("")
        self._ask_language(asked=True)
        self.picker.clear()

    # --- looking -------------------------------------------------------------------------------------------------

    @property
    def _way(self) -> frozenset[InterpretingKind] | None:
        return WAYS.get(self.query_one("#way", OneInLine).chosen or ANY)

    def _wanted(self) -> Wanted | None:
        """What the fields say; None: the language is not known yet. Refused as the fields refuse."""
        if self.language is None:
            return None
        return Wanted(self.language, self._way, self._field("from_day").value)

    @on(FormField.Changed)
    def _typed(self, event: FormField.Changed) -> None:
        if event.field.id != "from_day":
            return
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.look)

    @on(ChoiceList.Ticked)
    def _way_taken(self) -> None:
        self.look()

    @work(exclusive=True, group="look", exit_on_error=False)
    async def look(self) -> None:
        """Look for whom the fields name; what is overtaken by another key is dropped."""
        try:
            wanted = self._wanted()
        except BackofficeError:
            return  # the field itself says what is wrong with it
        if wanted is None or wanted == self._looked:
            return
        self.offers.wait(words.LOOKING)
        try:
            found = await asyncio.to_thread(self._look_up, wanted)
        except BackofficeError as error:
            self._looked, self._save_early = None, False
            self.offers.early.clear()
            self.offers.empty_text = ""
            self.offers.offer(())
            self.say(str(refusal(error)))
            return
        if wanted.kinds is None:
            self._in_any_way = found
        self._looked, self._found = wanted, with_ways(found, self._in_any_way)
        self._show()
        chosen = self.chosen
        if chosen is not None and chosen.id not in (*self._options, *EXTRA):
            self.chosen = None
        self._say_chosen()
        self._go_on()

    # --- choosing ------------------------------------------------------------------------------------------------

    @on(ChoiceList.Chosen)
    def _offer_chosen(self, event: ChoiceList.Chosen) -> None:
        option = self._options.get(event.ids[0])
        if option is not None:
            event.stop()
            self._choose(option)

    def _choose(self, option: Option) -> None:
        self._no_longer_said()
        self.chosen = option
        self._say_chosen()

    def action_note(self) -> None:
        """i: only note that somebody is needed; not where somebody is ordered for it."""
        order = self._found.order
        if order is not None and order.status in ARRANGED and order.language == self.language:
            self.say(str(refusal(Refused("already_ordered", order_status=order.status.value))))
        else:
            self._choose(NOTED)

    def action_negative(self) -> None:
        """x: nobody is."""
        if self._found.order is None and not self._found.known:
            self.say(words.NOTHING_NOTED)
        else:
            self._choose(NOT_NEEDED)

    def action_arrive(self) -> None:
        """a: somebody of age came along. Children never interpret (D47)."""
        choices = (Choice("yes", words.ADULT_YES), Choice("no", words.ADULT_NO))
        self.app.push_screen(ChoiceDialog(words.ADULT_TITLE, choices, words.ADULT_QUESTION), self._of_age)

    def _of_age(self, answer: str | None) -> None:
        if answer == "yes":
            self._choose(COMPANION)
        elif answer == "no":
            if self.chosen is COMPANION:
                self.chosen = None
                self._say_chosen()
            other = next((option for option in self._options.values() if option.at_once), None)
            instead = "" if other is None else words.instead(self.offers.go_to(other.id), other.label)
            self.say(f"{refusal(Refused('children_never'))} {instead}".rstrip())

    # --- keys while the offers have them -------------------------------------------------------------------------

    def action_sort(self) -> None:
        """s: the next way."""
        way = self.query_one("#way", OneInLine)
        ids = [choice.id for choice in way.choices if not choice.why_not]
        way.tick_id(ids[(ids.index(way.chosen or ANY) + 1) % len(ids)])
        self.look()

    def action_go_to_day(self) -> None:
        """g: from which day on."""
        self._field("from_day").focus_input()

    def action_back_to_today(self) -> None:
        """h: from today on."""
        self._field("from_day").text = ""

    def action_day_before(self) -> None:
        """←: a week earlier."""
        self._from(-WEEK)

    def action_day_after(self) -> None:
        """→: a week later."""
        self._from(WEEK)

    def _from(self, by: timedelta) -> None:
        try:
            day = (self._field("from_day").value or self._today) + by
        except BackofficeError:
            day = self._today
        self._field("from_day").text = f"{day:%d.%m.%Y}" if day > self._today else ""

    def action_times_before(self) -> None:
        """Bild↑, from any field."""
        self.offers.action_times_before()

    def action_times_after(self) -> None:
        """Bild↓."""
        self.offers.action_times_after()

    # --- what it says --------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """F2: behind a digit that is on its way, and behind offers that are."""
        self.offers.post_message(self.Save())

    def on_interpreting_dialog_save(self, event: "InterpretingDialog.Save") -> None:
        event.stop()
        if self.offers.early:
            self._save_early = True  # a digit waits for its offers, and this for the digit
        else:
            super().action_save()

    def _go_on(self) -> None:
        """The offers stand: what was pressed meanwhile follows."""
        if self._save_early:
            self._save_early = False
            self.action_save()

    def result(self) -> AskedFor:
        """Refused `interpreting_not_chosen`, `language_missing`, and what the fields refuse."""
        option = self.chosen
        if option is None:
            raise Refused("language_missing" if self.language is None else "interpreting_not_chosen")
        if self.language is None and option is not NOT_NEEDED:
            raise Refused("language_missing")
        return AskedFor(self._found, option, self.language or "", self._field("dialect").text.strip())

    def _field(self, id_: str) -> FormField[Any]:
        return self.query_one(f"#{id_}", FormField)
