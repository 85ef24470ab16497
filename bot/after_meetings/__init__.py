"""What follows a meeting: the rules."""
