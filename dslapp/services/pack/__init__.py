"""Packs for an officer: planned, made, read back, checked."""
