"""Progress on goals: what people do in Slack."""
