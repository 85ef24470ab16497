"""A rehearsal in a real workspace: the rules."""
