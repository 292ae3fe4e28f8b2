"""What makes the record trustworthy: keys, passphrases, seals, backups, signatures."""
