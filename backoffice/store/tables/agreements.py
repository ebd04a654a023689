"""What was agreed about a plan that breaks a rule (D31)."""

from datetime import date, datetime

import sqlalchemy as sa

from backoffice.domain.terms import AgreementUnit, PlanRule
from backoffice.store.tables.base import Row, instant, key, one_of, ref, text


class PlanAgreement(Row, table=True):
    """Abstimmung: that a rule may be broken from a day to a day, both included.

    Without `agreed_on` it is a task, "Abstimmung nachholen": the plan was changed and nobody has agreed yet.
    """

    __tablename__ = "plan_agreement"
    __table_args__ = (
        sa.Index(None, "branch_id", "last_day"),
        sa.CheckConstraint("first_day <= last_day", name="days"),
        sa.CheckConstraint("agreed_on IS NULL OR unit IS NOT NULL", name="agreed"),
    )

    id: str = key()
    branch_id: str = ref("branch.id")
    group_id: str | None = ref("service_point_group.id", nullable=True)
    """The group whose plan it is about. None: the branch's."""
    rule: PlanRule = one_of(PlanRule, name="rule")
    first_day: date
    last_day: date
    unit: AgreementUnit | None = one_of(AgreementUnit, name="unit", nullable=True)
    agreed_on: date | None = None
    noted_at: datetime = instant()
    noted_by: str = ref("staff.id")
    noted_function: str = text(40)
    note: str = text(120)
    version: int = 1
