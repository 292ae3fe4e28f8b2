"""What a school changes in the guidance, and what it cannot take out of it."""
