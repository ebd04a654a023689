"""What is proposed to customers until they agree"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "proposal",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("appointment_id", sa.CHAR(length=32), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "agreed",
                "declined",
                "withdrawn",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "same_group",
                "other_group",
                "extra",
                "phone",
                "same_day",
                "other_day",
                "other_branch",
                "nothing",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("to_branch_id", sa.CHAR(length=32), nullable=True),
        sa.Column("group_id", sa.CHAR(length=32), nullable=False),
        sa.Column("service_point_id", sa.CHAR(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum("in_person", "phone", name="channel", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("reserved", sa.Boolean(), nullable=False),
        sa.Column("was_day", sa.Date(), nullable=False),
        sa.Column("was_start", sa.Integer(), nullable=False),
        sa.Column("was_end", sa.Integer(), nullable=False),
        sa.Column(
            "was_channel",
            sa.Enum("in_person", "phone", name="was_channel", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.CHAR(length=32), nullable=False),
        sa.Column(
            "told_by",
            sa.Enum(
                "phone",
                "mail",
                "letter",
                "reception",
                name="told_by",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_function", sa.String(length=40), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440",
            name=op.f("ck_proposal_interval"),
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_proposal_appointment_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_proposal_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["service_point_group.id"], name=op.f("fk_proposal_group_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["made_by"], ["staff.id"], name=op.f("fk_proposal_made_by"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_point.id"], name=op.f("fk_proposal_service_point_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["to_branch_id"], ["branch.id"], name=op.f("fk_proposal_to_branch_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_appointment_id"), ["appointment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_branch_id_status"), ["branch_id", "status"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_service_point_id"), ["service_point_id"], unique=False)
