"""The encrypted casebook on disk: keys, records, journal, search and evidence files."""
