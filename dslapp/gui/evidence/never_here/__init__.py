"""What must not be here, and exhibits without a file."""
