"""The district before its supervisors: the rules."""
