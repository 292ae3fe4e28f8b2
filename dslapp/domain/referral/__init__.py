"""Summaries for the LADO and the police: their questions, and where the answers come from."""
