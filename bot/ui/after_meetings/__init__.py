"""What follows a meeting: what people see."""
