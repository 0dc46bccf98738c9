"""Pages of networks: behind the session of settings, each with the right that the services check."""
