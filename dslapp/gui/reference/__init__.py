"""Platform cards, acts, words and numbers: lists to search, cards to read, to check and to change."""
