"""What follows a meeting: what is asked."""
