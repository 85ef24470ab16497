"""Notes to the office: what people do."""
