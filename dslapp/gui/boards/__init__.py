"""The devices that a school keeps, and what it has reported to be taken down: of one case, and of all."""
