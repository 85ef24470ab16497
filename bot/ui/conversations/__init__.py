"""Parent conversations: what people see."""
