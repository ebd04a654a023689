"""Openings and bookings"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "opening",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("group_id", sa.CHAR(length=32), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "weekly",
                "one_day",
                "shut",
                "forced",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column(
            "contingent",
            sa.Enum("internal", "online", name="contingent", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("reserved", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(kind = 'weekly') = (weekday IS NOT NULL)", name=op.f("ck_opening_series")),
        sa.CheckConstraint("kind = 'weekly' OR first_day = last_day", name=op.f("ck_opening_one_day")),
        sa.CheckConstraint(
            "0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440", name=op.f("ck_opening_span")
        ),
        sa.CheckConstraint("0 <= weekday AND weekday <= 6", name=op.f("ck_opening_weekday")),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_opening_days")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_opening_branch_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["group_id"], ["service_point_group.id"], name=op.f("fk_opening_group_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening")),
    )
    with op.batch_alter_table("opening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opening_branch_id_last_day"), ["branch_id", "last_day"], unique=False)

    op.create_table(
        "hold",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("service_point_id", sa.CHAR(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440", name=op.f("ck_hold_interval")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_hold_branch_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_point.id"], name=op.f("fk_hold_service_point_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    with op.batch_alter_table("hold", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hold_branch_id"), ["branch_id"], unique=False)

    op.create_table(
        "opening_break",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("opening_id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_opening_break_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_opening_break_opening_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_break")),
        sa.UniqueConstraint("opening_id", "start_minute", name=op.f("uq_opening_break_opening_id_start_minute")),
    )
    op.create_table(
        "opening_point",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("opening_id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("service_point_id", sa.CHAR(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_opening_point_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["opening.id"], name=op.f("fk_opening_point_opening_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["service_point_id"],
            ["service_point.id"],
            name=op.f("fk_opening_point_service_point_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_point")),
        sa.UniqueConstraint(
            "opening_id", "service_point_id", name=op.f("uq_opening_point_opening_id_service_point_id")
        ),
    )
    with op.batch_alter_table("opening_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opening_point_service_point_id"), ["service_point_id"], unique=False)

    op.create_table(
        "otv_task",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("appointment_id", sa.CHAR(length=32), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("enter", "cancel", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.CHAR(length=32), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_otv_task_appointment_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_otv_task_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["done_by"], ["staff.id"], name=op.f("fk_otv_task_done_by"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_otv_task")),
    )
    with op.batch_alter_table("otv_task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_otv_task_appointment_id"), ["appointment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_otv_task_branch_id"), ["branch_id"], unique=False)

    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("moved_from_id", sa.CHAR(length=32), nullable=True))
        batch_op.add_column(sa.Column("documents", sa.String(length=400), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column(
                "contingent",
                sa.Enum(
                    "internal", "online", name="contingent", native_enum=False, create_constraint=True, length=40
                ),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("override_reason", sa.String(length=200), nullable=True))
        batch_op.add_column(
            sa.Column(
                "application_kept",
                sa.Enum(
                    "yes",
                    "no",
                    "not_wanted",
                    name="application_kept",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                nullable=True,
            )
        )
        batch_op.create_index(
            batch_op.f("ix_appointment_moved_from_id"),
            ["moved_from_id"],
            unique=False,
            sqlite_where=sa.text("moved_from_id IS NOT NULL"),
            postgresql_where=sa.text("moved_from_id IS NOT NULL"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_appointment_moved_from_id"), "appointment", ["moved_from_id"], ["id"], ondelete="RESTRICT"
        )

    with op.batch_alter_table("closure", schema=None) as batch_op:
        batch_op.add_column(sa.Column("group_id", sa.CHAR(length=32), nullable=True))
        batch_op.add_column(
            sa.Column(
                "kind",
                sa.Enum("closed", "booking_stop", name="kind", native_enum=False, create_constraint=True, length=40),
                nullable=False,
                server_default="closed",
            )
        )
        batch_op.add_column(sa.Column("start_minute", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("end_minute", sa.Integer(), nullable=False, server_default="1440"))
        batch_op.create_foreign_key(
            batch_op.f("fk_closure_group_id"), "service_point_group", ["group_id"], ["id"], ondelete="RESTRICT"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_closure_span"), "0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440"
        )
        batch_op.create_check_constraint(batch_op.f("ck_closure_group"), "group_id IS NULL OR branch_id IS NOT NULL")

    with op.batch_alter_table("service_point", schema=None) as batch_op:
        batch_op.add_column(sa.Column("first_day", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("last_day", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.String(length=80), nullable=False, server_default=""))

    # The rows that are there have their values now; new ones get theirs from the program.
    for of, columns in (
        ("appointment", ("documents",)),
        ("closure", ("kind", "start_minute", "end_minute")),
        ("service_point", ("reason",)),
    ):
        with op.batch_alter_table(of, schema=None) as batch_op:
            for column in columns:
                batch_op.alter_column(column, server_default=None)
