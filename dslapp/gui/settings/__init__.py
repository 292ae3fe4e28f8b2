"""The settings: the school, its numbers, its members, the PIN, the look, and the check of the whole casebook."""
