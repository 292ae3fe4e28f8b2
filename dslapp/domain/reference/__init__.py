"""What is looked up: the matrix, the law, platforms, the words of the field."""
