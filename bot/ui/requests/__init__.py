"""Forms that are asked for: what people see."""
