"""Parent conversations: what people do in Slack."""
