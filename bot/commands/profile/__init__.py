"""What `/start` and `/profil` share: a profile as it is told, and each thing that one changes in it."""
