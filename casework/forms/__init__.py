"""Forms as they are filled in: what people do."""
