"""Whether all is well with the casebook and this computer, and what to do where it is damaged."""
