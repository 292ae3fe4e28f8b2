"""Words in pictures are read by machine in a child process that gets dots, and has no keys, files or network."""
