"""A rehearsal in a real workspace: what is kept."""
