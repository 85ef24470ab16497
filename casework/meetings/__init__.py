"""Meetings: what people do."""
