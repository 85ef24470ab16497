"""Settings of a district: what people do in Slack."""
