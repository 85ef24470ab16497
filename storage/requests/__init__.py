"""Forms that are asked for: what is kept."""
