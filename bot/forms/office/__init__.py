"""Notes to the office: what is asked."""
