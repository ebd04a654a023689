"""Called by alembic with the connection of our own runner (`store.migrate`)."""

from alembic import context

from backoffice.store.tables import import_all
from backoffice.store.tables.base import METADATA

import_all()
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
    transaction_per_migration=False,
    transactional_ddl=False,  # the runner's transaction holds all steps
)
context.run_migrations()
