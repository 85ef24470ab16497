"""What is kept: the only place that speaks to a database."""
