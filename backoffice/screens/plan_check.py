"""*Plan prüfen*: what the plan of the next weeks does not keep, what would cure it, and what is agreed (D31)."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from backoffice import keys
from backoffice.desk.agreements import AgreementDone, NoteAgreement, latest
from backoffice.desk.command import Command, Done
from backoffice.desk.desk import Desk
from backoffice.desk.plan_check import PlanCheck, PlanChecked
from backoffice.domain.clock import wall
from backoffice.domain.errors import BackofficeError
from backoffice.screens.agreement_form import Agreed, AgreementForm
from backoffice.screens.dialog import Paragraph
from backoffice.screens.doing_dialog import DoingDialog
from backoffice.screens.paging import Lines, Sheet, hinted, paragraph
from backoffice.screens.plan_check_rows import CheckRow, rows_of
from backoffice.widgets import told
from backoffice.widgets.columns import Cell, Column
from backoffice.widgets.record_list import RecordList
from backoffice.wording import agreements
from backoffice.wording import plan_check as said
from backoffice.wording import plan_check_screen as words
from backoffice.wording.refusals import refusal

COLUMNS = (
    Column(words.COLUMN_STAND, 20, whole=True),
    Column(words.COLUMN_WHEN, 12),
    Column(words.COLUMN_WHAT, 30, flexible=True),
    Column(words.COLUMN_CURE, 40, priority=1),
)

GroupFor = Callable[[str | None], str | None]


class PlanCheckDialog(DoingDialog[None]):
    """a or Enter notes what was agreed; u takes that back."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = keys.PLAN_CHECK_DIALOG
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.PLAN_CHECK)]
    ABOUT = words.ABOUT

    def __init__(
        self,
        desk: Desk,
        asked: PlanCheck,
        found: PlanChecked,
        group_for: GroupFor | None,
        changed: Callable[[Done, str | None], object],
    ) -> None:
        """`group_for` gives the group for whose plan this person notes something about a finding's group (None: the
        branch's); None: they may not at all."""
        super().__init__(words.TITLE, desk, changed)
        self._asked = asked
        self._found = found
        self._group_for = group_for

    def body(self) -> Iterable[Widget]:
        yield Paragraph("", ink="strong", classes="left")
        yield RecordList[CheckRow](
            COLUMNS, key=lambda row: row.id, cells=self._cells, search=lambda _: "", empty=words.ALL_WELL
        )
        yield Sheet(id="in_full")

    def hints(self) -> Iterable[keys.Action]:
        """What a does here."""
        return (keys.action("check_agree"), keys.action("check_undo"), hinted("close", keys.action("close").short))

    def on_mount(self) -> None:
        self._show(self._found)
        self._listed.focus()

    @property
    def _listed(self) -> "RecordList[CheckRow]":
        return self.query_one(RecordList)

    @property
    def _today(self) -> date:
        return wall(self.desk.clock.now())[0]

    # --- what is shown -------------------------------------------------------------------------------------------

    def _show(self, found: PlanChecked) -> None:
        self._found = found
        self._listed.set_rows(rows_of(found))
        missing = sum(row.missing and row.owed is None for row in rows_of(found))
        self.query_one(".left", Paragraph).write(words.summary(found.first, found.last, missing, len(found.owed)))
        self._tell_more()

    def _cells(self, row: CheckRow) -> Sequence[Cell]:
        ink = "warning" if row.missing else "muted"
        if not row.findings:
            one = row.agreement
            days = (
                ("", "")
                if one is None
                else (agreements.RULE[one.rule.value], agreements.period(one.first_day, one.last_day))
            )
            return (said.TO_DO, ink), "", (f"{days[0]}, {days[1]}", "strong"), ""
        return (
            (self._stand(row), ink),
            said.when(row.findings),
            (said.what(row.findings, self._names), "strong" if row.missing else "plain"),
            (said.cures(row.findings, self._names), "muted"),
        )

    @property
    def _names(self) -> Mapping[str, str]:
        return self._found.names

    @staticmethod
    def _stand(row: CheckRow) -> str:
        one = row.agreement
        return said.stand(
            row.findings[0].severity,
            owed=one is not None and one.owed,
            unit=one.unit if one else None,
            agreed_on=one.agreed_on if one else None,
        )

    @on(told.Highlighted)
    def _tell_more(self) -> None:
        """The line under the cursor in full."""
        row = self._listed.cursor_row
        self.query_one("#in_full", Sheet).show(lambda width: [] if row is None else self._in_full(row, width))

    def _in_full(self, row: CheckRow, width: int) -> Lines:
        lines: Lines = []
        if row.findings:
            lines += paragraph(said.sentence(row.findings, self._names), width, "strong" if row.missing else "plain")
        one = row.agreement
        if one is not None:
            how = (
                said.TO_DO
                if one.unit is None or one.agreed_on is None
                else agreements.agreed(one.unit.value, one.agreed_on)
            )
            parts = [
                agreements.RULE[one.rule.value],
                agreements.period(one.first_day, one.last_day),
                one.group or "",
                how,
            ]
            parts += [words.NOTED_BY.format(function=one.by) if one.by else "", one.note]
            lines += paragraph(" · ".join(part for part in parts if part), width, "muted")
        return lines

    # --- what is agreed ------------------------------------------------------------------------------------------

    @on(told.Opened)
    def _opened(self) -> None:
        self.action_arrive()

    def action_arrive(self) -> None:
        """a: with whom it was agreed."""
        row = self._listed.cursor_row
        if row is None:
            self.say(words.NOTHING_HERE, ink="info")
        elif not row.missing:
            self.say(words.HINT_ONLY if row.agreement is None else words.KNOWN, ink="info")
        elif self._group_for is None:
            self.say(words.NOBODY_MAY)
        else:
            owed = row.owed
            about = [said.sentence(row.findings, self._names)] if row.findings else []
            form = AgreementForm(words.FORM_TITLE, about, self._today, owed=owed is not None)

            def answered(agreed: Agreed | None) -> None:
                if agreed is not None:
                    self.do(self._command(row, agreed), "")

            self.app.push_screen(form, answered)

    def _command(self, row: CheckRow, agreed: Agreed) -> Command:
        if row.owed is not None:
            return self.desk.new(
                AgreementDone,
                agreement_id=row.owed.id,
                version=row.owed.version,
                unit=agreed.unit,
                agreed_on=agreed.agreed_on,
            )
        first, last = row.findings[0], row.findings[-1]
        return self.desk.new(
            NoteAgreement,
            branch_id=self._asked.branch_id,
            group_id=None if self._group_for is None else self._group_for(first.group_id),
            rule=first.rule,
            first_day=first.first_day,
            last_day=latest(first.first_day, last.last_day),
            unit=agreed.unit,
            agreed_on=agreed.agreed_on,
            note=agreed.note,
        )

    @work(exclusive=True, group="load", exit_on_error=False)
    async def load(self) -> None:
        """Check again."""
        try:
            self._show(await asyncio.to_thread(self.desk.read, self._asked))
        except BackofficeError as error:
            self.say(str(refusal(error)))
