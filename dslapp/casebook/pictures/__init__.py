"""Pictures are decoded in a child process that has no keys, little memory and no way to a file or a network."""
