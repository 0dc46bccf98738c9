"""Networks and their animators: rights, brakes, who is reached, who could answer. Pure: no store, no clock."""
