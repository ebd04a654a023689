"""The first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Apply this step."""

    op.create_table(
        "branch",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("address", sa.String(length=120), nullable=False),
        sa.Column("front_desk_phone", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch")),
        sa.UniqueConstraint("code", name=op.f("uq_branch_code")),
    )
    op.create_table(
        "concern",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
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
            nullable=False,
        ),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("mandatory", sa.Boolean(), nullable=False),
        sa.Column("emergency", sa.Boolean(), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("application", sa.Boolean(), nullable=False),
        sa.Column("documents", sa.String(length=1000), nullable=False),
        sa.Column("info", sa.String(length=1000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
        sa.UniqueConstraint("area", "title", name=op.f("uq_concern_area_title")),
    )
    op.create_table(
        "desk",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk")),
    )
    op.create_table(
        "occupancy",
        sa.Column("resource_id", sa.CHAR(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("tick", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.CHAR(length=32), nullable=False),
        sa.PrimaryKeyConstraint("resource_id", "day", "tick", name=op.f("pk_occupancy")),
    )
    with op.batch_alter_table("occupancy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_occupancy_holder_id"), ["holder_id"], unique=False)

    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(length=4000), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "column_mapping",
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("mapping", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_column_mapping_branch_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("branch_id", name=op.f("pk_column_mapping")),
    )
    op.create_table(
        "concern_alias",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("concern_id", sa.CHAR(length=32), nullable=False),
        sa.Column("text", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_alias_concern_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_alias")),
        sa.UniqueConstraint("concern_id", "text", name=op.f("uq_concern_alias_concern_id_text")),
    )
    op.create_table(
        "customer",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("shared_with_branch_id", sa.CHAR(length=32), nullable=True),
        sa.Column("copied_from", sa.String(length=32), nullable=True),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("family", sa.String(length=80), nullable=True),
        sa.Column("given", sa.String(length=80), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("phone_raw", sa.String(length=80), nullable=True),
        sa.Column("phone_note", sa.String(length=80), nullable=True),
        sa.Column("email", sa.String(length=120), nullable=True),
        sa.Column("customer_number", sa.String(length=20), nullable=True),
        sa.Column("bg_number", sa.String(length=20), nullable=True),
        sa.Column("number_raw", sa.String(length=60), nullable=True),
        sa.Column("language", sa.String(length=3), nullable=True),
        sa.Column("protected", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_customer_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["shared_with_branch_id"],
            ["branch.id"],
            name=op.f("fk_customer_shared_with_branch_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
    )
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_customer_branch_id"), ["branch_id"], unique=False)

    op.create_table(
        "import_run",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.JSON(none_as_null=True), nullable=False),
        sa.Column(
            "file_state",
            sa.Enum(
                "pending", "deleted", "kept", name="file_state", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("delete_by", sa.Date(), nullable=True),
        sa.Column("kept_path", sa.String(length=400), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_import_run_branch_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_run_branch_id"), ["branch_id"], unique=False)

    op.create_table(
        "service_point_group",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
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
            nullable=False,
        ),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_service_point_group_branch_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_point_group")),
        sa.UniqueConstraint("branch_id", "name", name=op.f("uq_service_point_group_branch_id_name")),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
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
            nullable=False,
        ),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("shown_number", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_team_branch_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("branch_id", "name", name=op.f("uq_team_branch_id_name")),
    )
    op.create_table(
        "appointment",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("shared_with_branch_id", sa.CHAR(length=32), nullable=True),
        sa.Column("customer_id", sa.CHAR(length=32), nullable=False),
        sa.Column("follows_id", sa.CHAR(length=32), nullable=True),
        sa.Column("concern_id", sa.CHAR(length=32), nullable=True),
        sa.Column("concern_text", sa.String(length=160), nullable=False),
        sa.Column("group_id", sa.CHAR(length=32), nullable=True),
        sa.Column(
            "channel",
            sa.Enum("in_person", "phone", name="channel", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column("assumed_end", sa.Boolean(), nullable=False),
        sa.Column(
            "status",
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
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "origin",
            sa.Enum(
                "imported",
                "walk_in",
                "booked",
                "follow_up",
                "takeover",
                name="origin",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("raised_reason", sa.String(length=200), nullable=True),
        sa.Column("remark", sa.String(length=400), nullable=True),
        sa.Column("booking_number", sa.String(length=40), nullable=True),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("backdated", sa.Boolean(), nullable=False),
        sa.Column("reopen_reason", sa.String(length=200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440",
            name=op.f("ck_appointment_interval"),
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_appointment_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_appointment_concern_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_appointment_customer_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["follows_id"], ["appointment.id"], name=op.f("fk_appointment_follows_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["service_point_group.id"], name=op.f("fk_appointment_group_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["shared_with_branch_id"],
            ["branch.id"],
            name=op.f("fk_appointment_shared_with_branch_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_appointment_branch_id_day_start_minute"),
            ["branch_id", "day", "start_minute"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_appointment_customer_id"), ["customer_id"], unique=False)

    op.create_table(
        "concern_offer",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("concern_id", sa.CHAR(length=32), nullable=False),
        sa.Column("group_id", sa.CHAR(length=32), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("lead_minutes", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_concern_offer_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_concern_offer_concern_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["service_point_group.id"], name=op.f("fk_concern_offer_group_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_offer")),
        sa.UniqueConstraint("concern_id", "group_id", name=op.f("uq_concern_offer_concern_id_group_id")),
    )
    with op.batch_alter_table("concern_offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concern_offer_branch_id"), ["branch_id"], unique=False)

    op.create_table(
        "service_point",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("group_id", sa.CHAR(length=32), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_service_point_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["service_point_group.id"], name=op.f("fk_service_point_group_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_point")),
        sa.UniqueConstraint("branch_id", "name", name=op.f("uq_service_point_branch_id_name")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("login", sa.String(length=63), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("function", sa.String(length=40), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=True),
        sa.Column("team_id", sa.CHAR(length=32), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_staff_branch_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_staff_team_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("login", name=op.f("uq_staff_login")),
    )
    op.create_table(
        "assignment",
        sa.Column("appointment_id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("staff_id", sa.CHAR(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_assignment_appointment_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_assignment_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_assignment_staff_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("appointment_id", name=op.f("pk_assignment")),
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("appointment_id", sa.CHAR(length=32), nullable=False),
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
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_attempt_appointment_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_attempt_branch_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_attempt_staff_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attempt_appointment_id"), ["appointment_id"], unique=False)

    op.create_table(
        "claim",
        sa.Column("appointment_id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("staff_id", sa.CHAR(length=32), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_claim_appointment_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_claim_branch_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_claim_staff_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("appointment_id", name=op.f("pk_claim")),
    )
    op.create_table(
        "import_row",
        sa.Column("appointment_id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("run_id", sa.CHAR(length=32), nullable=False),
        sa.Column("base", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_import_row_appointment_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_import_row_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_run.id"], name=op.f("fk_import_row_run_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("appointment_id", name=op.f("pk_import_row")),
    )
    with op.batch_alter_table("import_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_row_branch_id"), ["branch_id"], unique=False)

    op.create_table(
        "journal_entry",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.String(length=40), nullable=False),
        sa.Column("actor_id", sa.CHAR(length=32), nullable=True),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("batch_id", sa.CHAR(length=32), nullable=True),
        sa.Column("undoes", sa.CHAR(length=32), nullable=True),
        sa.Column("undoable", sa.Boolean(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("result", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["staff.id"], name=op.f("fk_journal_entry_actor_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_journal_entry_branch_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entry")),
    )
    with op.batch_alter_table("journal_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journal_entry_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_journal_entry_desk_id_at"), ["desk_id", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_journal_entry_undoes"), ["undoes"], unique=False)

    op.create_table(
        "note",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("appointment_id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("staff_id", sa.CHAR(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_note_appointment_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_note_branch_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_note_staff_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_appointment_id"), ["appointment_id"], unique=False)

    op.create_table(
        "outcome",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("appointment_id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "settled",
                "follow_up",
                "callback",
                "placement_contact",
                "settled_with",
                "other_jobcenter",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("contact", sa.String(length=120), nullable=True),
        sa.Column("agreed", sa.String(length=200), nullable=True),
        sa.Column("linked_id", sa.CHAR(length=32), nullable=True),
        sa.Column("forwarded", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_outcome_appointment_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_outcome_branch_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["linked_id"], ["appointment.id"], name=op.f("fk_outcome_linked_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
    )
    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outcome_appointment_id"), ["appointment_id"], unique=False)

    op.create_table(
        "placement",
        sa.Column("appointment_id", sa.CHAR(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=False),
        sa.Column("service_point_id", sa.CHAR(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_placement_appointment_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_placement_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["service_point_id"],
            ["service_point.id"],
            name=op.f("fk_placement_service_point_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("appointment_id", name=op.f("pk_placement")),
    )
    op.create_table(
        "role_grant",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("staff_id", sa.CHAR(length=32), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "appointment_manager",
                "group_lead",
                "site_admin",
                "admin",
                "caseworker",
                "analyst",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=True),
        sa.Column("group_id", sa.CHAR(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_role_grant_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["service_point_group.id"], name=op.f("fk_role_grant_group_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_role_grant_staff_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grant_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "journal_payload",
        sa.Column("entry_id", sa.CHAR(length=32), nullable=False),
        sa.Column("payload", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["journal_entry.id"], name=op.f("fk_journal_payload_entry_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_journal_payload")),
    )
    op.create_table(
        "journal_row",
        sa.Column("entry_id", sa.CHAR(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=True),
        sa.Column("entity", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.String(length=60), nullable=False),
        sa.Column("about", sa.CHAR(length=32), nullable=True),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_journal_row_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["journal_entry.id"], name=op.f("fk_journal_row_entry_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("entry_id", "position", name=op.f("pk_journal_row")),
    )
    with op.batch_alter_table("journal_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journal_row_about"), ["about"], unique=False)
        batch_op.create_index(batch_op.f("ix_journal_row_row_id"), ["row_id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.CHAR(length=32), nullable=False),
        sa.Column("entry_id", sa.CHAR(length=32), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("branch_id", sa.CHAR(length=32), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.JSON(none_as_null=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "done", "given_up", name="state", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_outbox_branch_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["journal_entry.id"], name=op.f("fk_outbox_entry_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
