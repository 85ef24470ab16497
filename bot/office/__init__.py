"""Notes to the office: the rules."""
