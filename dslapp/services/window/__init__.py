"""What is remembered of the window, and what is hidden from it."""
