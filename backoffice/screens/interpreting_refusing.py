"""x on an order: they cannot, nobody came, it is called off, they know it, or nobody is needed after all (D48)."""

from collections.abc import Callable
from dataclasses import dataclass

from backoffice.desk.interpreting_lines import Matter, OrderLine
from backoffice.domain.orders import ARRANGED, LIVE
from backoffice.domain.terms import InterpretingKind, OrderStatus
from backoffice.screens.drafts import Drafts
from backoffice.screens.interpreting_answering import OrderAnswering
from backoffice.widgets.choice_list import Choice
from backoffice.wording import interpreting_screen as words

DECLINED, FAILED, CANCEL, TOLD, NOT_NEEDED = "declined", "failed", "cancel", "told", "not_needed"


def negative_choices(line: OrderLine) -> tuple[Choice, ...]:
    """What `x` offers: a digit means the same of every order, and what cannot be says why."""
    arranged = "" if line.status in ARRANGED else words.SETTLED_ALREADY
    if line.status is OrderStatus.NEEDED:
        arranged = words.NOBODY_ASKED
    companion = words.NOT_ASKED_COMPANION if line.kind is InterpretingKind.COMPANION else ""
    return (
        Choice(DECLINED, words.DECLINED, words.HINT_DECLINED, arranged or companion),
        Choice(FAILED, words.FAILED, words.HINT_FAILED, arranged),
        Choice(CANCEL, words.CANCEL, words.HINT_CANCEL, arranged),
        Choice(TOLD, words.TOLD, words.HINT_TOLD, "" if line.matter is Matter.TO_TELL else words.NOBODY_WAITS),
        Choice(
            NOT_NEEDED, words.NOT_NEEDED, words.HINT_NOT_NEEDED, "" if line.status in LIVE else words.SETTLED_ALREADY
        ),
    )


class OrderRefusing(OrderAnswering):
    """The letter x."""

    def action_negative(self) -> None:
        """x: a no of some kind."""
        line = self._one(words.ONE_EACH)
        if line is None:
            return
        choices = negative_choices(line)
        if all(choice.why_not for choice in choices):
            self.say(words.FAILED_ALREADY if line.matter is Matter.FAILED else words.NOTHING_NEGATIVE)
            return
        from backoffice.screens.choice import ChoiceDialog

        ways: dict[str, Callable[[OrderLine], object]] = {
            DECLINED: self._ask_declined,
            FAILED: self._ask_failed,
            CANCEL: self._ask_cancel,
            TOLD: self._ask_told,
            NOT_NEEDED: self._take_need_away,
        }

        def chosen(choice: str | None) -> None:
            if choice is not None:
                ways[choice](line)

        about = " · ".join(part for part in (line.interpreter, self.row_name(line)) if part)
        self.app.push_screen(ChoiceDialog(words.NEGATIVE_TITLE, choices, about), chosen)

    def _ask_declined(self, line: OrderLine) -> None:
        """They cannot: who can instead is asked at once."""
        from backoffice.desk.orders import DeclineInterpreter

        about = Asked("declined", words.DECLINED_TITLE, words.FIELD_WHY, words.PLACEHOLDER_DECLINED)
        self._ask(
            line,
            about,
            lambda now, why, form: self._do(
                DeclineInterpreter, [now], form, then=lambda _: self._ask_next(now), reason=why
            ),
        )

    def _ask_next(self, line: OrderLine) -> None:
        self.load(flash=True)
        self.order_for(line)

    def _ask_failed(self, line: OrderLine) -> None:
        about = Asked("failed_order", words.FAILED_TITLE, words.FIELD_WHY, words.PLACEHOLDER_FAILED)
        self._ask(line, about, self._fail)

    def _ask_cancel(self, line: OrderLine) -> None:
        from backoffice.desk.orders import CancelInterpreter

        about = Asked("cancel_order", words.CANCEL_TITLE, words.FIELD_TOLD_TO, words.PLACEHOLDER_CANCEL)
        self._ask(line, about, lambda now, who, form: self._do(CancelInterpreter, [now], form, told_to=who))

    def _ask_told(self, line: OrderLine) -> None:
        from backoffice.desk.orders import TellCancelled

        about = Asked("told_order", words.TOLD_TITLE, words.FIELD_TOLD_TO, words.PLACEHOLDER_TOLD, required=True)
        self._ask(line, about, lambda now, who, form: self._do(TellCancelled, [now], form, told_to=who))

    def _take_need_away(self, line: OrderLine) -> None:
        from backoffice.desk.orders import NotNeeded

        command = self.desk.new(NotNeeded, appointment_id=line.appointment_id, version=line.appointment_version)
        self.carry_out([command], self._people([line]))

    def _ask(self, line: OrderLine, about: "Asked", then: Callable[[OrderLine, str, str], object]) -> None:
        """Ask one thing about an order; `then` gets the order as it stood in the form, the answer, the form's key."""
        from backoffice.screens.ticket_dialogs import SayForm

        seen = [line]

        def make() -> SayForm:
            seen[0] = self._as_shown(seen[0])
            title = self._title(about.title, seen)
            return SayForm(
                title, about.key, line.id, about.label, placeholder=about.placeholder, required=about.required
            )

        def take(said: str) -> None:
            then(seen[0], said, f"{about.key}:{line.id}")

        Drafts.of(self.app).open(make, take)


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is asked about an order."""

    key: str
    title: str
    label: str
    placeholder: str
    required: bool = False
