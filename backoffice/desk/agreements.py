"""Abstimmungen: what was agreed about a plan that breaks a rule, or the task to catch up on it (D31)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from pydantic import BeforeValidator, Field

from backoffice.desk.actor import Actor
from backoffice.desk.command import Command, Done, Scope, Work, cleaner
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.findings import Finding
from backoffice.domain.ids import new_id
from backoffice.domain.policy import monday_of
from backoffice.domain.rights import Right
from backoffice.domain.terms import AgreementUnit, PlanRule
from backoffice.store.tables.agreements import PlanAgreement
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Branch, ServicePointGroup

LONGEST_AGREEMENT = 366
"""Days; who needs it longer agrees anew."""
OF_WEEKS = frozenset({PlanRule.FOUR_DAYS, PlanRule.LATE_DAY, PlanRule.LATE_RESERVED})
"""Rules about weeks: these are agreed for whole ones."""

Note = Annotated[str, BeforeValidator(cleaner(120))]

_agreement, _group = table(PlanAgreement), table(ServicePointGroup)


class NoteAgreement(Command):
    """A rule may be broken from a day to a day, both included; without `agreed_on` it is still to be agreed.

    Rules about weeks are noted for whole weeks, Monday to Sunday.
    """

    kind: ClassVar[str] = "note_agreement"
    right: ClassVar[Right] = Right.PLAN

    agreement_id: str = Field(default_factory=new_id)
    branch_id: str
    group_id: str | None = None
    """The group whose plan it is about: its lead notes what its own plan breaks. None: the branch's."""
    rule: PlanRule
    first_day: date
    last_day: date
    unit: AgreementUnit | None = None
    agreed_on: date | None = None
    note: Note = ""

    def scope(self, work: Work) -> Scope:
        """The group, or the branch."""
        return Scope(self.branch_id, self.group_id)

    def apply(self, work: Work) -> Done:
        """Note it. Refused: `agreement_not_needed` (free time is a hint), `series_backwards`, `agreement_too_long`
        (first, last, days), `agreement_without_unit`, `agreed_in_future` (day), `bad_group` (of another branch).

        Answers `agreement_noted`, `agreement_owed` for a task; values: `rule`, `first`, `last`, `unit`, `agreed_on`.
        """
        if self.rule is PlanRule.FREE_TIME:
            raise Refused("agreement_not_needed")
        first, last = self._days()
        _check(self.unit, self.agreed_on, self.made_at)
        work.row(Branch, self.branch_id)
        if self.group_id is not None and work.row(ServicePointGroup, self.group_id).branch_id != self.branch_id:
            raise Refused("bad_group")
        work.tx.insert(
            PlanAgreement,
            id=self.agreement_id,
            branch_id=self.branch_id,
            group_id=self.group_id,
            rule=self.rule,
            first_day=first,
            last_day=last,
            unit=self.unit,
            agreed_on=self.agreed_on,
            note=self.note,
            **_noted(work, self.made_at),
        )
        code = "agreement_owed" if self.agreed_on is None else "agreement_noted"
        return Done(code, (self.agreement_id,), _told(self.rule, (first, last), self.unit, self.agreed_on))

    def _days(self) -> tuple[date, date]:
        first, last = self.first_day, self.last_day
        if last < first:
            raise Refused("series_backwards", first=first, last=last)
        if (last - first).days >= LONGEST_AGREEMENT or date.max - last < timedelta(days=LONGEST_AGREEMENT):
            raise Refused("agreement_too_long", first=first, last=last, days=LONGEST_AGREEMENT)
        if self.rule not in OF_WEEKS:
            return first, last
        return monday_of(first), monday_of(last) + timedelta(days=6)


class AgreementDone(Command):
    """What was to be agreed has been: with whom, and on which day."""

    kind: ClassVar[str] = "agreement_done"
    right: ClassVar[Right] = Right.PLAN

    agreement_id: str
    version: int | None = None
    unit: AgreementUnit
    agreed_on: date

    def scope(self, work: Work) -> Scope:
        """The group or the branch of the task."""
        row = work.row(PlanAgreement, self.agreement_id)
        return Scope(row.branch_id, row.group_id)

    def apply(self, work: Work) -> Done:
        """Catch up on it. Refused: `agreement_known` (day: it was agreed then), `agreed_in_future` (day).

        Values as `NoteAgreement` has them.
        """
        row = work.row(PlanAgreement, self.agreement_id)
        if self.version is not None and row.version != self.version:
            raise work.tx.conflict("plan_agreement", self.agreement_id)
        if row.agreed_on is not None:
            raise Refused("agreement_known", day=row.agreed_on)
        _check(self.unit, self.agreed_on, self.made_at)
        work.tx.change(PlanAgreement, row, unit=self.unit, agreed_on=self.agreed_on, **_noted(work, self.made_at))
        told = _told(row.rule, (row.first_day, row.last_day), self.unit, self.agreed_on)
        return Done("agreement_done", (row.id,), told)


def latest(first: date, last: date) -> date:
    """The last day for which it can be agreed at once, where something is broken for longer."""
    return min(last, monday_of(first) + timedelta(days=LONGEST_AGREEMENT - 8))


def _check(unit: AgreementUnit | None, agreed_on: date | None, now: datetime) -> None:
    if agreed_on is None:
        return
    if unit is None:
        raise Refused("agreement_without_unit")
    if agreed_on > wall(now)[0]:
        raise Refused("agreed_in_future", day=agreed_on)


def _noted(work: Work, now: datetime) -> dict[str, Any]:
    return {"noted_at": now, "noted_by": work.actor.id, "noted_function": work.actor.function}


def _told(
    rule: PlanRule, days: tuple[date, date], unit: AgreementUnit | None, agreed_on: date | None
) -> dict[str, Any]:
    return {
        "rule": PlanRule(rule).value,
        "first": days[0].isoformat(),
        "last": days[1].isoformat(),
        "unit": None if unit is None else unit.value,
        "agreed_on": None if agreed_on is None else agreed_on.isoformat(),
    }


# --- reading ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AgreementView:
    """What was agreed, or is to be; `first_day` and `last_day` are included. `by`: the function of who noted it."""

    id: str
    version: int
    rule: PlanRule
    first_day: date
    last_day: date
    group_id: str | None
    group: str | None
    unit: AgreementUnit | None
    agreed_on: date | None
    noted_at: datetime
    by: str
    note: str

    @property
    def owed(self) -> bool:
        """*Abstimmung nachholen*."""
        return self.agreed_on is None

    def covers(self, finding: Finding) -> bool:
        """Whether it speaks of all days of a finding: what is agreed for a group is not for the others."""
        return (
            self.rule is finding.rule
            and self.first_day <= finding.first_day
            and finding.last_day <= self.last_day
            and (self.group_id is None or finding.group_id in (None, self.group_id))
        )


def agreements_of(connection: sa.Connection, branch_id: str, first: date, last: date) -> tuple[AgreementView, ...]:
    """What was agreed for any of these days, and everything that is still to be, whenever it was; by day."""
    within = sa.and_(_agreement.c.first_day <= last, _agreement.c.last_day >= first)
    columns: list[sa.ColumnElement[Any]] = [
        _agreement.c.id,
        _agreement.c.version,
        _agreement.c.rule,
        _agreement.c.first_day,
        _agreement.c.last_day,
        _agreement.c.group_id,
        _group.c.name,
        _agreement.c.unit,
        _agreement.c.agreed_on,
        _agreement.c.noted_at,
        _agreement.c.noted_function,
        _agreement.c.note,
    ]
    found = connection.execute(
        sa.select(*columns)
        .select_from(_agreement.outerjoin(_group, _group.c.id == _agreement.c.group_id))
        .where(_agreement.c.branch_id == branch_id, sa.or_(within, _agreement.c.agreed_on.is_(None)))
        .order_by(_agreement.c.first_day, _agreement.c.id)
    )
    return tuple(AgreementView(*row) for row in found)


def covering(finding: Finding, agreements: Sequence[AgreementView]) -> AgreementView | None:
    """The agreement that covers a finding, one that was made before one that is owed; None: there is none."""
    return min((one for one in agreements if one.covers(finding)), key=lambda one: one.owed, default=None)


@dataclass(frozen=True, slots=True)
class AgreementsOwed:
    """What a branch has still to agree (*Abstimmung nachholen*), the first days first."""

    branch_id: str

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[AgreementView, ...]:
        """Read the list; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        found = agreements_of(connection, self.branch_id, date.max, date.min)
        return tuple(one for one in found if one.owed)
