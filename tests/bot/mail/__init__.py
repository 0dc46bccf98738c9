"""Mail as the host configures it."""
