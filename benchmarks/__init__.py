"""What `make bench` measures: every goal is a ratio to a reference that runs in the same minute (see README)."""
