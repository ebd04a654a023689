"""*Zuständigkeit*: who may be responsible, whom one calls there, and what is done about it (D43, D44)."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from backoffice import keys
from backoffice.desk.asking_prefill import Whose
from backoffice.desk.responsibility_views import Found
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.rules import Asked
from backoffice.domain.streets import address
from backoffice.screens.candidates import Named, Ranked, ranked
from backoffice.screens.dialog import BoxDialog, Paragraph
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.form_field import FormField
from backoffice.widgets.one_of import Labelled, OneOf
from backoffice.wording import takeover_asking as words
from backoffice.wording.labels import briefly
from backoffice.wording.refusals import refusal

PAUSE = 0.25
"""Seconds without a key after which is looked again."""
OLDEST = 130
DIGITS = 5
"""Of a postcode."""

LookUp = Callable[[Asked], Found]
"""Whom the rules name; asked in a thread."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be done, and (for what is done with one) the branch; nothing of what was typed to find it."""

    action: str
    named: Named | None = None


class _Branches(OneOf):
    """Which branch: a digit, Space or Enter takes one, and that is told even where it was the one before."""

    class Taken(Message):
        """One was taken."""

    def _tick(self) -> None:
        super()._tick()
        if self.cursor_id == self.chosen:
            self.post_message(self.Taken())

    def action_pick_here(self) -> None:
        """Enter: the one under the cursor."""
        self._tick()

    def untick(self) -> None:
        """Nobody is chosen any more, without telling anybody."""
        self._ticked.clear()
        self.refresh()


class ResponsibleDialog(BoxDialog[Chosen]):
    """`z 1` and `z 2` where the branch is known: digits do something, Tab goes to the branches, then to the address.

    A branch that was chosen gives the digits back. Esc closes; what was typed is gone then, and is kept nowhere.
    """

    PLACES: ClassVar[tuple[keys.Place, ...]] = keys.RESPONSIBLE_DIALOG
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.FINDER)]
    ABOUT = words.ABOUT
    DEFAULT_CSS = """
    ResponsibleDialog ChoiceList#action { margin: 1 0; }
    """

    def __init__(
        self,
        title: str,
        whose: Whose,
        actions: Sequence[Choice],
        look_up: LookUp,
        *,
        request: str = "",
        asked: str | None = None,
    ) -> None:
        """`request`: what became of what was asked before, in a line; `asked`: the branch that has not answered yet.

        `keep` and `withdraw` need no branch.
        """
        super().__init__(title)
        self._whose = whose
        self._actions = tuple(actions)
        self._look_up = look_up
        self._request = request
        self._already = asked
        self._ranked: Ranked = ranked(whose, whose.found, typed=False)
        self._by_hand = False
        self._waiting = ""
        """The action for which a branch is still to be chosen."""
        self._pause: Timer | None = None

    def body(self) -> Iterable[Widget]:
        yield Paragraph("", ink="strong", classes="called")
        yield Paragraph("", classes="why")
        yield Paragraph("", ink="warning", classes="remark")
        yield Paragraph(self._request, ink="info", classes="request")
        yield ChoiceList(self._actions, id="action")
        yield Labelled(words.FIELD_BRANCH, _Branches(self._choices(), self._first, id="branch"))
        yield FormField(words.FIELD_POSTCODE, parse=_postcode, limit=12, id="postcode")
        yield FormField(
            words.FIELD_STREET, parse=str.strip, limit=160, placeholder=words.PLACEHOLDER_STREET, id="street"
        )
        yield FormField(words.FIELD_AGE, parse=_age, limit=3, placeholder=words.PLACEHOLDER_AGE, id="age")

    def on_mount(self) -> None:
        self._show()
        self.set_focus(self.query_one("#action", ChoiceList))  # at once: a digit may be on its way

    # --- what it shows -------------------------------------------------------------------------------------------

    def _choices(self) -> tuple[Choice, ...]:
        return tuple(Choice(one.branch.id, briefly(one.branch.name), one.why) for one in self._ranked.named)

    @property
    def _first(self) -> str | None:
        """The branch to begin with: who is asked already says yes by phone; else whom the rules name."""
        first = self._ranked.first
        return self._already or (first.branch.id if first else None)

    @property
    def _branches(self) -> _Branches:
        return self.query_one("#branch", _Branches)

    @property
    def named(self) -> Named | None:
        """The branch that is chosen, with what speaks for it."""
        return next((one for one in self._ranked.named if one.branch.id == self._branches.chosen), None)

    def _show(self) -> None:
        named = self.named
        missing = words.CHOSEN if self._ranked.named else words.NO_OTHER
        said = missing if named is None else words.called(named.branch.name, named.branch.front_desk_phone)
        self.query_one(".called", Paragraph).write(said)
        self.query_one(".why", Paragraph).write("" if named is None else named.why)
        self.query_one(".remark", Paragraph).write(self._ranked.remark)

    def show_found(self, found: Found, *, typed: bool) -> None:
        """Other answers were given: whom the rules name now stands on top; what was chosen by hand stays chosen."""
        self._ranked = ranked(self._whose, found, typed=typed)
        branches = self._branches
        branches.set_choices(self._choices())
        if not self._by_hand:
            first = self._first
            branches.untick() if first is None else branches.tick_id(first)
        self._show()

    # --- what is done --------------------------------------------------------------------------------------------

    @on(ChoiceList.Chosen)
    def _do_chosen(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        self._do(event.ids[0])

    def _do(self, action: str) -> None:
        if action in ("keep", "withdraw"):
            self.dismiss(Chosen(action))
        elif self.named is not None:
            self.dismiss(Chosen(action, replace(self.named, why="")))  # what found it goes with this dialog
        elif not self._ranked.named:
            self.say(words.NO_OTHER)
        else:
            self._waiting = action
            self.say(words.WHICH, ink="info")
            self._branches.focus()

    @on(_Branches.Taken)
    def _branch_taken(self) -> None:
        """A branch was taken: on with what waits for it, else the digits do something again."""
        self._by_hand = True
        self.say("")
        self._show()
        if self._waiting:
            self._do(self._waiting)
        else:
            self.query_one("#action", ChoiceList).focus()

    # --- the finder ----------------------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """/: to the address."""
        self._field("postcode").focus_input()

    def take_text(self, text: str) -> None:
        """A pasted address is one."""
        self._field("street").text = text
        self._field("street").focus_input()

    def past_last(self) -> None:
        """Enter in the last field: back to what is done with it."""
        self.query_one("#action", ChoiceList).focus()

    def _field(self, id_: str) -> "FormField[object]":
        return self.query_one(f"#{id_}", FormField)

    @on(FormField.Changed)
    def _typed(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.look)

    @work(exclusive=True, group="look", exit_on_error=False)
    async def look(self) -> None:
        """Ask the rules with what is typed; it is an argument of this one question, and kept nowhere."""
        asked = self._asked()
        try:
            found = await asyncio.to_thread(self._look_up, asked)
        except BackofficeError as error:
            self.say(str(refusal(error)))
            return
        self.show_found(found, typed=asked != self._whose.known)

    def _asked(self) -> Asked:
        code, age = self._field("postcode").text.strip(), self._field("age").text.strip()
        where = address(self._field("street").text.strip(), None, code if _is_postcode(code) else None)
        return replace(
            self._whose.known,
            postcode=where.postcode,
            street=where.street,
            house_number=where.house_number,
            age=int(age) if age.isascii() and age.isdecimal() else None,
        )


def _is_postcode(typed: str) -> bool:
    return typed.isascii() and typed.isdecimal() and len(typed) == DIGITS


def _postcode(text: str) -> str:
    """Refused `postcode_shape`."""
    if not _is_postcode(text.strip()):
        raise Refused("postcode_shape", text=text)
    return text.strip()


def _age(text: str) -> int:
    """Refused `age_shape`."""
    typed = text.strip()
    if not (typed.isascii() and typed.isdecimal() and int(typed) <= OLDEST):
        raise Refused("age_shape", text=text)
    return int(typed)
