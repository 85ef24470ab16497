"""The day of a meeting: the rules."""
