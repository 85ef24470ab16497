"""Progress on goals: what people see."""
