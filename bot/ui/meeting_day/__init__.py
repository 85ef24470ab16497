"""The day of a meeting: what people see."""
