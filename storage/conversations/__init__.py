"""Parent conversations: what is kept."""
