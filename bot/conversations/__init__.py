"""Parent conversations: the rules."""
