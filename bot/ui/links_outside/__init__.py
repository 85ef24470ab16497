"""Private links for people outside Slack: what people see."""
