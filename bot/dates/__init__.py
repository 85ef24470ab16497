"""Obligations and their dates: the rules."""
