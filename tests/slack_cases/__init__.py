"""What Slack takes and what it refuses, as tables that several tests read."""
