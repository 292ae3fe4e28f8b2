"""A damaged casebook: what is hit, what can still be read, and how it is mended from that."""
