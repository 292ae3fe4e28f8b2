"""What leaves on paper or as a file: summaries, the case file, extracts."""
