"""Agreements about a plan"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "plan_agreement",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("group_id", sa.CHAR(length=32), nullable=True),
        sa.Column(
            "rule",
            sa.Enum(
                "four_days",
                "late_day",
                "late_reserved",
                "stop_length",
                "stop_away",
                "mandatory",
                "free_time",
                name="rule",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column(
            "unit",
            sa.Enum("gbl_2", "benefits_lead", name="unit", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_by", sa.CHAR(length=32), nullable=False),
        sa.Column("noted_function", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("agreed_on IS NULL OR unit IS NOT NULL", name=op.f("ck_plan_agreement_agreed")),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_plan_agreement_days")),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_plan_agreement_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["service_point_group.id"], name=op.f("fk_plan_agreement_group_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["noted_by"], ["staff.id"], name=op.f("fk_plan_agreement_noted_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_agreement")),
    )
    with op.batch_alter_table("plan_agreement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_plan_agreement_branch_id_last_day"), ["branch_id", "last_day"], unique=False
        )
