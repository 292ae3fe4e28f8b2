"""What goes from one casebook to another: moved matters and sealed notes."""
