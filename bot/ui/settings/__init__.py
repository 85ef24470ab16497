"""Settings of a district: what people see."""
