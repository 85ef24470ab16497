"""The morning digest, and what else is asked of a day: the forms."""
