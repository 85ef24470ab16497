"""Files and pastes of a district: the forms."""
