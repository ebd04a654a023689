"""Takeovers"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "directory_entry",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("team_id", sa.CHAR(length=32), nullable=True),
        sa.Column("function", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("hours", sa.String(length=120), nullable=False),
        sa.Column("deputy", sa.String(length=120), nullable=False),
        sa.Column("note", sa.String(length=160), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_directory_entry_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_directory_entry_team_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_entry")),
    )
    with op.batch_alter_table("directory_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_directory_entry_branch_id"), ["branch_id"], unique=False)

    op.create_table(
        "responsibility_rule",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("team_id", sa.CHAR(length=32), nullable=True),
        sa.Column("postcode", sa.String(length=5), nullable=True),
        sa.Column("street", sa.String(length=80), nullable=True),
        sa.Column("first_number", sa.String(length=8), nullable=True),
        sa.Column("last_number", sa.String(length=8), nullable=True),
        sa.Column(
            "parity",
            sa.Enum("all", "odd", "even", name="parity", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("under_age", sa.Integer(), nullable=True),
        sa.Column(
            "area",
            sa.Enum(
                "front_desk",
                "youth_front_desk",
                "benefits",
                "placement",
                name="area",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("first_letter", sa.String(length=2), nullable=True),
        sa.Column("last_letter", sa.String(length=2), nullable=True),
        sa.Column("digits", sa.String(length=10), nullable=True),
        sa.Column("note", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_responsibility_rule_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_responsibility_rule_team_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responsibility_rule")),
    )
    with op.batch_alter_table("responsibility_rule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_responsibility_rule_branch_id"), ["branch_id"], unique=False)

    op.create_table(
        "takeover",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("to_branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("appointment_id", sa.CHAR(length=32), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "asked",
                "agreed",
                "accepted",
                "declined",
                "withdrawn",
                "lapsed",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("waits_here", sa.Boolean(), nullable=False),
        sa.Column("wish_day", sa.Date(), nullable=True),
        sa.Column("wish_start", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.CHAR(length=32), nullable=False),
        sa.Column("asked_function", sa.String(length=40), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_with", sa.String(length=80), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.CHAR(length=32), nullable=True),
        sa.Column("answered_function", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("start_minute", sa.Integer(), nullable=True),
        sa.Column("end_minute", sa.Integer(), nullable=True),
        sa.Column(
            "channel",
            sa.Enum("in_person", "phone", name="channel", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("linked_id", sa.CHAR(length=32), nullable=True),
        sa.Column("ticket_id", sa.CHAR(length=32), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.CHAR(length=32), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status NOT IN ('agreed', 'accepted') OR (linked_id IS NOT NULL AND day IS NOT NULL)",
            name=op.f("ck_takeover_moved"),
        ),
        sa.CheckConstraint(
            "(day IS NULL) = (start_minute IS NULL) AND (day IS NULL) = (end_minute IS NULL)",
            name=op.f("ck_takeover_time"),
        ),
        sa.CheckConstraint("branch_id <> to_branch_id", name=op.f("ck_takeover_two_branches")),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["staff.id"], name=op.f("fk_takeover_answered_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_takeover_appointment_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["staff.id"], name=op.f("fk_takeover_asked_by"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_takeover_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["staff.id"], name=op.f("fk_takeover_confirmed_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["linked_id"], ["appointment.id"], name=op.f("fk_takeover_linked_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["callback_ticket.id"], name=op.f("fk_takeover_ticket_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["to_branch_id"], ["branch.id"], name=op.f("fk_takeover_to_branch_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takeover")),
    )
    with op.batch_alter_table("takeover", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_takeover_appointment_id"), ["appointment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_takeover_branch_id_asked_at"), ["branch_id", "asked_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_takeover_linked_id"), ["linked_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_takeover_to_branch_id_status_expires_at"),
            ["to_branch_id", "status", "expires_at"],
            unique=False,
        )
        batch_op.create_index(
            "uq_takeover_asked",
            ["appointment_id"],
            unique=True,
            sqlite_where=sa.text("status = 'asked'"),
            postgresql_where=sa.text("status = 'asked'"),
        )

    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("responsible_branch_id", sa.CHAR(length=32), nullable=True))
        batch_op.add_column(sa.Column("responsible_reason", sa.String(length=160), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_appointment_responsible_branch_id"),
            "branch",
            ["responsible_branch_id"],
            ["id"],
            ondelete="RESTRICT",
        )

    kinds = ("settled", "follow_up", "callback", "placement_contact", "settled_with", "other_jobcenter", "commitment")
    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_outcome_kind"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_outcome_kind"), sa.column("kind").in_(kinds))
