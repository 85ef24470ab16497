"""Records of students: the rules."""
