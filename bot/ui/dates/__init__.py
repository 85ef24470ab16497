"""Obligations and their dates: what people see."""
