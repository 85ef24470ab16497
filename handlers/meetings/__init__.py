"""Meetings: what people do in Slack."""
