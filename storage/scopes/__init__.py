"""The doors, and how far each scope reaches."""
