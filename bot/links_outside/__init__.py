"""Private links for people outside Slack: the rules."""
