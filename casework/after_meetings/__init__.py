"""What follows a meeting: what people do."""
