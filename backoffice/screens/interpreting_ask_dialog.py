"""Ordering an interpreter (d): the language, then who can when; a digit chooses, F2 orders (D46–D49)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from backoffice import keys
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.orders import ARRANGED
from backoffice.screens.choice import ChoiceDialog
from backoffice.screens.dialog import Paragraph
from backoffice.screens.interpreting_ask_offers import COMPANION, NOT_NEEDED, NOTED, AskedFor, Option
from backoffice.screens.interpreting_ask_said import Brief
from backoffice.screens.interpreting_ask_search import ANY, AskingWho
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.form_field import FormField, day_field
from backoffice.widgets.in_line import OneInLine
from backoffice.widgets.language_picker import LanguagePicker
from backoffice.widgets.one_of import Labelled
from backoffice.widgets.paged_choices import PagedChoices
from backoffice.wording import interpreting_ask as words
from backoffice.wording.refusals import refusal

WEEK = timedelta(weeks=1)
DIALECT_LIMIT = 60


class InterpretingDialog(AskingWho):
    """`d 1 F2` where the language is known, else `d`, the language, `1 F2`. Gives what is wanted; orders nothing."""

    ABOUT = words.ABOUT_ASK
    PLACES: ClassVar[tuple[keys.Place, ...]] = (*keys.ASK_INTERPRETER_DIALOG, keys.Place.IN_LINE)
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.ASK_INTERPRETER)]
    DEFAULT_CSS = "InterpretingDialog LanguagePicker { margin: 1 0; }"

    class Save(Message):
        """Walks the way a chosen offer walks, so that it arrives behind the digit that was pressed before."""

    _save_early = False

    # --- its fields ----------------------------------------------------------------------------------------------

    def body(self) -> Iterable[Widget]:
        hint = self._found.hint
        yield Paragraph("", ink="strong", classes="head above")
        yield Paragraph("", ink="info", classes="order above")
        yield Paragraph("", ink="info", classes="remark above")
        first = None if hint is None or hint.code is None else Choice(hint.code, words.hinted(hint.code))
        yield LanguagePicker(at_once=True, first=first, id="language")
        yield Brief(classes="ways above")
        yield Brief(short=words.LEGAL_SHORT, ink="muted", classes="legal above")
        yield PagedChoices(id="offers")
        yield Paragraph("", ink="muted", classes="also")
        yield Paragraph("", ink="muted", classes="chosen")
        yield Paragraph("", ink="strong", classes="reach")
        with Vertical(id="narrowing"):
            yield Labelled(words.FIELD_WAY, OneInLine(self.ways(), ANY, id="way"))
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

    def hints(self) -> Iterable[keys.Action]:
        here = (action for action in keys.at(keys.Place.ASK_INTERPRETER) if action.footer is not None)
        return replace(keys.action("save"), hint=words.HINT_ORDER), *here, replace(keys.action("park"), footer=9)

    def on_mount(self) -> None:
        self.field("from_day").entered = self.back_to_offers
        self.ask_language(asked=self.language is None)
        self.set_focus(self.picker.choices if self.language is None else self.offers)  # a digit may be on its way
        self.call_next(self.begin)  # once what was parked stands in the fields

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
        self.say_chosen()

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
                self.say_chosen()
            other = next((option for option in self._options.values() if option.at_once), None)
            instead = "" if other is None else words.instead(self.offers.go_to(other.id))
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
        self.field("from_day").focus_input()

    def action_back_to_today(self) -> None:
        """h: from today on."""
        self.field("from_day").text = ""

    def action_day_before(self) -> None:
        """←: a week earlier."""
        self._from(-WEEK)

    def action_day_after(self) -> None:
        """→: a week later."""
        self._from(WEEK)

    def _from(self, by: timedelta) -> None:
        try:
            day = (self.field("from_day").value or self._today) + by
        except BackofficeError:
            day = self._today
        self.field("from_day").text = f"{day:%d.%m.%Y}" if day > self._today else ""

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

    def go_on(self) -> None:
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
        return AskedFor(
            self._found, option, self.language or "", self.field("dialect").text.strip(), self.short_notice
        )
