"""What time makes us do."""
