"""What a safeguarding record is: pure types and rules, without I/O, clock, Qt or SQL."""
