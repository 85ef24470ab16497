"""What people do: one function for each use case, whichever door it is asked through."""
