"""The pages on which a person finds their work: Today, the table of incidents, the search."""
