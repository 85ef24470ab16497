"""Progress on goals: the rules."""
