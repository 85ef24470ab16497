"""Progress on goals: what is kept."""
