"""What is hidden or purged: what goes together, what the record names, what is listed beside it."""
