"""The product: what a notice says, whom it concerns, and what is owed to them."""
