"""Records of students: what people do in Slack."""
