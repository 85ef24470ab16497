"""The day of a meeting: what people do in Slack."""
