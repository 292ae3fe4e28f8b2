"""Backups of a casebook: where they lie, how they are written, proved, pruned, and put in the place of a casebook."""
