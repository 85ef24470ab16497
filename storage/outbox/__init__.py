"""What is to be said, and what stands in Slack."""
