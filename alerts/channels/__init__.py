"""Ways to reach people. A channel answers Sent, Later or Refused."""
