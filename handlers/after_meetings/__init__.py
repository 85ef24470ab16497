"""What follows a meeting: what people do in Slack."""
