"""The database underneath: opened, closed with keys, written in turns."""
