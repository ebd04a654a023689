"""Whether an application was kept today, asked inside the dialog of outcomes (D17): a field with three answers."""

from collections.abc import Iterable
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from backoffice.domain.errors import Refused
from backoffice.domain.terms import ApplicationKept
from backoffice.screens.dialog import Paragraph
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.form_field import Wrong
from backoffice.widgets.in_line import OneInLine
from backoffice.widgets.one_of import Labelled
from backoffice.wording import dialogs as words
from backoffice.wording.booking import APPLICATION_KEPT
from backoffice.wording.refusals import refusal

ANSWERS = frozenset(answer.value for answer in ApplicationKept)


class _Answers(OneInLine):
    """Enter takes nothing that nobody chose: what is said here decides from when on somebody is entitled."""

    def action_pick_here(self) -> None:
        if self.chosen is None:
            self.post_message(self.Chosen(()))
        else:
            super().action_pick_here()


class ApplicationQuestion(Vertical):
    """The question, its answers, and under them in German that one is missing."""

    DEFAULT_CSS = "ApplicationQuestion { height: auto; }"

    def __init__(self, day: date) -> None:
        """`day`: of the appointment, with whose month the new date is compared."""
        super().__init__(classes="part", id="part-application")
        self._day = day
        self._new_day: date | None = None

    def compose(self) -> ComposeResult:
        yield Paragraph(words.APPLICATION, ink="warning")
        choices = tuple(Choice(answer.value, APPLICATION_KEPT[answer.value]) for answer in ApplicationKept)
        yield Labelled(words.FIELD_APPLICATION, _Answers(choices, None, id="application"))
        yield Wrong()

    @property
    def _answers(self) -> _Answers:
        return self.query_one(_Answers)

    @property
    def answer(self) -> ApplicationKept | None:
        """What was chosen; None: nothing yet."""
        chosen = self._answers.chosen
        return None if chosen is None else ApplicationKept(chosen)

    def follows(self, day: date | None) -> None:
        """The day of a follow-up that is booked already."""
        self._new_day = day

    def ask(self, ticked: Iterable[str], *, later: str) -> None:
        """Ask as strongly as what is ticked wants; `later`: the choice that leads to a new date."""
        if later not in ticked:
            text, ink = words.APPLICATION, "warning"
        elif self._new_day is None:
            text, ink = words.APPLICATION_NEXT, "warning"
        elif (self._new_day.year, self._new_day.month) != (self._day.year, self._day.month):
            text, ink = words.application_lost(self._new_day), "urgent"
        else:
            text, ink = words.APPLICATION, "warning"
        self.query_one(Paragraph).write(text, ink=ink)

    def show_error(self, sentence: str) -> None:
        """Say under the answers what is wrong; an empty sentence takes it away."""
        self.query_one(Wrong).say(sentence)

    def focus_input(self) -> None:
        """Let the digits choose an answer."""
        self._answers.focus()

    @on(ChoiceList.Ticked)
    def _answered(self) -> None:
        self.show_error("")

    @on(ChoiceList.Chosen)
    def _not_answered(self, event: ChoiceList.Chosen) -> None:
        if not event.ids:
            event.stop()
            self.show_error(str(refusal(Refused("application_unanswered"))))
