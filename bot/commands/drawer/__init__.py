"""The drawer of proofs in the chat: what a structure has, until when, and how it is written down."""
