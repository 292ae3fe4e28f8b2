"""Taking files in: the gate, what waits, and what the questions before saving are."""
