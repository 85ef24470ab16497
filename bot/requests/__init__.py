"""Forms that are asked for: the rules."""
