"""The day of a meeting: what is kept."""
