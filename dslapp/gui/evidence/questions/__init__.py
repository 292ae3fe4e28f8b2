"""The questions of an exhibit, with what its file says of each."""
