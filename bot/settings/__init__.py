"""Settings of a district: the rules."""
