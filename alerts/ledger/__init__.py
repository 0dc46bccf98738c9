"""Every message owed to someone, from cause to outcome."""
