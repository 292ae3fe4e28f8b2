"""The casebook of made-up cases."""
