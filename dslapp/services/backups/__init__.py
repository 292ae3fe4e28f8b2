"""Backups: written, pruned, proved, put back."""
