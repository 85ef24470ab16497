"""Forms that are asked for: what is asked."""
