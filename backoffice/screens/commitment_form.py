"""*Zusage der zuständigen Geschäftsstelle*: what they said yes to, noted here with their agreement (D44 c)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from textual import on
from textual.containers import Vertical
from textual.widget import Widget

from backoffice.desk.agreed_time import AgreedTime
from backoffice.desk.asking_prefill import AskingView
from backoffice.domain.errors import Refused
from backoffice.screens.asking_forms import agreed_time, function_field, knowingly, protected_field, time_fields
from backoffice.screens.candidates import Named, ranked
from backoffice.screens.dialog import FormDialog, Paragraph
from backoffice.screens.ticket_fields import typed
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.in_line import OneInLine
from backoffice.widgets.one_of import Labelled, OneOf
from backoffice.wording import takeover_asking as words
from backoffice.wording.labels import briefly

CALL = "call"


@dataclass(frozen=True, slots=True)
class CommitmentSaid:
    """Who said yes, at which branch; to a time, or (None) to a call that is entered next."""

    named: Named
    agreed_with: str
    time: AgreedTime | None


class CommitmentForm(FormDialog[CommitmentSaid]):
    """`e 7 F2` and what was said: by whom, and when there or that they call."""

    ABOUT = words.ABOUT_COMMITMENT
    continues = True

    def __init__(self, title: str, key: str, about: str, known: AskingView, now: Callable[[], datetime]) -> None:
        """`now` gives aware instants."""
        super().__init__(title, draft_key=key, about=about)
        self._known = known
        self._now = now
        self._ranked = ranked(known.whose, known.whose.found, typed=False)

    def body(self) -> Iterable[Widget]:
        first = self._usual
        choices = tuple(
            Choice(
                one.branch.id, briefly(one.branch.name), words.number_and_reason(one.branch.front_desk_phone, one.why)
            )
            for one in self._ranked.named
        )
        yield Labelled(words.FIELD_BRANCH, OneOf(choices, first.branch.id if first else None, id="branch"))
        # Nothing of the promise itself stands there beforehand: F2 alone must not promise what nobody did.
        yield function_field("")
        promised = tuple(Choice(id_, label) for id_, label in words.PROMISED.items())
        yield Labelled(words.FIELD_PROMISED, OneInLine(promised, promised[0].id, id="promised"))
        yield Vertical(*time_fields(self._known, self._now(), likely=False), classes="part", id="part-time")
        yield Vertical(Paragraph(words.CALL_NEXT, ink="muted"), classes="part", id="part-call")
        yield from protected_field(self._known)

    @property
    def _usual(self) -> Named | None:
        """The branch that was asked last, else whom the rules name first."""
        asked = {request.other for request in self._known.requests[:1]}
        return next((one for one in self._ranked.named if one.branch.name in asked), self._ranked.first)

    @property
    def _named(self) -> Named | None:
        chosen = self.query_one("#branch", OneOf).chosen
        return next((one for one in self._ranked.named if one.branch.id == chosen), None)

    @property
    def _is_call(self) -> bool:
        return self.query_one("#promised", OneInLine).chosen == CALL

    def show_parts(self) -> None:
        self.query_one("#part-time").display = not self._is_call
        self.query_one("#part-call").display = self._is_call

    @on(ChoiceList.Ticked)
    def _ticked(self) -> None:
        self.show_parts()

    @on(ChoiceList.Chosen)
    def _chosen(self) -> None:
        self.focus_next()

    def result(self) -> CommitmentSaid:
        """Refused `which_branch`, and `protected_stays` until it is said that a protected person may travel."""
        named = self._named
        if named is None:
            raise Refused("which_branch")
        knowingly(self, self._known)
        return CommitmentSaid(named, typed(self, "agreed_with"), None if self._is_call else agreed_time(self))
