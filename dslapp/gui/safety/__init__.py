"""Whether the record is the one that was left: the banner, the seal in the bound book, the key of this computer."""
