"""Block Kit: forms drawn from their declarations, and read again."""
