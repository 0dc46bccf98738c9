"""Plain values and enums of the product. No input or output."""
