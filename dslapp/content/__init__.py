"""Loads and checks everything under resources/."""
