"""Everything that is kept: tables, engine, transaction, journal, occupancy, migrations."""
