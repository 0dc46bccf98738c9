"""What a notice says, lot by lot, with the sentence that proves it. No input or output."""
