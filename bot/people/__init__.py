"""People, roles and teams: the rules."""
