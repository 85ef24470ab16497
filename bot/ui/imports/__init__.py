"""Files and pastes of a district: what people see."""
