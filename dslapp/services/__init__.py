"""What people do: one use case a module, named as a verb phrase."""
