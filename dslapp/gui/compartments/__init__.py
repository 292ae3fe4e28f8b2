"""Casebooks beside one another: sealed notes, matters that belong elsewhere, other casebooks."""
