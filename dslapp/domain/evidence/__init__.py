"""Exhibits: what they are, what their files say, in whose hands they are, what is never held."""
