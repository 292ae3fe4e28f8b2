"""Hints beside the mouse: words shown as they are, since Qt would run as markup whatever looks like it."""

from html import escape


def as_hint(words: str) -> str:
    """`words` for `setToolTip` and its like: marked up on purpose, so that nothing in them is."""
    return f"<span>{escape(words)}</span>" if words else ""
