"""Meetings: the forms."""
