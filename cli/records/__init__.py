"""Commands about one student's whole record."""
