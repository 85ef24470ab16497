"""Obligations and their dates: the forms."""
