"""One case in the window: its header, its warnings and its tabs."""
