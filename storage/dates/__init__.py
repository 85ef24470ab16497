"""Obligations and their dates: what is kept."""
