"""What Preiep costs, beside its references."""
