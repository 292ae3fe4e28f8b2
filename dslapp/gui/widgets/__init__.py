"""The parts from which every page is made."""
