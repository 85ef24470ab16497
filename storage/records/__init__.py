"""Records of students: what is kept."""
