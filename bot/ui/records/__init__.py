"""Records of students: what people see."""
