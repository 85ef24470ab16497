"""People, roles and teams: the forms."""
