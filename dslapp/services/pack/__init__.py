"""Packs of evidence: planned, made, read back, noted, checked; and what has left the school."""
