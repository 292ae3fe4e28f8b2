"""A case: written down, read, worked on, reviewed, closed."""
