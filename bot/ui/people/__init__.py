"""People, roles and teams: what people see."""
