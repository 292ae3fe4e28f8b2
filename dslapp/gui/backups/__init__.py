"""Backups in the window: where they go, how old they are, whether they can be restored, and restoring one."""
