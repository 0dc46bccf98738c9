"""What is told on a phone: one screen to decide, with its actions; several opportunities as one list; a reminder."""
