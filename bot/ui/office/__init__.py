"""Notes to the office: what people see."""
