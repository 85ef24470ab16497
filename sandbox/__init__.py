"""A local Slack workspace, as strict as the real one; it knows nothing of the bot."""
