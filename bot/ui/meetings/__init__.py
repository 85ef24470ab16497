"""Meetings: what people see."""
