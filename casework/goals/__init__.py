"""Progress on goals: what people do."""
