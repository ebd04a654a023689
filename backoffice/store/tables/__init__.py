"""The tables, split by room, so that a screen imports its own and no more."""


def import_all() -> None:
    """Load every table module: for creating, migrating and checking a whole store."""
    from backoffice.store.tables import (  # noqa: F401  (the import is the effect)
        absences,
        agreements,
        appointments,
        booking,
        calendar,
        imports,
        indexes,
        interpreters,
        interpreting,
        journal,
        occupancy,
        openings,
        organisation,
        people,
        proposals,
        takeovers,
        ticket_work,
        tickets,
    )
