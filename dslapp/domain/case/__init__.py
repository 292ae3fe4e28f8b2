"""A case: the incident, its people, what is done about it, and how it is read."""
