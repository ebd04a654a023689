"""Interpreters, when they can be had, and the orders for them; languages get the codes of ISO 639-3."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


THREE_LETTERS = {
    "ar": "ara", "bg": "bul", "dgs": "gsg", "en": "eng", "es": "spa", "fa": "fas", "fr": "fra", "hr": "hrv",
    "it": "ita", "ku": "kur", "pl": "pol", "ps": "pus", "pt": "por", "ro": "ron", "ru": "rus", "so": "som",
    "sq": "sqi", "sr": "srp", "ti": "tir", "tr": "tur", "uk": "ukr", "vi": "vie", "zh": "zho",
}  # fmt: skip
"""What an earlier program took for a language, and its code in ISO 639-3."""


def upgrade() -> None:
    """Apply this step."""
    customer = sa.table("customer", sa.column("language", sa.String))
    for short, code in THREE_LETTERS.items():
        op.execute(sa.update(customer).where(customer.c.language == short).values(language=code))
    op.create_table(
        "interpreter",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=True),
        sa.Column(
            "provider",
            sa.Enum(
                "person",
                "agency",
                "hotline",
                "colleague",
                name="provider",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("by_phone", sa.Boolean(), nullable=False),
        sa.Column("by_video", sa.Boolean(), nullable=False),
        sa.Column("on_site", sa.Boolean(), nullable=False),
        sa.Column("contact", sa.String(length=120), nullable=False),
        sa.Column("dial", sa.String(length=80), nullable=False),
        sa.Column("notice_minutes", sa.Integer(), nullable=False),
        sa.Column("cost_note", sa.String(length=120), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_interpreter_branch_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interpreter")),
    )
    op.create_table(
        "travel_time",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("from_branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("to_branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_branch_id"], ["branch.id"], name=op.f("fk_travel_time_from_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["to_branch_id"], ["branch.id"], name=op.f("fk_travel_time_to_branch_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_travel_time")),
        sa.UniqueConstraint(
            "from_branch_id", "to_branch_id", name=op.f("uq_travel_time_from_branch_id_to_branch_id")
        ),
    )
    op.create_table(
        "interpreter_branch",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("interpreter_id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_interpreter_branch_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["interpreter_id"],
            ["interpreter.id"],
            name=op.f("fk_interpreter_branch_interpreter_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interpreter_branch")),
        sa.UniqueConstraint(
            "interpreter_id", "branch_id", name=op.f("uq_interpreter_branch_interpreter_id_branch_id")
        ),
    )
    op.create_table(
        "interpreter_language",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("interpreter_id", sa.CHAR(length=32), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("dialect", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["interpreter_id"],
            ["interpreter.id"],
            name=op.f("fk_interpreter_language_interpreter_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interpreter_language")),
        sa.UniqueConstraint(
            "interpreter_id", "language", name=op.f("uq_interpreter_language_interpreter_id_language")
        ),
    )
    with op.batch_alter_table("interpreter_language", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_interpreter_language_language"), ["language"], unique=False)

    op.create_table(
        "interpreter_time",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("interpreter_id", sa.CHAR(length=32), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("weekly", "one_day", "away", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(kind = 'weekly') = (weekday IS NOT NULL)", name=op.f("ck_interpreter_time_series")),
        sa.CheckConstraint("kind <> 'one_day' OR first_day = last_day", name=op.f("ck_interpreter_time_one_day")),
        sa.CheckConstraint(
            "0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440",
            name=op.f("ck_interpreter_time_span"),
        ),
        sa.CheckConstraint("0 <= weekday AND weekday <= 6", name=op.f("ck_interpreter_time_weekday")),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_interpreter_time_days")),
        sa.ForeignKeyConstraint(
            ["interpreter_id"],
            ["interpreter.id"],
            name=op.f("fk_interpreter_time_interpreter_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interpreter_time")),
    )
    with op.batch_alter_table("interpreter_time", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_interpreter_time_interpreter_id"), ["interpreter_id"], unique=False)

    op.create_table(
        "interpreter_assignment",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("appointment_id", sa.CHAR(length=32), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "needed",
                "requested",
                "confirmed",
                "attended",
                "failed",
                "cancelled",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("replaced", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("dialect", sa.String(length=60), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "phone",
                "video",
                "on_site",
                "colleague",
                "sign",
                "companion",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("interpreter_id", sa.CHAR(length=32), nullable=True),
        sa.Column("occupies_id", sa.CHAR(length=32), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column("dial", sa.String(length=80), nullable=False),
        sa.Column("needed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("requested_by", sa.CHAR(length=32), nullable=True),
        sa.Column("requested_function", sa.String(length=40), nullable=False),
        sa.Column("was_day", sa.Date(), nullable=True),
        sa.Column("was_start", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.CHAR(length=32), nullable=True),
        sa.Column("answered_function", sa.String(length=40), nullable=False),
        sa.Column("agreed_with", sa.String(length=80), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_to", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status <> 'needed' OR interpreter_id IS NULL", name=op.f("ck_interpreter_assignment_nobody_yet")
        ),
        sa.CheckConstraint(
            "status NOT IN ('requested', 'confirmed') OR interpreter_id IS NOT NULL OR kind = 'companion'",
            name=op.f("ck_interpreter_assignment_somebody"),
        ),
        sa.CheckConstraint(
            "0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440",
            name=op.f("ck_interpreter_assignment_interval"),
        ),
        sa.CheckConstraint(
            "occupies_id IS NULL OR occupies_id = interpreter_id", name=op.f("ck_interpreter_assignment_occupies")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["staff.id"], name=op.f("fk_interpreter_assignment_answered_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_interpreter_assignment_appointment_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_interpreter_assignment_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["interpreter_id"],
            ["interpreter.id"],
            name=op.f("fk_interpreter_assignment_interpreter_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["occupies_id"],
            ["interpreter.id"],
            name=op.f("fk_interpreter_assignment_occupies_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["staff.id"], name=op.f("fk_interpreter_assignment_requested_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interpreter_assignment")),
    )
    with op.batch_alter_table("interpreter_assignment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_interpreter_assignment_appointment_id"), ["appointment_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_interpreter_assignment_branch_id_status_day"), ["branch_id", "status", "day"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_interpreter_assignment_interpreter_id"),
            ["interpreter_id"],
            unique=False,
            sqlite_where=sa.text("interpreter_id IS NOT NULL"),
            postgresql_where=sa.text("interpreter_id IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_interpreter_assignment_occupies_id_day"),
            ["occupies_id", "day"],
            unique=False,
            sqlite_where=sa.text("occupies_id IS NOT NULL"),
            postgresql_where=sa.text("occupies_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_interpreter_assignment_present",
            ["appointment_id"],
            unique=True,
            sqlite_where=sa.text("NOT replaced AND status <> 'cancelled'"),
            postgresql_where=sa.text("NOT replaced AND status <> 'cancelled'"),
        )

    op.create_table(
        "interpreter_refusal",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("assignment_id", sa.CHAR(length=32), nullable=False),
        sa.Column("appointment_id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("interpreter_id", sa.CHAR(length=32), nullable=False),
        sa.Column("staff_id", sa.CHAR(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_interpreter_refusal_appointment_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["interpreter_assignment.id"],
            name=op.f("fk_interpreter_refusal_assignment_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_interpreter_refusal_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["interpreter_id"],
            ["interpreter.id"],
            name=op.f("fk_interpreter_refusal_interpreter_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_interpreter_refusal_staff_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interpreter_refusal")),
    )
    with op.batch_alter_table("interpreter_refusal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_interpreter_refusal_appointment_id"), ["appointment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_interpreter_refusal_assignment_id"), ["assignment_id"], unique=False)
