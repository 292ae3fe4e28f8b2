"""What is done with an exhibit once it is there: shown, answered, linked, spared, locked."""
