"""Records of students: what people do."""
