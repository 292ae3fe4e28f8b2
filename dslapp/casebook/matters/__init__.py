"""What leaves a casebook or comes into it: extracts with their proof, sealed matters, the inbox."""
