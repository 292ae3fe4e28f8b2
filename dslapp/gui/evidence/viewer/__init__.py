"""One exhibit large: picture, pages, film, sound or words."""
