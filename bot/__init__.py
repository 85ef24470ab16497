"""The core: what a school owes, and when; values in, values out."""
