"""Notes to the office: what is kept."""
