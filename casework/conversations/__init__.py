"""Parent conversations: what people do."""
