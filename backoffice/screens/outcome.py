"""How an appointment ended: outcomes that combine (D9), or a call that reached nobody (D16)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from textual import on
from textual.containers import Vertical
from textual.widget import Widget

from backoffice.desk.finishing import Ending, OtherJobcenter, PlacementContact, Settled, SettledWith
from backoffice.desk.views import Line
from backoffice.domain.clock import hhmm, instant_of
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.terms import ApplicationKept, AttemptResult, Outcome
from backoffice.screens.dialog import Blamed, FormDialog
from backoffice.screens.naming import called
from backoffice.screens.negative import attempt_choices
from backoffice.screens.note import note_hint, note_row
from backoffice.screens.outcome_application import ANSWERS, ApplicationQuestion
from backoffice.screens.outcome_choices import ATTEMPTS, OutcomeChoices, linkable, outcome_choices
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.form_field import FormField, time_field
from backoffice.widgets.picker import Picker
from backoffice.wording import dialogs as words

FORWARDED = "forwarded"
CONTACT_LIMIT, AGREED_LIMIT = 120, 200
WITH_FIELDS = (Outcome.PLACEMENT_CONTACT, Outcome.SETTLED_WITH, Outcome.OTHER_JOBCENTER)
"""The outcomes that say something more."""
ENTERED_NEXT = (Outcome.CALLBACK, Outcome.FOLLOW_UP, Outcome.COMMITMENT)
"""The outcomes that promise something: what, is entered in a form of its own."""


@dataclass(frozen=True, slots=True)
class OutcomeAnswer:
    """What was entered: outcomes, or (then there are none) the attempt. `happened_at` only on a past day (UTC)."""

    outcomes: tuple[Ending, ...]
    note: str
    happened_at: datetime | None
    attempt: AttemptResult | None = None
    callback: bool = False
    """*Rückruf* was ticked: what is promised is entered next, and saved with all of this."""
    follow_up: bool = False
    """*Folgetermin* was ticked: the same."""
    commitment: bool = False
    """*Zusage der zuständigen Geschäftsstelle* was ticked: the same."""
    application_kept: ApplicationKept | None = None
    """The answer to D17's question, for the rows of which it was asked."""


class OutcomeDialog(FormDialog[OutcomeAnswer]):
    """`e 1 F2` is the usual way; Enter on the choices ticks and goes on to what is still to be said."""

    ABOUT = words.ABOUT_OUTCOME

    def __init__(
        self,
        line: Line,
        others: Sequence[Line],
        now: datetime,
        *,
        backdate: bool,
        short_names: bool = False,
        several: bool = False,
        application: bool = False,
    ) -> None:
        """`others` are the day's other appointments; `backdate` asks when it happened (D18).

        `several` rows end alike: a promise is made to one person, so *Rückruf* and *Folgetermin* are not among their
        outcomes. `application`: one of them is about an application, so D17's question is asked, once for all.
        """
        title = words.titled(words.OUTCOME_TITLE, line.start, called(line, short=short_names))
        super().__init__(title, draft_key=f"outcome:{line.id}", about=line.id)
        self._appointment = line
        self._now = now
        self._backdate = backdate
        self._several = several
        self._application = application
        self._linkable = linkable(line, others, short_names=short_names)

    def body(self) -> Iterable[Widget]:
        yield OutcomeChoices(self._all_choices(), several=True, id="outcomes")
        yield Vertical(
            _field(words.FIELD_CONTACT, "contact", CONTACT_LIMIT, words.PLACEHOLDER_CONTACT, required=True),
            _field(words.FIELD_AGREED, "agreed", AGREED_LIMIT, words.PLACEHOLDER_AGREED, required=True),
            classes="part",
            id=_part(Outcome.PLACEMENT_CONTACT),
        )
        yield Vertical(
            Picker(
                words.FIELD_LINKED,
                self._linkable,
                at_once=True,
                nothing=words.NOTHING_LINKED,
                more=words.MORE,
                placeholder=words.PLACEHOLDER_LINKED,
                id="linked",
            ),
            classes="part",
            id=_part(Outcome.SETTLED_WITH),
        )
        yield Vertical(
            _field(words.FIELD_JOBCENTER, "jobcenter", CONTACT_LIMIT, words.PLACEHOLDER_JOBCENTER),
            ChoiceList((Choice(FORWARDED, words.FORWARDED),), several=True, id=FORWARDED),
            classes="part",
            id=_part(Outcome.OTHER_JOBCENTER),
        )
        yield ApplicationQuestion(self._appointment.day)
        if self._backdate:
            yield time_field(words.FIELD_AT, hhmm(self._appointment.end), id="at")
        yield note_row()
        yield note_hint()

    def _all_choices(self, there: str = "") -> tuple[Choice, ...]:
        return (
            *outcome_choices(bool(self._linkable), several=self._several, there=there),
            *attempt_choices(self._appointment, self._now),
        )

    # --- showing what goes with the ticks ------------------------------------------------------------------------

    @property
    def _choices(self) -> OutcomeChoices:
        return self.query_one("#outcomes", OutcomeChoices)

    def show_parts(self) -> None:
        ticked = self._choices.ticked
        for outcome in WITH_FIELDS:
            self.query_one(f"#{_part(outcome)}").display = outcome.value in ticked
        self._question.display = self._asks
        self._question.ask(ticked, later=Outcome.FOLLOW_UP.value)

    @property
    def _asks(self) -> bool:
        """Whether D17's question is open: it is not settled, and there was a talk."""
        ticked = self._choices.ticked
        return self._application and bool(ticked) and ticked[0] not in ATTEMPTS and Outcome.SETTLED not in ticked

    def follows(self, day: date | None) -> None:
        """A follow-up is booked already: the question says so where its day lies in another month."""
        self._question.follows(day)
        self.show_parts()

    def promised_there(self, said: str) -> None:
        """The responsible branch has promised something already: it is the one that is meant."""
        self._choices.set_choices(self._all_choices(said))

    @on(ChoiceList.Ticked)
    def _ticked(self) -> None:
        self.show_parts()

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        """Enter: on to what is still to be said; where nothing is, to the fields below."""
        if event.ids == (FORWARDED,) or ANSWERS.issuperset(event.ids):
            self.action_next_field()
            return
        self.show_parts()
        for outcome in WITH_FIELDS:
            if outcome.value in event.ids and self._go_to_missing(outcome):
                return
        if self._asks and self._question.answer is None:
            self._question.focus_input()
            return
        self._row("at" if self._backdate else "note").focus_input()

    def _go_to_missing(self, outcome: Outcome) -> bool:
        if outcome is Outcome.SETTLED_WITH:
            empty: Sequence[FormField[Any] | Picker] = [p for p in (self._linked,) if p.chosen is None]
        elif outcome is Outcome.PLACEMENT_CONTACT:
            empty = [f for f in (self._row("contact"), self._row("agreed")) if not f.text.strip()]
        else:
            empty = [] if self._forwarded else [f for f in (self._row("jobcenter"),) if not f.text.strip()]
        if empty:
            empty[0].focus_input()
        return bool(empty)

    # --- what it says --------------------------------------------------------------------------------------------

    def result(self) -> OutcomeAnswer:
        """Refused `no_outcome`, `bad_link`, `other_jobcenter_missing`, `application_unanswered`,
        `in_future`."""
        ticked = self._choices.ticked
        if not ticked:
            raise Refused("no_outcome")
        note, at = self._row("note").text.strip(), self._happened_at()
        if ticked[0] in ATTEMPTS:
            return OutcomeAnswer((), note, at, AttemptResult(ticked[0]))
        endings = tuple(self._endings[Outcome(id_)]() for id_ in ticked if id_ not in ENTERED_NEXT)
        kept = self._question.answer if self._asks else None
        if self._asks and kept is None:
            raise Refused("application_unanswered")
        return OutcomeAnswer(
            endings,
            note,
            at,
            callback=Outcome.CALLBACK in ticked,
            follow_up=Outcome.FOLLOW_UP in ticked,
            commitment=Outcome.COMMITMENT in ticked,
            application_kept=kept,
        )

    def blamed(self, error: BackofficeError) -> Blamed | None:
        match error.code:
            case "application_unanswered":
                return self._question
            case "bad_link":
                return self._linked.field
            case "other_jobcenter_missing":
                return self._row("jobcenter")
            case "in_future":
                return self._row("at")
        return None

    @property
    def _endings(self) -> dict[Outcome, Callable[[], Ending]]:
        return {
            Outcome.SETTLED: Settled,
            Outcome.PLACEMENT_CONTACT: self._placement_contact,
            Outcome.SETTLED_WITH: self._settled_with,
            Outcome.OTHER_JOBCENTER: self._other_jobcenter,
        }

    def _placement_contact(self) -> PlacementContact:
        return PlacementContact(contact=self._row("contact").text.strip(), agreed=self._row("agreed").text.strip())

    def _settled_with(self) -> SettledWith:
        linked = self._linked.chosen
        if linked is None:
            raise Refused("bad_link")
        return SettledWith(linked_id=linked)

    def _other_jobcenter(self) -> OtherJobcenter:
        contact = self._row("jobcenter").text.strip()
        if not contact and not self._forwarded:
            raise Refused("other_jobcenter_missing")
        return OtherJobcenter(contact=contact, forwarded=self._forwarded)

    def _happened_at(self) -> datetime | None:
        if not self._backdate:
            return None
        at = instant_of(self._appointment.day, int(self._row("at").value or 0))
        if at > self._now:
            raise Refused("in_future")
        return at

    # --- its fields ----------------------------------------------------------------------------------------------

    def _row(self, id_: str) -> FormField[Any]:
        return self.query_one(f"#{id_}", FormField)

    @property
    def _question(self) -> ApplicationQuestion:
        return self.query_one(ApplicationQuestion)

    @property
    def _linked(self) -> Picker:
        return self.query_one("#linked", Picker)

    @property
    def _forwarded(self) -> bool:
        return bool(self.query_one(f"#{FORWARDED}", ChoiceList).ticked)


def _part(outcome: Outcome) -> str:
    return f"part-{outcome.value}"


def _field(label: str, id_: str, limit: int, placeholder: str, *, required: bool = False) -> FormField[str]:
    return FormField(label, parse=str.strip, required=required, limit=limit, placeholder=placeholder, id=id_)
