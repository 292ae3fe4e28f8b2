"""Pages of a finished PDF as pixels, for the screen and the printer; never through a file."""

from dslapp.documents.pages import page_count, page_pixels

__all__ = ["page_count", "page_pixels"]
