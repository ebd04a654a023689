"""*Zu benachrichtigen*: who is proposed another time, way or branch; told, agreed, turned down (D33)."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from backoffice import keys
from backoffice.desk.command import Command, Done
from backoffice.desk.desk import Desk
from backoffice.desk.proposal_views import ProposalLine, ProposalsOf
from backoffice.desk.proposals import AgreeProposal, DeclineProposal, TellProposal, WithdrawProposal
from backoffice.domain.errors import BackofficeError
from backoffice.domain.terms import Channel, ToldBy
from backoffice.screens.choice import ChoiceDialog
from backoffice.screens.dialog import FormDialog, Paragraph
from backoffice.screens.doing_dialog import DoingDialog
from backoffice.screens.lines import phone
from backoffice.screens.naming import called
from backoffice.screens.paging import Lines, Sheet, hinted, paragraph
from backoffice.widgets import told
from backoffice.widgets.choice_list import Choice
from backoffice.widgets.columns import Cell, Column
from backoffice.widgets.form_field import text_field
from backoffice.widgets.record_list import RecordList
from backoffice.wording import plan_lines as lines
from backoffice.wording import rearranging as words
from backoffice.wording import rearranging_screen as texts
from backoffice.wording.refusals import refusal

COLUMNS = (
    Column(texts.COLUMN_CHANGE, 14, whole=True),
    Column(texts.COLUMN_NAME, 12, flexible=True),
    Column(texts.COLUMN_PHONE, 16, whole=True),
    Column(texts.COLUMN_STAND, 22),
)
WITHDRAW = "withdraw"
WAYS = tuple(Choice(way.value, words.TOLD[way.value]) for way in ToldBy)
"""The same digits wherever it is asked."""

Make = Callable[[ProposalLine, str], Command | None]
"""The command for a row and the choice that was made; None: something is asked first."""


class NotifyDialog(DoingDialog[None]):
    """a agreed, x turned down, b told and no answer yet; the row goes, or says what is proposed next."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = keys.NOTIFY_DIALOG
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.NOTIFY)]
    ABOUT = texts.ABOUT_NOTIFY

    def __init__(
        self,
        desk: Desk,
        branch_id: str,
        found: Sequence[ProposalLine],
        *,
        short_names: bool,
        changed: Callable[[Done, str | None], object],
    ) -> None:
        super().__init__(texts.NOTIFY_TITLE, desk, changed)
        self._branch_id = branch_id
        self._found = found
        self._short = short_names

    def body(self) -> Iterable[Widget]:
        yield Paragraph("", ink="strong", classes="left")
        yield RecordList[ProposalLine](
            COLUMNS,
            key=lambda row: row.id,
            cells=self._cells,
            search=lambda row: row.search,
            empty=words.NOBODY_TO_TELL,
        )
        yield Sheet(id="in_full")

    def hints(self) -> Iterable[keys.Action]:
        """What is done here, most often first."""
        return (
            *(keys.action(id_) for id_ in ("notify_agreed", "notify_declined", "notify_told", "notify_undo")),
            hinted("close", keys.action("close").short),
        )

    def on_mount(self) -> None:
        self._show(self._found)
        self._listed.focus()

    @property
    def _listed(self) -> "RecordList[ProposalLine]":
        return self.query_one(RecordList)

    @work(exclusive=True, group="load", exit_on_error=False)
    async def load(self) -> None:
        """Read who is to be told."""
        try:
            asked = ProposalsOf(self._branch_id, self.desk.clock.now())
            self._show(await asyncio.to_thread(self.desk.read, asked))
        except BackofficeError as error:
            self.say(str(refusal(error)))

    # --- what is shown -------------------------------------------------------------------------------------------

    def _show(self, found: Sequence[ProposalLine]) -> None:
        self._found = found
        self._listed.set_rows(found)
        untold = sum(row.told_by is None for row in found)
        self.query_one(".left", Paragraph).write(texts.to_tell(len(found), untold))
        self._tell_more()

    def _called(self, row: ProposalLine) -> str:
        return called(row.line, short=self._short)

    def _cells(self, row: ProposalLine) -> Sequence[Cell]:
        return (
            (lines.changed(row), "strong"),
            self._called(row),
            phone(row.line),
            (lines.how(row), "warning" if lines.pressing(row) else "muted"),
        )

    @on(told.Highlighted)
    def _tell_more(self) -> None:
        row = self._listed.cursor_row
        self.query_one("#in_full", Sheet).show(lambda width: [] if row is None else self._in_full(row, width))

    def _in_full(self, row: ProposalLine, width: int) -> Lines:
        parts = [self._called(row), row.line.concern, row.group if not row.branch else row.branch, row.place]
        who = " · ".join(part for part in (*parts, words.KIND[row.kind.value], row.told_function) if part)
        line, by_phone = row.line, row.channel is Channel.PHONE and row.line.channel is not Channel.PHONE
        to_say = texts.to_say(row.day, row.start, line.day, line.start, row.branch, by_phone=by_phone)
        return paragraph(who, width, "muted") + paragraph(to_say, width, "strong")

    # --- what is done --------------------------------------------------------------------------------------------

    def _row(self) -> ProposalLine | None:
        row = self._listed.cursor_row
        if row is None:
            self.say(words.NOBODY_TO_TELL, ink="info")
        return row

    def _ask(
        self, title: str, choices: Sequence[Choice], make: Callable[[ProposalLine, str], Command | None]
    ) -> None:
        row = self._row()
        if row is None:
            return

        def chosen(id_: str | None) -> None:
            command = None if id_ is None else make(row, id_)
            if command is not None:
                self.do(command, self._called(row))

        self.app.push_screen(ChoiceDialog(title, choices, f"{self._called(row)}: {lines.changed(row)}"), chosen)

    @on(told.Opened)
    def _opened(self) -> None:
        self.action_arrive()

    def action_arrive(self) -> None:
        """a: the customer agrees, and how they were told; over there somebody has to have agreed as well."""
        self._ask(texts.AGREED_TITLE, WAYS, self._agreed)

    def _agreed(self, row: ProposalLine, way: str) -> Command | None:
        if not row.branch:
            return self.desk.new(AgreeProposal, proposal_id=row.id, version=row.version, told_by=ToldBy(way))

        def named(who: str | None) -> None:
            if who is not None:
                values = {"version": row.version, "told_by": ToldBy(way), "agreed_with": who}
                self.do(self.desk.new(AgreeProposal, proposal_id=row.id, **values), self._called(row))

        self.app.push_screen(AgreedWith(row.branch), named)
        return None

    def action_negative(self) -> None:
        """x: the customer does not want it, or it is withdrawn."""
        withdraw = Choice(WITHDRAW, texts.WITHDRAW, texts.WITHDRAW_HINT)
        self._ask(texts.DECLINED_TITLE, (*WAYS, withdraw), self._declined)

    def _declined(self, row: ProposalLine, way: str) -> Command:
        if way == WITHDRAW:
            return self.desk.new(WithdrawProposal, proposal_id=row.id, version=row.version)
        return self.desk.new(DeclineProposal, proposal_id=row.id, version=row.version, told_by=ToldBy(way))

    def action_begin(self) -> None:
        """b: told, and no answer yet."""
        self._ask(
            texts.TOLD_TITLE,
            WAYS,
            lambda row, way: self.desk.new(
                TellProposal, proposal_id=row.id, version=row.version, told_by=ToldBy(way)
            ),
        )


class AgreedWith(FormDialog[str]):
    """Who at the other branch said yes, by function (D44). Enter takes it at once."""

    parks = False

    def __init__(self, branch: str) -> None:
        super().__init__(texts.AGREED_WITH_TITLE.format(branch=branch), draft_key="agreed_with")
        self._field = text_field(texts.FIELD_FUNCTION, required=True, limit=80)

    def body(self) -> Iterable[Widget]:
        yield self._field

    def result(self) -> str:
        """What was typed."""
        return self._field.text
