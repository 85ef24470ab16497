"""Settings of a district: the forms."""
