"""Parent conversations: the forms."""
