"""The headless program: the same services, without a window."""
