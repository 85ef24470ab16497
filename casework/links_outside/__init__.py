"""Private links for people outside Slack: what is done."""
