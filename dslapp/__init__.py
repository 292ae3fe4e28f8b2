"""DSL Casebook: an encrypted local casebook for a designated safeguarding lead."""

__version__ = "0.1.0"
