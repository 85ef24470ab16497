"""Files and pastes of a district: what people do in Slack."""
