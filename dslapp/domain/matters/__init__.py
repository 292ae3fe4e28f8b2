"""What goes from one casebook to another, and what never may."""
