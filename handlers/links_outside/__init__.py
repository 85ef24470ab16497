"""Private links for people outside Slack: what people do in Slack."""
