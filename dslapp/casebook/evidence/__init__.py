"""Evidence: its encrypted files, how they come in, how they are read, checked and brought back."""
