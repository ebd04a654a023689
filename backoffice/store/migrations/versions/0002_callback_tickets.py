"""Callback tickets"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "closure",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_closure_days")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_closure_branch_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure")),
    )
    with op.batch_alter_table("closure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closure_branch_id"), ["branch_id"], unique=False)

    op.create_table(
        "office_hours",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440",
            name=op.f("ck_office_hours_span"),
        ),
        sa.CheckConstraint("0 <= weekday AND weekday <= 6", name=op.f("ck_office_hours_weekday")),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_office_hours_branch_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_hours")),
        sa.UniqueConstraint(
            "branch_id", "weekday", "start_minute", name=op.f("uq_office_hours_branch_id_weekday_start_minute")
        ),
    )
    op.create_table(
        "answer",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("appointment_id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("staff_id", sa.CHAR(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("written", "waived", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "about",
            sa.Enum(
                "booked",
                "arrived",
                "in_progress",
                "done",
                "reopened",
                "no_show",
                "not_reached",
                "left",
                "cancelled_by_customer",
                "cancelled_by_office",
                "presumed_cancelled",
                "moved",
                "taken_over",
                name="about",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("how", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_answer_appointment_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_answer_branch_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_answer_staff_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_appointment_id"), ["appointment_id"], unique=False)

    op.create_table(
        "callback_ticket",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("shared_with_branch_id", sa.CHAR(length=32), nullable=True),
        sa.Column("team_id", sa.CHAR(length=32), nullable=False),
        sa.Column("origin_team_id", sa.CHAR(length=32), nullable=True),
        sa.Column("customer_id", sa.CHAR(length=32), nullable=False),
        sa.Column("appointment_id", sa.CHAR(length=32), nullable=True),
        sa.Column(
            "origin",
            sa.Enum(
                "appointment", "walk_in", "call", name="origin", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("concern_id", sa.CHAR(length=32), nullable=True),
        sa.Column("concern_text", sa.String(length=160), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("phone_raw", sa.String(length=80), nullable=True),
        sa.Column("other_way", sa.String(length=80), nullable=True),
        sa.Column("wants_written", sa.Boolean(), nullable=False),
        sa.Column("wish_day", sa.Date(), nullable=True),
        sa.Column("wish_start", sa.Integer(), nullable=True),
        sa.Column("wish_end", sa.Integer(), nullable=True),
        sa.Column(
            "urgency",
            sa.Enum(
                "emergency", "urgent", "normal", name="urgency", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("urgency_reason", sa.String(length=200), nullable=True),
        sa.Column("customer_deadline", sa.Date(), nullable=True),
        sa.Column("customer_deadline_reason", sa.String(length=120), nullable=True),
        sa.Column(
            "policy",
            sa.Enum("working_days", "elapsed", name="policy", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("calendar", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nominal_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("strict_48h_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("backdated", sa.Boolean(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "new",
                "accepted",
                "in_progress",
                "closed",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("accepted_by", sa.CHAR(length=32), nullable=True),
        sa.Column("accepted_function", sa.String(length=40), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "closed_as",
            sa.Enum(
                "reached",
                "written",
                "appointment",
                "void",
                name="closed_as",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_how", sa.String(length=200), nullable=True),
        sa.Column("closing_appointment_id", sa.CHAR(length=32), nullable=True),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entered", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(status = 'closed') = (closed_as IS NOT NULL)", name=op.f("ck_callback_ticket_closed")),
        sa.ForeignKeyConstraint(
            ["accepted_by"], ["staff.id"], name=op.f("fk_callback_ticket_accepted_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_callback_ticket_appointment_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_callback_ticket_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["closing_appointment_id"],
            ["appointment.id"],
            name=op.f("fk_callback_ticket_closing_appointment_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_callback_ticket_concern_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_callback_ticket_customer_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["origin_team_id"], ["team.id"], name=op.f("fk_callback_ticket_origin_team_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["shared_with_branch_id"],
            ["branch.id"],
            name=op.f("fk_callback_ticket_shared_with_branch_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_callback_ticket_team_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_callback_ticket")),
        sa.UniqueConstraint("number", name=op.f("uq_callback_ticket_number")),
    )
    with op.batch_alter_table("callback_ticket", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_callback_ticket_appointment_id"),
            ["appointment_id"],
            unique=False,
            sqlite_where=sa.text("appointment_id IS NOT NULL"),
            postgresql_where=sa.text("appointment_id IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_callback_ticket_branch_id_status_due_at"), ["branch_id", "status", "due_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_callback_ticket_closing_appointment_id"),
            ["closing_appointment_id"],
            unique=False,
            sqlite_where=sa.text("closing_appointment_id IS NOT NULL"),
            postgresql_where=sa.text("closing_appointment_id IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_callback_ticket_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_callback_ticket_shared_with_branch_id"),
            ["shared_with_branch_id"],
            unique=False,
            sqlite_where=sa.text("shared_with_branch_id IS NOT NULL"),
            postgresql_where=sa.text("shared_with_branch_id IS NOT NULL"),
        )

    op.create_table(
        "ticket_attempt",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("ticket_id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("staff_id", sa.CHAR(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "result",
            sa.Enum(
                "reached",
                "no_answer",
                "message_left",
                "wrong_number",
                "no_number",
                name="result",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_ticket_attempt_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_ticket_attempt_staff_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["callback_ticket.id"], name=op.f("fk_ticket_attempt_ticket_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_attempt")),
    )
    with op.batch_alter_table("ticket_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ticket_attempt_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "ticket_claim",
        sa.Column("ticket_id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("staff_id", sa.CHAR(length=32), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_ticket_claim_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_ticket_claim_staff_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["callback_ticket.id"], name=op.f("fk_ticket_claim_ticket_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_ticket_claim")),
    )
    op.create_table(
        "ticket_interim",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("ticket_id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("staff_id", sa.CHAR(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("promised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("how", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_ticket_interim_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_ticket_interim_staff_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["callback_ticket.id"], name=op.f("fk_ticket_interim_ticket_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_interim")),
    )
    with op.batch_alter_table("ticket_interim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ticket_interim_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "ticket_move",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("ticket_id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("staff_id", sa.CHAR(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "handed_over",
                "returned",
                "released",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("from_team_id", sa.CHAR(length=32), nullable=False),
        sa.Column("to_team_id", sa.CHAR(length=32), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_ticket_move_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["from_team_id"], ["team.id"], name=op.f("fk_ticket_move_from_team_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_ticket_move_staff_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["callback_ticket.id"], name=op.f("fk_ticket_move_ticket_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["to_team_id"], ["team.id"], name=op.f("fk_ticket_move_to_team_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_move")),
    )
    with op.batch_alter_table("ticket_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ticket_move_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "ticket_note",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("ticket_id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("staff_id", sa.CHAR(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_ticket_note_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_ticket_note_staff_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["callback_ticket.id"], name=op.f("fk_ticket_note_ticket_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_note")),
    )
    with op.batch_alter_table("ticket_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ticket_note_ticket_id"), ["ticket_id"], unique=False)

    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_appointment_branch_id_status_day"), ["branch_id", "status", "day"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_appointment_follows_id"),
            ["follows_id"],
            unique=False,
            sqlite_where=sa.text("follows_id IS NOT NULL"),
            postgresql_where=sa.text("follows_id IS NOT NULL"),
        )

    # Nothing ever wrote to it: made anew, it is what its first row will need.
    op.drop_table("desk")
    op.create_table(
        "desk",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk")),
        sa.UniqueConstraint("code", name=op.f("uq_desk_code")),
    )

    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.add_column(sa.Column("at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("ticket_id", sa.CHAR(length=32), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_outcome_linked_id"),
            ["linked_id"],
            unique=False,
            sqlite_where=sa.text("linked_id IS NOT NULL"),
            postgresql_where=sa.text("linked_id IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_outcome_ticket_id"),
            ["ticket_id"],
            unique=False,
            sqlite_where=sa.text("ticket_id IS NOT NULL"),
            postgresql_where=sa.text("ticket_id IS NOT NULL"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_outcome_ticket_id"), "callback_ticket", ["ticket_id"], ["id"], ondelete="RESTRICT"
        )
