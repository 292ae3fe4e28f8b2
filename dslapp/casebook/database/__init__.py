"""The encrypted database: its driver, tables, migrations, search index, and checks of it."""
