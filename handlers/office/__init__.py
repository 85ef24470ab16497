"""Notes to the office: what people do in Slack."""
