"""The day of a meeting: the forms."""
