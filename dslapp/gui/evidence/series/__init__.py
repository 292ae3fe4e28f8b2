"""Screenshots that belong together: their order, and two beside each other."""
