"""A rehearsal in a real workspace: what people see."""
