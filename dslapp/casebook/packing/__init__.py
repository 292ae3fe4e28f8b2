"""The containers in which a pack for an officer leaves: written as a stream, read back as a stream."""
