"""Records of students: the forms."""
