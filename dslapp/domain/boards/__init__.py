"""Devices that the school keeps, and what was reported so that it is taken down."""
