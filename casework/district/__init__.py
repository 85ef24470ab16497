"""The district before its supervisors: what people do."""
