"""Delivery: what is put out goes out, at the pace that Slack allows."""
