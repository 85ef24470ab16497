"""What a person has before them, and does there."""
