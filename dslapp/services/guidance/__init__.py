"""The guidance: followed, departed from, read, changed by the school, tried out."""
