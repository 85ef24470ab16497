"""What follows a meeting: what is kept."""
