"""Obligations and their dates: what people do."""
