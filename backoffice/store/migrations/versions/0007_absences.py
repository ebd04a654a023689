"""Who serves which service point, and who or what is not there"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "absence",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("entry_id", sa.CHAR(length=32), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("left", "planned", "counted", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("staff_id", sa.CHAR(length=32), nullable=True),
        sa.Column("service_point_id", sa.CHAR(length=32), nullable=True),
        sa.Column("group_id", sa.CHAR(length=32), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.CHAR(length=32), nullable=False),
        sa.Column("entered_function", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(staff_id IS NULL) <> (service_point_id IS NULL)", name=op.f("ck_absence_one")),
        sa.CheckConstraint(
            "0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440", name=op.f("ck_absence_span")
        ),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_absence_days")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_absence_branch_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["staff.id"], name=op.f("fk_absence_entered_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["service_point_group.id"], name=op.f("fk_absence_group_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_point.id"], name=op.f("fk_absence_service_point_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_absence_staff_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_branch_id_last_day"), ["branch_id", "last_day"], unique=False)
        batch_op.create_index(batch_op.f("ix_absence_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_absence_service_point_id"), ["service_point_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_absence_staff_id_last_day"), ["staff_id", "last_day"], unique=False)

    op.create_table(
        "staffing",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("service_point_id", sa.CHAR(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.CHAR(length=32), nullable=True),
        sa.Column("room", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440", name=op.f("ck_staffing_span")
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_staffing_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_point.id"], name=op.f("fk_staffing_service_point_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staffing_staff_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staffing")),
    )
    with op.batch_alter_table("staffing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staffing_branch_id_day"), ["branch_id", "day"], unique=False)
        batch_op.create_index(batch_op.f("ix_staffing_service_point_id"), ["service_point_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_staffing_staff_id_day"), ["staff_id", "day"], unique=False)

    op.create_table(
        "support",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("to_branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("staff_id", sa.CHAR(length=32), nullable=True),
        sa.Column("service_point_id", sa.CHAR(length=32), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(staff_id IS NULL) <> (service_point_id IS NULL)", name=op.f("ck_support_one")),
        sa.CheckConstraint("branch_id <> to_branch_id", name=op.f("ck_support_two_branches")),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_support_days")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_support_branch_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_point.id"], name=op.f("fk_support_service_point_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_support_staff_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["to_branch_id"], ["branch.id"], name=op.f("fk_support_to_branch_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support")),
    )
    with op.batch_alter_table("support", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_support_branch_id_last_day"), ["branch_id", "last_day"], unique=False)
        batch_op.create_index(batch_op.f("ix_support_service_point_id"), ["service_point_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_support_staff_id"), ["staff_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_support_to_branch_id_last_day"), ["to_branch_id", "last_day"], unique=False
        )

    with op.batch_alter_table("journal_row", schema=None) as batch_op:
        batch_op.create_index(
            "ix_journal_row_erased",
            ["entity", "branch_id"],
            unique=False,
            sqlite_where=sa.text("entity IN ('absence', 'staffing', 'support')"),
            postgresql_where=sa.text("entity IN ('absence', 'staffing', 'support')"),
        )
