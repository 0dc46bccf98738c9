"""The first profile, from the welcome to the first opportunities, in eight gestures at most."""
