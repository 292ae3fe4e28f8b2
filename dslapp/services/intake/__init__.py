"""How files come in: each behind the gate, read in a child, kept, numbered."""
