"""People, roles and teams: what is kept."""
