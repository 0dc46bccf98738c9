"""The demonstration: fictitious notices, and a local stand-in of the public sites that serves them."""
