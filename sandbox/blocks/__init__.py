"""What Slack refuses of blocks and views, and what their fields hold."""
