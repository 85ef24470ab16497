"""Forms as they are filled in: what is kept."""
