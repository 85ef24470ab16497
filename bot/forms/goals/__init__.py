"""Progress on goals: the forms."""
