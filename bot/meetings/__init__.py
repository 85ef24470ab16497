"""Meetings: the rules."""
