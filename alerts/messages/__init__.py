"""What is said to people, in French, as neutral values. Channels give them their markup."""
