"""A rehearsal in a real workspace: the forms."""
