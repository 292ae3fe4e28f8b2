"""What must not be here: hidden at once, purged by two people, followed to the backups."""
