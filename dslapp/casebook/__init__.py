"""The encrypted casebook on disk: connection, schema, journal, members and keys, search, evidence files, integrity."""
