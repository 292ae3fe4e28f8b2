"""Who may open a casebook: made, unlocked, known, its members, their keys and what they sign."""
