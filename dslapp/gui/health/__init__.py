"""How safe the casebook is just now: the Safety page."""
