"""Settings of a district: what is kept."""
