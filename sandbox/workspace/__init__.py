"""The workspace: people, rooms, messages, files, time."""
