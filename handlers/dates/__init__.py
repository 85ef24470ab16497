"""Obligations and their dates: what people do in Slack."""
