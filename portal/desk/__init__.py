"""The stewards' desk: what failed validation, with its passages, and what people decide about it."""
