"""What is to be agreed about the plan, and what else is known of its rules, as rows of a list (D31)."""

from dataclasses import dataclass

from backoffice.desk.agreements import AgreementView
from backoffice.desk.plan_check import FindingView, PlanChecked
from backoffice.domain.findings import Finding, Severity
from backoffice.domain.folding import folded


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A line: findings that say the same, or an agreement that is owed for days that are not looked at."""

    findings: tuple[Finding, ...]
    agreement: AgreementView | None
    missing: bool

    @property
    def id(self) -> str:
        """The same as long as it is about the same."""
        if not self.findings:
            return self.agreement.id if self.agreement else ""
        one = self.findings[0]
        return f"{one.rule.value}:{one.first_day}:{one.group_id}:{one.concern_id}"

    @property
    def owed(self) -> AgreementView | None:
        """The task that is to be caught up on."""
        return self.agreement if self.agreement is not None and self.agreement.owed else None


def rows_of(found: PlanChecked) -> tuple[CheckRow, ...]:
    """What needs an agreement first, then what is owed for other days, then what is agreed, then hints."""
    views = {id(one.finding): one for one in found.findings}
    groups = folded((one.finding for one in sorted(found.findings, key=_rank)), lambda one: _tag(views[id(one)]))
    rows = [CheckRow(tuple(many), views[id(many[0])].agreement, views[id(many[0])].missing) for many in groups]
    told_of = {row.agreement.id for row in rows if row.agreement}
    more = [CheckRow((), one, missing=True) for one in found.owed if one.id not in told_of]
    first = sum(row.missing for row in rows)
    return (*rows[:first], *more, *rows[first:])


def _rank(one: FindingView) -> tuple[bool, bool]:
    return not one.missing, one.finding.severity is Severity.HINT


def _tag(one: FindingView) -> str:
    return one.agreement.id if one.agreement else ""


def to_do(found: PlanChecked) -> int:
    """How many rows wait for an agreement."""
    return sum(row.missing for row in rows_of(found))
