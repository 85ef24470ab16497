"""Slack in, core, storage, Slack out: a file per noun."""
