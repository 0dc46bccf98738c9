"""What RSS and Atom items say, and the web pages they lead to."""
