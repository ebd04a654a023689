"""The forms in which interpreters and services are entered, and when they can be had (D47, D36)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from textual import on
from textual.widget import Widget

from backoffice.desk.calendar import HoursSpan
from backoffice.desk.command import Command
from backoffice.desk.desk import Desk
from backoffice.desk.interpreter_times import AddInterpreterAway, AddInterpreterDay, SetInterpreterHours
from backoffice.desk.interpreter_views import InterpreterView
from backoffice.desk.interpreters import AddInterpreter, ChangeInterpreter, LeaveInterpreter
from backoffice.desk.views import BranchView
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.notice import parse_notice
from backoffice.domain.office_time import OfficeHours
from backoffice.domain.terms import Provider
from backoffice.domain.text import same_key
from backoffice.domain.typed import parse_time
from backoffice.domain.week import parse_week
from backoffice.screens.dialog import Paragraph
from backoffice.screens.saving_form import SavingForm
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.form_field import FormField, day_field
from backoffice.widgets.one_of import Labelled, OneOf
from backoffice.wording import interpreters as said
from backoffice.wording import interpreters_list as words
from backoffice.wording.labels import briefly
from backoffice.wording.languages_typed import languages_of, written

HOUSE = "house"
"""The choice of who keeps an entry that stands for the administration."""
LANGUAGES_LIMIT = 600
END_OF_DAY = frozenset({"24", "24:00", "24.00", "2400"})

BLAMED = {
    "interpreter_nameless": "name",
    "interpreter_exists": "name",
    "interpreter_no_language": "languages",
    "unknown_language": "languages",
    "language_unclear": "languages",
    "bad_notice": "notice",
    "branch_unclear": "branches",
    "bad_hours": "week",
    "interpreter_day_closed": "day",
    "overlapping_times": "start",
    "end_before_start": "end",
    "bad_away": "last",
    "away_hours_of_one_day": "start",
}
"""Under which field a refusal stands, by its code."""
ON_A_DAY = ("since", "day", "last", "last_day")
"""Where a refusal of a day stands: each form has one of these."""


class InterpretersForm(SavingForm):
    """A form about an interpreter."""

    def text_of(self, id_: str) -> str:
        """What stands in a field."""
        return str(self.query_one(f"#{id_}", FormField).text).strip()

    def value_of(self, id_: str) -> Any:
        """What a field means; None where it is empty."""
        return self.query_one(f"#{id_}", FormField).value

    def blamed(self, error: BackofficeError) -> FormField[Any] | None:
        meant: Sequence[str] = (BLAMED[error.code],) if error.code in BLAMED else ()
        if error.code in ("interpreter_day_past", "interpreter_left"):
            meant = ON_A_DAY
        if error.code == "not_five_minutes":
            meant = ("week", "start")
        return next((field for id_ in meant for field in self.query(f"#{id_}").results(FormField)), None)

    @on(ChoiceList.Chosen)
    def _chosen(self) -> None:
        self.focus_next()


class InterpreterForm(InterpretersForm):
    """Who they are. Without an entry a new one, kept by whoever is chosen of `keepers`."""

    def __init__(
        self, desk: Desk, branches: Sequence[BranchView], keepers: Sequence[Choice], of: InterpreterView | None = None
    ) -> None:
        title = words.NEW_TITLE if of is None else words.titled(words.CHANGE, of.of.name)
        super().__init__(desk, title, draft_key="interpreter:new" if of is None else f"interpreter:{of.id}")
        self._branches = branches
        self._keepers = keepers
        self._view = of

    def body(self) -> Iterable[Widget]:
        of = self._view.of if self._view else None
        names = {branch.id: briefly(branch.name) for branch in self._branches}
        serves = "" if of is None else ", ".join(name for id_, name in names.items() if id_ in of.branches)
        providers = tuple(Choice(provider.value, said.PROVIDER[provider.value]) for provider in Provider)
        yield Labelled(
            said.FIELDS["provider"],
            OneOf(providers, of.provider.value if of else Provider.PERSON.value, id="provider"),
        )
        yield _text("name", of.name if of else "", 80)
        yield FormField(
            said.FIELDS["languages"],
            written(of.languages) if of else "",
            parse=languages_of,
            required=True,
            limit=LANGUAGES_LIMIT,
            placeholder=words.PLACEHOLDER_LANGUAGES,
            id="languages",
        )
        ways = {"by_phone": said.BY_PHONE, "by_video": said.BY_VIDEO, "on_site": said.ON_SITE}
        ticked = [way for way in ways if of is not None and getattr(of, way)]
        choices = tuple(Choice(way, name) for way, name in ways.items())
        yield Labelled(said.FIELDS["ways"], ChoiceList(choices, several=True, ticked=ticked, id="ways"))
        yield FormField(
            said.FIELDS["notice"],
            said.notice(of.notice_minutes) if of and of.notice_minutes else "",
            parse=parse_notice,
            beside=said.notice,
            limit=30,
            placeholder=words.PLACEHOLDER_NOTICE,
            id="notice",
        )
        yield _text("contact", of.contact if of else "", 120)
        yield _text("dial", of.dial if of else "", 80)
        yield FormField(
            said.FIELDS["branches"],
            serves,
            parse=lambda text: branches_of(text, self._branches),
            limit=200,
            placeholder=words.PLACEHOLDER_BRANCHES,
            id="branches",
        )
        yield _text("cost_note", of.cost_note if of else "", 120)
        if of is None:
            first = next(iter(self._keepers), None)
            yield Labelled(said.FIELDS["keeper"], OneOf(self._keepers, first.id if first else None, id="keeper"))

    def result(self) -> Command:
        ticked = self.query_one("#ways", ChoiceList).ticked
        told: dict[str, Any] = {
            "provider": Provider(self.query_one("#provider", OneOf).chosen or Provider.PERSON),
            "languages": self.value_of("languages") or {},
            "branches": self.value_of("branches") or (),
            "notice_minutes": self.value_of("notice") or 0,
            **{way: way in ticked for way in ("by_phone", "by_video", "on_site")},
            **{name: self.text_of(name) for name in ("name", "contact", "dial", "cost_note")},
        }
        if self._view is not None:
            seen = {"interpreter_id": self._view.id, "version": self._view.version}
            return self.desk.new(ChangeInterpreter, **seen, **told)
        keeper = self.query_one("#keeper", OneOf).chosen
        return self.desk.new(AddInterpreter, branch_id=None if keeper == HOUSE else keeper, **told)


class HoursForm(InterpretersForm):
    """The week from a day on; an empty one means that any time can be asked for."""

    def __init__(self, desk: Desk, of: InterpreterView, today: date) -> None:
        super().__init__(desk, words.titled(words.WEEK, of.of.name), draft_key=f"interpreter-week:{of.id}")
        self._view, self._today = of, today

    def body(self) -> Iterable[Widget]:
        yield Paragraph(words.ENDS_BEFORE, ink="muted", classes="intro")
        yield FormField(
            words.FIELD_WEEK,
            self._view.hours,
            parse=parse_week,
            limit=160,
            placeholder=words.PLACEHOLDER_WEEK,
            id="week",
        )
        yield day_field(words.FIELD_SINCE, self._today, self._today, id="since")

    def result(self) -> Command:
        week: OfficeHours | None = self.value_of("week")
        spans = tuple(
            HoursSpan(weekday=weekday, start=start, end=end)
            for weekday, of_day in enumerate(week.week if week else ())
            for start, end in of_day
        )
        return self.desk.new(
            SetInterpreterHours, interpreter_id=self._view.id, since=self.value_of("since"), spans=spans
        )


class SingleDayForm(InterpretersForm):
    """One day that is not as the week says."""

    def __init__(self, desk: Desk, of: InterpreterView, today: date) -> None:
        super().__init__(desk, words.titled(words.DAY, of.of.name), draft_key=f"interpreter-day:{of.id}")
        self._id, self._today = of.id, today

    def body(self) -> Iterable[Widget]:
        yield day_field(words.FIELD_DAY, self._today, id="day")
        yield _time_field(words.FIELD_START, "start", required=True)
        yield _time_field(words.FIELD_END, "end", required=True)

    def result(self) -> Command:
        return self.desk.new(
            AddInterpreterDay,
            interpreter_id=self._id,
            day=self.value_of("day"),
            start=self.value_of("start"),
            end=self.value_of("end"),
        )


class AwayForm(InterpretersForm):
    """Days on which they cannot be had, or hours of one of them."""

    def __init__(self, desk: Desk, of: InterpreterView, today: date) -> None:
        super().__init__(desk, words.titled(words.AWAY, of.of.name), draft_key=f"interpreter-away:{of.id}")
        self._id, self._today = of.id, today

    def body(self) -> Iterable[Widget]:
        yield Paragraph(words.NO_REASON, ink="muted", classes="intro")
        yield day_field(words.FIELD_FIRST, self._today, id="first")
        yield day_field(
            words.FIELD_LAST, self._today, required=False, placeholder=words.PLACEHOLDER_ONE_DAY, id="last"
        )
        yield _time_field(words.FIELD_START, "start", placeholder=words.PLACEHOLDER_FROM)
        yield _time_field(words.FIELD_END, "end", placeholder=words.PLACEHOLDER_UNTIL)

    def result(self) -> Command:
        first, end = self.value_of("first"), self.value_of("end")
        return self.desk.new(
            AddInterpreterAway,
            interpreter_id=self._id,
            first_day=first,
            last_day=self.value_of("last") or first,
            start=self.value_of("start") or 0,
            end=1440 if end is None else end,
        )


class LeavingForm(InterpretersForm):
    """Their last day; an empty one takes it back."""

    def __init__(self, desk: Desk, of: InterpreterView, today: date) -> None:
        super().__init__(desk, words.titled(words.LEAVE, of.of.name), draft_key=f"interpreter-leaves:{of.id}")
        self._view, self._today = of, today

    def body(self) -> Iterable[Widget]:
        yield Paragraph(words.LISTED, ink="muted", classes="intro")
        yield day_field(
            words.FIELD_LAST_DAY,
            self._today,
            self._view.of.last_day,
            required=False,
            placeholder=words.PLACEHOLDER_STAYS,
            id="last_day",
        )

    def result(self) -> Command:
        seen = {"interpreter_id": self._view.id, "version": self._view.version}
        return self.desk.new(LeaveInterpreter, **seen, last_day=self.value_of("last_day"))


def branches_of(text: str, branches: Sequence[BranchView]) -> tuple[str, ...]:
    """The ids of branches by name or code, with commas between them. Refused `branch_unclear` (text, names)."""
    found: dict[str, None] = {}
    for part in filter(None, (part.strip() for part in text.replace(";", ",").split(","))):
        wanted = same_key(part)
        meant = [one.id for one in branches if wanted in map(same_key, (one.code, one.name, briefly(one.name)))]
        if not meant:
            raise Refused("branch_unclear", text=part, names=", ".join(briefly(one.name) for one in branches))
        found[meant[0]] = None
    return tuple(found)


def _text(name: str, value: str, limit: int) -> FormField[str]:
    return FormField(said.FIELDS[name], value, parse=str.strip, required=name == "name", limit=limit, id=name)


def _time_field(label: str, id_: str, *, required: bool = False, placeholder: str = "") -> FormField[int]:
    """A time of day; the end of it may be 24:00."""
    return FormField(label, parse=_minute, required=required, limit=10, placeholder=placeholder, id=id_)


def _minute(text: str) -> int:
    return 1440 if text.strip() in END_OF_DAY else parse_time(text)
