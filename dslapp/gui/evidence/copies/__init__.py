"""Redacted and cropped copies: drawn, looked at, kept."""
