"""The settings: the school, its numbers, its members, the PIN and the look."""
