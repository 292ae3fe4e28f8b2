"""The pack for an officer: what goes into it, and what it says of itself."""
