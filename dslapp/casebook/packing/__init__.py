"""The containers in which a pack leaves: written as a stream, read back as a stream."""
