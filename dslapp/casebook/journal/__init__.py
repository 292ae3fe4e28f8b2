"""The signed journal: its entries, whose signatures count, how it is verified and anchored."""
