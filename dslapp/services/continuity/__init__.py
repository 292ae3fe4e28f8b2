"""In whose hands things are: exhibits, kept devices, reports to platforms, papers about them."""
