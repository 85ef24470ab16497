"""The district before its supervisors: the forms."""
