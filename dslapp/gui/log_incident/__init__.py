"""The first screen, on which an incident is logged."""
