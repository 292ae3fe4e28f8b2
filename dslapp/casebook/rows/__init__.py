"""Rows for lists, read over all cases at once."""
