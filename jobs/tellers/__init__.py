"""Who knows the words of which message."""
