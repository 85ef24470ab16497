"""Documents that are made on request: values in, bytes out."""
