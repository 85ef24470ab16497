"""People, roles and teams: what people do."""
