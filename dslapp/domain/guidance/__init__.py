"""The guidance as data, the walk through it, and what follows from a walk."""
