"""Packs of evidence: what goes into one, whom it is for, and what it says of itself."""
