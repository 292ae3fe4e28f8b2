"""The school's changes to the guidance: listed, compared, made, tried and taken back."""
