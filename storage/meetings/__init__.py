"""Meetings: what is kept."""
