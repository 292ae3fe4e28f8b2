"""Redacted and cropped copies: made, searched for what they hide, shown."""
