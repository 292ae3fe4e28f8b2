"""Files of every kind are read in child processes that have no keys, little memory, no file and no network."""
