"""What people see: views and messages as functions to plain dicts."""
