"""Forms that are asked for: what people do."""
