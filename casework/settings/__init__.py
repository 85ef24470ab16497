"""Settings of a district: what people do."""
